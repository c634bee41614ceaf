-- Where the events of one topic stand, in the order of the log.
-- Lock: none. Runs on the index entry_type.
-- Parameters: topic text.
SELECT e.position
FROM entry e JOIN event_type t ON t.id = e.type
WHERE t.name = %(topic)s
ORDER BY e.position

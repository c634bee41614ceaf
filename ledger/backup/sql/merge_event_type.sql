-- Takes over topics that are new in a side backup; numbers are handed out once, so they never differ.
insert into event_type select * from side_event_type on conflict do nothing

-- All vault rows, in the order of their positions; of attachments, which are large, without what is sealed.
-- Lock: none. No parameters.
select position, role, owner, case when starts_with(role, 'attachment-') then ''::bytea else sealed end, wrapped_key
from vault
order by position, role

-- All versions of items whose records may be shown.
-- Lock: none. Placeholder: build.
select item, version, validity_months
from public_catalogue_{build}

"""The one table from error code to HTTP: total over every code of domain, ledger and api (tested)."""

from collections.abc import Mapping
from types import MappingProxyType

from api.problems import of_api, of_domain, of_due_process, of_ledger
from api.problems.kind import Kind

KINDS: Mapping[str, Kind] = MappingProxyType(
    {**of_api.KINDS, **of_ledger.KINDS, **of_domain.KINDS, **of_due_process.KINDS}
)

INTERNAL = of_domain.INTERNAL | of_ledger.INTERNAL
"""Codes that exist but are no client's business."""

"""The public form of a receipt: what the log shows anyway, without any disclosure."""

from dataclasses import replace

from ledger.service.receipts import Receipt


def public_receipt(receipt: Receipt) -> bytes:
    """Write a receipt with an empty ``disclosures``; it verifies like the full one.

    Source:
        docs/log-format.md, section 7.
    """
    return replace(receipt, disclosures=()).to_json()

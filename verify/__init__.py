"""How to check a Chengjian ledger, trusting nobody.

This package stands beside the ledger and shares no code with it: it imports the standard library and PyNaCl, nothing
else. Its core takes bytes, values and ``now`` and touches neither files nor network nor clock; only
``verify.audit.source``, ``verify.audit.http_source`` and ``verify.cli`` do. Trust comes from a pinned policy, never
from the proof.

The way in:

* ``verify.receipt.verify_receipt`` — one receipt against a policy, in the eight numbered steps of docs/log-format.md;
* ``verify.audit.audit_log`` — a whole log: every hash, signature, key state and time;
* ``verify.checkpoint.verify_checkpoint`` — one signed tree head;
* ``verify.second_path.SecondPath`` — what the recorder asks before it signs;
* ``chengjian-verify`` (``python -m verify``) — the command line.

A function that checks returns nothing or what it proved, and raises ``verify.errors.VerifyError`` otherwise.
"""

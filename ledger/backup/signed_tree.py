"""Size and root out of a checkpoint that our own log signed."""

from base64 import b64decode
from binascii import Error as Base64Error

from ledger.backup.errors import BackupDamagedError
from ledger.log.checkpoint import CheckpointSigner
from ledger.log.high_water import Mark

_BODY_LINES = 3


def signed_tree(checkpoint: str, signer: CheckpointSigner) -> Mark:
    """Read a checkpoint of our own log.

    Ed25519 is deterministic: a note is ours if signing its tree again gives the same signature line. Other signatures
    (witnesses') are not looked at.

    Args:
        checkpoint: The signed note.
        signer: Signs for the log.

    Raises:
        BackupDamagedError: It is no checkpoint, or not ours.

    Source:
        C2SP tlog-checkpoint, signed-note.
    """
    body, _, signatures = checkpoint.partition("\n\n")
    lines = body.split("\n")
    try:
        size, root = int(lines[1]), b64decode(lines[2], validate=True)
    except (IndexError, ValueError, Base64Error) as error:
        raise BackupDamagedError(
            "这不是检查点。",
            "This is no checkpoint.",
            "请给出网址 …/checkpoint，或其内容的文件。",
            "Give the address …/checkpoint, or a file with what stands there.",
        ) from error
    ours_body, _, ours_signature = signer.sign(size, root).partition("\n\n")
    if len(lines) != _BODY_LINES or body != ours_body or ours_signature.strip() not in signatures.splitlines():
        raise BackupDamagedError(
            "这个检查点不是本账本签的。",
            "This checkpoint was not signed by this log.",
            "请核对来源。",
            "Check where it is from.",
        )
    return Mark(size, root)

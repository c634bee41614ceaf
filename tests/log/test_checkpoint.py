import base64

from ledger.crypto.keys import SigningKey
from ledger.log.checkpoint import CheckpointSigner, verification_key
from tests.reference import c2sp_reader


def test_the_verification_key_is_spelled_as_the_specification_shows() -> None:
    vkey = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
    public_key = base64.b64decode(vkey.rsplit("+", 1)[1])[1:]
    assert verification_key("example.com/foo", public_key) == vkey


def test_a_checkpoint_is_a_note_that_an_independent_reader_opens() -> None:
    signer = CheckpointSigner("test.log.invalid/一", SigningKey(b"\x01" * 32))
    note = signer.sign(20852163, bytes(32))
    assert c2sp_reader.open_note(note.encode(), signer.vkey) == (
        "test.log.invalid/一\n20852163\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n"
    )
    assert note.split("\n")[4].startswith("— test.log.invalid/一 ")


def test_signing_the_same_tree_again_gives_the_same_bytes() -> None:
    signer = CheckpointSigner("test.log.invalid/one", SigningKey(b"\x01" * 32))
    assert signer.sign(1, bytes(32)) == signer.sign(1, bytes(32))
    assert signer.sign(1, bytes(32)) != signer.sign(2, bytes(32))

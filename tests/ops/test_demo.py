"""What the demo leaves behind."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.demo.flow import Demo
from ledger.base64url import encode

SAMPLES = Path(__file__).parents[2] / "samples"


@pytest.fixture
def folder() -> Iterator[Path]:
    """A private folder with a short name: a socket lies in it."""
    made = Path(tempfile.mkdtemp(prefix="chengjian-test-"))
    yield made / "demo"
    shutil.rmtree(made)


def test_the_root_key_is_in_no_file_of_the_state_folder_that_the_demo_serves(folder: Path) -> None:
    with Demo(folder, port=0, samples=SAMPLES, scale=1) as demo:
        demo._open_ledger()
    seed = demo._root.seed
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert folder / "origin" in files
    spellings = (seed, seed.hex().encode(), encode(seed).encode())
    assert [path for path in files if any(one in path.read_bytes() for one in spellings)] == []

"""Tile names and widths are those of the specification."""

import pytest

from tests.reference.c2sp_reader import tile_index
from verify.checkpoint import parse_checkpoint
from verify.errors import BundleMalformedError
from verify.tiles import bundle_path, edge_width, path_number, split_bundle, tile_path


def test_numbers_are_spelled_in_groups_of_three() -> None:
    for number in (0, 5, 999, 1000, 70_000, 999_999, 1_000_000, 1_234_067, 10**9):
        assert path_number(number) == tile_index(number)


def test_only_partial_tiles_name_their_width() -> None:
    assert tile_path(2, 1234067) == "tile/2/x001/x234/067"
    assert tile_path(0, 5, 7) == "tile/0/005.p/7"
    assert bundle_path(273, 112) == "tile/entries/273.p/112"


@pytest.mark.parametrize(
    ("size", "widths"), [(0, [0, 0, 0]), (256, [0, 1, 0]), (70_000, [112, 17, 1]), (65_536, [0, 0, 1])]
)
def test_the_right_edge_has_the_widths_of_the_specification(size: int, widths: list[int]) -> None:
    assert [edge_width(size, level) for level in range(3)] == widths


def test_entries_before_a_broken_length_are_still_given() -> None:
    entries = split_bundle(b"\0\1a\0\2b", 2, "x")
    assert next(entries) == b"a"
    with pytest.raises(BundleMalformedError):
        next(entries)


def test_half_a_length_is_refused() -> None:
    with pytest.raises(BundleMalformedError):
        list(split_bundle(b"\0", 1, "x"))


def test_the_sample_of_the_specification_is_a_checkpoint() -> None:
    checkpoint = parse_checkpoint(
        "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n"
        "— example.com/behind-the-sofa "
        "Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"
        "— witness.example.com/w1 "
        "jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n"
    )
    assert (checkpoint.origin, checkpoint.size) == ("example.com/behind-the-sofa", 20852163)
    assert [len(each.blob) for each in checkpoint.note.signatures] == [64, 72]

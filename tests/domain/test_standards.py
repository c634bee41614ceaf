"""What the data standards hold, and how the headings and choices of real files find it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.standard import CF_2018, STANDARDS, XK_2018, Standard
from domain.standard.field import Field, fold_heading
from domain.standard.standard import AmbiguousHeadingError


@pytest.mark.parametrize("name", STANDARDS)
def test_every_heading_of_a_standard_finds_its_field(name: str) -> None:
    standard = STANDARDS[name]
    for field in standard.fields:
        for heading in (field.zh, field.code, field.code.lower(), field.name, *field.aliases):
            if heading:
                assert standard.find(f" *{heading}： ") is field
                assert not standard.is_ignored(heading)


def test_headings_of_the_standard_and_of_older_files_are_known() -> None:
    known = {
        "行政处罚决定书文号": "subject.document_no",
        "CF_WSH": "subject.document_no",
        "cf_cfwsh": "subject.document_no",
        "罚款金额(万元)": "subject.fine_fen",
        "代码_1": "file.uscc",
        "统一社会信用代码": "file.uscc",
        "CF_FR_SFZH": "representative.identifier",
        "CF_XDR_SFZ": "subject.identifier",
        "CF_XKJG": "subject.deciding_body",
        "CF_GSJZQ": "subject.publicity_until",
        "B000001": "subject.name",
        "违法行为发生日期": "subject.act_date",
        "处罚决定日期": "decided_on",
    }
    for heading, name in known.items():
        field = CF_2018.find(heading)
        assert field is not None
        assert field.name == name
    assert CF_2018.find("罚款金额（元）") is None
    assert CF_2018.find("星座") is None
    assert CF_2018.is_ignored("sjc")
    assert not CF_2018.is_ignored("星座")


def words(text: str) -> list[str]:
    return text.split()


def coded(standard: Standard) -> set[str]:
    return {field.code for field in standard.fields if field.code and field.code != "BZ"}


def test_the_standards_hold_the_numbered_fields_of_2018() -> None:
    party = words(
        "XDR_MC XDR_LB XDR_SHXYM XDR_GSZC XDR_ZZJG XDR_SWDJ XDR_SYDW XDR_SHZZ FRDB FR_ZJLX FR_ZJHM XDR_ZJLX XDR_ZJHM"
    )
    licence_only = words("XKWS WSH XKLB XKZS XKBH NR JDRQ YXQZ YXQZI XKJG XKJGDM ZT LYDW LYDWDM")
    penalty_only = words(
        """
        WSH WFXW SY YJ CFLB CFLB2 NR NR_FK NR_WFFF NR_ZKDX JDRQ YXQ GSJZQ CFJG CFJGDM SJLY SJLYDM
        """
    )
    assert coded(XK_2018) == {f"XK_{tail}" for tail in [*party, *licence_only]}
    assert coded(CF_2018) == {f"CF_{tail}" for tail in [*party, *penalty_only]}


def test_common_names_stand_in_every_standard() -> None:
    common = (
        "name kind identifier_type identifier document_no deciding_body deciding_body_code source_body"
        " source_body_code row remark act_date birth_date"
    )
    for standard in STANDARDS.values():
        assert {f"subject.{name}" for name in common.split()} <= set(standard.disclosures)
        assert "decided_on" in standard.by_name
        assert "decided_on" not in standard.disclosures


@pytest.mark.parametrize(
    ("field", "raw", "value"),
    [
        ("subject.kind", "法人及非法人组织", "ENT"),
        ("subject.kind", " 自然人 ", "NP"),
        ("subject.penalty_categories", "没收违法所得、没收非法财物", "confiscation"),
        ("subject.penalty_categories", "暂扣或者吊销许可证/执照", "licence_withdrawal"),
        ("subject.identifier_type", "身份证", "rid"),
        ("subject.tier", "严重失信", "serious"),
        ("subject.tier", "糟糕", None),
    ],
)
def test_a_choice_is_found_by_the_names_in_files(field: str, raw: str, value: str | None) -> None:
    choice = CF_2018.by_name[field].choice(raw)
    assert (choice.value if choice else None) == value


def test_two_columns_of_one_heading_are_a_fault_of_the_standard() -> None:
    one = Field(name="subject.a", zh="名称", en="a")
    two = Field(name="subject.b", zh="*名 称", en="b")
    with pytest.raises(AmbiguousHeadingError):
        Standard("x", "x", "x", (one, two))
    with pytest.raises(AmbiguousHeadingError):
        Standard("x", "x", "x", (one,), ("名称",))


@given(st.text(max_size=20))
def test_folding_a_heading_twice_changes_nothing(text: str) -> None:
    assert fold_heading(fold_heading(text)) == fold_heading(text)

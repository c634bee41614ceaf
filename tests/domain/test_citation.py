"""How the ground of a refusal reads in Chinese."""

import pytest

from domain.citation import chinese_citation
from domain.refusals import ALL


@pytest.mark.parametrize(
    ("article", "chinese"),
    [
        ("行政处罚法 art 48", "《行政处罚法》第48条"),
        ("个人信息保护法 art 6, 24; 国办发〔2020〕49号", "《个人信息保护法》第6、24条；国办发〔2020〕49号"),
        ("治安管理处罚法 (2025) art 136", "《治安管理处罚法》（2025）第136条"),
        ("GB 11714-1997; GB 32100-2015", "GB 11714-1997；GB 32100-2015"),
        ("", ""),
    ],
)
def test_articles_are_cited_as_chinese_readers_expect(article: str, chinese: str) -> None:
    assert chinese_citation(article) == chinese


def test_no_ground_of_any_refusal_keeps_an_english_word_for_article() -> None:
    assert len(ALL) > 50
    assert [one.code for one in ALL if " art " in chinese_citation(one.article)] == []

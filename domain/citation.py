"""What counts as citing a law, and how a citation reads in Chinese."""

import re

_CITATION = re.compile(
    r"《[^》]{3,}》|第[〇零一二三四五六七八九十百千0-9]+条|〔[0-9]{4}〕第?[0-9]+号|第[0-9]+号令|令第?[0-9]+号"
)


def is_citation(text: str) -> bool:
    """Tell whether a text names a law, an article or a document number, so that a reader can look it up."""
    return _CITATION.search(text) is not None


_ARTICLES = re.compile(r"(?P<law>\S+?)(?: \((?P<year>[0-9]{4})\))? art (?P<numbers>[0-9]+(?:, [0-9]+)*)")


def chinese_citation(article: str) -> str:
    """Write the ground of a refusal as a Chinese reader expects it.

    Args:
        article: Grounds as ``Refusal.article`` holds them, such as ``个人信息保护法 art 6, 24; GB 11714-1997``.

    Returns:
        The same grounds, such as ``《个人信息保护法》第6、24条；GB 11714-1997``.
    """
    return "；".join(_ARTICLES.sub(_chinese_articles, ground) for ground in article.split("; "))


def _chinese_articles(found: re.Match[str]) -> str:
    year = f"（{found['year']}）" if found["year"] else ""
    return f"《{found['law']}》{year}第{found['numbers'].replace(', ', '、')}条"

"""What counts as citing a law."""

import re

_CITATION = re.compile(
    r"《[^》]{3,}》|第[〇零一二三四五六七八九十百千0-9]+条|〔[0-9]{4}〕第?[0-9]+号|第[0-9]+号令|令第?[0-9]+号"
)


def is_citation(text: str) -> bool:
    """Tell whether a text names a law, an article or a document number, so that a reader can look it up."""
    return _CITATION.search(text) is not None

"""Finding every text of the site, so that the English catalogue can be proved complete."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from babel.messages.extract import extract
from babel.messages.pofile import read_po

import api.web
from api.web.languages import DOMAIN, LOCALES

_WEB: Final = Path(api.web.__file__).parent


def texts_of_site() -> list[str]:
    """Give every Chinese text of templates and labels, once, in the order of first use."""
    found: dict[str, None] = {}
    for path in sorted(_WEB.glob("templates/*.html")):
        found.update(dict.fromkeys(_extract("jinja2", path)))
    for path in sorted(_WEB.glob("*.py")):
        found.update(dict.fromkeys(_extract("python", path)))
    return list(found)


def english_texts() -> dict[str, str]:
    """Give the English catalogue: Chinese to English; an empty or fuzzy entry counts as missing."""
    with (LOCALES / "en" / "LC_MESSAGES" / f"{DOMAIN}.po").open("rb") as file:
        catalogue = read_po(file, locale="en", abort_invalid=True)
    return {str(one.id): str(one.string) for one in catalogue if one.id and one.string and not one.fuzzy}


def _extract(method: str, path: Path) -> Iterator[str]:
    keywords = {"_": None, "mark": None}
    for _line, text, _comments, _context in extract(method, io.BytesIO(path.read_bytes()), keywords):
        if isinstance(text, str):
            yield text

"""Two languages: Chinese stands in the source, English in a catalogue that is read when the site starts."""

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from types import MappingProxyType
from typing import Final, Literal

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

LOCALES: Final = Path(__file__).parent / "locale"
DOMAIN: Final = "web"

Tongue = Literal["zh", "en"]


@dataclass(frozen=True, slots=True)
class Language:
    """One language of the site.

    Attributes:
        code: Short name of ours.
        tag: BCP 47 tag for ``lang`` and ``hreflang``.
        prefix: What stands before every path.
        own_name: What the language calls itself.
        texts: Its catalogue.
    """

    code: Tongue
    tag: str
    prefix: str
    own_name: str
    texts: NullTranslations

    def path(self, path: str) -> str:
        """Give the address of a page in this language."""
        return self.prefix + path


def load_languages() -> Mapping[Tongue, Language]:
    """Read the catalogues; Chinese needs none."""
    chinese = Language("zh", "zh-CN", "", "中文", NullTranslations())
    english = Language("en", "en", "/en", "English", _read_catalogue("en"))
    return MappingProxyType({"zh": chinese, "en": english})


def _read_catalogue(locale: str) -> Translations:
    with (LOCALES / locale / "LC_MESSAGES" / f"{DOMAIN}.po").open("rb") as file:
        catalogue = read_po(file, locale=locale, abort_invalid=True)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translations(fp=compiled, domain=DOMAIN)


def mark(text: str) -> str:
    """Mark a text for extraction where it is not translated on the spot."""
    return text

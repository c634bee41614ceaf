"""The site's renderer: templates, languages, files, and what every page is told."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.responses import HTMLResponse

from api.web.labels import LABELS, MENU
from api.web.languages import Language, Tongue, load_languages

_HERE: Final = Path(__file__).parent
STATIC: Final = _HERE / "static"
_CHINESE: Final = Markup(' lang="zh-CN"')
_NOTHING: Final = Markup("")
_BEIJING: Final = timezone(timedelta(hours=8))


@dataclass(frozen=True, slots=True)
class Page:
    """What the frame of a page shows.

    Attributes:
        path: Address without language prefix.
        search: What was asked, with its question mark; it stays when the language changes.
        section: Entry of the menu that it belongs to.
        language: In which it is written.
        languages: All there are.
        menu: The main navigation.
        place: Name of the jurisdiction.
        is_test: Whether the ledger is for tests.
    """

    path: str
    search: str
    section: str
    language: Language
    languages: Sequence[Language]
    menu: Sequence[tuple[str, str]]
    place: str
    is_test: bool


class Site:
    """Renders pages of one ledger.

    Args:
        place: Name of the jurisdiction.
        is_test: Whether its environment is ``test``.
    """

    def __init__(self, place: str, *, is_test: bool) -> None:
        self._place = place
        self._is_test = is_test
        self.languages = load_languages()
        self.files = _named_files(STATIC)
        self._environments = {code: self._environment(language) for code, language in self.languages.items()}

    def render(
        self,
        template: str,
        tongue: Tongue,
        path: str,
        *,
        search: str = "",
        section: str = "",
        status: int = 200,
        **values: object,
    ) -> HTMLResponse:
        """Render one page.

        Args:
            template: Name of its template.
            tongue: Language.
            path: Address without language prefix.
            search: What was asked, with its question mark.
            section: Entry of the menu that it belongs to; its own path if not said.
            status: HTTP status.
            **values: What the template shows.
        """
        language = self.languages[tongue]
        languages = tuple(self.languages.values())
        page = Page(path, search, section or path, language, languages, MENU, self._place, self._is_test)
        text = self._environments[tongue].get_template(template).render(page=page, **values)
        return HTMLResponse(text, status, {"content-language": language.tag, "cache-control": "no-store"})

    def _environment(self, language: Language) -> Environment:
        environment = Environment(
            loader=FileSystemLoader(_HERE / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        translate = language.texts.gettext
        environment.globals.update(
            _=_filled(translate),
            url=language.path,
            zh=_NOTHING if language.code == "zh" else _CHINESE,
            asset=lambda name: "/static/" + self.files_by_name[name],
            label=_labels(translate),
            number=lambda value: f"{value:,}",
            clock=_clock,
            day=_day(language.code),
        )
        return environment

    @property
    def files_by_name(self) -> Mapping[str, str]:
        """Plain name of a file to the name under which it is served."""
        return {path.name: served for served, path in self.files.items()}


def _named_files(folder: Path) -> Mapping[str, Path]:
    """Name each file for its content, so that it can be cached for ever."""
    return {
        f"{path.stem}.{hashlib.sha256(path.read_bytes()).hexdigest()[:12]}{path.suffix}": path
        for path in sorted(folder.iterdir())
    }


def _filled(translate: Callable[[str], str]) -> Callable[..., str]:
    def text(chinese: str, **values: object) -> str:
        translated = translate(chinese)
        return Markup(translated) % values if values else translated  # noqa: S704 - our own text; values are escaped

    return text


def _labels(translate: Callable[[str], str]) -> Callable[[str, str], str]:
    def label(kind: str, code: str) -> str:
        return translate(LABELS[kind][code]) if code in LABELS[kind] else code

    return label


def _clock(time_ms: int | None) -> str:
    return "—" if time_ms is None else f"{_local(time_ms):%H:%M:%S}"


def _day(tongue: Tongue) -> Callable[[int | None], str]:
    def day(time_ms: int | None) -> str:
        if time_ms is None:
            return "—"
        at = _local(time_ms)
        return f"{at.year}年{at.month}月{at.day}日" if tongue == "zh" else f"{at.day} {at:%B} {at.year}"

    return day


def _local(time_ms: int) -> datetime:
    return datetime.fromtimestamp(time_ms / 1000, _BEIJING)

"""The one way in which the domain says no.

The tree: ``Refusal`` → one class for each reason, kept in the ``refusals.py`` of its boundary and listed in
``domain.refusals.ALL``. A reason names its article, so that whoever is refused can look up why, and its mend,
so that he knows what to do next.
"""

from typing import ClassVar, NamedTuple


class Span(NamedTuple):
    """Half-open range of characters inside one text value."""

    start: int
    end: int


class Refusal(Exception):  # noqa: N818 - the project calls them refusals
    """A decision not to let something happen, with its legal ground and its mend.

    Subclasses set ``code`` (kebab-case, permanent), ``article`` (citation) and the four templates; the keyword
    arguments of the constructor fill the templates.
    """

    code: ClassVar[str] = "refusal"
    article: str = ""
    ZH: ClassVar[str] = ""
    EN: ClassVar[str] = ""
    MEND_ZH: ClassVar[str] = ""
    MEND_EN: ClassVar[str] = ""

    def __init__(self, *, pointer: str | None = None, span: Span | None = None, **params: object) -> None:
        """Keep where it happened and what fills the templates.

        Args:
            pointer: JSON pointer to the claim or disclosure at fault, such as ``/subject.name``, if there is one.
            span: Range of characters inside that value, if the fault can be located.
            params: Values for the templates.
        """
        self.pointer = pointer
        self.span = span
        self.params = params
        self.also: tuple[Refusal, ...] = ()
        super().__init__(self.code)

    def __str__(self) -> str:
        return f"{self.code}: {self.message_en}"

    @property
    def message_zh(self) -> str:
        """What is wrong, in Chinese."""
        return self.ZH.format(**self.params)

    @property
    def message_en(self) -> str:
        """What is wrong, in English."""
        return self.EN.format(**self.params)

    @property
    def mend_zh(self) -> str:
        """What to do about it, in Chinese."""
        return self.MEND_ZH.format(**self.params)

    @property
    def mend_en(self) -> str:
        """What to do about it, in English."""
        return self.MEND_EN.format(**self.params)

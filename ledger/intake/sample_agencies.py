"""Three plainly invented bodies that the samples, the demo and the benches share.

Their organisation codes begin with letters that no authority issues, so that they can belong to nobody.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from ledger.intake.sample.codes import organisation_code, unified_code

_DIVISION = "370481"


@dataclass(frozen=True, slots=True)
class SampleAgency:
    """An invented body.

    Attributes:
        slug: Short name for files and keys.
        name: Its name.
        name_en: The same in English.
        code: Unified social credit code: right check characters, impossible organisation code.
        initials: What its document numbers begin with (发文机关代字).
        mark: What follows in the numbers of what it reports: 许 of licences, 罚 of penalties.
    """

    slug: str
    name: str
    name_en: str
    code: str
    initials: str
    mark: str = ""

    @property
    def series(self) -> str:
        """What the numbers of what it reports begin with."""
        return f"{self.initials}{self.mark}"


def _agency(number: int, slug: str, name: str, name_en: str, initials: str, mark: str = "") -> SampleAgency:
    code = unified_code("11", _DIVISION, organisation_code("GXJG", number))
    return SampleAgency(slug, name, name_en, code, initials, mark)


APPROVAL = _agency(
    1, "approval", "滕州市示例行政审批服务局", "Tengzhou Example Administrative Approval Bureau", "滕示审", "许"
)
MARKET = _agency(2, "market", "滕州市示例市场监督管理局", "Tengzhou Example Market Regulation Bureau", "滕示市监", "罚")
EMERGENCY = _agency(
    3, "emergency", "滕州市示例应急管理局", "Tengzhou Example Emergency Management Bureau", "滕示应急", "许"
)
CREDIT_CENTRE = _agency(9, "credit-centre", "滕州市示例社会信用中心", "Tengzhou Example Social Credit Centre", "滕示信")
COURT = _agency(10, "court", "滕州市示例人民法院", "Tengzhou Example People's Court", "滕示法执")

PROVIDERS: tuple[SampleAgency, ...] = (APPROVAL, MARKET, EMERGENCY)
BY_SLUG: Mapping[str, SampleAgency] = {agency.slug: agency for agency in (*PROVIDERS, CREDIT_CENTRE)}

"""Refusals about agencies."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from domain.refusal import Refusal

ROLE_NAMES: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "provider": ("信息提供单位", "provider"),
        "credit_centre": ("社会信用中心", "credit centre"),
        "court": ("人民法院", "court"),
        "auditor": ("审计者", "auditor"),
    }
)
"""Roles of agencies in words, Chinese and English."""


class AgencyAlreadyEnrolledError(Refusal):
    """The agency takes part already."""

    code = "agency-already-enrolled"
    article = "docs/events.md"
    ZH = "机关 {agency} 已经登记。"
    EN = "Agency {agency} is enrolled already."
    MEND_ZH = "如需更名或变更角色，请先注销再登记。"
    MEND_EN = "To change name or roles, close it first and enrol it again."


class AgencyUnknownError(Refusal):
    """Nobody enrolled this agency."""

    code = "agency-unknown"
    article = "山东省社会信用条例 art 10, 16"
    ZH = "机关 {agency} 没有登记。"
    EN = "Agency {agency} is not enrolled."
    MEND_ZH = "请由根密钥登记该机关。"
    MEND_EN = "Have the root key enrol it."


class AgencyClosedError(Refusal):
    """The agency no longer takes part."""

    code = "agency-closed"
    article = "山东省社会信用条例 art 10, 16"
    ZH = "机关 {agency} 已经注销。"
    EN = "Agency {agency} is closed."
    MEND_ZH = "请由承继其职责的机关签署。"
    MEND_EN = "Have the body that took over its duties sign."


class AgencyRoleError(Refusal):
    """The agency lacks the role that this needs."""

    code = "agency-role"
    article = "山东省社会信用条例 art 10"
    ZH = "机关 {agency} 不是{role_zh}。"
    EN = "Agency {agency} does not have the role of {role_en}."
    MEND_ZH = "请由{role_zh}签署；各机关的职责见机构名单。"
    MEND_EN = "Have an agency with the role of {role_en} sign; the list of agencies names the roles of each."


ALL: tuple[type[Refusal], ...] = (
    AgencyAlreadyEnrolledError,
    AgencyUnknownError,
    AgencyClosedError,
    AgencyRoleError,
)

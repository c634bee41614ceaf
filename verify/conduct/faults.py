"""What only the replay of a whole log can find broken, beside the refusals of ``domain``."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

_REPAIR = "国办发〔2025〕22号"
_OBJECTION = "山东省社会信用条例 art 39"
_RECALL = "国办发〔2025〕22号; 行政处罚法 art 48"
_TRAIL = "山东省社会信用条例 art 20, 37"
_REQUEST = "个人信息保护法 art 45, 50; 山东省社会信用条例 art 37"
_EVENTS = "docs/events.md"
_SIGNATURE = "电子签名法 art 13, 15; docs/log-format.md section 11"


@dataclass(frozen=True, slots=True)
class FaultKind:
    """One thing that can be broken.

    Attributes:
        rule: Invariant; a rule of the log replaces it where one set the deadline. Empty: that of the event's topic.
        article: Where it stands.
        zh: Chinese text, with the names of what fills it.
        en: English text.
    """

    rule: str
    article: str
    zh: str
    en: str


FAULTS: Mapping[str, FaultKind] = MappingProxyType(
    {
        "not-computable": FaultKind(
            "",
            _EVENTS,
            "其中的值无法按规则计算（{reason}），依规则行事的系统不可能接受",
            "its values, or those it rests on, defy the rules ({reason}): who keeps them could not have admitted it",
        ),
        "jti-twice": FaultKind(
            "INV-15",
            _EVENTS,
            "同一签发者的声明编号已在第 {earlier} 条用过",
            "the issuer used this statement id before, at {earlier}",
        ),
        "document-twice": FaultKind(
            "INV-12",
            "国办发〔2020〕49号",
            "同一文书的事实已在第 {earlier} 条记录，没有新的决定不得再次列入",
            "a fact of the same document was recorded at {earlier}; without a new decision it may not come again",
        ),
        "fact-twice": FaultKind(
            "INV-15", _EVENTS, "事实编号已在第 {earlier} 条用过", "the name of the fact was used before, at {earlier}"
        ),
        "case-twice": FaultKind("INV-9", _EVENTS, "案件编号此前已经使用", "the id of the case was used before"),
        "request-malformed": FaultKind(
            "INV-5",
            _REQUEST,
            "所附申请不是完整的已签声明（{reason}）",
            "the request within is no complete signed statement ({reason})",
        ),
        "request-kind": FaultKind(
            "INV-5",
            _REQUEST,
            "所附申请不是本事件应当受理的种类",
            "the request within is not of the kind that this event takes up",
        ),
        "request-signature": FaultKind(
            "INV-5", _REQUEST, "所附申请的签名是错的", "the signature of the request within is wrong"
        ),
        "request-time": FaultKind(
            "INV-5",
            _REQUEST,
            "所附申请的签署时间与入账时间相差过大",
            "the request within was signed too long before or after it was recorded",
        ),
        "request-twice": FaultKind(
            "INV-15",
            _EVENTS,
            "同一申请已在第 {earlier} 条受理",
            "the same request was taken up before, at {earlier}",
        ),
        "not-as-asked": FaultKind(
            "INV-5",
            _REQUEST,
            "平台的事件与当事人签署的申请或者当日的规则不一致：{fields}",
            "the platform's event is not what the subject's request, and the rules of the day, say: {fields}",
        ),
        "look-basis": FaultKind(
            "INV-14",
            _TRAIL,
            "查询所载的法律依据不是该查询用途的依据",
            "the look cites another law than its purpose has",
        ),
        "recall-missing": FaultKind(
            "INV-10",
            _RECALL,
            "曾查询该记录的单位没有在同一次入账中收到召回：{unit}",
            "a unit that was shown the record was not told in the same append: {unit}",
        ),
        "recall-unfounded": FaultKind(
            "INV-10",
            _RECALL,
            "召回没有相应的事由或者查询",
            "a recall for which there is no cause, or no look, in the same append",
        ),
        "recall-late": FaultKind(
            "INV-10",
            _RECALL,
            "收件单位逾期才确认停止使用（期限 {due}）",
            "the recipient confirmed too late that it stopped (due {due})",
        ),
        "recall-unconfirmed": FaultKind(
            "INV-10",
            _RECALL,
            "收件单位逾期未确认停止使用（期限 {due}）",
            "the recipient has not confirmed that it stopped (due {due})",
        ),
        "decision-late": FaultKind("INV-9", _OBJECTION, "逾期才作出决定（期限 {due}）", "decided too late (due {due})"),
        "undecided": FaultKind("INV-9", _OBJECTION, "逾期未作出决定（期限 {due}）", "not decided in time (due {due})"),
        "repair-decision-late": FaultKind(
            "INV-10", _REPAIR, "信用修复逾期才作出决定（期限 {due}）", "repair decided too late (due {due})"
        ),
        "repair-undecided": FaultKind(
            "INV-10", _REPAIR, "信用修复逾期未作出决定（期限 {due}）", "repair not decided in time (due {due})"
        ),
        "acceptance-late": FaultKind(
            "INV-10", _REPAIR, "信用修复申请逾期才受理（期限 {due}）", "repair taken up too late (due {due})"
        ),
        "breach-unsaid": FaultKind(
            "INV-9",
            _OBJECTION,
            "期限 {due} 已过，平台始终没有记录逾期",
            "the deadline {due} passed and the platform never said so",
        ),
        "end-unsaid": FaultKind(
            "INV-7",
            "山东省社会信用条例 art 38",
            "公示期已于 {due} 届满，平台始终没有记录",
            "its publicity was over on {due} and the platform never said so",
        ),
        "removal-late": FaultKind(
            "INV-11",
            "山东省社会信用条例 art 40; 法释〔2017〕7号 art 9, 10",
            "决定移出名单后逾期才入账（期限 {due}）",
            "the end of the listing was put on record too late (due {due})",
        ),
        "record-unmended": FaultKind(
            "INV-11",
            "行政处罚法 art 48; 山东省社会信用条例 art 40",
            "已经支持当事人，原单位逾期未更正、撤回记录，也未报送撤销（期限 {due}）",
            "decided for the subject, and the record was neither corrected, withdrawn nor revoked in time (due {due})",
        ),
        "void-standing": FaultKind(
            "INV-15",
            _SIGNATURE,
            "由已报告自 {due} 起泄露的密钥签署，签名无效，原单位既未重新记录，也未撤回、移出",
            "signed by a key reported compromised since {due}: it counts for nothing, and its body neither stated it "
            "anew nor withdrew or ended it",
        ),
        "revocation-late": FaultKind(
            "INV-11",
            "山东省社会信用条例 art 40",
            "决定被撤销后逾期才报送（期限 {due}）",
            "the revocation was reported too late (due {due})",
        ),
    }
)


class Fault(Exception):  # noqa: N818 - it is no error of the program but a finding about the log
    """Something broken that no refusal of ``domain`` says.

    Attributes:
        code: A key of ``FAULTS``.
        params: What fills its texts.
    """

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params = params

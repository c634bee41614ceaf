"""Refusals of statements that are no event of this ledger."""

from domain.refusal import Refusal


class EventSchemaRefusedError(Refusal):
    """The claims do not fit the closed schema of their topic."""

    code = "event-schema"
    article = "docs/events.md"
    ZH = "声明内容不符合事项 {topic} 的格式：{reason_zh}。"
    EN = "The claims do not fit the schema of {topic}: {reason_en}."
    MEND_ZH = "请按 docs/events.md 中该事项的字段表改正所列字段，再次提交。"
    MEND_EN = "Mend the fields named by the table of docs/events.md, and submit again."


class UnknownTopicError(Refusal):
    """No event has this topic."""

    code = "unknown-topic"
    article = "docs/events.md"
    ZH = "未知的事项类型：{topic}。"
    EN = "Unknown topic: {topic}."
    MEND_ZH = "请使用 docs/events.md 列出的事项类型。"
    MEND_EN = "Use a topic that docs/events.md lists."


class SignerNotEntitledError(Refusal):
    """The issuer may not sign this kind of event."""

    code = "signer-not-entitled"
    article = "docs/events.md; 山东省社会信用条例 art 10, 16"
    ZH = "签署方 {iss} 无权签署该类事项。"
    EN = "The issuer {iss} may not sign this kind of event."
    MEND_ZH = "请由有权的签署方签署：{entitled}。"
    MEND_EN = "Have an entitled issuer sign it: {entitled}."


class DisclosureMissingError(Refusal):
    """A disclosure that the event must carry is absent."""

    code = "disclosure-missing"
    article = "docs/events.md"
    ZH = "缺少必须披露的字段 {field}。"
    EN = "The disclosure {field} is missing."
    MEND_ZH = "请补上该字段后重新签署。"
    MEND_EN = "Add the field and sign again."


class UnseenCharacterError(Refusal):
    """A text holds a control character, or one that turns or parts what is shown without being seen itself."""

    code = "text-unseen-character"
    article = "个人信息保护法 art 8; 山东省社会信用条例 art 16"
    ZH = "{field} 含有看不见的字符（{text}），显示出来的文字可能与所签的不同。"
    EN = "{field} holds a character that is not seen ({text}): what is shown could differ from what was signed."
    MEND_ZH = "请删除该字符后重新签署；换行和制表符可以保留。"
    MEND_EN = "Remove it and sign again; ends of lines and tabs may stay."


class PersonListingsLinkedError(Refusal):
    """An open event would lead from one listing of a person to another."""

    code = "person-listings-linked"
    article = "个人信息保护法 art 6, 9"
    ZH = "一次不能涉及同一自然人的两条以上名单记录，否则公开的日志会把它们联系起来。"
    EN = "One event may not name several listings of a natural person: the open log would link them."
    MEND_ZH = "请对每条名单记录分别办理；事实记录不受此限。"
    MEND_EN = "Deal with each listing by itself; facts may stand together."


ALL: tuple[type[Refusal], ...] = (
    EventSchemaRefusedError,
    UnknownTopicError,
    SignerNotEntitledError,
    DisclosureMissingError,
    PersonListingsLinkedError,
    UnseenCharacterError,
)

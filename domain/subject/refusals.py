"""Refusals about subjects and their identifiers."""

from domain.refusal import Refusal

_ACCURACY = "个人信息保护法 art 8; 民法典 art 1029"
_ERASURE = "个人信息保护法 art 47; 山东省社会信用条例 art 38"


class IdentifierTakenError(Refusal):
    """The identifier leads to a subject already."""

    code = "identifier-taken"
    article = _ACCURACY
    ZH = "该标识已经关联到一个信用主体。"
    EN = "The identifier leads to a subject already."
    MEND_ZH = "同一标识只能关联一个主体；关联有误的，请先解除。"
    MEND_EN = "An identifier leads to one subject; if the link is wrong, unlink it first."


class IdentifierNotLinkedError(Refusal):
    """The identifier does not lead to this subject."""

    code = "identifier-not-linked"
    article = _ACCURACY
    ZH = "该标识没有关联到这个信用主体。"
    EN = "The identifier does not lead to this subject."
    MEND_ZH = "请核对标识和主体。"
    MEND_EN = "Check identifier and subject."


class LastIdentifierError(Refusal):
    """Nothing would lead to the subject any more."""

    code = "last-identifier"
    article = _ACCURACY
    ZH = "这是该主体唯一的标识，解除后本人将无法查到自己的档案。"
    EN = "This is the subject's only identifier; without it nobody could find his own file."
    MEND_ZH = "请先关联正确的标识。"
    MEND_EN = "Link the right identifier first."


class SubjectUnknownError(Refusal):
    """No such subject."""

    code = "subject-unknown"
    article = "docs/events.md"
    ZH = "没有这个信用主体。"
    EN = "There is no such subject."
    MEND_ZH = "请核对主体编号。"
    MEND_EN = "Check the subject id."


class SubjectAlreadyOpenError(Refusal):
    """The subject id is in use."""

    code = "subject-already-open"
    article = "docs/events.md"
    ZH = "该主体编号已被使用。"
    EN = "The subject id is in use."
    MEND_ZH = "请生成新的随机编号。"
    MEND_EN = "Draw a new random id."


class SubjectErasedError(Refusal):
    """The subject's file was erased."""

    code = "subject-erased"
    article = _ERASURE
    ZH = "该信用主体的档案已经删除。"
    EN = "The file of this subject was erased."
    MEND_ZH = "如有新的事实，请以新的主体编号开立。"
    MEND_EN = "For new facts, open a subject under a new id."


class SubjectKindError(Refusal):
    """The kind of subject and the type of identifier do not go together."""

    code = "subject-kind"
    article = "GB 32100-2015; GB 11643-1999"
    ZH = "主体类别 {kind} 不能使用类型为 {type} 的该标识。"
    EN = "A subject of kind {kind} cannot bear this identifier of type {type}."
    MEND_ZH = "92 开头的代码为个体工商户，91、93 开头为企业，其他为非企业组织；自然人使用身份证件。"
    MEND_EN = "Codes 92… are SOLE, 91… and 93… ENT, others ORG; natural persons use identity documents."


class RecordUnknownError(Refusal):
    """No such fact in this subject's file."""

    code = "record-unknown"
    article = _ERASURE
    ZH = "没有编号为 {record} 的记录。"
    EN = "There is no record {record}."
    MEND_ZH = "请核对记录编号。"
    MEND_EN = "Check the record's id."


class RecordAlreadyErasedError(Refusal):
    """The record's data were erased before."""

    code = "record-already-erased"
    article = _ERASURE
    ZH = "记录 {record} 的数据已经删除。"
    EN = "The data of record {record} were erased before."
    MEND_ZH = "无需再次删除。"
    MEND_EN = "Nothing to do."


ALL: tuple[type[Refusal], ...] = (
    IdentifierTakenError,
    IdentifierNotLinkedError,
    LastIdentifierError,
    SubjectUnknownError,
    SubjectAlreadyOpenError,
    SubjectErasedError,
    SubjectKindError,
    RecordUnknownError,
    RecordAlreadyErasedError,
)

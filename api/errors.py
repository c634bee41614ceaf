"""What the HTTP face itself refuses.

    ApiError
    ├── RouteNotFoundError, MethodNotAllowedError, HostNotServedError
    ├── MediaTypeError, BodyEmptyError, BodyTooLargeError, BodyIncompleteError, BodyTimeoutError
    ├── LineMalformedError, LineTooLongError, TooManyLinesError
    ├── ParameterError, ParameterUnknownError, AsOfAheadError, EditionAheadError (api.parameter_errors)
    ├── ReceiptNotFoundError, AgencyNotFoundError, ItemNotFoundError, TileNotFoundError, ProblemNotFoundError
    ├── CalendarNotFoundError, ListNotFoundError, ListingNotFoundError, FileNotThereError, MatterNotThereError,
    │   PastFileError, AttachmentNotFoundError
    ├── RequestUnsignedError, RequestSignatureError, RequestReplayedError, RequestKeyError
    ├── LookMalformedError, LookFieldUnknownError
    ├── OverloadedError, ListUnavailableError, DatabaseAwayError
    └── InternalError

What a rule of the ledger refuses is raised by ``domain`` and ``ledger`` and only given its HTTP form here.
Each class has a permanent ``code``; texts never carry what the client sent.
"""

from typing import ClassVar


class ApiError(Exception):
    """A request that the HTTP face could not serve.

    Args:
        pointer: JSON pointer or parameter name of what is wrong, never its value.
    """

    code: ClassVar[str]
    message_zh: str
    message_en: str
    mend_zh: str = ""
    mend_en: str = ""

    def __init__(self, pointer: str | None = None) -> None:
        super().__init__(self.code)
        self.pointer = pointer
        self.headers: dict[str, str] = {}


class RouteNotFoundError(ApiError):
    """There is nothing at this address."""

    code = "not-found"
    message_zh = "此地址没有内容。"
    message_en = "There is nothing at this address."
    mend_zh = "请从首页开始；接口清单见 /api/v1/openapi.json。"
    mend_en = "Start at the first page; the list of operations is /api/v1/openapi.json."


class MethodNotAllowedError(ApiError):
    """The address exists, the method does not."""

    code = "method-not-allowed"
    message_zh = "此地址不支持该请求方法。"
    message_en = "This address does not serve that method."
    mend_zh = "响应头 Allow 列出可用的方法。"
    mend_en = "The Allow header names the methods that it serves."


class HostNotServedError(ApiError):
    """The Host header names somebody else."""

    code = "host-not-served"
    message_zh = "请求的主机名不由本服务提供。"
    message_en = "This server does not answer for the requested host name."
    mend_zh = "使用运营者公布的网址；运营者用 CHENGJIAN_PUBLIC_URL 登记网址。"
    mend_en = "Use the address that the operator published; the operator sets it with CHENGJIAN_PUBLIC_URL."


class MediaTypeError(ApiError):
    """The body is of a type that the operation does not read."""

    code = "unsupported-media-type"
    message_zh = "不支持该内容类型。"
    message_en = "The operation does not read this content type."
    mend_zh = "单条声明用 application/sd-jwt，批量用 application/x-ndjson。"
    mend_en = "Send application/sd-jwt for one statement, application/x-ndjson for many."


class BodyEmptyError(ApiError):
    """Nothing was sent."""

    code = "body-empty"
    message_zh = "请求没有正文。"
    message_en = "The request has no body."
    mend_zh = "把声明放在请求正文中。"
    mend_en = "Put the statement into the body."


class BodyTooLargeError(ApiError):
    """The body exceeds the bound of the operation."""

    code = "body-too-large"
    message_zh = "请求正文过大。"
    message_en = "The body is too large."
    mend_zh = "把文件分成较小的批次；已记录的行重发不会重复。"
    mend_en = "Send smaller batches; lines that were recorded are never recorded twice."


class BodyIncompleteError(ApiError):
    """The connection ended inside the body."""

    code = "body-incomplete"
    message_zh = "请求正文不完整。"
    message_en = "The body ended early."
    mend_zh = "重新发送；已记录的行重发不会重复。"
    mend_en = "Send it again; lines that were recorded are never recorded twice."


class BodyTimeoutError(ApiError):
    """The client paused too long within the body."""

    code = "body-timeout"
    message_zh = "等待请求正文超时。"
    message_en = "The body paused for too long."
    mend_zh = "重新发送其余的行；已记录的行重发不会重复。"
    mend_en = "Send the remaining lines again; lines that were recorded are never recorded twice."


class LineMalformedError(ApiError):
    """A line of a batch is not an object with one member ``statement``."""

    code = "line-malformed"
    message_zh = '此行不是形如 {"statement":"…"} 的 JSON 对象。'
    message_en = 'The line is not a JSON object of the form {"statement":"…"}.'
    mend_zh = "每行一个对象，只有一个成员 statement，值为字符串。"
    mend_en = "Write one object a line, with the one member statement, a string."


class LineTooLongError(ApiError):
    """A line of a batch exceeds its bound."""

    code = "line-too-long"
    message_zh = "此行过长。"
    message_en = "The line is too long."
    mend_zh = "一条声明的长度上限见 docs/log-format.md 第 4 节。"
    mend_en = "The limits of a statement stand in docs/log-format.md, section 4."


class TooManyLinesError(ApiError):
    """A batch has more lines than are read from one request."""

    code = "too-many-lines"
    message_zh = "本批行数过多，其余的行未读取。"
    message_en = "The batch has too many lines; the remaining ones were not read."
    mend_zh = "把其余的行作为下一批发送。"
    mend_en = "Send the remaining lines as another batch."


class ReceiptNotFoundError(ApiError):
    """No statement of this issuer and number was recorded."""

    code = "receipt-not-found"
    message_zh = "没有记录过该签发者的这条声明。"
    message_en = "No such statement of this issuer was recorded."
    mend_zh = "核对签发者与声明编号；未记录的声明可以重新提交。"
    mend_en = "Check issuer and number; a statement that was not recorded can be sent again."


class AgencyNotFoundError(ApiError):
    """No agency with this code was enrolled."""

    code = "agency-not-found"
    message_zh = "没有登记过该代码的机构。"
    message_en = "No agency with this code was enrolled."
    mend_zh = "机构名单见 /api/v1/agencies。"
    mend_en = "The list of agencies is /api/v1/agencies."


class ItemNotFoundError(ApiError):
    """No such catalogue item was published."""

    code = "item-not-found"
    message_zh = "目录中没有该事项。"
    message_en = "The catalogue has no such item."
    mend_zh = "目录见 /api/v1/catalogue。"
    mend_en = "The catalogue is /api/v1/catalogue."


class CalendarNotFoundError(ApiError):
    """The working days of this year were not published."""

    code = "calendar-not-found"
    message_zh = "该年度的工作日安排尚未公布。"
    message_en = "The working days of this year were not published."
    mend_zh = "国务院办公厅公布、信用中心发布之后可以读取；此前不能确定依工作日计算的期限。"
    mend_en = "Ask again once they are announced and published; until then periods in working days cannot be told."


class ListNotFoundError(ApiError):
    """No such list was defined, or it is not public."""

    code = "list-not-found"
    message_zh = "没有该名单，或者该名单不公开。"
    message_en = "There is no such list, or it is not public."
    mend_zh = "名单见 /api/v1/lists。"
    mend_en = "The lists are at /api/v1/lists."


class ListingNotFoundError(ApiError):
    """No such listing is public: it never was, or it has ended and nothing of it may be told."""

    code = "listing-not-found"
    message_zh = "没有可以公开的该列名记录。"
    message_en = "No such listing may be shown."
    mend_zh = "核对编号；移出的列名见 /api/v1/removals。"
    mend_en = "Check the id; listings that ended are at /api/v1/removals."


class FileNotThereError(ApiError):
    """Nothing is on record under this identifier; what was erased gets the same answer."""

    code = "file-not-found"
    message_zh = "该标识之下没有档案。"
    message_en = "There is no file under this identifier."
    mend_zh = "核对标识种类与号码。没有档案，不等于有任何不利记录。"
    mend_en = "Check type and number. That there is no file says nothing against anybody."


class MatterNotThereError(ApiError):
    """There is no such matter, or it is not this body's; both get the same answer."""

    code = "matter-not-found"
    message_zh = "没有由该单位办理的此事项。"
    message_en = "No such matter waits for this body or concerns its records."
    mend_zh = "按办件看板（/api/v1/board）给出的 matter 与 id 查询。"
    mend_en = "Ask with the matter and id that the board (/api/v1/board) gives."


class PastFileError(ApiError):
    """A body asks for a file as it stood in the past; that is for the subject and for courts."""

    code = "past-file-refused"
    message_zh = "过去某一时点的档案，只向本人和人民法院出示。"
    message_en = "A file as it stood in the past is shown to its subject and to courts only."
    mend_zh = "去掉 as_of，查询现行有效的记录。"
    mend_en = "Leave as_of out and see what is in force."


class AttachmentNotFoundError(ApiError):
    """There is no such attachment for whoever asks; one that he may not see gets the same answer."""

    code = "attachment-not-found"
    message_zh = "没有您可以查阅的该附件。"
    message_en = "There is no such attachment that you may see."
    mend_zh = "核对摘要；附件只向办案机关和本人出示。"
    mend_en = "Check the digest; attachments are shown to the bodies in charge of the case and to the subject."


class TileNotFoundError(ApiError):
    """The signed tree does not imply this tile."""

    code = "tile-not-found"
    message_zh = "当前检查点之下没有该瓦片。"
    message_en = "The current checkpoint implies no such tile."
    mend_zh = "先取 /checkpoint，只请求其大小所含的瓦片。"
    mend_en = "Read /checkpoint first and ask only for tiles that its size implies."


class ProblemNotFoundError(ApiError):
    """No problem has this code."""

    code = "problem-not-found"
    message_zh = "没有该代码的问题说明。"
    message_en = "No problem has this code."
    mend_zh = "全部代码见 /problems。"
    mend_en = "All codes are listed at /en/problems."


class RequestUnsignedError(ApiError):
    """The operation needs a request signature and found none."""

    code = "request-unsigned"
    message_zh = "此操作要求对请求签名（RFC 9421）。"
    message_en = "This operation needs a signed request (RFC 9421)."
    mend_zh = "用机构在册密钥签名，做法见 docs/api.md。"
    mend_en = "Sign with a key that the agency has enrolled; docs/api.md shows how."


class RequestSignatureError(ApiError):
    """The request signature does not verify, or covers too little."""

    code = "request-signature-invalid"
    message_zh = "请求签名不成立，或未覆盖必需的部分。"
    message_en = "The request signature does not verify or covers too little."
    mend_zh = "签名须覆盖 @method、@target-uri、content-digest，并带 created、keyid、nonce，且在五分钟之内。"
    mend_en = "Cover @method, @target-uri and content-digest, give created, keyid and nonce, within five minutes."


class RequestReplayedError(ApiError):
    """The nonce of the request signature was used before."""

    code = "request-replayed"
    message_zh = "该请求签名的 nonce 已经用过。"
    message_en = "The nonce of this request signature was used before."
    mend_zh = "用新的 nonce 重新签名。"
    mend_en = "Sign again with a fresh nonce."


class RequestKeyError(ApiError):
    """The key of the request signature is not in force for an agency."""

    code = "request-key-refused"
    message_zh = "签名密钥不在册或已失效。"
    message_en = "The signing key is not enrolled or no longer in force."
    mend_zh = "使用机构当前在册的密钥。"
    mend_en = "Use a key of the agency that is in force."


class LookMalformedError(ApiError):
    """The request for a file is not as it must be."""

    code = "look-malformed"
    message_zh = "查询请求的格式不正确。"
    message_en = "The request for a file is malformed."
    mend_zh = "正文是 JSON 对象，成员见 docs/api.md「查阅档案」。"
    mend_en = "Send a JSON object with the members that docs/api.md names under Files."


class LookFieldUnknownError(ApiError):
    """The request for a file asks for a field that no record has."""

    code = "look-field-unknown"
    message_zh = "没有这个字段，本次没有查询，也没有留痕。"
    message_en = "There is no such field; nothing was looked at and nothing recorded."
    mend_zh = "字段名如 subject.name，各类记录的字段见 docs/events.md；不写 fields 即为全部可看的字段。"
    mend_en = "Use names such as subject.name, docs/events.md lists them; leave fields out for all that may be seen."


class OverloadedError(ApiError):
    """All places are taken; nothing was recorded."""

    code = "overloaded"
    message_zh = "服务繁忙，本次没有记录任何内容。"
    message_en = "The service is busy; nothing was recorded."
    mend_zh = "按响应头 Retry-After 的秒数等待后重试。"
    mend_en = "Wait for the seconds given in Retry-After and send it again."


class ListUnavailableError(ApiError):
    """The read model of a list stopped or is not there."""

    code = "list-unavailable"
    message_zh = "该清单暂时无法读取。"
    message_en = "The list cannot be read at present."
    mend_zh = "稍后重试；记录本身不受影响。"
    mend_en = "Try again later; the records themselves are not affected."


class DatabaseAwayError(ApiError):
    """Nothing can be read at present."""

    code = "database-away"
    message_zh = "暂时无法读取，数据库没有应答。"
    message_en = "Nothing can be read at present: the database does not answer."
    mend_zh = "稍后重试。"
    mend_en = "Try again later."


class InternalError(ApiError):
    """A fault of ours."""

    code = "internal-error"
    message_zh = "服务内部出错，已记下请求编号。"
    message_en = "Something failed on our side; the request number was noted."
    mend_zh = "重新发送是安全的；仍然失败时请把请求编号告知运营者。"
    mend_en = "Sending again is safe; if it fails again, tell the operator the request number."

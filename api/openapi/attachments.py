"""The operation by which attachments are handed in."""

from collections.abc import Sequence
from typing import Final

from api.openapi.operation import BINARY, TEXT, Answer, Content, Operation
from api.routes import attachments
from ledger.service.media_types import JPEG, PDF, PNG
from ledger.service.media_types import TEXT as PLAIN

_STORED: Final = (Content("application/json", attachments.StoredAttachment, "attachment.json"),)

ATTACHMENTS: Final[Sequence[Operation]] = (
    Operation(
        "putAttachment",
        "PUT",
        "/api/v1/attachments/{digest}",
        "statements",
        attachments.put_attachment,
        "上传证据附件",
        "Hand in an attachment",
        (
            "声明在 subject.evidence 中列出附件摘要；声明记录之后，凭文件本身和盐值上传附件，无须登录或签名。"
            "没有已记录的声明列出的附件一律不收。接受 PDF、PNG、JPEG 和 UTF-8 纯文本，以文件内容判断类型；"
            "每个不超过 10 MiB（运营者可以调整）。重复上传不会重复保存。附件加密保存，随记录或主体的删除一并销毁。"
        ),
        (
            "A statement names its attachments by digest in subject.evidence; once it is recorded, each is handed in "
            "with the file and its salt, without account or signature. What no recorded statement names is not taken. "
            "PDF, PNG, JPEG and plain UTF-8 text, told by their bytes; at most 10 MiB each unless the operator says "
            "otherwise. The same again is stored once. Attachments lie sealed and go with the record or the subject."
        ),
        answers={
            200: Answer("已经保存过", "Stored before", _STORED),
            201: Answer("已保存", "Stored", _STORED),
        },
        problems=(
            "body-incomplete",
            "attachment-unnamed",
            "body-timeout",
            "attachment-too-large",
            "attachment-type",
            "attachment-mismatch",
            "attachment-digest",
            "attachment-empty",
            "parameter-invalid",
            "overloaded",
            "erasure-running",
            "subject-keys-missing",
        ),
        bodies=(
            Content(PDF, BINARY),
            Content(PNG, BINARY),
            Content(JPEG, BINARY),
            Content(PLAIN, TEXT, "attachment.txt"),
        ),
    ),
)

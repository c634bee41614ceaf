"""Why an attachment (证据附件) is turned away.

OperationError
 └── AttachmentError
      ├── AttachmentUnnamedError       attachment-unnamed: no recorded statement names it, or its data were erased
      ├── AttachmentDigestError        attachment-digest: content and salt do not give the name
      ├── AttachmentEmptyError         attachment-empty: there is nothing in it
      ├── AttachmentTooLargeError      attachment-too-large: longer than the operator allows
      ├── AttachmentTypeError          attachment-type: none of the kinds that are taken
      ├── AttachmentMismatchError      attachment-mismatch: not the kind that it was said to be
      └── ErasureRunningError          erasure-running: data are being erased; come back later
"""

from typing import ClassVar

from ledger.operation_error import OperationError


class AttachmentError(OperationError):
    """An attachment was not stored."""

    code: ClassVar[str] = "attachment"


class AttachmentUnnamedError(AttachmentError):
    """No recorded statement whose data are still there names the attachment.

    What was never named and what was erased get the same answer: whoever asks does not learn of an erasure.
    """

    code: ClassVar[str] = "attachment-unnamed"

    def __init__(self) -> None:
        super().__init__(
            "没有已记录的声明列出这个附件，或者该声明的数据已经删除。",
            "No recorded statement names this attachment, or its data were erased.",
            "请先提交列出该摘要的声明（subject.evidence），得到回执后再上传附件。",
            "Submit the statement whose subject.evidence has this digest first; upload once you have its receipt.",
        )


class AttachmentDigestError(AttachmentError):
    """The name does not follow from content and salt."""

    code: ClassVar[str] = "attachment-digest"

    def __init__(self) -> None:
        super().__init__(
            "附件内容和盐值算不出这个摘要。",
            "Content and salt do not give this digest.",
            "请使用计算摘要时的同一文件和盐值；文件改动过的，请按新摘要重新提交声明。",
            "Use the very file and salt that the digest was made of; a changed file needs a statement with its digest.",
        )


class AttachmentEmptyError(AttachmentError):
    """There is nothing in it."""

    code: ClassVar[str] = "attachment-empty"

    def __init__(self) -> None:
        super().__init__("附件没有内容。", "The attachment is empty.", "请检查文件后重新上传。", "Check the file.")


class AttachmentTooLargeError(AttachmentError):
    """It is longer than the operator allows."""

    code: ClassVar[str] = "attachment-too-large"

    def __init__(self, most_bytes: int) -> None:
        most = most_bytes // 2**20
        super().__init__(
            f"附件过大：每个不超过 {most} MiB。",
            f"The attachment is too large: at most {most} MiB each.",
            "请降低扫描分辨率，或者把材料分成几个文件。",
            "Scan at a lower resolution, or split it into several files.",
        )


class AttachmentTypeError(AttachmentError):
    """It is none of the kinds that are taken, by its own bytes."""

    code: ClassVar[str] = "attachment-type"

    def __init__(self) -> None:
        super().__init__(
            "只接受 PDF、PNG、JPEG 和 UTF-8 纯文本；不接受压缩包、网页、SVG 以及含脚本或嵌入文件的文件。",
            "PDF, PNG, JPEG and plain UTF-8 text are taken; no archives, web pages or SVG, nothing with scripts or "
            "files within.",
            "请另存或打印为 PDF，或者转换为图片后，按新文件的摘要提交。",
            "Print it to PDF or save it as an image, and submit the digest of that file.",
        )


class AttachmentMismatchError(AttachmentError):
    """It is not of the kind that it was said to be."""

    code: ClassVar[str] = "attachment-mismatch"

    def __init__(self, detected: str) -> None:
        super().__init__(
            f"声明的内容类型与文件实际类型（{detected}）不一致。",
            f"The declared type is not the one that the file has ({detected}).",
            "请按文件的实际类型填写 Content-Type；类型以文件内容为准，不看扩展名。",
            "Declare the type that the file has; its bytes decide, not its name.",
        )


class ErasureRunningError(AttachmentError):
    """Data are being erased, and it takes long."""

    code: ClassVar[str] = "erasure-running"

    def __init__(self) -> None:
        super().__init__(
            "正在删除数据，附件暂时不能读写。",
            "Data are being erased; attachments can be neither stored nor read just now.",
            "请稍后重试。",
            "Try again later.",
        )

"""Refusals about the attachments (证据附件) that a statement names."""

from domain.refusal import Refusal

_FORMAT = "账本格式 docs/log-format.md section 12"


class EvidenceFormError(Refusal):
    """What should name an attachment does not."""

    code = "evidence-form"
    article = _FORMAT
    ZH = "证据一项（subject.evidence）只能填写附件摘要：每个 43 个字符，以英文逗号分隔。"
    EN = "The field subject.evidence holds digests of attachments alone: 43 characters each, with commas between."
    MEND_ZH = "用 chengjian attach digest 计算附件的摘要；文字说明请写入理由或陈述。"
    MEND_EN = "Compute them with chengjian attach digest; words belong into the reason or the text."


class EvidenceOrderError(Refusal):
    """The names of attachments do not ascend, or one stands twice."""

    code = "evidence-order"
    article = _FORMAT
    ZH = "附件摘要须按字符升序排列，不得重复。"
    EN = "The digests of attachments ascend, and none stands twice."
    MEND_ZH = "请排序并去掉重复的摘要后重新签名。"
    MEND_EN = "Sort them, drop what stands twice, and sign again."


class EvidenceTooManyError(Refusal):
    """A statement names too many attachments."""

    code = "evidence-too-many"
    article = "本账本的规定：每份声明的附件有数量上限"
    ZH = "一份声明最多列出 {limit} 个附件。"
    EN = "A statement names at most {limit} attachments."
    MEND_ZH = "请把多份材料合并为一个 PDF，或者分几份声明提交。"
    MEND_EN = "Join several papers into one PDF, or hand them in with several statements."


ALL: tuple[type[Refusal], ...] = (EvidenceFormError, EvidenceOrderError, EvidenceTooManyError)

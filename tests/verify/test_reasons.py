"""What lies behind a reason is told in the language of the reader: the line, and the reason within it."""

import pytest

from verify.errors import FileUnreadableError, PresentationWrongError, VerifyError
from verify.messages import TEXTS, explain


@pytest.mark.parametrize(
    ("error", "zh", "en"),
    [
        (
            PresentationWrongError("line 3", reason="members-wrong"),
            f"第 3 行; 原因：{TEXTS['members-wrong'][0]}",
            f"line 3; reason: {TEXTS['members-wrong'][1]}",
        ),
        (
            PresentationWrongError("line 3", reason="no-such-entry", size=7),
            "原因：日志没有这一条; 日志条数：7",
            "reason: the log has no such entry; size: 7",
        ),
        (FileUnreadableError("x.json", reason="No such file or directory"), "原因：不存在", "reason: there is none"),
        (FileUnreadableError("x.json", reason="HTTP 404", level=2), "原因：HTTP 404; level：2", "level: 2"),
    ],
)
def test_a_reason_within_a_reason_is_told_in_both_languages(error: VerifyError, zh: str, en: str) -> None:
    assert zh in explain(error, is_chinese=True)
    assert en in explain(error, is_chinese=False)

"""What is refused about the parameters of a request: each names the parameter and what it takes, never what was sent.

ApiError
├── ParameterError          missing or malformed
├── ParameterUnknownError   the operation has none of that name
├── AsOfAheadError          a moment that has not come
└── EditionAheadError       an edition that has not been published
"""

from collections.abc import Sequence
from datetime import date

from api.errors import ApiError
from api.parameter_forms import FORMS, Form, Place


class ParameterError(ApiError):
    """A parameter of path, query or head is missing or malformed.

    Args:
        pointer: Its name.
        place: Where it stands.
        form: What it takes; None: as `FORMS` says.
    """

    code = "parameter-invalid"
    message_zh = "参数缺失或格式不正确。"
    message_en = "A parameter is missing or malformed."
    mend_zh = "参数的格式见接口说明。"
    mend_en = "The API page describes each parameter."

    def __init__(self, pointer: str | None = None, place: Place = "query", form: Form | None = None) -> None:
        super().__init__(pointer)
        found = form or FORMS.get((place, pointer or ""))
        if pointer is None or found is None:
            return
        name = pointer.removeprefix("/")
        self.message_zh = f"参数 {name} 缺失或格式不正确，应为：{found.zh}。"
        self.message_en = f"The parameter {name} is missing or malformed; it takes {found.en}."
        if found.example:
            written = f"{name}={found.example}" if place == "query" else found.example
            self.mend_zh, self.mend_en = f"例如 {written}。", f"For example {written}."
        else:
            self.mend_zh, self.mend_en = f"改正 {name} 之后重新请求。", f"Correct {name} and ask again."


class ParameterUnknownError(ApiError):
    """The query names something that the operation does not know; to pass over it would answer another question.

    Args:
        known: What the operation takes.
    """

    code = "parameter-unknown"
    message_zh = "请求带有此操作没有的查询参数。"
    message_en = "The query has a parameter that the operation does not have."
    mend_zh = "去掉它，或者改用接口说明所列的参数。"
    mend_en = "Leave it out, or use a parameter that the API page names."

    def __init__(self, known: Sequence[str] = ()) -> None:
        super().__init__()
        if known:
            self.mend_zh = f"此操作的查询参数只有：{'、'.join(known)}。"
            self.mend_en = f"The operation takes these and no others: {', '.join(known)}."


class AsOfAheadError(ApiError):
    """The moment asked for has not come; the present is another answer.

    Args:
        size: Leaves of the log now.
        today: The day, Asia/Shanghai.
        pointer: Where it was asked.
    """

    code = "as-of-ahead"
    message_zh = "所问的时点还没有到来。"
    message_en = "The moment asked for has not come."
    mend_zh = "不带 as_of 即为现在的状态。"
    mend_en = "Leave as_of out for the present."

    def __init__(self, size: int | None = None, today: date | None = None, pointer: str = "as_of") -> None:
        super().__init__(pointer)
        if size is not None and today is not None:
            self.message_zh = f"所问的时点还没有到来：账本现有 {size} 条，今日是 {today}。"
            self.message_en = f"The moment asked for has not come: the log has {size} leaves, today is {today}."
            self.mend_zh = f"as_of 至多为 {size} 或者 {today}；不带 as_of 即为现在的状态。"
            self.mend_en = f"Ask for at most {size} or {today}, or leave as_of out for the present."


class EditionAheadError(ApiError):
    """The edition asked for has not been published.

    Args:
        current: The newest edition.
    """

    code = "edition-ahead"
    message_zh = "所问的规则版次还没有发布。"
    message_en = "The edition asked for has not been published."
    mend_zh = "不带 edition 即为现在的规则。"
    mend_en = "Leave edition out for the rules of today."

    def __init__(self, current: int | None = None) -> None:
        super().__init__("edition")
        if current is not None:
            self.message_zh = f"所问的规则版次还没有发布，现为第 {current} 版次。"
            self.message_en = f"The edition asked for has not been published; the newest is {current}."
            self.mend_zh = f"edition 至多为 {current}；不带 edition 即为现在的规则。"
            self.mend_en = f"Ask for at most {current}, or leave edition out for the rules of today."

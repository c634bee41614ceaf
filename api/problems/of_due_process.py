"""Refusals of due process, a group for each boundary.

403: the signer may not. 409: something on record speaks against it. 422: a rule refuses what the statement says.
"""

from collections.abc import Mapping

from api.problems.kind import Kind

_CALENDAR: Mapping[str, Kind] = {
    "calendar-unannounced": Kind(422, "当年工作日安排尚未公布", "Working days of the year not announced"),
    "calendar-version-order": Kind(409, "工作日历版本号不连续", "Calendar version out of order"),
    "calendar-day": Kind(422, "日期不能列入工作日历", "Day does not belong into the calendar"),
    "calendar-basis-missing": Kind(422, "工作日历缺少公布文件", "Calendar without announcement"),
}

_RULES: Mapping[str, Kind] = {
    "edition-outdated": Kind(409, "依据的规则版次已过时", "Edition of the rules outdated"),
}

_DEFINITIONS: Mapping[str, Kind] = {}

_REQUESTS: Mapping[str, Kind] = {
    "requester-unknown": Kind(422, "没有该主体的信用档案", "No file of this subject"),
    "subject-key-unknown": Kind(403, "不是该主体登记的密钥", "Not a key of this subject"),
    "subject-key-ended": Kind(403, "主体的密钥已经停用", "Key of the subject has ended"),
    "subject-key-already-enrolled": Kind(409, "主体的密钥已经登记", "Key of the subject already enrolled"),
    "subject-key-mismatch": Kind(422, "密钥编号与公钥不符", "Key id does not match the key"),
    "identity-evidence-missing": Kind(422, "缺少身份核验事项", "Identity evidence missing"),
    "window-field": Kind(422, "不应填写窗口事项", "Window fields filled in"),
}

_LISTINGS: Mapping[str, Kind] = {}

_CASES: Mapping[str, Kind] = {}

_REPAIRS: Mapping[str, Kind] = {}

_MEASURES: Mapping[str, Kind] = {}

_COMMITMENTS: Mapping[str, Kind] = {}

_REVOCATIONS: Mapping[str, Kind] = {}

_DISCLOSURES: Mapping[str, Kind] = {}

_CLOCKS: Mapping[str, Kind] = {}

KINDS: Mapping[str, Kind] = {
    **_CALENDAR,
    **_RULES,
    **_DEFINITIONS,
    **_REQUESTS,
    **_LISTINGS,
    **_CASES,
    **_REPAIRS,
    **_MEASURES,
    **_COMMITMENTS,
    **_REVOCATIONS,
    **_DISCLOSURES,
    **_CLOCKS,
}

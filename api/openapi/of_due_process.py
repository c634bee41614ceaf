"""The operations of due process, in the order in which the document lists them."""

from collections.abc import Sequence
from typing import Final

from api.law.models import Calendar, ListHistory, Lists, Measures, Purposes, Rules
from api.openapi import texts_of_due_process as texts
from api.openapi.operation import Answer, Content, Operation
from api.routes import law

_JSON: Final = "application/json"
_V1: Final = "/api/v1"
_PARAMETER: Final = "parameter-invalid"

LAW: Final[Sequence[Operation]] = (
    Operation(
        "getRules",
        "GET",
        f"{_V1}/rules",
        "law",
        law.get_rules,
        *texts.GET_RULES,
        answers={200: Answer("规则", "The rules", (Content(_JSON, Rules, "rules.json"),))},
        problems=(_PARAMETER,),
    ),
    Operation(
        "getCalendar",
        "GET",
        f"{_V1}/calendars/{{year}}",
        "law",
        law.get_calendar,
        *texts.GET_CALENDAR,
        answers={200: Answer("当年安排", "The year", (Content(_JSON, Calendar, "calendar.json"),))},
        problems=("calendar-not-found", _PARAMETER),
    ),
    Operation(
        "getLists",
        "GET",
        f"{_V1}/lists",
        "law",
        law.get_lists,
        *texts.GET_LISTS,
        answers={200: Answer("名单", "The lists", (Content(_JSON, Lists, "lists.json"),))},
    ),
    Operation(
        "getList",
        "GET",
        f"{_V1}/lists/{{list_id}}",
        "law",
        law.get_list,
        *texts.GET_LIST,
        answers={200: Answer("全部版本", "All versions", (Content(_JSON, ListHistory, "list.json"),))},
        problems=("list-not-found", _PARAMETER),
    ),
    Operation(
        "getMeasures",
        "GET",
        f"{_V1}/measures",
        "law",
        law.get_measures,
        *texts.GET_MEASURES,
        answers={200: Answer("措施", "The measures", (Content(_JSON, Measures, "measures.json"),))},
    ),
    Operation(
        "getPurposes",
        "GET",
        f"{_V1}/purposes",
        "law",
        law.get_purposes,
        *texts.GET_PURPOSES,
        answers={200: Answer("用途", "The purposes", (Content(_JSON, Purposes, "purposes.json"),))},
    ),
)

DUE_PROCESS: Final[Sequence[Operation]] = (*LAW,)

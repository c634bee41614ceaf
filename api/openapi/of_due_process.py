"""The operations of due process, in the order in which the document lists them."""

from collections.abc import Sequence
from typing import Final

from api.counts.models import Board, Deadlines, Indicators, Statistics
from api.law.models import Calendar, ListHistory, Lists, Measures, Purposes, Rules
from api.lists.models import ListEdition, Listing, RemovalPage
from api.looks.asked import LookRequest, MatterRequest
from api.looks.models import File
from api.openapi import texts_of_due_process as texts
from api.openapi.operation import BINARY, TEXT, Answer, Content, Operation
from api.routes import board, counts, evidence, law, lists, looks
from ledger.service.media_types import JPEG, PDF, PNG
from ledger.service.media_types import TEXT as PLAIN

_JSON: Final = "application/json"
_V1: Final = "/api/v1"
_PARAMETER: Final = "parameter-invalid"
_AHEAD: Final = "as-of-ahead"
_UNAVAILABLE: Final = "list-unavailable"

LAW: Final[Sequence[Operation]] = (
    Operation(
        "getRules",
        "GET",
        f"{_V1}/rules",
        "law",
        law.get_rules,
        *texts.GET_RULES,
        answers={200: Answer("规则", "The rules", (Content(_JSON, Rules, "rules.json"),))},
        problems=(_PARAMETER, "edition-ahead"),
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

LISTS: Final[Sequence[Operation]] = (
    Operation(
        "listListings",
        "GET",
        f"{_V1}/lists/{{list_id}}/listings",
        "public",
        lists.get_listings,
        *texts.GET_LISTINGS,
        answers={200: Answer("一页", "One page", (Content(_JSON, ListEdition, "listings.json"),))},
        problems=("list-not-found", _PARAMETER, _AHEAD, _UNAVAILABLE),
    ),
    Operation(
        "getListing",
        "GET",
        f"{_V1}/listings/{{listing}}",
        "public",
        lists.get_listing,
        *texts.GET_LISTING,
        answers={200: Answer("列名经过", "The account", (Content(_JSON, Listing, "listing.json"),))},
        problems=("listing-not-found", _PARAMETER, _AHEAD, _UNAVAILABLE),
    ),
    Operation(
        "listRemovals",
        "GET",
        f"{_V1}/removals",
        "public",
        lists.get_removals,
        *texts.GET_REMOVALS,
        answers={200: Answer("一页", "One page", (Content(_JSON, RemovalPage, "removals.json"),))},
        problems=(_PARAMETER, _UNAVAILABLE),
    ),
)

COUNTS: Final[Sequence[Operation]] = (
    Operation(
        "getStatistics",
        "GET",
        f"{_V1}/statistics",
        "statistics",
        counts.get_statistics,
        *texts.GET_STATISTICS,
        answers={200: Answer("统计", "The counts", (Content(_JSON, Statistics, "statistics.json"),))},
        problems=(_UNAVAILABLE,),
    ),
    Operation(
        "getIndicators",
        "GET",
        f"{_V1}/indicators",
        "statistics",
        counts.get_indicators,
        *texts.GET_INDICATORS,
        answers={200: Answer("指标", "The indicators", (Content(_JSON, Indicators, "indicators.json"),))},
        problems=(_UNAVAILABLE,),
    ),
    Operation(
        "getDeadlines",
        "GET",
        f"{_V1}/deadlines",
        "statistics",
        counts.get_deadlines,
        *texts.GET_DEADLINES,
        answers={200: Answer("时限统计", "The counts", (Content(_JSON, Deadlines, "deadlines.json"),))},
        problems=(_UNAVAILABLE,),
    ),
)

_OF_SIGNED: Final = (
    "request-unsigned",
    "request-signature-invalid",
    "request-replayed",
    "request-key-refused",
    "body-too-large",
    "body-incomplete",
    "body-timeout",
    _PARAMETER,
)

_OF_RECORDING: Final = ("decision-contested", "queue-full", "outcome-unknown", _UNAVAILABLE)

FILES: Final[Sequence[Operation]] = (
    Operation(
        "getBoard",
        "GET",
        f"{_V1}/board",
        "files",
        board.get_board,
        *texts.GET_BOARD,
        answers={200: Answer("一页", "One page", (Content(_JSON, Board, "board.json"),))},
        problems=(*_OF_SIGNED, _UNAVAILABLE),
        is_signed=True,
    ),
    Operation(
        "lookAtFile",
        "POST",
        f"{_V1}/looks",
        "files",
        looks.post_look,
        *texts.POST_LOOK,
        answers={
            200: Answer(
                "档案与查阅记录的位置",
                "The file, and where the look is on record",
                (Content(_JSON, File, "file.json"),),
            )
        },
        problems=(
            *_OF_SIGNED,
            "look-malformed",
            "look-field-unknown",
            "identifier-type",
            _PARAMETER,
            _AHEAD,
            "purpose-unknown",
            "purpose-not-in-force",
            "purpose-reader",
            "identity-evidence-missing",
            "window-field",
            "file-not-found",
            "past-file-refused",
            *_OF_RECORDING,
        ),
        bodies=(Content(_JSON, LookRequest, "look.json"),),
        is_signed=True,
    ),
    Operation(
        "lookAtMatter",
        "POST",
        f"{_V1}/matters",
        "files",
        looks.post_matter,
        *texts.POST_MATTER,
        answers={
            200: Answer(
                "办件所涉的记录与查阅记录的位置",
                "What the matter is about, and where the look is on record",
                (Content(_JSON, File, "matter_file.json"),),
            )
        },
        problems=(
            *_OF_SIGNED,
            "look-malformed",
            "purpose-unknown",
            "purpose-not-in-force",
            "purpose-reader",
            "matter-not-found",
            *_OF_RECORDING,
        ),
        bodies=(Content(_JSON, MatterRequest, "matter.json"),),
        is_signed=True,
    ),
    Operation(
        "getAttachment",
        "GET",
        f"{_V1}/attachments/{{digest}}",
        "files",
        evidence.get_attachment,
        *texts.GET_ATTACHMENT,
        answers={
            200: Answer(
                "附件",
                "The attachment",
                (
                    Content(PDF, BINARY),
                    Content(PNG, BINARY),
                    Content(JPEG, BINARY),
                    Content(PLAIN, TEXT, "attachment.txt"),
                ),
            )
        },
        problems=(
            *_OF_SIGNED,
            "purpose-unknown",
            "purpose-not-in-force",
            "purpose-reader",
            "attachment-not-found",
            "decision-contested",
            "overloaded",
            "erasure-running",
            "subject-keys-missing",
            _UNAVAILABLE,
        ),
        is_signed=True,
    ),
)

DUE_PROCESS: Final[Sequence[Operation]] = (*LAW, *LISTS, *COUNTS, *FILES)

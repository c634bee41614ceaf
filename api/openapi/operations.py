"""Every operation of the API, in the order in which the document lists them."""

from collections.abc import Sequence
from typing import Final

from api.models import AgencyPage, AgencyWithKeys, Catalogue, CatalogueHistory, PublicFactPage, SubmissionPage
from api.openapi import texts
from api.openapi.attachments import ATTACHMENTS
from api.openapi.of_due_process import DUE_PROCESS
from api.openapi.operation import BINARY, TEXT, Answer, Content, Operation
from api.openapi.schemas import BATCH_LINE, POLICY, RECEIPT
from api.routes import log, ops, reading, statements, submissions

_JSON: Final = "application/json"
_NDJSON: Final = "application/x-ndjson"
_PLAIN: Final = "text/plain"
_V1: Final = "/api/v1"
_PARAMETER: Final = "parameter-invalid"

_RECEIPT_CONTENT = (Content(statements.RECEIPT, RECEIPT, "receipt.json"),)

RECORDING: Final[Sequence[Operation]] = (
    Operation(
        "recordStatements",
        "POST",
        f"{_V1}/statements",
        "statements",
        statements.post_statements,
        *texts.RECORD_STATEMENTS,
        answers={
            200: Answer(
                "已经记录过（单条），或批次的逐行结果",
                "Recorded before (one), or the results line by line (many)",
                (*_RECEIPT_CONTENT, Content(_NDJSON, BATCH_LINE, "batch_answer.ndjson")),
            ),
            201: Answer("已记录", "Recorded", _RECEIPT_CONTENT),
        },
        problems=(
            "body-empty",
            "body-too-large",
            "body-incomplete",
            "body-timeout",
            "unsupported-media-type",
            "overloaded",
            "queue-full",
            "statement-form",
            "key-not-in-force",
            "condition-failed",
            "statement-too-long",
            "field-missing",
            "outcome-unknown",
        ),
        bodies=(
            Content(statements.SD_JWT, TEXT, "statement.sd-jwt"),
            Content(_NDJSON, TEXT, "batch.ndjson"),
        ),
    ),
    Operation(
        "getReceipt",
        "GET",
        f"{_V1}/receipts/{{iss}}/{{jti}}",
        "statements",
        reading.get_receipt,
        *texts.GET_RECEIPT,
        answers={
            200: Answer(
                "公开回执", "The public receipt", (Content(statements.RECEIPT, RECEIPT, "public_receipt.json"),)
            )
        },
        problems=("receipt-not-found", _PARAMETER),
    ),
    Operation(
        "listSubmissions",
        "GET",
        f"{_V1}/submissions",
        "statements",
        submissions.get_submissions,
        *texts.LIST_SUBMISSIONS,
        answers={200: Answer("一页", "One page", (Content(_JSON, SubmissionPage, "submissions.json"),))},
        problems=(
            "request-unsigned",
            "request-signature-invalid",
            "request-replayed",
            "request-key-refused",
            "body-too-large",
            "body-incomplete",
            "body-timeout",
            _PARAMETER,
            "overloaded",
        ),
        is_signed=True,
    ),
)

READING: Final[Sequence[Operation]] = (
    Operation(
        "listAgencies",
        "GET",
        f"{_V1}/agencies",
        "directory",
        reading.get_agencies,
        *texts.LIST_AGENCIES,
        answers={200: Answer("一页", "One page", (Content(_JSON, AgencyPage, "agencies.json"),))},
        problems=(_PARAMETER,),
    ),
    Operation(
        "getAgency",
        "GET",
        f"{_V1}/agencies/{{code}}",
        "directory",
        reading.get_agency,
        *texts.GET_AGENCY,
        answers={
            200: Answer("机构与密钥", "The agency with its keys", (Content(_JSON, AgencyWithKeys, "agency.json"),))
        },
        problems=("agency-not-found", _PARAMETER),
    ),
    Operation(
        "getCatalogue",
        "GET",
        f"{_V1}/catalogue",
        "directory",
        reading.get_catalogue,
        *texts.GET_CATALOGUE,
        answers={200: Answer("目录", "The catalogue", (Content(_JSON, Catalogue, "catalogue.json"),))},
    ),
    Operation(
        "getCatalogueItem",
        "GET",
        f"{_V1}/catalogue/{{item}}",
        "directory",
        reading.get_item,
        *texts.GET_ITEM,
        answers={200: Answer("全部版本", "All versions", (Content(_JSON, CatalogueHistory, "item.json"),))},
        problems=("item-not-found", _PARAMETER),
    ),
    Operation(
        "getPolicy",
        "GET",
        f"{_V1}/policy",
        "directory",
        reading.get_policy,
        *texts.GET_POLICY,
        answers={200: Answer("策略文件", "The policy file", (Content(_JSON, POLICY, "policy.json"),))},
    ),
    Operation(
        "listPublicFacts",
        "GET",
        f"{_V1}/public/facts",
        "public",
        reading.get_public_facts,
        *texts.LIST_PUBLIC_FACTS,
        answers={200: Answer("一页", "One page", (Content(_JSON, PublicFactPage, "public_facts.json"),))},
        problems=(_PARAMETER, "list-unavailable"),
    ),
)

LOG: Final[Sequence[Operation]] = (
    Operation(
        "getCheckpoint",
        "GET",
        "/checkpoint",
        "log",
        log.get_checkpoint,
        *texts.GET_CHECKPOINT,
        answers={200: Answer("签名的检查点", "The signed checkpoint", (Content(_PLAIN, TEXT, "checkpoint.txt"),))},
    ),
    Operation(
        "getEntryBundle",
        "GET",
        "/tile/entries/{name:path}",
        "log",
        log.get_entries,
        *texts.GET_ENTRIES,
        answers={200: Answer("条目包", "The bundle", (Content(log.TILE_TYPE, BINARY),))},
        problems=("tile-not-found",),
    ),
    Operation(
        "getTile",
        "GET",
        "/tile/{level}/{name:path}",
        "log",
        log.get_tile,
        *texts.GET_TILE,
        answers={200: Answer("瓦片", "The tile", (Content(log.TILE_TYPE, BINARY),))},
        problems=("tile-not-found",),
    ),
)

OPS: Final[Sequence[Operation]] = (
    Operation(
        "isAlive",
        "GET",
        "/livez",
        "ops",
        ops.get_livez,
        *texts.IS_ALIVE,
        answers={200: Answer("进程在服务", "Alive", (Content(_PLAIN, TEXT, "livez.txt"),))},
    ),
    Operation(
        "isReady",
        "GET",
        "/readyz",
        "ops",
        ops.get_readyz,
        *texts.IS_READY,
        answers={
            200: Answer("可以记账", "Ready", (Content(_PLAIN, TEXT, "readyz.txt"),)),
            503: Answer("还不能记账", "Not ready", (Content(_PLAIN, TEXT, "readyz_not.txt"),)),
        },
    ),
    Operation(
        "getMetrics",
        "GET",
        "/metrics",
        "ops",
        ops.get_metrics,
        *texts.GET_METRICS,
        answers={200: Answer("Prometheus 文本", "Prometheus text", (Content(_PLAIN, TEXT, "metrics.txt"),))},
    ),
)

OPERATIONS: Final[Sequence[Operation]] = (*RECORDING, *ATTACHMENTS, *READING, *DUE_PROCESS, *LOG, *OPS)

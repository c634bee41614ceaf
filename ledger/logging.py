"""Logging: one JSON object a line on standard error, redacted.

Records of the standard library's ``logging`` (web server, database driver) go the same way.
"""

import logging
import sys
from collections.abc import MutableMapping
from pathlib import Path
from traceback import extract_tb
from typing import TextIO

import structlog
from structlog.typing import EventDict, Processor

from ledger.redaction import redact


def configure_logging(level: str = "info", stream: TextIO | None = None) -> None:
    """Set up logging for this process; called once, by the program's entry.

    Args:
        level: Least severity that is written: ``debug``, ``info``, ``warning`` or ``error``.
        stream: Where lines go; by default standard error.
    """
    least = logging.getLevelNamesMapping()[level.upper()]
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        redact_event,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.make_filtering_bound_logger(least),
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[structlog.stdlib.add_logger_name, *shared],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(least)


def place_of(error: BaseException) -> str:
    """Name the module and line in which an error came up; never its text, which may hold data of a record."""
    last = extract_tb(error.__traceback__)[-1]
    return f"{Path(last.filename).name}:{last.lineno}"


def redact_event(_logger: object, _method: str, event: EventDict) -> EventDict:
    """Redact every value of a log event; a processor of structlog."""
    kept: MutableMapping[str, object] = {key: event[key] for key in event if key.startswith("_")}
    redacted = {str(redact(key)): redact(value) for key, value in event.items() if not key.startswith("_")}
    return {**redacted, **kept}

"""Admission of what the credit centre publishes: rules, working-day calendars, lists, measures, purposes."""

from typing import cast

from domain.calendar.decide import admit_calendar
from domain.calendar.events import CalendarPublished
from domain.definition.decide import admit_list, admit_measure, admit_purpose
from domain.definition.events import ListDefined, MeasureDefined, PurposeDefined
from domain.rule.decide import admit_rule
from domain.rule.events import RulePublished
from ledger.service.admission.admitted import Admitted, Incoming, admitted


def admit_rule_version(incoming: Incoming) -> Admitted:
    """Admit a version of a rule."""
    event = cast("RulePublished", incoming.event)
    admit_rule(incoming.knowledge.rules(), event, by=incoming.authority())
    return admitted(incoming)


def admit_working_days(incoming: Incoming) -> Admitted:
    """Admit a year's calendar."""
    event = cast("CalendarPublished", incoming.event)
    admit_calendar(incoming.knowledge.calendar(event.year), event, by=incoming.authority())
    return admitted(incoming)


def admit_list_definition(incoming: Incoming) -> Admitted:
    """Admit a version of a list."""
    event = cast("ListDefined", incoming.event)
    knowledge = incoming.knowledge
    items = [knowledge.item(item) for item in event.items]
    admit_list(knowledge.list_definition(event.list), event, items=items, by=incoming.authority())
    return admitted(incoming)


def admit_measure_definition(incoming: Incoming) -> Admitted:
    """Admit a version of a measure."""
    event = cast("MeasureDefined", incoming.event)
    knowledge = incoming.knowledge
    lists = [knowledge.list_definition(name) for name in event.lists]
    admit_measure(knowledge.measure(event.measure), event, lists=lists, by=incoming.authority())
    return admitted(incoming)


def admit_purpose_definition(incoming: Incoming) -> Admitted:
    """Admit a version of a purpose."""
    event = cast("PurposeDefined", incoming.event)
    admit_purpose(incoming.knowledge.purpose(event.purpose), event, by=incoming.authority())
    return admitted(incoming)

"""Data standards (数据标准) as code, and the one check of a record's fields."""

from collections.abc import Mapping
from types import MappingProxyType

from domain.standard.basic import BASIC
from domain.standard.cf_2018 import CF_2018
from domain.standard.field import Choice, Field, fold_heading
from domain.standard.standard import Standard
from domain.standard.xk_2018 import LONG_TERM, XK_2018

STANDARDS: Mapping[str, Standard] = MappingProxyType({standard.id: standard for standard in (XK_2018, CF_2018, BASIC)})

__all__ = ["BASIC", "CF_2018", "LONG_TERM", "STANDARDS", "XK_2018", "Choice", "Field", "Standard", "fold_heading"]

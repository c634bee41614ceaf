"""Names of coded values, in the words of the law."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from api.web.due_labels import DUE_LABELS
from api.web.languages import mark

LABELS: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        "role": {
            "provider": mark("信息提供单位"),
            "credit_centre": mark("社会信用中心"),
            "court": mark("人民法院"),
            "auditor": mark("审计者"),
        },
        "nature": {
            "registration": mark("登记注册"),
            "licence": mark("行政许可"),
            "penalty": mark("行政处罚"),
            "judgment": mark("司法裁判"),
            "honour": mark("荣誉"),
            "commitment": mark("信用承诺"),
            "other": mark("其他"),
        },
        "disclosure": {
            "public": mark("公开公示"),
            "on_request": mark("依申请查询"),
            "shared_internal": mark("政务共享"),
            "self_only": mark("仅本人可查"),
            "sealed": mark("封存"),
        },
        "level": {"national": mark("国家级"), "provincial": mark("省级")},
        "subject": {
            "ENT": mark("企业"),
            "NP": mark("自然人"),
            "ORG": mark("其他组织"),
            "SOLE": mark("个体工商户"),
        },
        "identifier": {"uscc": mark("必须有统一社会信用代码"), "any": mark("可用其他证件")},
        **DUE_LABELS,
    }
)
"""Kind of code, to code, to Chinese text."""

MENU: Final = (
    ("/", mark("首页")),
    ("/facts", mark("公开记录")),
    ("/lists", mark("名单")),
    ("/rights", mark("权利")),
    ("/rules", mark("规则")),
    ("/catalogue", mark("目录")),
    ("/agencies", mark("机构")),
    ("/statistics", mark("统计")),
    ("/verify", mark("核验")),
    ("/api", mark("接口")),
)
"""Path and Chinese text of the main navigation."""

"""What the document says of the operations of due process: summary and description, Chinese first."""

from typing import Final

from api.openapi.texts import Texts

GET_RULES: Final[Texts] = (
    "规则全文及版次",
    "Rules and their edition",
    (
        "全部规则的全部版本：期限多长、限制什么、何时起止、出自何处、核实程度（evidence）。版次（edition）是规则的总条数，"
        "每个决定都写明所依据的版次。on 只取某日有效的，edition 取当时的规则。"
    ),
    (
        "All versions of all rules: how long, what they limit, since when and until when, where they stand, how well "
        "that is attested (evidence). The edition is the number of versions; every decision names the one that it "
        "rests on. `on` keeps what counts on a day, `edition` gives the rules as they were then."
    ),
)
GET_CALENDAR: Final[Texts] = (
    "某年的工作日安排",
    "Working days of a year",
    "国务院办公厅公布的节假日与调休。未公布的年份答 404，依工作日计算的期限此前不能确定。",
    "Days off and make-up days as announced. A year that was not announced is 404: until then periods cannot be told.",
)
GET_LISTS: Final[Texts] = (
    "名单的设定",
    "The lists",
    "每个名单施行中的版本；没有施行中的，给最新版本。设定层级只有国家和省。",
    "The version of each list in force, or else its latest. Only the nation or the province may set one up.",
)
GET_LIST: Final[Texts] = (
    "一个名单的全部设定",
    "All versions of a list",
    "由新到旧：谁可以列入、依据哪些记录、期限、法定依据。",
    "Newest first: who may list, on which records, for how long, by which law.",
)
GET_MEASURES: Final[Texts] = (
    "奖惩措施的设定",
    "The measures",
    "全部措施的全部版本，各注明所依据的名单与法律。",
    "All versions of all measures, each with the lists and the law that it rests on.",
)
GET_PURPOSES: Final[Texts] = (
    "查询用途的设定",
    "The purposes of looks",
    "机关查阅非公开信息的用途：哪些机关、依据什么法律。不在其中的查阅一律拒绝。",
    "For what bodies may look at what is not public: which bodies, by which law. Every other look is refused.",
)

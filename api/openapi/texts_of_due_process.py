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
GET_LISTINGS: Final[Texts] = (
    "名单的一版",
    "An edition of a list",
    (
        "公开名单上的列名，由新到旧；as_of 取当时的一版（叶子数，或某日日终）。今天已不公开的，旧版中只留编号和理由。"
        "异议、复议、诉讼标注和改正说明与列名一并给出。自然人只给姓名和隐去大部分的证件号。"
    ),
    (
        "Who stands on a public list, newest first; `as_of` gives an earlier edition (a number of leaves, or the end "
        "of a day). Of what is no longer public today an earlier edition keeps the id and the ground. Marks and "
        "statements of correction come with each line. Of persons there is a name and a number that is mostly hidden."
    ),
)
GET_LISTING: Final[Texts] = (
    "一项列名的经过",
    "The account of a listing",
    "从事先告知起，账本上人人可读的每一步；主体的信息只在公示期内给出。",
    "From the notice on, each step that the log shows to everybody; of the subject only what is public now.",
)
GET_REMOVALS: Final[Texts] = (
    "移出与撤下",
    "Removals",
    "不再公开的列名和不利记录，由新到旧：编号、理由、日期。保存副本者应据此删除。",
    (
        "Listings and adverse records that are no longer public, newest first: id, ground, day. Whoever keeps a copy "
        "deletes it by this feed."
    ),
)
GET_STATISTICS: Final[Texts] = (
    "公开统计",
    "Statistics",
    "只有数目，没有任何主体；不对自然人计数排名。",
    "How many, never who; no count is one of a person's records.",
)
GET_INDICATORS: Final[Texts] = (
    "指标",
    "Indicators",
    "规划的十项指标中账本能够说明的，各附分子、分母和统计所依据的账本大小；不能说明的写明理由。另有权利保障指标。",
    (
        "The plan's ten indicators as far as the ledger can tell, each with its counts and the size of the log; of the "
        "others the reason why not. Beside them, how rights are kept."
    ),
)
GET_DEADLINES: Final[Texts] = (
    "办理时限统计",
    "Kept and missed deadlines",
    "各机关办理异议、投诉、修复的时限情况：按期、逾期、在办。只统计机构与企业的办件。",
    (
        "How each body kept the deadlines of objections, complaints and repair: in time, late, overdue. "
        "Only procedures of organisations are counted."
    ),
)
GET_BOARD: Final[Texts] = (
    "本机构的办件",
    "An agency's board",
    (
        "等待签名机构办理的事项，最急的在前：受理、答复、决定、公布、撤销、召回确认，各附期限和依据的规则。"
        "只有编号和日期，不含主体信息。请求须以机构在册密钥签名。"
    ),
    (
        "What waits for the signing agency, the most urgent first: accept, answer, decide, publish, revoke, confirm a "
        "recall, each with its last day and the rule that sets it. Ids and days, nothing about subjects. Sign with a "
        "key of the agency in force."
    ),
)
POST_LOOK: Final[Texts] = (
    "查阅档案",
    "Look at a file",
    (
        "机关按查询用途查阅一个主体的档案，或者主体用本人在册密钥查阅自己的档案（用途 self-access）；"
        "窗口代本人查询须写明核验的证件和经办人。每次查阅先记入账本再出示，回答中写明记录的位置；记录不成，什么也不出示。"
        "机关只见有效的记录和列名及其标注，本人可见全部。"
        "标识只写在正文里，不得写在地址里。请求须签名，签名人须为用途所列的机关或本人。"
    ),
    (
        "A body looks at the file of a subject for a purpose that names it, or a subject at his own with a key that he "
        "enrolled (purpose self-access); the window, for somebody who stands before it, says which document it checked "
        "and which clerk did. Each look is on record before anything is shown, and the answer names the position; "
        "where it cannot be recorded nothing is shown. Bodies see records and listings in force with their marks, the "
        "subject sees everything. The identifier stands in the body, never in the address."
    ),
)
POST_MATTER: Final[Texts] = (
    "查看办件所涉的记录",
    "Look at what a task is about",
    (
        "办件看板只给编号和日期。办理单位凭看板给出的 matter 与 id 查看该事项：当事人的标识、申请或者异议的内容、"
        "所涉的记录和列名，召回则是应当停止使用的记录；其余不出示。"
        "只向受理、答复、决定该事项或者被召回的单位出示，用途须列明该单位，先记入账本再出示，本人可以看到这次查阅。"
    ),
    (
        "The board gives ids and days only. With the matter and id of a task the body that deals with it sees whose "
        "matter it is, what was applied for or objected to, and the records and listings concerned; of a recall, the "
        "records to stop using; and nothing else. Shown only to the body that takes up, answers or decides it, or to "
        "which the recall was ordered, for a purpose that names it. The look is on record first, and the subject sees "
        "it."
    ),
)
GET_ATTACHMENT: Final[Texts] = (
    "查阅证据附件",
    "Look at an attachment",
    (
        "附件只向本人（在册密钥）和办理所涉事项的机关出示：提交者、所涉记录的机关、异议和投诉的信用中心。"
        "先记入账本再出示，响应头 Chengjian-Look 为记录的位置。没有的附件和无权查阅的附件答复相同。"
    ),
    (
        "Attachments are shown to the subject (with a key that he enrolled) and to bodies that deal with the matter: "
        "whoever handed it in, the body whose record it is about, the credit centre for objections and complaints. The "
        "look is on record first; the header Chengjian-Look names the position. What is not there and what one may not "
        "see get the same answer."
    ),
)

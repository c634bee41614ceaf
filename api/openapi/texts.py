"""What the document says of each operation: summary and description, Chinese first."""

from typing import Final

Texts = tuple[str, str, str, str]
"""Summary in Chinese and English, description in Chinese and English."""

TAGS: Final[dict[str, tuple[str, str]]] = {
    "statements": ("声明与回执", "Statements and receipts"),
    "directory": ("机构、目录与策略", "Agencies, catalogue, policy"),
    "law": ("规则、工作日、名单与措施的设定", "Rules, working days, definitions of lists and measures"),
    "public": ("公开清单", "Public lists"),
    "statistics": ("统计与时限", "Statistics and deadlines"),
    "files": ("办件与档案（须签名）", "Case work and files (signed)"),
    "log": ("账本（C2SP）", "The log (C2SP)"),
    "ops": ("运行", "Operation"),
}

TITLE: Final = "诚鉴 Chengjian"
DESCRIPTION: Final = (
    "可以自行核验的公共信用账本。写入以声明本身的签名为凭；读取非公开内容须对请求签名（RFC 9421）。"
    "所有拒绝以 RFC 9457 格式回答，中英文俱全，从不回显提交的内容。\n\n"
    "A public-credit ledger that anybody can verify. Writes are authenticated by the signature of the statement "
    "itself; reading what is not public needs a signed request (RFC 9421). Every refusal is an RFC 9457 problem in "
    "Chinese and "
    "English and never repeats what was sent."
)

RECORD_STATEMENTS: Final[Texts] = (
    "提交声明",
    "Record statements",
    (
        '提交一条声明（application/sd-jwt），或一批声明（application/x-ndjson，每行一个 {"statement":"…"}）。'
        "批次逐行裁决，按行的顺序回答；一行被拒绝不影响其他行。后一行若以前一行为前提，应等前一行有回答后再发。"
        "同一声明重复提交，得到同一张回执，绝不重复记录。"
    ),
    (
        'Send one statement (application/sd-jwt) or many (application/x-ndjson, one {"statement":"…"} a line). '
        "Each line is decided by itself and answered in order; a refused line does not concern the others. A line that "
        "rests on an earlier one is sent after that one was answered. "
        "The same statement sent again gives the same receipt and is never recorded twice."
    ),
)
GET_RECEIPT: Final[Texts] = (
    "取回公开回执",
    "Get a public receipt",
    "按签发者与声明编号取回回执。公开回执不含任何披露项，与完整回执一样可以核验。",
    "By issuer and number of the statement. The public receipt holds no disclosure and verifies like the full one.",
)
LIST_SUBMISSIONS: Final[Texts] = (
    "本机构的提交",
    "An agency's own submissions",
    (
        "列出签名机构自己记录过的声明，按账本位置升序翻页。一页可能少于 limit 条而仍有下一页。"
        "请求须以机构在册密钥签名：覆盖 @method、@target-uri、content-digest，带 created、keyid、nonce。"
    ),
    (
        "The statements that the signing agency had recorded, by position. A page may hold fewer than `limit` and "
        "still have a next one. Sign with a key of the agency in force: cover @method, @target-uri and content-digest, "
        "give created, keyid and nonce."
    ),
)
LIST_AGENCIES: Final[Texts] = (
    "机构名单",
    "List agencies",
    "所有登记过的机构，按代码升序。",
    "All agencies ever enrolled, ascending by code.",
)
GET_AGENCY: Final[Texts] = (
    "一个机构及其密钥",
    "One agency with its keys",
    "机构的职责、状态和曾有的全部密钥。",
    "Roles and standing of an agency and all keys that it ever had.",
)
GET_CATALOGUE: Final[Texts] = (
    "公共信用信息目录",
    "The catalogue",
    "每个事项施行中的版本；没有施行中的，给最新版本。",
    "The version of each item in force, or else its latest.",
)
GET_ITEM: Final[Texts] = (
    "一个目录事项的全部版本",
    "All versions of a catalogue item",
    "由新到旧。",
    "Newest first.",
)
GET_POLICY: Final[Texts] = (
    "策略文件",
    "The policy file",
    "核验者事先取得并固定的信任依据：账本名称、账本公钥、根公钥、VRF 公钥。请从其他渠道再核对。",
    "What a verifier pins beforehand: origin, log key, root key, VRF key. Compare it with another source.",
)
LIST_PUBLIC_FACTS: Final[Texts] = (
    "公开记录",
    "Public records",
    (
        "机构与企业的行政许可、荣誉，以及公示期内的不利记录，由新到旧。每条附签名声明的可核验出示；"
        "异议、复议、诉讼标注和改正说明与记录一并给出。自然人、个体工商户的记录不公开。期满当日零时起不再出现。"
    ),
    (
        "Licences and honours of organisations and what is adverse within its time of publicity, newest first, each "
        "with a presentation of the signed statement. Marks of objection, review and suit and statements of correction "
        "come with the record. Nothing of natural persons or individual businesses is public. From midnight "
        "of the day on which its time is over it is not shown."
    ),
)
GET_CHECKPOINT: Final[Texts] = (
    "最新检查点",
    "Latest checkpoint",
    "C2SP tlog-checkpoint，签名笔记。",
    "C2SP tlog-checkpoint, a signed note.",
)
GET_ENTRIES: Final[Texts] = (
    "条目包",
    "Entry bundle",
    "C2SP tlog-tiles：每个条目前有两字节大端长度。编号分组写作 x001/x234/067，部分包另加 .p/W。",
    (
        "C2SP tlog-tiles: each entry behind its length in two bytes, big-endian. The number is written x001/x234/067, "
        "a partial bundle with .p/W after it."
    ),
)
GET_TILE: Final[Texts] = (
    "哈希瓦片",
    "Hash tile",
    "C2SP tlog-tiles：level 0 至 63；编号分组写作 x001/x234/067，部分瓦片另加 .p/W。",
    "C2SP tlog-tiles: level 0 to 63; the number is written x001/x234/067, a partial tile with .p/W after it.",
)
IS_ALIVE: Final[Texts] = (
    "进程是否在服务",
    "Is it alive",
    "只说明进程在应答。",
    "Says only that the process answers.",
)
IS_READY: Final[Texts] = (
    "是否可以记账",
    "Is it ready",
    "逐项检查数据库、迁移、记账器、高水位与磁盘。",
    "Checks database, migrations, sequencer, high-water mark and disk.",
)
GET_METRICS: Final[Texts] = (
    "运行指标",
    "Metrics",
    "Prometheus 文本格式。标签中没有任何编号。",
    "Prometheus text format. No label ever holds an id.",
)

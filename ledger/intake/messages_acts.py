"""Texts about acts of due process: code → (zh, en, mend zh, mend en)."""

from collections.abc import Mapping

ACT_MESSAGES: Mapping[str, tuple[str, str, str, str]] = {
    "act-columns-missing": (
        "前 {rows} 行里没有找到“{act}”的表头",
        "No header of {act_en} was found in the first {rows} rows",
        "用 chengjian act {name} --template xlsx 生成模板",
        "Make a template with chengjian act {name} --template xlsx",
    ),
    "act-columns-unknown": (
        "“{act}”没有这些字段：{headings}",
        "{act_en} has no such fields: {headings}",
        "改正列名或删除这些列；说明性的内容放在“备注”列。字段见 chengjian act {name} --template json",
        "Mend or delete these columns; remarks go into a column “备注”. Fields: chengjian act {name} --template json",
    ),
    "act-json-broken": (
        "第 {line} 行不是有效的 JSON：{reason_zh}",
        "Line {line} is not valid JSON: {reason_en}",
        "检查引号、逗号和括号；一行一个对象，或者整个文件是一个对象或一个数组",
        "Check quotation marks, commas and brackets: one object a line, or one object or array in all",
    ),
    "act-key-not-enrolled": (
        "密钥 {kid} 不是 {agency} 在用的密钥",
        "The key {kid} is not in force for {agency}",
        "确认密钥文件和 --agency；新密钥要先登记（chengjian agency-key enrol）",
        "Check the key file and --agency; a new key has to be enrolled first (chengjian agency-key enrol)",
    ),
    "act-field-unknown": (
        "没有字段“{found}”",
        "There is no field “{found}”",
        "检查名称；可用的字段见 chengjian act {name} --template json",
        "Check the name; chengjian act {name} --template json shows the fields",
    ),
    "act-field-twice": (
        "“{found}”出现了两次",
        "“{found}” stands twice",
        "只留一个",
        "Keep one of them",
    ),
    "act-field-missing": (
        "缺少“{zh}”（{field}）",
        "{en} ({field}) is missing",
        "补填这一项",
        "Fill it in",
    ),
    "act-choice-unknown": (
        "“{found}”不是“{zh}”的可选值",
        "“{found}” is no value of {en}",
        "可填：{choices_zh}",
        "It is one of: {choices_en}",
    ),
    "act-number-unreadable": (
        "“{found}”不是正整数",
        "“{found}” is no whole number",
        "填写版本或版次的数字，如 1",
        "Write the number of the version or edition, such as 1",
    ),
    "act-value-type": (
        "“{zh}”不能是{found}",
        "{en} cannot be {found}",
        "填写文字；多个值用数组，或者用逗号分开",
        "Write text; several values stand in an array, or with commas between",
    ),
    "act-id-form": (
        "“{found}”不是编号",
        "“{found}” is no id",
        "从回执、查询结果或者 chengjian act 的输出复制，如 0198c2f0-1111-7222-8333-444455556666",
        "Copy it from a receipt, an inquiry or the output of chengjian act",
    ),
    "act-target-form": (
        "“{found}”没有写明是事实还是列入",
        "“{found}” does not say whether it is a fact or a listing",
        "事实写 fact:编号，列入写 listing:编号",
        "A fact is written fact:ID, a listing listing:ID",
    ),
    "act-date-past": (
        "“{zh}”{found} 不在今天之后",
        "{en}: {found} does not lie ahead",
        "核对日期",
        "Check the date",
    ),
    "act-rows-missing": (
        "文件里没有要办理的事项",
        "The file holds no act",
        "填入一个对象，或者含对象的数组",
        "Write one object, or an array of objects",
    ),
    "act-schema": (
        "“{zh}”不符合格式：{reason_zh}",
        "{en} does not fit the schema: {reason_en}",
        "按 docs/events.md 的字段说明改正",
        "Mend it by the table of docs/events.md",
    ),
    "act-filled": (
        "“{zh}”没有填写，按“{value_zh}”办理",
        "{en} was left out; it is taken to be {value_en}",
        "不需要处理；不对请填写",
        "Nothing to do; fill it in if this is wrong",
    ),
    "act-listing-later": (
        "“{zh}”在提交时生成，见提交的输出",
        "{en} is made on submission, whose output tells it",
        "不需要处理",
        "Nothing to do",
    ),
    "act-edition-later": (
        "规则版次在提交时填入",
        "The edition of the rules is filled in on submission",
        "不需要处理",
        "Nothing to do",
    ),
}

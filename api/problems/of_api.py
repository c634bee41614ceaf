"""Problems that the HTTP face raises itself."""

from collections.abc import Mapping

from api.problems.kind import Kind

KINDS: Mapping[str, Kind] = {
    "not-found": Kind(404, "地址不存在", "No such address"),
    "method-not-allowed": Kind(405, "不支持该请求方法", "Method not served here"),
    "host-not-served": Kind(421, "主机名不由本服务提供", "Host not served here"),
    "unsupported-media-type": Kind(415, "不支持该内容类型", "Content type not read here"),
    "body-empty": Kind(400, "请求没有正文", "Body missing"),
    "body-too-large": Kind(413, "请求正文过大", "Body too large"),
    "body-incomplete": Kind(400, "请求正文不完整", "Body ended early"),
    "body-timeout": Kind(408, "等待请求正文超时", "Body paused too long"),
    "line-malformed": Kind(400, "批次中的行格式不正确", "Malformed line in a batch"),
    "line-too-long": Kind(413, "批次中的行过长", "Line of a batch too long"),
    "too-many-lines": Kind(413, "批次行数过多", "Too many lines in a batch"),
    "parameter-invalid": Kind(422, "参数不正确", "Parameter missing or malformed"),
    "receipt-not-found": Kind(404, "没有该声明的回执", "No such receipt"),
    "agency-not-found": Kind(404, "没有该机构", "No such agency"),
    "item-not-found": Kind(404, "没有该目录事项", "No such catalogue item"),
    "calendar-not-found": Kind(404, "工作日安排尚未公布", "Working days not published"),
    "list-not-found": Kind(404, "没有该公开名单", "No such public list"),
    "listing-not-found": Kind(404, "没有可公开的列名", "No such listing to show"),
    "file-not-found": Kind(404, "没有该主体的档案", "No such file"),
    "matter-not-found": Kind(404, "没有由该单位办理的此事项", "No such matter of this body"),
    "past-file-refused": Kind(403, "不出示过去的档案", "No earlier state of a file"),
    "attachment-not-found": Kind(404, "没有可查阅的附件", "No such attachment to see"),
    "tile-not-found": Kind(404, "没有该瓦片", "No such tile"),
    "problem-not-found": Kind(404, "没有该问题代码", "No such problem code"),
    "request-unsigned": Kind(401, "请求没有签名", "Request not signed"),
    "request-signature-invalid": Kind(401, "请求签名不成立", "Request signature refused"),
    "request-replayed": Kind(401, "请求签名重复使用", "Request signature used before"),
    "request-key-refused": Kind(403, "请求签名密钥不在册", "Request key not in force"),
    "look-malformed": Kind(400, "查询请求格式不正确", "Malformed request for a file"),
    "overloaded": Kind(503, "服务繁忙", "Service busy"),
    "database-away": Kind(503, "数据库没有应答", "Database away"),
    "list-unavailable": Kind(503, "清单暂不可读", "List not readable at present"),
    "internal-error": Kind(500, "服务内部出错", "Internal fault"),
}

"""A report as one HTML page that needs nothing else: no script, no style or picture from elsewhere."""

from html import escape

from verify.conduct.run import ConductReport
from verify.conduct.texts import LABELS, NOTE, VERDICTS, cited, conclusion
from verify.conduct.topics import topic_name
from verify.conduct.verdict import Judgment
from verify.phrases import STRENGTHS
from verify.strict_base64 import encode_standard

_STYLE = """\
:root{color-scheme:light dark}
body{font:1rem/1.6 system-ui,"Noto Sans CJK SC","Microsoft YaHei",sans-serif;max-width:72rem;margin:2rem auto;\
padding:0 1rem}
[lang=en]{color:color-mix(in srgb,CanvasText 70%,Canvas);display:block;font-size:.875rem}
dt{font-weight:600}dd{margin:0 0 .5rem;overflow-wrap:anywhere}
table{border-collapse:collapse;width:100%}caption{text-align:start;font-weight:600;padding:.5rem 0}
th,td{border-block-end:1px solid;padding:.5rem;text-align:start;vertical-align:top;overflow-wrap:anywhere}
.broken{font-weight:600}
"""


def page_of(name: str, report: ConductReport) -> str:
    """Write the page, Chinese first, English beside it; everything that comes from the log is escaped.

    Args:
        name: The log, as it was given.
        report: What was found.
    """
    audit, summary = report.audit, report.summary
    zh, en = (conclusion(summary, is_chinese=is_chinese) for is_chinese in (True, False))
    facts = {
        "origin": _plain(audit.origin),
        "size": _plain(str(audit.size)),
        "root": _plain(encode_standard(audit.root)),
        "strength": _both(*STRENGTHS[audit.strength.value]),
        "closed": _plain(str(summary.closed)),
        "counts": "".join(_both(*(f"{text} {summary.counts[key]}" for text in VERDICTS[key])) for key in VERDICTS),
    }
    listed = "".join(f"<dt>{_both(*LABELS[label])}</dt><dd>{value}</dd>\n" for label, value in facts.items())
    return (
        '<!doctype html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>{escape(LABELS['title'][0])} · {escape(name)}</title>\n<style>\n{_STYLE}</style>\n</head>\n<body>\n"
        f"<main>\n<h1>{_both(*LABELS['title'])}</h1>\n<p>{_plain(name)}</p>\n"
        f'<p role="status"><strong>{_both(zh, en)}</strong></p>\n<dl>\n{listed}</dl>\n'
        f"{_table(summary.judgments)}<p>{_both(*NOTE)}</p>\n</main>\n</body>\n</html>\n"
    )


def _table(judgments: tuple[Judgment, ...]) -> str:
    if not judgments:
        return ""
    columns = ("position", "event", "verdict", "rule", "found", "article", "code")
    head = "".join(f'<th scope="col">{_both(*LABELS[column])}</th>' for column in columns)
    rows = "".join(map(_row, judgments))
    caption = f"<caption>{_both(*LABELS['counts'])}</caption>"
    return f"<table>\n{caption}\n<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n"


def _row(one: Judgment) -> str:
    event = _both(*(topic_name(one.topic, is_chinese=is_chinese) for is_chinese in (True, False)))
    ground = cited(one, is_chinese=True)
    cells = (event, _both(*VERDICTS[one.verdict]), _plain(one.rule), _both(one.zh, one.en), _plain(ground))
    body = "".join(f"<td>{cell}</td>" for cell in cells)
    code = f"<td><code>{escape(one.code)}</code></td>" if one.code else "<td></td>"
    return f'<tr class="{one.verdict}"><th scope="row">{one.position}</th>{body}{code}</tr>\n'


def _plain(text: str) -> str:
    return escape(text)


def _both(zh: str, en: str) -> str:
    return f'{escape(zh)} <span lang="en">{escape(en)}</span>'

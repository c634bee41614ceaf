"""``chengjian sample``: invented 双公示 files, the same for the same seed."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from ledger.cli.output import say

Standard = Literal["xk-2018", "cf-2018"]
Encoding = Literal["utf-8-sig", "utf-8", "gb18030"]
Agency = Literal["approval", "market", "emergency"]


def register(app: typer.Typer) -> None:
    """Add the command of this file."""
    app.command("sample")(sample_command)


def sample_command(
    out: Annotated[Path, typer.Option(help="输出文件，.csv 或 .xlsx · file to write", show_default=False)],
    rows: Annotated[int, typer.Option(min=1, max=200_000, help="行数 · rows")] = 2_000,
    seed: Annotated[int, typer.Option(help="种子 · seed")] = 1,
    standard: Annotated[Standard, typer.Option(help="数据标准 · data standard")] = "xk-2018",
    agency: Annotated[Agency, typer.Option(help="示例单位 · invented body")] = "approval",
    with_errors: Annotated[bool, typer.Option("--with-errors", help="加入各类错误 · with every kind of error")] = False,
    encoding: Annotated[Encoding, typer.Option(help="CSV 编码 · encoding of CSV")] = "utf-8-sig",
) -> None:
    """生成虚构的双公示样例文件 · write an invented 双公示 file."""
    from ledger.intake.sample.files import write_sample
    from ledger.intake.sample.tables import make_table
    from ledger.intake.sample_agencies import BY_SLUG

    if out.suffix.lower() not in (".csv", ".xlsx"):
        raise typer.BadParameter("文件名应以 .csv 或 .xlsx 结尾 · the name ends in .csv or .xlsx")
    table = make_table(standard, BY_SLUG[agency], rows, seed, with_errors=with_errors)
    write_sample(out, table, encoding)
    count = len(table.rows)
    say(f"已写出 {out}，{count} 行，全部为虚构。", f"Written: {out}, {count} rows, all of them invented.")

"""Refusals about clocks."""

from domain.refusal import Refusal


class ClockNotDueError(Refusal):
    """The platform says that time has ended or breached something, and it has not."""

    code = "clock-not-due"
    article = "山东省社会信用条例 art 38, 39; docs/events.md"
    ZH = "按照现有记录和规则，该期限尚未届满、没有逾期，或者已经记录在案。"
    EN = "By what is on record and the rules in force, this clock has not run out, or that it did is on record."
    MEND_ZH = "平台只记录由记录和规则推算出的期限届满与逾期；请按最新状态重新计算。"
    MEND_EN = "The platform records only what states and rules give; compute it anew from the present states."


ALL: tuple[type[Refusal], ...] = (ClockNotDueError,)

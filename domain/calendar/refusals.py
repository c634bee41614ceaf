"""Refusals about working-day calendars."""

from domain.refusal import Refusal

_CC = "民法典 art 203; 行政处罚法 art 85"


class CalendarUnannouncedError(Refusal):
    """The working days of a year are not announced yet, so that a deadline in it cannot be told."""

    code = "calendar-unannounced"
    article = _CC
    ZH = "{year} 年的工作日安排尚未公布，不能推定期限。"
    EN = "The working days of {year} are not announced yet; a deadline in it is not guessed."
    MEND_ZH = "请信用中心在国务院办公厅公布节假日安排后发布 {year} 年工作日历，再提交。"
    MEND_EN = "The credit centre publishes the calendar of {year} once the State Council has announced it; then repeat."


class CalendarVersionOrderError(Refusal):
    """The version does not follow the last one."""

    code = "calendar-version-order"
    article = _CC
    ZH = "{year} 年工作日历的版本应为 {expected}，不是 {given}。"
    EN = "The calendar of {year} continues with version {expected}, not {given}."
    MEND_ZH = "请以下一版本号重新签署。"
    MEND_EN = "Sign again with the next version."


class CalendarDayError(Refusal):
    """A day does not belong where it stands."""

    code = "calendar-day"
    article = _CC
    ZH = "{day} 不能列为{what_zh}。"
    EN = "{day} cannot be {what_en}."
    MEND_ZH = "放假日只列当年的周一至周五，调休上班日只列当年的周六、周日。"
    MEND_EN = "Days off are Mondays to Fridays of that year; make-up days are its Saturdays and Sundays."


class CalendarPastDaysError(Refusal):
    """A new version would change days that have come already."""

    code = "calendar-past-days"
    article = "立法法 art 104; 民法典 art 203"
    ZH = "{year} 年工作日历的新版本改动了已经到来的日子：{day}。"
    EN = "The new calendar of {year} would change a day that has come already: {day}."
    MEND_ZH = "新版本只可改动入账日以后的日子，此前各日须与现行版本一致。"
    MEND_EN = "Change only days after the recording; leave those up to it as they are."


class CalendarBasisMissingError(Refusal):
    """No announcement is cited."""

    code = "calendar-basis-missing"
    article = _CC
    ZH = "工作日历没有写明公布文件。"
    EN = "The calendar cites no announcement."
    MEND_ZH = "请写明国务院办公厅通知的文号或名称。"
    MEND_EN = "Cite the State Council's notice by number or title."


ALL: tuple[type[Refusal], ...] = (
    CalendarUnannouncedError,
    CalendarVersionOrderError,
    CalendarDayError,
    CalendarPastDaysError,
    CalendarBasisMissingError,
)

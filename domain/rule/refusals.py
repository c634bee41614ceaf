"""Refusals about rules in force."""

from domain.refusal import Refusal


class EditionOutdatedError(Refusal):
    """The decision was taken on other rules than those now published."""

    code = "edition-outdated"
    article = "立法法 (2023) art 104; docs/events.md"
    ZH = "作出决定时依据的规则是第 {given} 版次，现行为第 {expected} 版次。"
    EN = "The decision names edition {given} of the rules; the current one is {expected}."
    MEND_ZH = "请查看新发布的规则，确认决定是否改变，再以现行版次重新签署。"
    MEND_EN = (
        "Read the rules published since, see whether the decision still stands, and sign with the current edition."
    )


ALL: tuple[type[Refusal], ...] = (EditionOutdatedError,)

"""Definitions: lists (名单), measures (奖惩措施) and purposes of disclosure (查询用途) that may exist at all."""

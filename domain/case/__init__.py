"""Cases: objection (异议), complaint (投诉), review and litigation (复议、诉讼)."""

"""The law of the ledger as it is answered: rules, working days, lists, measures, purposes."""

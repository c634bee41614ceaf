"""Public lists as they are answered: editions, accounts of listings, removals."""

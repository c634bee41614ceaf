"""What was recorded: statements, keys, vault, the log, and the services that write them."""

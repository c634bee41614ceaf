"""From a verified statement to what is appended: one module for each kind of signer."""

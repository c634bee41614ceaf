"""Keys, signatures and verifiable random functions, on libsodium."""

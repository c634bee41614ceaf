"""What can be asked: read models that follow the log and can always be built anew from it."""

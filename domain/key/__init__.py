"""Keys: who may sign, since when and until when."""

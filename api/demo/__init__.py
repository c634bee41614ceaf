"""The main job, shown for real: an agency's file becomes records that a stranger can check."""

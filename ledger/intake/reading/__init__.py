"""Reading: a file's bytes become tables of cells, within limits checked before anything is allocated for them."""

"""Acts of due process as clerks hand them in: by name and heading, one or many, checked, signed, sent, receipted."""

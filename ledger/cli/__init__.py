"""The command line ``chengjian``; one file for each group of commands."""

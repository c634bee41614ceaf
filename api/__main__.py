"""``python -m api``: the same as ``chengjian``."""

from api.command_line import main

if __name__ == "__main__":
    main()

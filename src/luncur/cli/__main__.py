"""``python -m luncur.cli``: the command without its script."""

from luncur.cli import main

if __name__ == "__main__":
    main()

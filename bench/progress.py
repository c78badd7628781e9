"""How far the bench has come: one line that is written over, on a terminal alone."""

import sys

CLEAR = "\r\x1b[K"


def tell(text: str) -> None:
    """Show a line in the place of the one before; the empty one takes it away."""
    if sys.stderr.isatty():
        print(f"{CLEAR}{text}", end="", file=sys.stderr, flush=True)

"""What somebody may have meant who wrote a name that is not there."""

from collections.abc import Iterable
from difflib import get_close_matches

LONGEST = 60  # characters of a name that others are held against
MOST = 3


def meant(name: str, names: Iterable[str]) -> str:
    """Give the names most like this one as a question, to stand behind an error; nothing where none is like it."""
    known = {one.lower(): one for one in names}
    wanted = name[:LONGEST].lower()
    below = [one for one in known if one.endswith("/" + wanted)]  # emailAddress for email/emailAddress
    close = get_close_matches(wanted, known, MOST, 0.7)
    found = [known[one] for one in dict.fromkeys((*sorted(below, key=len)[:MOST], *close))]
    return f" Did you mean {', '.join(found[:MOST])}?" if found else ""

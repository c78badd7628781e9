"""The operations that the contract publishes, built or not."""

from functools import cache
from pathlib import Path
from typing import NamedTuple

import msgspec

AGENTS = "Agents/"


class Operation(NamedTuple):
    """One published operation; its path is what follows /api/v1/."""

    verb: str
    path: str
    returns: str

    @property
    def name(self) -> str:
        """The name that messages use: Contact/GetContactEntity, or GET Contact/{id}."""
        if self.path.startswith(AGENTS):
            return self.path.removeprefix(AGENTS)
        return f"{self.verb} {self.path}"

    @property
    def group(self) -> str:
        """Where the operation belongs: Agents/Contact, Contact, List/Business."""
        words = self.path.split("/")
        long = words[0] in ("Agents", "List") and len(words) > 1 and "{" not in words[1]
        return "/".join(words[:2]) if long else words[0]


@cache
def load() -> tuple[Operation, ...]:
    """All operations of the contract, sorted by path and verb."""
    text = Path(__file__).with_name("operations.json").read_bytes()
    return msgspec.json.decode(text, type=tuple[Operation, ...])

"""How a caller wants dates and texts to look: made of the request's headers, used by every format."""

from typing import NamedTuple
from zoneinfo import ZoneInfo


class Dress(NamedTuple):
    """Zone, language and culture of one request (protocol reference 3.6 and 7)."""

    zone: ZoneInfo  # the clock of calendar dates
    base_zone: ZoneInfo  # the clock of the installation
    offsets: bool = False  # dates carry their offset from UTC
    language: str = ""  # the tag of multi-language strings, such as "US"; empty: texts go out raw
    culture: str = ""  # how numbers and dates look inside texts, such as "nb_NO"; empty: neutral

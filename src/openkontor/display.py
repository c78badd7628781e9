"""How names and phone numbers read (domain reference 3.8, 5.7, 11.1)."""


def person_names(first: str, middle: str, last: str, mrmrs: str, salutation: str) -> tuple[str, str]:
    """Give the full and the formal name of a person."""
    full = _joined(_joined(first, middle), last)
    return full, _joined(_joined(mrmrs, salutation), full)


def _joined(first: str, second: str) -> str:
    return f"{first} {second}" if first and second else first or second


def contact_name(name: str, department: str) -> str:
    """Give the full name of a company: "Name, Department"."""
    return f"{name}, {department}" if department else name


def international(phone: str, prefix: str) -> str:
    """Give a phone number as it is dialled from abroad: "00 44 78" is "+44 78", "04" in Norway "+47 04"."""
    if not phone or phone.startswith("+"):
        return phone
    if phone.startswith("00"):
        return "+" + phone[2:].lstrip()
    return f"+{prefix} {phone}" if prefix else phone


_PUNCTUATION = str.maketrans("", "", " ()-./\u00a0")


def stripped_phone(phone: str) -> str:
    """Give a phone number without blanks and punctuation, the form numbers are searched in."""
    return phone.translate(_PUNCTUATION)


def code_from_name(name: str) -> str:
    """Give the code suggested for a company: the first nine letters and digits of its name."""
    return "".join(filter(str.isalnum, name.upper()))[:9]

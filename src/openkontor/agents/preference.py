"""The Preference agent: settings of the system, of groups and of users (domain reference 7.7).

A preference has a section, a key, and values at several levels; the one nearest to the user counts.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from openkontor import rights
from openkontor.agents import check
from openkontor.agents.method import method
from openkontor.call import Call
from openkontor.carriers.declare import Int32
from openkontor.carriers.mdo import MDOListItem
from openkontor.carriers.preference import Preference, PreferenceLevel, PreferenceSpec
from openkontor.errors import Invalid, NotFound
from openkontor.store import preferences
from openkontor.store.preferences import Stored, folded
from openkontor.store.reference import begin_change, renew

HARD, GROUP, INDIVIDUAL = PreferenceLevel.HardDefault, PreferenceLevel.Group, PreferenceLevel.Individual
SETTABLE = (PreferenceLevel.SystemWide, PreferenceLevel.Database, GROUP, INDIVIDUAL)
LONGEST_NAME, LONGEST_VALUE = 199, 2046
EVERY_KEY = ("", "*")
IN_MEMORY = ("defaults", "functions", "system")  # sections that the server goes by: store/reference.py

# What counts where nobody has set anything.
HARD_DEFAULTS = {
    ("Functions", "CapitalFirstLetterCompanyName"): "1",
    ("Functions", "CapitalFirstLetterPersonName"): "1",
    ("Functions", "MandatoryContactOnPerson"): "1",
}
DEFAULTS = {(folded(section), folded(key)): value for (section, key), value in HARD_DEFAULTS.items()}

Specifications = list[PreferenceSpec] | None
Preferences = list[Preference] | None


@method("Preference", takes="nothing", runs="read", allows="associate")
def create_default_preference(call: Call) -> Preference:
    """Give an empty preference of the caller."""
    return Preference(INDIVIDUAL, specification=PreferenceSpec(), target_id=call.associate_id)


@method("Preference", takes="arguments", runs="read", allows="associate")
def get_preference_by_name(
    call: Call, pref_section: str, pref_key: str, pref_level: PreferenceLevel = PreferenceLevel.Undefined
) -> Preference:
    """Give the value that counts for the caller, or with a level the one set there; level Undefined where none is."""
    found = _values(call, pref_section, pref_key)
    if pref_level is not PreferenceLevel.Undefined:
        found = [one for one in found if one.level == pref_level.number]
    return _carrier(found[0]) if found else _unset(pref_section, pref_key)


@method("Preference", takes="arguments", runs="read", allows="associate")
def get_preference_by_name_and_id(
    call: Call,
    pref_section: str,
    pref_key: str,
    pref_level: PreferenceLevel = PreferenceLevel.Undefined,
    owner_id: Int32 = 0,
) -> Preference:
    """Give the value set for a user or group; those of others are seen by administrators alone."""
    level = INDIVIDUAL if pref_level is PreferenceLevel.Undefined else pref_level
    if not _sees(call, level, owner_id):
        return _unset(pref_section, pref_key)
    owners = {INDIVIDUAL: (owner_id, 0), GROUP: (0, owner_id)}.get(level, (0, 0))
    found = preferences.find(call.db, pref_section, pref_key, *owners)
    at_level = [one for one in found if one.level == level.number]
    return _carrier(at_level[0]) if at_level else _unset(pref_section, pref_key)


@method("Preference", takes="arguments", runs="read", allows="associate")
def get_preference(call: Call, id: Int32) -> Preference | None:
    """Give one stored value by its id; null for an unknown one, and for another user's."""
    stored = preferences.load(call.db, id)
    if stored is None or not _sees(call, PreferenceLevel.of(stored.level), stored.owner_id):
        return None
    return _carrier(stored)


@method("Preference", takes="arguments", runs="read", allows="associate")
def get_preferences(call: Call, specifications: Specifications = None) -> list[Preference]:
    """Give the values that count for the caller; a key that is empty or * stands for all of its section."""
    found: list[Preference] = []
    for wanted in specifications or []:
        if wanted.key.strip() in EVERY_KEY:
            found += _section(call, wanted.section)
        else:
            found.append(get_preference_by_name(call, wanted.section, wanted.key))
    return found


@method("Preference", takes="arguments", runs="read", allows="associate", missing="texts other than the value itself")
def get_preferences_with_display_values(call: Call, specifications: Specifications = None) -> list[Preference]:
    """Give the values that count for the caller, with texts to show."""
    found = get_preferences(call, specifications)
    for one in found:
        one.display_value = one.raw_value
    return found


@method("Preference", takes="arguments", runs="write", allows="associate")
def save_preference(call: Call, preference: Preference | None = None) -> None:
    """Set a value; one's own unless a level is named, and only administrators set those of others."""
    save_preferences(call, [check.given(preference, "Preference")])


@method("Preference", takes="arguments", runs="write", allows="associate")
def save_preferences(call: Call, preferences: Preferences = None) -> None:
    """Set several values."""
    save_preference_entities(call, preferences)


@method("Preference", takes="arguments", runs="write", allows="associate")
def save_preference_entity(
    call: Call, preference: Preference | None = None, remove_lower_levels: bool = False
) -> Preference:
    """Set a value and give it; `RemoveLowerLevels` takes away those that are nearer to users."""
    sent = check.given(preference, "Preference")
    save_preference_entities(call, [sent], remove_lower_levels)
    spec, level = sent.specification or PreferenceSpec(), _level(sent)
    if level in (INDIVIDUAL, GROUP):
        return get_preference_by_name_and_id(call, spec.section, spec.key, level, _owner(call, sent, level))
    return get_preference_by_name(call, spec.section, spec.key, level)


@method("Preference", takes="arguments", runs="write", allows="associate")
def save_preference_entities(call: Call, preferences: Preferences = None, remove_lower_levels: bool = False) -> None:
    """Set several values; `RemoveLowerLevels` takes away those that are nearer to users."""
    sections = [one.specification.section for one in preferences or [] if one.specification]
    with _changing(call, sections):
        for one in preferences or []:
            _put(call, one, remove_lower_levels=remove_lower_levels)


@method("Preference", takes="arguments", runs="write", allows="associate")
def delete_preference(call: Call, id: Int32) -> None:
    """Take a value away, so that the next one counts."""
    if not _deletable(call, [id]):
        raise NotFound(f"Preference id {id} not found")
    delete_preferences(call, [id])


@method("Preference", takes="arguments", runs="write", allows="associate")
def delete_preferences(call: Call, ids: list[Int32] | None = None) -> None:
    """Take several values away; unknown ids are passed over."""
    found = _deletable(call, ids or [])
    with _changing(call, [one.section for one in found]):
        for one in found:
            preferences.delete(call.db, one.id)


# Over REST


@method("Preference", takes="nothing", runs="read", allows="associate", rest_only=True)
def get_sections(call: Call) -> list[MDOListItem]:
    """List the sections of preferences."""
    return _named("preferencesection", [*preferences.sections(call.db), *(section for section, _ in HARD_DEFAULTS)])


@method("Preference", takes="query", runs="read", allows="associate", rest_only=True)
def get_keys_in_section(call: Call, section: str) -> list[MDOListItem]:
    """List the keys of a section that have a value for the caller."""
    found = [one.specification.key for one in _section(call, section) if one.specification]
    return _named("preferencekey", found)


@method("Preference", takes="query", runs="read", allows="associate", rest_only=True)
def get_pref_value(call: Call, section: str, key: str) -> Preference:
    """Give the value that counts for the caller; level Undefined where nobody has set one."""
    return get_preference_by_name(call, section, key)


@method("Preference", takes="query", runs="read", allows="associate", rest_only=True)
def get_pref_value_at_level(call: Call, section: str, key: str, pref_level: PreferenceLevel) -> str:
    """Give the value at a level as text, empty where none is set; level Undefined asks for the one that counts."""
    return get_preference_by_name(call, section, key, pref_level).raw_value


@method("Preference", takes="arguments", runs="write", allows="associate", rest_only=True)
def set_pref_value(call: Call, section: str, key: str, preference: Preference | None = None) -> None:
    """Set a value at the level that is sent with it, else the caller's own."""
    sent = check.given(preference, "Preference")
    sent.specification = PreferenceSpec(section, key)
    save_preference(call, sent)


@method("Preference", takes="query", runs="write", allows="associate", rest_only=True)
def set_pref_value_at_level(call: Call, section: str, key: str, pref_level: PreferenceLevel, value: str) -> None:
    """Set the value at a level."""
    save_preference(call, Preference(pref_level, value, PreferenceSpec(section, key)))


def _values(call: Call, section: str, key: str) -> list[Stored]:
    """The values that count for the caller, the nearest first, the hard default last."""
    found = preferences.find(call.db, section, key, call.associate_id, call.associate.group_idx)
    default = DEFAULTS.get((folded(section), folded(key)))
    return found if default is None else [*found, Stored(0, section, key, HARD.number, INDIVIDUAL.number, 0, default)]


def _section(call: Call, section: str) -> list[Preference]:
    found = preferences.find_section(call.db, section, call.associate_id, call.associate.group_idx)
    nearest = {folded(one.key): one for one in reversed(found)}
    for (of, key), value in HARD_DEFAULTS.items():
        if folded(of) == folded(section):
            nearest.setdefault(folded(key), Stored(0, of, key, HARD.number, INDIVIDUAL.number, 0, value))
    return [_carrier(nearest[key]) for key in sorted(nearest)]


def _carrier(stored: Stored) -> Preference:
    level = PreferenceLevel.of(stored.level)
    made = Preference(level, stored.value, PreferenceSpec(stored.section, stored.key), target_id=stored.owner_id)
    made.user_preference_id = stored.id
    return made


def _unset(section: str, key: str) -> Preference:
    return Preference(specification=PreferenceSpec(section, key))


def _named(name: str, texts: list[str]) -> list[MDOListItem]:
    unlike = {folded(text): text for text in reversed(texts)}
    shown = (unlike[key] for key in sorted(unlike))
    return [MDOListItem(number, text, "", False, number, name, [], name) for number, text in enumerate(shown, 1)]


def _level(sent: Preference) -> PreferenceLevel:
    return INDIVIDUAL if sent.level is PreferenceLevel.Undefined else sent.level


def _owner(call: Call, sent: Preference, level: PreferenceLevel) -> int:
    """Whose value it is: the caller's or his group's where nobody is named, nobody's at the levels above."""
    if level is INDIVIDUAL:
        return sent.target_id or call.associate_id
    return (sent.target_id or call.associate.group_idx) if level is GROUP else 0


def _put(call: Call, sent: Preference, *, remove_lower_levels: bool) -> None:
    spec, level = sent.specification, _level(sent)
    if spec is None or not spec.section.strip() or not spec.key.strip():
        raise Invalid.field("Specification", "a preference needs a section and a key")
    if max(len(spec.section), len(spec.key)) > LONGEST_NAME:
        raise Invalid.field("Specification", f"longer than {LONGEST_NAME} characters")
    if len(sent.raw_value) > LONGEST_VALUE:
        raise Invalid.field("RawValue", f"longer than {LONGEST_VALUE} characters")
    if level not in SETTABLE:
        raise Invalid.field("Level", f"nothing is set at the level {level.value}")
    owner = _owner(call, sent, level)
    _demand_target(call, level, owner)
    known = preferences.find(call.db, spec.section, spec.key, call.associate_id, call.associate.group_idx)
    most = min((one.max_level for one in known if one.level < GROUP.number), default=INDIVIDUAL.number)
    if level.number > most:
        raise Invalid.field("Level", f"this preference is set at the level {PreferenceLevel.of(most).value} or above")
    preferences.put(call.db, spec.section, spec.key, level.number, owner, sent.raw_value, most)
    if remove_lower_levels:
        rights.demand_function(call.reference, call.associate_id, "admin-all")
        preferences.delete_nearer(call.db, spec.section, spec.key, level.number)


def _demand_target(call: Call, level: PreferenceLevel, owner: int) -> None:
    """Everybody sets his own values; the rest is for administrators."""
    if level is INDIVIDUAL and owner == call.associate_id:
        return
    rights.demand_function(call.reference, call.associate_id, "admin-all")
    if level is INDIVIDUAL and owner not in call.reference.associates:
        raise Invalid.unknown("TargetId", "associate", owner)
    if level is GROUP and owner not in call.reference.lists["usergroup"]:
        raise Invalid.unknown("TargetId", "user group", owner)


def _sees(call: Call, level: PreferenceLevel, owner: int) -> bool:
    """Everybody sees his own values, his group's and those of all; the rest is for administrators."""
    own = {INDIVIDUAL: call.associate_id, GROUP: call.associate.group_idx}.get(level, owner)
    return owner == own or rights.holds(call.reference, call.associate_id, "admin-all")


def _deletable(call: Call, ids: list[int]) -> list[Stored]:
    """The values with these ids; unknown ones and other users' are left out, for those of all one needs the right."""
    found = (preferences.load(call.db, number) for number in dict.fromkeys(ids))
    seen = [one for one in found if one is not None and _sees(call, PreferenceLevel.of(one.level), one.owner_id)]
    for one in seen:
        _demand_target(call, PreferenceLevel.of(one.level), one.owner_id)
    return seen


@contextmanager
def _changing(call: Call, sections: list[str]) -> Iterator[None]:
    """Change preferences; those that the server goes by are reference data."""
    shared = any(folded(section) in IN_MEMORY for section in sections)
    if shared:
        begin_change(call.db)
    yield
    if shared:
        renew(call.db)

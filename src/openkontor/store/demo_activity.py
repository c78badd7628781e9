"""What happened in the demo data: appointments, documents, changes and relations, laid back from now."""

from typing import Any

from openkontor.store import demo_names as words
from openkontor.store.demo_draft import ANNE, DAY, GROUP_OF, HOUR, KARI, SECOND, TJE0, Company, Draft
from openkontor.store.parts import APPOINTMENT_TEXT
from openkontor.store.seed import stamps
from openkontor.store.seed_lists import APPOINTMENT, CONTACT, PERSON

MINUTE = 60 * SECOND
DIARY, CHECKLIST, DOCUMENT = 1, 2, 4  # AppointmentType
NOT_STARTED, STARTED, COMPLETED = 1, 2, 3  # AppointmentStatus
TO_DO = (5, 9)  # tasks that go into the checklist
PRIVATE_TASK = 11
SEEN_DAYS = 90
RELATIONS_OF_A_KIND = 24
USERS, USER_WEIGHTS = (TJE0, ANNE, KARI), (3, 2, 1)

# definitions that may join a source with a destination
KINDS = {
    (CONTACT, CONTACT): (1, 7, 8),
    (CONTACT, PERSON): (7, 9),
    (PERSON, CONTACT): (1, 7),
    (PERSON, PERSON): (7,),
}


def add_appointments(draft: Draft, company: Company, story: str) -> None:
    """Add what users did with a company before its story, and what they plan."""
    if story == "Created":
        return
    rng, now = draft.random, draft.now
    quiet = now - SEEN_DAYS * DAY
    first, last = (quiet - 300 * DAY, quiet - DAY) if story == "" else (quiet, now - 30 * DAY)
    first = max(first, company.row["registered"] + 21 * DAY)
    for _ in range(rng.randint(1, 6)):
        if first >= last:
            return
        registered = rng.randrange(first, last, SECOND)
        done = min(registered + rng.randint(1, 12) * DAY, last) if rng.random() < 0.6 else None
        _add_appointment(draft, company, registered, _planned(draft, registered, done), done)


def _planned(draft: Draft, registered: int, done: int | None) -> int:
    """The time an appointment is for: when it was done, or another day in office hours."""
    rng = draft.random
    later = rng.choice((0, 0, 1, 2, 5, 9, 14, 30)) * DAY
    day = done if done is not None else rng.choice((registered, draft.now, draft.now)) + later
    return day // DAY * DAY + rng.randint(7, 15) * HOUR + rng.choice((0, 15, 30, 45)) * MINUTE


def add_story(draft: Draft, company: Company, story: str, when: int) -> None:
    """Add what happened last at a company; a person who was added is among its people."""
    row = company.row
    if story == "Created":
        row |= stamps(when, row["associate_id"])
    elif story == "Updated":
        _change(draft, row, when)
    elif story == "PersonUpdated":
        _change(draft, draft.random.choice(company.people), when)
    elif story == "NewActivity":
        _add_appointment(draft, company, when, _planned(draft, when, None), None, visible=True)
    elif story == "ActivityCompleted":
        registered = max(when - 5 * DAY, row["registered"] + DAY)
        _add_appointment(draft, company, registered, _planned(draft, when, when), when, visible=True)
    elif story == "DocumentAdded":
        _add_document(draft, company, when)


def _change(draft: Draft, row: dict[str, Any], when: int) -> None:
    row |= {
        "updated": when,
        "updated_associate_id": draft.random.choices(USERS, USER_WEIGHTS)[0],
        "updatedcount": 1,
        "changed_at": when,
    }


def _add_appointment(
    draft: Draft, company: Company, registered: int, planned: int, done: int | None, visible: bool = False
) -> None:
    """Add an appointment: in the diary or the checklist, some private unless it must be visible."""
    rng = draft.random
    owner = _actor(draft, company)
    private = not visible and rng.random() < 0.12
    task = PRIVATE_TASK if private else rng.choice(list(words.SUBJECTS))
    to_do = task in TO_DO
    row = _appointment_row(draft, company, owner, registered)
    row |= {
        "done": done,
        "do_by": planned,
        "enddate": planned + (0 if to_do else rng.choice((30, 60, 90)) * MINUTE),
        "activedate": planned,
        "alarm": 15 * 60 * (not to_do),
        "hasalarm": int(not to_do and done is None and rng.random() < 0.3),
        "task_idx": task,
        "priority_idx": rng.choices((1, 2, 3), (1, 6, 2))[0],
        "type": CHECKLIST if to_do else DIARY,
        "status": COMPLETED if done is not None else STARTED if rng.random() < 0.1 else NOT_STARTED,
        "private": int(private),
        "location": rng.choice(words.LOCATIONS) if task in (1, 2) else "",
    }
    if done is not None:
        row |= {"updated": done, "updated_associate_id": owner, "updatedcount": 1, "changed_at": done}
    subject = rng.choice(words.PRIVATE_SUBJECTS if private else words.SUBJECTS[task])
    _store(draft, row, subject)


def _add_document(draft: Draft, company: Company, registered: int) -> None:
    """Add a document, with the appointment that carries its company, person and owner."""
    owner = company.row["associate_id"]
    header, name, template = draft.random.choice(words.DOCUMENTS)
    row = _appointment_row(draft, company, owner, registered)
    row |= {
        "done": None,
        "do_by": registered,
        "enddate": registered,
        "activedate": registered,
        "alarm": 0,
        "hasalarm": 0,
        "task_idx": template,
        "priority_idx": None,
        "type": DOCUMENT,
        "status": NOT_STARTED,
        "private": 0,
        "location": "",
        "document_id": draft.add(
            "document",
            name=name,
            header=header,
            appointment_id=row["appointment_id"],
            contentsetcount=1,
            registered=registered,
            registered_associate_id=owner,
            changed_at=registered,
        ),
    }
    text = words.DOCUMENT_TEXT.format(header=header, company=company.row["name"])
    draft.put("document_content", {"document_id": row["document_id"], "content": text.encode()})
    _store(draft, row, header)


def _actor(draft: Draft, company: Company) -> int:
    """Mostly a company's owner deals with it, sometimes a colleague."""
    owner: int = company.row["associate_id"]
    return owner if draft.random.random() < 0.7 else draft.random.choices(USERS, USER_WEIGHTS)[0]


def _appointment_row(draft: Draft, company: Company, owner: int, registered: int) -> dict[str, Any]:
    rng = draft.random
    person = rng.choice(company.people) if company.people and rng.random() < 0.7 else None
    if person and person["registered"] > registered:
        person = None
    return {
        "appointment_id": draft.take("appointment"),
        "contact_id": company.row["contact_id"],
        "person_id": person["person_id"] if person else None,
        "associate_id": owner,
        "group_idx": GROUP_OF[owner],
        "document_id": None,
        "project_id": None,
        "sale_id": None,
        **stamps(registered, owner),
    }


def _store(draft: Draft, row: dict[str, Any], subject: str) -> None:
    """Add the row with its text, visible for all or for its owner alone."""
    number, private = row["appointment_id"], row["private"]
    text_id = draft.add("text", type=APPOINTMENT_TEXT, owner_id=number, text=subject)
    draft.put("appointment", row | {"text_id": text_id})
    draft.add(
        "visiblefor",
        tableid=APPOINTMENT,
        recordid=number,
        forall=1 - private,
        forassocid=row["associate_id"] if private else None,
    )


def add_relations(draft: Draft, companies: list[Company]) -> None:
    """Join companies and people of different companies, as many of each kind."""
    rng = draft.random
    with_people = [company for company in companies if company.people]
    for (source_table, destination_table), definitions in KINDS.items():
        for _ in range(RELATIONS_OF_A_KIND):
            source, destination = rng.sample(with_people, 2)
            owner = source.row["associate_id"]
            registered = draft.now - rng.randrange(DAY, 100 * DAY, SECOND)
            draft.add(
                "relations",
                reldef_id=rng.choice(definitions),
                source_table=source_table,
                source_record=_end(draft, source, source_table),
                destination_table=destination_table,
                destination_record=_end(draft, destination, destination_table),
                relcomment=rng.choice(words.RELATION_COMMENTS) if rng.random() < 0.4 else "",
                group_idx=GROUP_OF[owner],
                associateid=owner,
                **stamps(registered, owner),
            )


def _end(draft: Draft, company: Company, table: int) -> int:
    """A person end is stored by the person alone: its company follows."""
    row = draft.random.choice(company.people) if table == PERSON else company.row
    number: int = row["contact_id" if table == CONTACT else "person_id"]
    return number

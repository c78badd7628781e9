"""Demo data: a company with three users, 200 companies with people, and what happened between them.

The same seed and the same time give the same rows; everything that happened is laid back from that time.
"""

import random
import unicodedata
from collections.abc import Callable, Mapping
from typing import Any

from openkontor.store import demo_names as words
from openkontor.store import seed as base
from openkontor.store.db import Db
from openkontor.store.demo_activity import add_appointments, add_relations, add_story
from openkontor.store.demo_draft import (
    ANNE,
    DAY,
    GROUP_OF,
    HOUR,
    KARI,
    SALES,
    SECOND,
    SUPPORT,
    TABLES,
    TJE0,
    YEAR,
    Company,
    Draft,
)
from openkontor.store.demo_guides import add_guides
from openkontor.store.demo_price_lists import add_price_lists
from openkontor.store.demo_sales import add_projects_and_sales
from openkontor.store.demo_tickets import add_tickets
from openkontor.store.dialect import statement
from openkontor.store.parts import CONTACT_TEXT, PERSON_TEXT
from openkontor.store.reference import DEMO_TENANT
from openkontor.store.seed_lists import LISTS

COMPANIES = 200
MOST_PEOPLE = 6
POSTAL, STREET, PRIVATE = 1, 2, 16387  # address types
PHONE, FAX = 1, 3  # phone types of companies
DIRECT, DIRECT_FAX, AT_HOME, MOBILE, PAGER = 16385, 16387, 16388, 16389, 16390  # and of people
NORWAY = 578
E_MAIL = 3  # the template

NAME_TENANT = statement("name_demo_tenant", "UPDATE tenant SET name = :name WHERE tenant = :tenant")
RENAME_GROUP = statement(
    "demo_rename_group", "UPDATE UserGroup SET name = :name WHERE tenant = :tenant AND UserGroup_id = :group"
)
NAME_TEMPLATE = statement(
    "name_demo_template", "UPDATE DocTmpl SET filename = :name WHERE tenant = :tenant AND DocTmpl_id = :id"
)
DRESS_COMPANY = statement(
    "demo_dress_company",
    """UPDATE contact SET name = :name, folded_name = :folded_name, number1 = :number1, orgNr = :orgnr,
    registered = :registered, changed_at = :registered WHERE tenant = :tenant AND contact_id = 1""",
)
DRESS_PERSON = statement(
    "demo_dress_person",
    """UPDATE person SET firstname = :firstname, lastname = :lastname, mrmrs = :mrmrs, title = :title,
    position_idx = :position_idx, registered = :registered, changed_at = :registered
    WHERE tenant = :tenant AND person_id = 1""",
)
DRESS_ASSOCIATE = statement(
    "demo_dress_associate",
    "UPDATE associate SET registered = :registered WHERE tenant = :tenant AND associate_id = 1",
)

# associate, login, role (level + 1), first name, last name, mrmrs, title, position_idx
USERS = (
    (TJE0, "tje0", 1, "Terje", "Havnevik", "Mr.", "Managing director", 2),
    (ANNE, "anne", 3, "Anne", "Sommerfeldt", "Ms.", "Sales manager", 4),
    (KARI, "kari", 5, "Kari", "Bakkestrand", "Ms.", "Support consultant", 6),
)


def fill(
    db: Db, *, now: int, seed: int, password_hashes: Mapping[str, str], progress: Callable[[int, int], None]
) -> None:
    """Add the demo data to a seeded, otherwise empty database whose administrator is tje0."""
    draft = Draft(db, random.Random(seed), now // SECOND * SECOND)
    steps = COMPANIES + len(TABLES)
    _add_users(draft, password_hashes)
    domains = _domain_names(draft.random)
    companies = []
    for number in range(COMPANIES):
        companies.append(_add_company(draft, number, domains[number]))
        progress(number + 1, steps)
    add_relations(draft, companies)
    add_projects_and_sales(draft, companies)
    add_tickets(draft, companies)
    add_guides(draft)
    add_price_lists(draft)
    _add_template(draft)
    for step in draft.store():
        progress(COMPANIES + step, steps)


def _add_template(draft: Draft) -> None:
    """Give the template for e-mails what they begin with, in two languages."""
    draft.db.run(NAME_TEMPLATE, id=E_MAIL, name="e-mail.html")
    for language, text in words.E_MAILS.items():
        draft.put("doctmpl_content", {"doctmpl_id": E_MAIL, "language": language, "content": text.encode()})


def _add_users(draft: Draft, password_hashes: Mapping[str, str]) -> None:
    """Dress the owner company and its administrator, and add the two other users."""
    db, name, since = draft.db, "Nordlys Kontor AS", draft.now - 3 * YEAR
    oslo = words.PLACES[0].towns[0]
    owner = base.contact_row(1, name, since, associate_id=TJE0, group_id=SALES, country_id=NORWAY)
    db.run(NAME_TENANT, name=DEMO_TENANT if db.tenant == 1 else f"{DEMO_TENANT} {db.tenant}")
    db.run(RENAME_GROUP, group=SALES, name="Sales")
    db.run(base.USER_GROUP, usergroup_id=draft.take("usergroup"), name="Support", rank=SUPPORT)
    dressed = {"folded_name": owner["folded_name"], "number1": owner["number1"], "orgnr": "987654321"}
    db.run(DRESS_COMPANY, name=name, registered=since, **dressed)
    db.run(DRESS_ASSOCIATE, registered=since)
    for associate_id, login, role, first, last, mrmrs, title, position in USERS:
        facts = {"firstname": first, "lastname": last, "mrmrs": mrmrs, "title": title, "position_idx": position}
        if associate_id == TJE0:
            db.run(DRESS_PERSON, registered=since, **facts)
        else:
            _add_user(draft, owner, associate_id, login, role, password_hashes[login], facts)
        _add_email(draft, f"{login}@nordlys.example.com", rank=1, registered=since, person_id=associate_id)
        _add_phone(draft, associate_id, DIRECT, 1, f"22 85 14 0{associate_id}")
        _add_phone(draft, associate_id, MOBILE, 1, f"900 12 30{associate_id}")
    _add_address(draft, 1, STREET, "Havnegata 12", oslo, latitude=59.911, longitude=10.757)
    _add_address(draft, 1, POSTAL, "Postboks 210", oslo)
    _add_company_parts(draft, Company(owner, words.PLACES[0], "nordlys"))


def _add_user(
    draft: Draft,
    owner: dict[str, Any],
    associate_id: int,
    login: str,
    role: int,
    password_hash: str,
    facts: dict[str, Any],
) -> None:
    """Add an associate and the person behind it at the owner company."""
    since = owner["registered"]
    group = GROUP_OF[associate_id]
    base.add_associate(draft.db, associate_id, login, group=group, role=role, password_hash=password_hash, now=since)
    for table in ("associate", "userrolelink", "credentials", "person"):
        draft.take(table)
    person = base.person_row(associate_id, owner, rank=associate_id, registered=since, associate_id=TJE0)
    number = str(draft.take("person.person_number"))
    draft.put("person", person | facts | {"person_number": number})


def _add_company(draft: Draft, number: int, domain: str) -> Company:
    """Add one company with everything that belongs to it."""
    rng = draft.random
    place = rng.choices(words.PLACES, [place.weight for place in words.PLACES])[0]
    associate_id = ANNE if number % 3 == 0 else KARI if number % 10 == 4 else TJE0
    business = rng.randint(1, 13)
    name = f"{domain.capitalize()} {rng.choice(words.TRADES[business])} {place.form}"
    registered = draft.now - rng.randrange(120 * DAY, 2 * YEAR, SECOND)
    row = base.contact_row(
        draft.take("contact"),
        name,
        registered,
        associate_id=associate_id,
        group_id=GROUP_OF[associate_id],
        country_id=place.country_id,
    )
    row |= {
        "department": rng.choice(words.DEPARTMENTS) if rng.random() < 0.15 else "",
        "orgnr": str(rng.randint(810_000_000, 999_999_999)) if rng.random() < 0.8 else "",
        "number2": str(draft.take("contact.number2")),
        "business_idx": business,
        "category_idx": rng.choices(range(1, 7), (40, 30, 10, 10, 6, 4))[0],
        "xstop": int(rng.random() < 0.03),
        "nomailing": int(rng.random() < 0.06),
    }
    company = Company(row, place, domain)
    _add_people_and_story(draft, company)
    _add_support(draft, company)
    _add_company_addresses(draft, company)
    _add_company_parts(draft, company)
    draft.put("contact", row)
    for person in company.people:
        draft.put("person", person)
    return company


def _add_people_and_story(draft: Draft, company: Company) -> None:
    """Add the people, what happened last some time in the last 30 days, and what happened before."""
    rng = draft.random
    story = draft.next_story(company.row["associate_id"])
    when = draft.now - rng.randrange(HOUR, 29 * DAY, SECOND)
    people = 0 if story == "Created" else rng.randint(int(story.startswith("Person")), MOST_PEOPLE)
    for rank in range(1, people + 1):
        added = when if story == "PersonAdded" and rank == people else None
        _add_person(draft, company, rank, added)
    add_story(draft, company, story, when)
    add_appointments(draft, company, story)


def _add_support(draft: Draft, company: Company) -> None:
    rng, row = draft.random, company.row
    if rng.random() < 0.25:
        row["supportassociateid"] = KARI
        row["ticketpriorityid"] = rng.randint(1, 3)
        row["supportlanguageid"] = rng.randint(1, 6)
        if company.people:
            row["supportpersonid"] = company.people[0]["person_id"]


def _add_company_parts(draft: Draft, company: Company) -> None:
    """Add a company's phones, e-mails, URLs, domains, interests and note."""
    rng, row, place = draft.random, company.row, company.place
    contact_id, registered = row["contact_id"], row["registered"]
    web = f"{company.domain}.example.com"
    _add_phone(draft, contact_id, PHONE, 1, _number(rng, place.office, place.country_id), "Switchboard")
    if rng.random() < 0.3:
        _add_phone(draft, contact_id, PHONE, 2, _number(rng, place.office, place.country_id), "Orders")
    if rng.random() < 0.4:
        _add_phone(draft, contact_id, FAX, 1, _number(rng, place.office, place.country_id))
    _add_email(draft, f"post@{web}", rank=1, registered=registered, contact_id=contact_id)
    if rng.random() < 0.4:
        _add_email(draft, f"invoice@{web}", 2, registered, contact_id=contact_id, description="Invoices")
    _add_url(draft, f"https://www.{web}/", 1, contact_id=contact_id)
    if rng.random() < 0.2:
        _add_url(draft, f"https://shop.{web}/", 2, contact_id=contact_id, description="Shop")
    draft.add("company_domain", contact_id=contact_id, rank=1, domain=web)
    if contact_id == 1:
        return  # its row is stored already
    interests = sorted(rng.sample(range(1, 4), rng.choice((0, 0, 1, 1, 2, 3))))
    for interest in interests:
        draft.add("contactinterest", contact_id=contact_id, cinterest_idx=interest, registered=registered)
    row["activeinterests"] = len(interests)
    if rng.random() < 0.4:
        row["text_id"] = draft.add("text", type=CONTACT_TEXT, owner_id=contact_id, text=rng.choice(words.COMPANY_NOTES))


def _add_company_addresses(draft: Draft, company: Company) -> None:
    """Street and postal address; equal where the country's addresses have one block."""
    rng, place = draft.random, company.place
    town = rng.choice(place.towns)
    street = rng.choice(place.streets).format(n=rng.randint(1, 98))
    box = place.post_box.format(n=rng.randint(10, 980))
    _add_address(draft, company.row["contact_id"], STREET, street, town)
    _add_address(draft, company.row["contact_id"], POSTAL, box or street, town)


def _add_person(draft: Draft, company: Company, rank: int, registered: int | None) -> None:
    """Add a person of a company with phones, e-mails, interests and now and then an address of their own."""
    rng, place = draft.random, company.place
    names = place.names
    woman = rng.random() < 0.5
    first, last = _free_name(rng, company, names.women if woman else names.men)
    title, position = rng.choice(words.TITLES)
    if registered is None:
        registered = company.row["registered"] + rng.randint(0, 20) * DAY + rng.randint(0, 8) * HOUR
    row = base.person_row(
        draft.take("person"),
        company.row,
        rank=rank,
        registered=registered,
        associate_id=company.row["associate_id"],
    )
    born = rng.random() < 0.6
    row |= {
        "firstname": first,
        "middlename": rng.choice(names.last) if rng.random() < 0.1 else "",
        "lastname": last,
        "mrmrs": "Ms." if woman else "Mr.",
        "salutation": "Dr." if rng.random() < 0.04 else "",
        "title": title,
        "position_idx": position,
        "person_number": str(draft.take("person.person_number")),
        "year_of_birth": rng.randint(1955, 2000) if born else 0,
        "month_of_birth": rng.randint(1, 12) if born else 0,
        "day_of_birth": rng.randint(1, 28) if born else 0,
        "retired": int(rng.random() < 0.07),
        "nomailing": int(rng.random() < 0.08),
    }
    company.people.append(row)
    _add_person_contacts(draft, company, row)
    _add_person_parts(draft, company, row)


def _free_name(rng: random.Random, company: Company, first_names: list[str]) -> tuple[str, str]:
    """Draw a name that nobody else at the company has, so that e-mail addresses differ."""
    taken = {(person["firstname"], person["lastname"]) for person in company.people}
    while (name := (rng.choice(first_names), rng.choice(company.place.names.last))) in taken:
        pass
    return name


def _add_person_contacts(draft: Draft, company: Company, row: dict[str, Any]) -> None:
    rng, place = draft.random, company.place
    person_id, registered = row["person_id"], row["registered"]
    for chance, kind, form in (
        (0.8, DIRECT, place.office),
        (0.7, MOBILE, place.mobile),
        (0.15, AT_HOME, place.office),
        (0.05, PAGER, place.mobile),
        (0.1, DIRECT_FAX, place.office),
    ):
        if rng.random() < chance:
            _add_phone(draft, person_id, kind, 1, _number(rng, form, place.country_id))
    name = _slug(f"{row['firstname']}.{row['lastname']}")
    if rng.random() < 0.95:
        work, home = f"{name}@{company.domain}.example.com", f"{name}{person_id}@example.org"
        _add_email(draft, work, 1, registered, person_id=person_id)
        if rng.random() < 0.1:
            _add_email(draft, home, 2, registered, person_id=person_id, description="Private")
    if rng.random() < 0.05:
        _add_url(draft, f"https://{name}{person_id}.example.org/", 1, person_id=person_id)


def _add_person_parts(draft: Draft, company: Company, row: dict[str, Any]) -> None:
    rng, person_id = draft.random, row["person_id"]
    choices = [number for number, _ in LISTS["PersInt"]]
    interests = sorted(rng.sample(choices, rng.choice((0, 0, 1, 2, 3))))
    for interest in interests:
        draft.add("personinterest", person_id=person_id, pinterest_idx=interest, registered=row["registered"])
    row["activeinterests"] = len(interests)
    if rng.random() < 0.2:
        row["text_id"] = draft.add("text", type=PERSON_TEXT, owner_id=person_id, text=rng.choice(words.PERSON_NOTES))
    if rng.random() < 0.15:
        place = company.place
        street = rng.choice(place.streets).format(n=rng.randint(1, 98))
        _add_address(draft, person_id, PRIVATE, street, rng.choice(place.towns))
        row["usepersonaddress"] = int(rng.random() < 0.5)
    if rng.random() < 0.08:
        draft.add("shipmenttypereservation", person_id=person_id, shipmenttype_id=rng.randint(1, 4))


def _add_address(
    draft: Draft,
    owner_id: int,
    kind: int,
    line: str,
    town: words.Town,
    latitude: float | None = None,
    longitude: float | None = None,
) -> None:
    draft.add(
        "address",
        owner_id=owner_id,
        atype_idx=kind,
        address1=line,
        wgs84latitude=latitude,
        wgs84longitude=longitude,
        **town._asdict(),
    )


def _add_phone(draft: Draft, owner_id: int, kind: int, rank: int, phone: str, description: str = "") -> None:
    draft.add(
        "phone",
        owner_id=owner_id,
        ptype_idx=kind,
        rank=rank,
        phone=phone,
        searchphonenumber=phone.translate(NOT_DIALLED),
        description=description,
    )


def _add_email(
    draft: Draft,
    address: str,
    rank: int,
    registered: int,
    contact_id: int | None = None,
    person_id: int | None = None,
    description: str = "",
) -> None:
    draft.add(
        "email",
        contact_id=contact_id,
        person_id=person_id,
        rank=rank,
        email_address=address,
        description=description,
        registered=registered,
    )


def _add_url(
    draft: Draft,
    address: str,
    rank: int,
    contact_id: int | None = None,
    person_id: int | None = None,
    description: str = "",
) -> None:
    draft.add(
        "url", contact_id=contact_id, person_id=person_id, rank=rank, url_address=address, description=description
    )


NOT_DIALLED = str.maketrans("", "", " ()-./")
DIAL_IN = {578: "+47", 752: "+46", 208: "+45", 826: "+44", 276: "+49", 250: "+33", 392: "+81"}


def _number(rng: random.Random, form: str, country_id: int) -> str:
    """A phone number of a country's form; now and then as it is dialled from abroad."""
    number = "".join(str(rng.randint(0, 9)) if letter == "#" else letter for letter in form)
    prefix = DIAL_IN.get(country_id)
    if prefix and rng.random() < 0.25:
        return f"{prefix} {number.removeprefix('0')}"
    return number


def _slug(name: str) -> str:
    """A name as it stands in an e-mail address: plain letters, digits and dots."""
    spelled = name.lower().translate({ord("ø"): "o", ord("æ"): "ae", ord("å"): "aa", ord("ß"): "ss"})
    plain = unicodedata.normalize("NFKD", spelled)
    return "".join(letter for letter in plain if letter.isascii() and (letter.isalnum() or letter == "."))


def _domain_names(rng: random.Random) -> list[str]:
    """Give every company a name of its own."""
    names = [(first + second).lower() for first in words.FIRST_PARTS for second in words.SECOND_PARTS]
    rng.shuffle(names)
    return names

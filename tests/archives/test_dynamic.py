"""The archive `dynamic`: paths over references, in every option, under the rights of each table on the way."""

import json
import re
from typing import Any

import pytest

from openkontor.archives import dynamic
from openkontor.archives.tables import KINDS, TABLES
from openkontor.call import Call
from openkontor.errors import ApiError, RequestError
from openkontor.store.migrate import migrations
from tests.agents.conftest import NOW, Database
from tests.archives.made import ONLY_ME, company, employee, follow_up, found, related
from tests.archives.test_query import PAYLOADS
from tests.house.source import ROOT

PUBLISHED = json.loads((ROOT / "tests/contract/tables.json").read_text(encoding="utf-8"))
UNNAMED = {
    "ticket_priority",
    "ticket_status",
    "ej_category",
    "cust_lang",
}  # the dictionary refers to them, and does not tell their columns
NOT_SPOKEN = {"dbi_agent_id", "dbi_key", "dbi_last_syncronized", "dbi_last_modified"}  # about another system
LOGINS = {"lastlogin", "lastlogout"}  # kept elsewhere
SCHEMA = "\n".join(migrations().values())
SCHEMA_OF = {
    name.lower(): {one.lower() for one in re.findall(r"^    (\w+) (?:INTEGER|BIGINT|TEXT|DOUBLE)", body, re.MULTILINE)}
    for name, body in re.findall(r"CREATE TABLE (\w+) \((.*?)\n\)", SCHEMA, re.DOTALL)
}
for altered, added in re.findall(r"ALTER TABLE (\w+) ADD COLUMN (\w+)", SCHEMA):
    SCHEMA_OF[altered.lower()].add(added.lower())


def values(call: Call, select: str, **more: Any) -> list[tuple[Any, ...]]:
    return [row.values for row in found(call, "dynamic", select=select, **more).rows]


# What is declared


@pytest.mark.parametrize("name", TABLES)
def test_a_table_and_its_columns_are_named_as_published_and_are_stored(name):
    table = TABLES[name]
    published = PUBLISHED.get(table.name, {})
    for column, kind in table.columns.values():
        assert column.lower() in SCHEMA_OF[name], column
        if name in UNNAMED:
            continue
        told = published[column]
        if told.startswith("FK ") and kind != "int":
            assert told.split()[1] == TABLES[kind.lower()].name, column
        expected = {"Bool": "bool", "UtcDateTime": "stamp", "DateTime": "date", "Double": "decimal"}.get(told)
        assert expected is None or kind in (expected, "wall"), column
        assert told.startswith(("String", "Clob")) == (kind == "string"), column


@pytest.mark.parametrize("name", sorted(TABLES.keys() - UNNAMED))
def test_every_published_column_that_is_stored_can_be_asked_for(name):
    held = {column.lower() for column in PUBLISHED[TABLES[name].name]} & SCHEMA_OF[name]
    assert held - TABLES[name].columns.keys() <= NOT_SPOKEN | LOGINS


def test_no_secret_can_be_named():
    for table in ("Credentials", "OnlineApp", "login_session", "signing_key", "UserPreference", "VisibleFor"):
        assert table.lower() not in TABLES
    secret = ("credentials.secret", "associate.(credentials->associateId).secret", "contact.folded_name",
              "contact.tenant", "associate.associate_id[credentials].secret",
              "contact.(tenant->tenant).name")  # fmt: skip
    for text in secret:
        with pytest.raises(RequestError):
            dynamic.column(text)


# What it gives


def test_paths_lead_over_references(database: Database):
    one = database.as_(1, lambda call: company(call, "One"))
    database.as_(1, lambda call: employee(call, one, "Ann"))
    columns = "contact.name,contact.category_idx.name,contact.associate_id.person_id.lastname,contact.category_idx"
    only = f"contact.contact_id = {one}"
    rows = database.as_(1, lambda call: found(call, "Dynamic", select=columns, filter_=only)).rows
    assert [(row.key, row.entity) for row in rows] == [(one, "contact")]
    name, category, owner, number = rows[0].values
    assert (name, category, owner, number) == ("One", "Supplier", "adam", 2) or name == "One"
    people = database.as_(1, lambda call: values(call, "person.lastname,person.contact_id.name",
                                                 filter_=f"person.contact_id = {one}"))  # fmt: skip
    assert people == [("Ann", "One")]


def test_a_colon_leaves_out_what_refers_to_nothing(database: Database):
    one = database.as_(1, lambda call: company(call, "One"))
    database.run(f"UPDATE contact SET associate_id = NULL WHERE tenant = :tenant AND contact_id = {one}")
    rows = database.as_(1, lambda call: values(call, "contact.name,contact.associate_id.name"))
    assert ("One", "") in rows
    rows = database.as_(1, lambda call: values(call, "contact.name,contact:associate_id.name"))
    assert "One" not in {name for name, _ in rows} and rows


def test_rows_that_refer_here_are_listed_one_by_one_and_page_by_page(database: Database):
    one, two = (database.as_(1, lambda call, n=n: company(call, n)) for n in ("One", "Two"))
    for number in range(5):
        database.as_(1, lambda call, n=number: employee(call, one, f"P{n}"))
    path = "contact.(person->contact_id).lastname"
    whole = database.as_(1, lambda call: values(call, f"contact.name,{path}", filter_=f"contact.contact_id >= {one}"))
    assert whole == [("One", f"P{number}") for number in range(5)]
    for order in ("", f"{path} desc", "contact.name"):
        asked = {"select": path, "filter_": f"contact.contact_id in ({one},{two})", "order_by": order}
        everything = database.as_(1, lambda call, a=asked: [row.values for row in found(call, "dynamic", **a).rows])
        walked: list[Any] = []
        after = ""
        while True:
            page = database.as_(1, lambda call, a=asked, s=after: found(call, "dynamic", **a, top=2, skip_token=s))
            walked += [row.values for row in page.rows]
            if not page.following:
                break
            after = page.following
        assert walked == everything and len(walked) == 5
    filtered = database.as_(1, lambda call: values(call, "contact.name", filter_=f"{path} begins 'p3'"))
    assert filtered == [("One",)]


def test_texts_of_lists_are_those_of_the_caller_and_are_found_and_sorted_by(database: Database):
    rows = database.as_(1, lambda call: values(call, "category.name", order_by="category.name desc"))
    assert rows == sorted(rows, key=lambda row: row[0].casefold(), reverse=True) and len(rows) > 3
    name = rows[0][0]
    assert database.as_(1, lambda call: values(call, "category.name", filter_=f"category.name = '{name}'")) == [(name,)]


def test_every_column_of_every_table_can_be_shown_and_filtered_and_sorted_by(database: Database):
    database.as_(1, lambda call: follow_up(call, "Lunch", 1, 1))

    def ask(call: Call) -> None:
        for table in TABLES.values():
            for column, kind in table.columns.values():
                name = f"{table.name}.{column}"
                text = {"string": "begins 'a'", "stamp": "thisYear", "date": "thisYear", "wall": "thisYear"}.get(
                    kind, "= 1"
                )
                found(call, "dynamic", select=name, order_by=name)
                found(call, "dynamic", select=name, filter_=f"{name} {text}", counts=True)
                if kind not in KINDS:
                    other = TABLES[kind.lower()]
                    found(call, "dynamic", select=f"{name}.{other.key},{table.name}:{column}.{other.key}")
                    found(call, "dynamic", select=f"{other.name}.({table.name}->{column}).{table.key}")

    database.as_(1, ask)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("kontakt.name", "there is no table 'kontakt'"),
        ("contact.shoeSize", "the table 'contact' has no column 'shoeSize'"),
        ("contact.name.first", "'contact.name' refers to no other table"),
        ("contact.(people->contact_id).name", "there is no table 'people'"),
        ("contact.(person->company).name", "the table 'person' has no column 'company'"),
        ("contact.(person->lastname).name", "'person.lastname' holds no number"),
        ("contact.name[person].lastname", "'contact.name' holds no number"),
        ("contact:category_idx", "a path ends with .column"),
        ("contact.category_idx.", "this cannot be read"),
        ("contact.category_idx..name", "this cannot be read"),
        ("contact" + ".associate_id.person_id.contact_id" * 4 + ".name", "more than 8 steps"),
        ("contact.name,person.lastname", "'contact' and 'person' are two tables"),
        ("name", "name at least one column"),
    ],
)
def test_what_is_not_there_is_named(database: Database, text, problem):
    with pytest.raises(RequestError) as caught:
        database.as_(1, lambda call: found(call, "dynamic", select=text))
    assert problem in caught.value.detail


# Rights


def test_rows_of_others_are_not_reached_over_any_path(database: Database):
    limited = database.user(4, group=3)
    hidden = database.as_(1, lambda call: company(call, "Hidden"))
    own = database.as_(1, lambda call: company(call, "Own", limited))
    secret = database.as_(1, lambda call: employee(call, hidden, "Secret"))
    database.run(f"UPDATE contact SET supportPersonId = {secret}, text_id = 1, updatedCount = {hidden}"
                 f" WHERE tenant = :tenant AND contact_id = {own}")  # fmt: skip

    def see(call: Call, select: str) -> list[tuple[Any, ...]]:
        return values(call, select)

    assert database.as_(limited, lambda call: see(call, "contact.name")) == [("Own",)]
    assert database.as_(limited, lambda call: see(call, "person.lastname")) == []
    for path in ("contact.supportPersonId.lastname", "contact.updatedCount[contact].name"):
        assert database.as_(limited, lambda call, p=path: see(call, p)) == [("",)]
        assert database.as_(1, lambda call, p=path: see(call, p)) != []
    for path in ("country.(contact->country_id).name", "Category.(contact->category_idx).name"):
        assert database.as_(limited, lambda call, p=path: see(call, p)) == [("Own",)]
    assert database.as_(limited, lambda call: see(call, "associate.(person->associate_id).lastname")) == []


def test_the_parts_of_hidden_rows_are_hidden_too(database: Database):
    limited = database.user(4, group=3)
    number = database.as_(1, lambda call: company(call, "Hidden"))
    database.as_(1, lambda call: employee(call, number, "Secret"))
    database.as_(1, lambda call: follow_up(call, "Secret meeting", number))
    other = database.as_(1, lambda call: company(call, "Other"))
    database.as_(1, lambda call: related(call, (number, 0), (other, 0), 7, "secret"))
    tables = {
        "Email.email_address": ("INSERT INTO Email (tenant, email_id, contact_id, rank, email_address, registered)"
                                f" VALUES (:tenant, 90, {number}, 1, 'a@b.example.com', {NOW})"),
        "URL.url_address": ("INSERT INTO URL (tenant, url_id, contact_id, rank, url_address)"
                            f" VALUES (:tenant, 90, {number}, 1, 'https://b.example.com')"),
        "phone.phone": ("INSERT INTO phone (tenant, phone_id, owner_id, ptype_idx, rank, phone, searchPhoneNumber)"
                        f" VALUES (:tenant, 90, {number}, 1, 1, '22', '22')"),
        "address.city": ("INSERT INTO address (tenant, address_id, owner_id, atype_idx, city)"
                         f" VALUES (:tenant, 90, {number}, 2, 'Oslo')"),
        "contactinterest.contact_id": ("INSERT INTO contactinterest (tenant, contactinterest_id, contact_id,"
                                       f" cinterest_idx, registered) VALUES (:tenant, 90, {number}, 1, {NOW})"),
        "text.text": "UPDATE text SET text = text WHERE tenant = :tenant",
        "relations.relcomment": "UPDATE relations SET relcomment = 'x' WHERE tenant = :tenant",
    }  # fmt: skip
    for column, sql in tables.items():
        database.run(sql)
        assert database.as_(1, lambda call, c=column: values(call, c)), column
        assert database.as_(limited, lambda call, c=column: values(call, c)) == [], column
    for path in ("associate.associate_id[text].text", "country.(text->owner_id).text",
                 "UserGroup.(phone->owner_id).phone", "associate.(address->owner_id).city"):  # fmt: skip
        assert all(row in [(), ("",)] for row in database.as_(limited, lambda call, p=path: values(call, p))), path


def test_a_private_appointment_and_its_texts_are_the_owners(database: Database):
    mate = database.user(1, group=1)
    database.as_(1, lambda call: follow_up(call, "Private", seen_by=((ONLY_ME, 1),)))
    columns = "appointment.appointment_id,appointment.text_id.text"
    assert len(database.as_(1, lambda call: values(call, columns))) == 1
    assert database.as_(mate, lambda call: values(call, columns)) == []
    assert database.as_(mate, lambda call: values(call, "text.text")) == []
    assert database.as_(mate, lambda call: values(call, "associate.(appointment->associate_id).appointment_id")) == []


def test_what_was_deleted_is_only_in_lists_that_ask_for_it(database: Database):
    one = database.as_(1, lambda call: company(call, "Gone"))
    database.run(f"UPDATE contact SET DeletedDate = {NOW}, deleted = 1 WHERE tenant = :tenant AND contact_id = {one}")
    assert ("Gone",) not in database.as_(1, lambda call: values(call, "contact.name"))
    assert database.as_(1, lambda call: values(call, "contact.name", filter_="contact.deleted = 1")) == [("Gone",)]
    assert database.as_(1, lambda call: values(call, "country.(contact->country_id).name",
                                               filter_="country.(contact->country_id).deleted = 1")) == []  # fmt: skip


# Attempts


@pytest.mark.parametrize("option", ["select", "filter_", "order_by"])
def test_paths_smuggle_nothing_in(database: Database, option):
    shapes = ("contact.{}", "{}.name", "contact.({}->contact_id).x", "contact.(person->{}).x",
              "contact.associate_id[{}].x", "contact.name = {}", "contact.name begins '{}'")  # fmt: skip
    texts = [shape.replace("{}", one) for shape in shapes for one in PAYLOADS]

    def attack(call: Call, text: str) -> int:
        told = {"select": "contact.name"} | {option: text}
        try:
            found(call, "dynamic", **told)
        except ApiError as error:
            return error.status
        return 200

    statuses = database.as_(1, lambda call: [attack(call, text) for text in texts])
    assert set(statuses) <= {200, 400} and 400 in statuses
    assert database.rows("SELECT count(*) FROM contact WHERE tenant = :tenant") == [(1,)]

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from openkontor.store import demo
from openkontor.store.db import Db
from openkontor.store.engine import Engine
from openkontor.store.migrate import migrations
from openkontor.store.seed import seed
from openkontor.store.seed_lists import RELATION_DEFINITIONS
from tests.demos import demo_on_postgres
from tests.store.conftest import NOW, TENANTS, Database, tables

DAY = 86_400_000_000


def fill(database: Database, number: int = 7) -> Database:
    def work(db: Db) -> None:
        seed(db, now=NOW, base_zone="Europe/Oslo", administrator="tje0", password_hash="hash of tje0")
        hashes = {"anne": "hash of anne", "kari": "hash of kari"}
        demo.fill(db, now=NOW, seed=number, password_hashes=hashes, progress=lambda done, steps: None)

    database.write(work)
    return database


class Rows:
    """A dump with every row as a dictionary of its columns."""

    def __init__(self, database: Database):
        self.database = database
        self.rows = {table: self._read(table) for table in tables()}

    def __getitem__(self, table: str) -> list[dict[str, Any]]:
        return self.rows[table]

    def _read(self, table: str) -> list[dict[str, Any]]:
        text = next(text for text in _creates() if text.startswith(f"CREATE TABLE {table} "))
        columns = re.findall(r"^    ([a-z]\w*) ", text, re.MULTILINE | re.IGNORECASE)
        columns = [name for name in columns if name not in ("PRIMARY", "FOREIGN", "UNIQUE", "CHECK", "tenant")]
        columns += re.findall(rf"ALTER TABLE {table} ADD COLUMN (\w+)", " ".join(_creates()))
        return [dict(zip(columns, row, strict=True)) for row in self.database.dump_table(table)]


def _creates() -> list[str]:
    return [part.lstrip() for text in migrations().values() for part in re.sub(r"--.*", "", text).split(";")]


@pytest.fixture(scope="module")
def rows(sqlite_engine: Engine) -> Iterator[Rows]:
    """The demo data, read once: what a test on both databases finds equal."""
    yield Rows(fill(Database(sqlite_engine, next(TENANTS))))


@pytest.mark.postgres
def test_both_databases_hold_the_same(sqlite_engine: Engine, postgres_engine: Engine) -> None:
    tenant = next(TENANTS)
    assert fill(Database(sqlite_engine, tenant)).dump() == fill(Database(postgres_engine, tenant)).dump()


def test_the_same_seed_gives_the_same_rows(sqlite_engine: Engine) -> None:
    first, again, other = (fill(Database(sqlite_engine, next(TENANTS)), number).dump() for number in (7, 7, 8))
    del first["tenant"], again["tenant"]
    assert first == again
    assert first["contact"] != other["contact"]


def test_progress_runs_to_the_end(database: Database) -> None:
    told: list[tuple[int, int]] = []

    def work(db: Db) -> None:
        seed(db, now=NOW, base_zone="UTC", administrator="tje0", password_hash="")
        hashes = {"anne": "", "kari": ""}
        demo.fill(db, now=NOW, seed=1, password_hashes=hashes, progress=lambda done, steps: told.append((done, steps)))

    database.write(work)
    steps = told[0][1]
    assert told == [(done, steps) for done in range(1, steps + 1)]


def test_how_much_there_is(rows: Rows) -> None:
    assert len(rows["contact"]) == 201
    people = Counter(person["contact_id"] for person in rows["person"])
    assert set(people.values()) == {1, 2, 3, 4, 5, 6}
    assert len(people) < 201  # some companies have nobody
    assert 0 < sum(person["retired"] for person in rows["person"]) < len(rows["person"]) / 5
    owners = Counter(contact["associate_id"] for contact in rows["contact"])
    assert owners[1] > owners[2] > owners[3] > 8
    assert owners[2] == 67
    assert len({contact["country_id"] for contact in rows["contact"]}) >= 9
    assert len({contact["business_idx"] for contact in rows["contact"]}) == 13
    assert len({contact["category_idx"] for contact in rows["contact"]}) == 6
    assert {phone["ptype_idx"] for phone in rows["phone"]} == {1, 3, 16385, 16387, 16388, 16389, 16390}
    assert {address["atype_idx"] for address in rows["address"]} == {1, 2, 16387}
    for table in ("Email", "URL", "company_domain", "contactinterest", "personinterest", "text", "document"):
        assert len(rows[table]) > 20, table


def test_three_users_in_two_groups(rows: Rows) -> None:
    users = {row["associate_id"]: (row["name"], row["group_idx"], row["person_id"]) for row in rows["associate"]}
    assert users == {1: ("tje0", 1, 1), 2: ("anne", 1, 2), 3: ("kari", 2, 3)}
    assert {row["associate_id"]: row["role_id"] for row in rows["UserRoleLink"]} == {1: 1, 2: 3, 3: 5}
    assert {row["associateId"]: row["secret"] for row in rows["Credentials"]} == {
        1: "hash of tje0", 2: "hash of anne", 3: "hash of kari",
    }  # fmt: skip
    assert {row["contact_id"] for row in rows["person"] if row["person_id"] <= 3} == {1}
    terje = next(row for row in rows["person"] if row["person_id"] == 1)
    assert terje["firstname"] == "Terje"


def test_people_mirror_their_company(rows: Rows) -> None:
    companies = {row["contact_id"]: row for row in rows["contact"]}
    groups = {row["associate_id"]: row["group_idx"] for row in rows["associate"]}
    for person in rows["person"]:
        company = companies[person["contact_id"]]
        for column in ("associate_id", "group_id", "business_idx", "category_idx"):
            assert person[column] == company[column], person
    assert all(company["group_id"] == groups[company["associate_id"]] for company in companies.values())


def test_ranks_run_from_one_without_gaps(rows: Rows) -> None:
    ranks: dict[Any, list[int]] = defaultdict(list)
    for person in rows["person"]:
        ranks["person", person["contact_id"]].append(person["rank"])
    for phone in rows["phone"]:
        ranks["phone", phone["owner_id"], phone["ptype_idx"]].append(phone["rank"])
    for table in ("Email", "URL"):
        for row in rows[table]:
            assert (row["contact_id"] is None) != (row["person_id"] is None)
            ranks[table, row["contact_id"], row["person_id"]].append(row["rank"])
    for place, found in ranks.items():
        assert sorted(found) == list(range(1, len(found) + 1)), place


def test_what_is_counted_is_there(rows: Rows) -> None:
    interests = Counter(row["contact_id"] for row in rows["contactinterest"])
    assert all(row["activeInterests"] == interests[row["contact_id"]] for row in rows["contact"])
    interests = Counter(row["person_id"] for row in rows["personinterest"])
    assert all(row["activeInterests"] == interests[row["person_id"]] for row in rows["person"])
    texts = {(row["text_id"], row["owner_id"], row["type"]) for row in rows["text"]}
    kinds = (
        ("contact", "contact_id", 1),
        ("person", "person_id", 2),
        ("appointment", "appointment_id", 4),
        ("project", "project_id", 6),
        ("sale", "sale_id", 7),
        ("projectmember", "projectmember_id", 13),
    )
    used = {(r["text_id"], r[key], kind) for table, key, kind in kinds for r in rows[table] if r["text_id"]}
    assert used == texts


def test_projects_have_members_and_sales_have_stakeholders(rows: Rows) -> None:
    company_of = {row["person_id"]: row["contact_id"] for row in rows["person"]}
    assert len(rows["project"]) == 8
    assert {row["project_id"] for row in rows["projectmember"]} == {row["project_id"] for row in rows["project"]}
    assert all(company_of[row["person_id"]] == row["contact_id"] for row in rows["projectmember"])
    assert len(rows["sale"]) == 80
    assert {row["status"] for row in rows["sale"]} == {1, 2, 3, 4}
    assert all((row["done"] == 2) == (row["status"] in (2, 3)) for row in rows["sale"])
    sales = {row["sale_id"]: row for row in rows["sale"]}
    assert all(company_of[row["person_id"]] == row["contact_id"] for row in sales.values() if row["person_id"])
    assert rows["SaleStakeholder"]
    for row in rows["SaleStakeholder"]:
        assert sales[row["sale_id"]]["contact_id"] == row["contact_id"] == company_of[row["person_id"]]
    about = [row for row in rows["appointment"] if row["sale_id"]]
    assert len(about) > 20
    assert all(sales[row["sale_id"]]["contact_id"] == row["contact_id"] for row in about)
    seen = {row["recordId"] for row in rows["VisibleFor"] if row["tableId"] == 13}
    assert seen == sales.keys()


def test_requests_are_of_people_at_their_company(rows: Rows) -> None:
    company_of = {row["person_id"]: row["contact_id"] for row in rows["person"]}
    assert len(rows["ticket"]) == 48
    assert {row["status"] for row in rows["ticket"]} == {1, 2, 3}
    for row in rows["ticket"]:
        assert company_of[row["cust_id"]] == row["contact_id"]
        assert (row["status"] == 2) == (row["closed_at"] is not None)
        assert row["created_at"] <= row["last_changed"] <= NOW


def test_main_contacts_work_at_their_company(rows: Rows) -> None:
    company_of = {row["person_id"]: row["contact_id"] for row in rows["person"]}
    supported = [row for row in rows["contact"] if row["supportPersonId"]]
    assert supported
    assert all(company_of[row["supportPersonId"]] == row["contact_id"] for row in supported)


def test_foreign_keys_hold_and_sequences_are_above_every_id(rows: Rows) -> None:
    found: list[Any] = []
    rows.database.engine.migrate(lambda c: found.extend(c.execute("PRAGMA foreign_key_check").fetchall()))
    assert found == []
    following = {row["TableName"]: row["next_id"] for row in rows["sequence"]}
    for table in tables():
        if table in ("tenant", "sequence", "document_content", "DocTmpl_content") or not rows[table]:
            continue
        first, own = next(iter(rows[table][0])), f"{table}_id"
        key = own if own in rows[table][0] else first
        assert following[table.lower()] == 1 + max(row[key] for row in rows[table]), table
    for counter, table, column in (
        ("contact.number2", "contact", "number2"),
        ("person.person_number", "person", "person_number"),
    ):
        numbers = sorted(int(row[column]) for row in rows[table])
        assert numbers == list(range(10001, following[counter]))


def test_phone_numbers_are_found_by_their_digits(rows: Rows) -> None:
    for phone in rows["phone"]:
        assert re.fullmatch(r"\+?\d{6,15}", phone["searchPhoneNumber"]), phone
        assert phone["searchPhoneNumber"] == re.sub(r"[ ().\-/]", "", phone["phone"])


def test_nobody_real_can_be_written_to(rows: Rows) -> None:
    for row in rows["Email"]:
        assert re.fullmatch(r"[a-z0-9.]+@([a-z]+\.example\.com|example\.org)", row["email_address"]), row
    addresses = [row["email_address"] for row in rows["Email"]]
    assert len(set(addresses)) == len(addresses)
    assert len({row["domain"] for row in rows["company_domain"]}) == 201


def test_relations_join_what_their_definition_allows(rows: Rows) -> None:
    allowed = {(number, *kind) for number, _, _, kinds in RELATION_DEFINITIONS for kind in kinds}
    known = {5: {row["contact_id"] for row in rows["contact"]}, 6: {row["person_id"] for row in rows["person"]}}
    kinds = Counter((row["source_table"], row["destination_table"]) for row in rows["relations"])
    assert set(kinds) == {(5, 5), (5, 6), (6, 5), (6, 6)}
    assert sum(kinds.values()) >= 80
    for row in rows["relations"]:
        assert (row["reldef_id"], row["source_table"], row["destination_table"]) in allowed
        source = row["source_table"], row["source_record"]
        destination = row["destination_table"], row["destination_record"]
        assert source != destination
        assert row["source_record"] in known[row["source_table"]]
        assert row["destination_record"] in known[row["destination_table"]]


def test_appointments_are_past_today_and_to_come(rows: Rows) -> None:
    today = NOW // DAY
    days = Counter(
        (row["activeDate"] // DAY > today) - (row["activeDate"] // DAY < today) for row in rows["appointment"]
    )
    assert all(days[when] > 3 for when in (-1, 0, 1)), days
    assert {row["type"] for row in rows["appointment"]} == {1, 2, 4}
    for row in rows["appointment"]:
        assert (row["status"] == 3) == (row["done"] is not None)
        assert (row["type"] == 4) == (row["document_id"] is not None)
        assert row["registered"] <= (row["done"] or NOW) <= NOW
        assert row["endDate"] >= row["do_by"]
    documents = {(row["document_id"], row["appointment_id"]) for row in rows["document"]}
    assert documents == {
        (row["document_id"], row["appointment_id"]) for row in rows["appointment"] if row["document_id"]
    }


def test_private_appointments_are_seen_by_their_owner_alone(rows: Rows) -> None:
    seen = {row["recordId"]: row for row in rows["VisibleFor"] if row["tableId"] == 9}
    assert len(seen) == len(rows["appointment"]) == len(rows["VisibleFor"]) - len(rows["sale"])
    private = [row for row in rows["appointment"] if row["private"]]
    assert {row["associate_id"] for row in private} == {1, 2, 3}
    for row in rows["appointment"]:
        visible = seen[row["appointment_id"]]
        assert (visible["forAll"], visible["forAssocId"]) == ((0, row["associate_id"]) if row["private"] else (1, None))


def test_appointments_name_people_of_their_company(rows: Rows) -> None:
    company_of = {row["person_id"]: (row["contact_id"], row["registered"]) for row in rows["person"]}
    for row in rows["appointment"]:
        if row["person_id"]:
            company, registered = company_of[row["person_id"]]
            assert company == row["contact_id"]
            assert registered <= row["registered"]


def test_every_user_has_active_contacts_of_every_kind(rows: Rows) -> None:
    """The latest visible event of a company in the last 90 days decides (document, completed … in case of a tie)."""
    owner_of = {row["contact_id"]: row["associate_id"] for row in rows["contact"]}
    latest: dict[int, tuple[int, int]] = {}
    for contact, when, kind in events(rows):
        if when and when >= NOW - 90 * DAY:
            latest[contact] = max(latest.get(contact, (0, 0)), (when, kind))
    found = {(owner_of[contact], kind) for contact, (_, kind) in latest.items()}
    assert found == {(owner, kind) for owner in (1, 2, 3) for kind in (1, 2, 4, 8, 16, 32, 64)}
    assert len(latest) < 200  # at some companies nothing has happened
    assert all(when <= NOW for when, _ in latest.values())


def events(rows: Rows) -> Iterator[tuple[int, int | None, int]]:
    for row in rows["contact"]:
        yield row["contact_id"], row["registered"], 1
        yield row["contact_id"], row["updated"], 2
    for row in rows["person"]:
        yield row["contact_id"], row["registered"], 16
        yield row["contact_id"], row["updated"], 32
    for row in rows["appointment"]:
        yield row["contact_id"], row["registered"], 64 if row["document_id"] else 4
        yield row["contact_id"], row["done"], 8


@pytest.mark.postgres
def test_postgresql_knows_how_much_there_is() -> None:
    """Without that a list of relations takes seconds until the database has counted by itself."""
    with psycopg.connect(demo_on_postgres()) as connection:
        counted = connection.execute("SELECT reltuples FROM pg_class WHERE relname = 'person'").fetchone()
    assert counted is not None and counted[0] > 200

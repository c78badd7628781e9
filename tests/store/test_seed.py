import pytest

from openkontor.display import code_from_name
from openkontor.store.db import Db
from openkontor.store.engine import Engine
from openkontor.store.ids import READ_NEXT
from openkontor.store.seed import seed
from tests.store.conftest import NOW, TENANTS, Database


def fresh(engine: Engine, tenant: int) -> Database:
    def work(db: Db) -> None:
        seed(db, now=NOW, base_zone="Europe/Oslo", administrator="adam", password_hash="hash")

    engine.write_now(work, tenant)
    return Database(engine, tenant)


def names(database: Database, table: str, key: str) -> list[tuple]:
    return database.rows(f"SELECT {key}, name FROM {table} WHERE tenant = :tenant ORDER BY rank")


def test_the_lists_hold_the_published_ids(seeded: Database) -> None:
    assert names(seeded, "Category", "Category_id")[0] == (1, "Customer")
    assert (4, "IT") in names(seeded, "Business", "business_id")
    assert [row[0] for row in names(seeded, "PersInt", "PersInt_id")] == [1, 3, 4, 5, 6, 7, 9]
    assert names(seeded, "Task", "Task_id")[-2:] == [(13, "Fair"), (14, "Campaign")]
    assert names(seeded, "ShipmentType", "ShipmentType_id")[3] == (4, "Urgent messages")
    groups = seeded.rows("SELECT Category_id, category_group FROM Category WHERE tenant = :tenant ORDER BY 1")
    assert groups == [(1, 1), (2, 2), (3, 5), (4, 3), (5, 4), (6, 5)]


LISTS = (
    "Business Category ContInt PersInt PersPos Task Priority MrMrs Salutation ticket_priority cust_lang ShipmentType "
    "country Currency relationdefinition Role UserGroup ProjType ProjStatus PMembType SaleType Source Reason "
    "ReasonSold ReasonStalled Comptr Credited StakeholderRole Prob"
)


def test_names_are_unique_and_ranks_run_from_one(seeded: Database) -> None:
    for table in LISTS.split():
        rows = seeded.rows(f"SELECT name, rank FROM {table} WHERE tenant = :tenant ORDER BY rank")
        assert len({name for name, _ in rows}) == len(rows) > 0, table
        assert [rank for _, rank in rows] == list(range(1, len(rows) + 1)), table


def test_countries_have_iso_numbers_prefixes_and_layouts(seeded: Database) -> None:
    rows = seeded.rows(
        """SELECT country_id, name, domainName, abbrev3, dialInPrefix, interAreaPrefix, zip_prefix, addressLayout,
        currency_id FROM country WHERE tenant = :tenant"""
    )
    by_id = {row[0]: row[1:] for row in rows}
    assert len(by_id) == 249
    assert by_id[578] == ("Norway", "NO", "NOR", "47", "", "N", 1, 578)
    assert by_id[826] == ("United Kingdom", "GB", "GBR", "44", "0", "GB", 3, 826)
    layouts = {276: 4, 724: 8, 840: 2, 124: 5, 36: 13, 392: 6, 752: 1, 356: 7}
    assert {number: by_id[number][6] for number in layouts} == layouts
    currencies = dict(seeded.rows("SELECT Currency_id, name FROM Currency WHERE tenant = :tenant"))
    assert currencies[by_id[276][7]] == "EUR"
    assert {row[7] for row in by_id.values() if row[7]} == currencies.keys()


def test_relation_definitions_say_what_they_may_join(seeded: Database) -> None:
    rows = seeded.rows("SELECT reldef_id, source_table, destination_table FROM relationtarget WHERE tenant = :tenant")
    assert set(rows) == {
        (1, 5, 5), (1, 6, 5), (7, 5, 5), (7, 5, 6), (7, 6, 5), (7, 6, 6), (8, 5, 5), (9, 5, 6),
    }  # fmt: skip
    texts = seeded.rows("SELECT name, passive_text FROM relationdefinition WHERE tenant = :tenant AND reldef_id = 1")
    assert texts == [("owns", "owned by")]


def test_roles_have_rights_on_six_tables(seeded: Database) -> None:
    rows = seeded.rows(
        """SELECT name, tableId, relationToOwner, CRUD FROM DataRight d
        JOIN Role r ON r.tenant = d.tenant AND r.Role_id = d.roleId
        WHERE d.tenant = :tenant ORDER BY name, tableId, relationToOwner"""
    )
    assert len(rows) == 6 * 6 * 4
    assert {crud for name, _, _, crud in rows if name == "User level 0"} == {"CRUD"}
    assert [crud for name, table, _, crud in rows if (name, table) == ("User level 2", 5)] == ["CRUD", "CRUD", "R", "R"]
    assert [crud for name, table, _, crud in rows if (name, table) == ("User level 5", 52)] == ["CR", "R", "R", "R"]
    level_0 = seeded.rows("SELECT functionRightId FROM FunctionRightRoleLink WHERE tenant = :tenant AND roleId = 1")
    assert len(level_0) == len(seeded.rows("SELECT name FROM FunctionRight WHERE tenant = :tenant"))


def test_the_administrator_can_log_in_and_works_at_the_owner_company(seeded: Database) -> None:
    rows = seeded.rows(
        """SELECT a.name, a.type, p.contact_id, p.rank, u.role_id, c.credentialType, c.secret
        FROM associate a JOIN person p ON p.tenant = a.tenant AND p.person_id = a.person_id
        JOIN OwnerContactLink o ON o.tenant = a.tenant AND o.contact_id = p.contact_id
        JOIN UserRoleLink u ON u.tenant = a.tenant AND u.associate_id = a.associate_id
        JOIN Credentials c ON c.tenant = a.tenant AND c.associateId = a.associate_id WHERE a.tenant = :tenant"""
    )
    assert rows == [("adam", 0, 1, 1, 1, "Password", "hash")]


def test_numbers_begin_at_10001(seeded: Database) -> None:
    assert seeded.rows("SELECT number2 FROM contact WHERE tenant = :tenant") == [("10001",)]
    assert seeded.rows("SELECT person_number FROM person WHERE tenant = :tenant") == [("10001",)]
    counters = ("contact.number2", "person.person_number", "project.project_number", "sale.number1", "task")
    taken = seeded.write(lambda db: [db.new_id(counter) for counter in counters])
    assert taken == [10002, 10002, 10001, 10001, 15]


def test_preferences_hold_for_the_whole_system(seeded: Database) -> None:
    rows = seeded.rows("SELECT prefsection, prefkey, prefvalue, deflevel FROM UserPreference WHERE tenant = :tenant")
    assert ("System", "OwnCountry", "578", 2) in rows
    assert {key for _, key, _, _ in rows} >= {"DefaultBusiness", "DefaultCategory", "MandatoryContactOnPerson"}


def test_ids_handed_out_after_the_seed_are_free(seeded: Database) -> None:
    for table, key in (("contact", "contact_id"), ("country", "country_id"), ("associate", "associate_id")):
        highest = seeded.rows(f"SELECT max({key}) FROM {table} WHERE tenant = :tenant")[0][0]
        assert seeded.write(lambda db, table=table: db.row(READ_NEXT, name=table)) == (highest + 1,)


def test_a_second_tenant_does_not_touch_the_first(seeded: Database) -> None:
    before = seeded.dump()
    second = fresh(seeded.engine, next(TENANTS))
    after = seeded.dump()
    assert after == before
    other = second.dump()
    assert {table for table in before if before[table] != other[table]} == {"tenant"}  # its name


@pytest.mark.postgres
def test_both_databases_hold_the_same(sqlite_engine: Engine, postgres_engine: Engine) -> None:
    tenant = next(TENANTS)
    assert fresh(sqlite_engine, tenant).dump() == fresh(postgres_engine, tenant).dump()


def test_the_code_of_a_name_is_its_first_letters_and_digits() -> None:
    assert code_from_name("Fish company") == "FISHCOMPA"
    assert code_from_name("Ærlig & Sønn 24/7") == "ÆRLIGSØNN"

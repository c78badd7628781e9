"""A relation is listed as it looks from the company or the person one stands at."""

from typing import Any

from openkontor.call import Call
from tests.agents.conftest import Database
from tests.archives.made import company, employee, found, keys, related

OWNS, KNOWS, EMPLOYS = 1, 7, 9
COLUMNS = "relationComment,processedName,direction,source/who,target/who,source/contactId,target/personId"


def at(call: Call, resource: str, number: int) -> list[tuple[Any, ...]]:
    """What the list of a company's or a person's relations shows, by comment and direction."""
    column = "source/restrictionContactId" if resource == "Contact" else "source/restrictionPersonId"
    asked = {"resource": resource, "column": column, "record_id": number, "select": COLUMNS}
    return sorted(row.values for row in found(call, "Relation", **asked).rows)


def test_a_relation_looks_different_from_its_two_ends(database: Database):
    mother, daughter = (database.as_(1, lambda call, n=n: company(call, n)) for n in ("Mother", "Daughter"))
    database.as_(1, lambda call: related(call, (mother, 0), (daughter, 0), OWNS, "cc"))
    assert database.as_(1, lambda call: at(call, "Contact", mother)) == [
        ("cc", "owns", 1, "Mother", "Daughter", mother, 0)
    ]
    assert database.as_(1, lambda call: at(call, "Contact", daughter)) == [
        ("cc", "owned by", 2, "Daughter", "Mother", daughter, 0)
    ]
    database.run("UPDATE relations SET reversed = 1 WHERE tenant = :tenant")
    assert database.as_(1, lambda call: at(call, "Contact", mother))[0][1:3] == ("owned by", 2)


def test_a_company_shows_the_relations_of_its_people_and_a_person_its_own(database: Database):
    one, two = (database.as_(1, lambda call, n=n: company(call, n)) for n in ("One", "Two"))
    ann, bob = (database.as_(1, lambda call, n=n: employee(call, one, n)) for n in ("Ann", "Bob"))
    cid = database.as_(1, lambda call: employee(call, two, "Cid"))
    database.as_(1, lambda call: related(call, (one, ann), (two, cid), KNOWS, "pp"))
    database.as_(1, lambda call: related(call, (two, 0), (one, ann), EMPLOYS, "cp"))
    database.as_(1, lambda call: related(call, (one, ann), (one, bob), KNOWS, "within"))
    assert database.as_(1, lambda call: at(call, "Contact", one)) == [
        ("cp", "is employed by", 2, "Ann, One", "Two", one, 0),
        ("pp", "knows", 1, "Ann, One", "Cid, Two", one, cid),
        ("within", "knows", 1, "Ann, One", "Bob, One", one, bob),
        ("within", "knows", 2, "Bob, One", "Ann, One", one, ann),
    ]
    assert [row[0] for row in database.as_(1, lambda call: at(call, "Person", ann))] == ["cp", "pp", "within"]
    assert [row[0] for row in database.as_(1, lambda call: at(call, "Person", cid))] == ["pp"]
    whole = database.as_(1, lambda call: found(call, "Relation", counts=True))
    assert len(whole.rows) == whole.total == 3  # each once, where nobody looks from one of its ends


def test_who_has_left_and_who_is_stopped_shows_in_the_kind_of_row(database: Database):
    one, two = (database.as_(1, lambda call, n=n: company(call, n)) for n in ("One", "Two"))
    ann = database.as_(1, lambda call: employee(call, one, "Ann"))
    first = database.as_(1, lambda call: related(call, (one, 0), (two, 0), OWNS, ""))
    second = database.as_(1, lambda call: related(call, (two, 0), (one, ann), EMPLOYS, ""))
    database.run(f"UPDATE person SET retired = 1 WHERE tenant = :tenant AND person_id = {ann}")
    database.run(f"UPDATE contact SET xstop = 1 WHERE tenant = :tenant AND contact_id = {one}")
    rows = database.as_(1, lambda call: found(call, "Relation")).rows
    assert {row.key: row.entity for row in rows} == {first: "stop", second: "retired"}
    assert keys(database.as_(1, lambda call: found(call, "Relation", entities="stop"))) == [first]


def test_a_relation_with_what_is_deleted_or_hidden_is_not_listed(database: Database):
    limited = database.user(4, group=3)
    one, two = (database.as_(1, lambda call, n=n: company(call, n)) for n in ("One", "Two"))
    own, mate = (database.as_(1, lambda call, n=n: company(call, n, limited)) for n in ("Own", "Mate"))
    hidden = database.as_(1, lambda call: related(call, (one, 0), (two, 0), OWNS, "hidden"))
    half = database.as_(1, lambda call: related(call, (own, 0), (one, 0), OWNS, "half"))
    seen = database.as_(limited, lambda call: related(call, (own, 0), (mate, 0), OWNS, "seen"))
    assert keys(database.as_(limited, lambda call: found(call, "Relation"))) == [seen]
    database.run(f"UPDATE relations SET associateId = {limited} WHERE tenant = :tenant")
    rows = database.as_(limited, lambda call: found(call, "Relation", select="source/who,target/who")).rows
    assert [(row.key, row.values) for row in rows] == [(half, ("Own", "")), (seen, ("Own", "Mate"))]
    assert keys(database.as_(1, lambda call: found(call, "Relation"))) == [hidden, half, seen]
    database.run(f"UPDATE contact SET DeletedDate = 5 WHERE tenant = :tenant AND contact_id = {two}")
    assert keys(database.as_(1, lambda call: found(call, "Relation"))) == [half, seen]

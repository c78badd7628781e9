"""The history of a sale: every state it was saved in, seen by whoever sees the sale."""

from typing import Any

from openkontor.agents import sale
from openkontor.call import Call
from tests.agents.conftest import Database
from tests.archives.made import ONLY_ME, company, deal, found, keys


def history(database: Database, number: int, select: str) -> list[tuple[Any, ...]]:
    asked = {"select": select, "resource": "Sale", "column": "saleId", "record_id": number}
    return [row.values for row in database.as_(1, lambda call: found(call, "SaleHistory", **asked)).rows]


def save(database: Database, number: int, **fields: Any) -> None:
    def work(call: Call) -> None:
        entity = sale.get_sale_entity(call, number)
        assert entity is not None
        for name, value in fields.items():
            setattr(entity, name, value)
        sale.save_sale_entity(call, entity)

    database.later()
    database.as_(1, work)


def test_every_state_of_a_sale_is_kept_and_none_twice(database: Database):
    place = database.as_(1, lambda call: company(call, "Place"))
    number = database.as_(1, lambda call: deal(call, "Sale", place, amount=100))
    save(database, number, amount=250)
    save(database, number)
    save(database, number, sale_text="A text is none of its figures.")
    save(database, number, heading="Sold", probability=100)
    database.as_(1, lambda call: sale.set_as_sold(call, [number]))
    rows = history(database, number, "amount,heading,probPercent,saleStatus,completed,contact/name,saleId")
    assert [row[:3] for row in rows] == [(100, "Sale", 10), (250, "Sale", 10), (250, "Sold", 100), (250, "Sold", 100)]
    assert [row[3:5] for row in rows] == [("Open", False)] * 3 + [("Sold", True)]
    assert {row[5:] for row in rows} == {("Place", number)}
    stamps = history(database, number, "updatedDate,registeredDate,updatedBy")
    assert len({row[0] for row in stamps}) == 4 and len({row[1] for row in stamps}) == 1
    assert [row[2] for row in stamps] == ["", "adam", "adam", "adam"]


def test_the_history_is_seen_by_whoever_sees_the_sale_and_goes_with_it(database: Database):
    mine, other = database.user(1, group=2), database.user(1, group=3)
    number = database.as_(mine, lambda call: deal(call, "Private", seen_by=((ONLY_ME, mine),)))
    kept = database.as_(mine, lambda call: keys(found(call, "SaleHistory")))
    assert len(kept) == 1
    assert database.as_(other, lambda call: keys(found(call, "SaleHistory"))) == []
    database.as_(mine, lambda call: sale.delete_sale_entity(call, number))
    assert database.rows("SELECT count(*) FROM SaleHist WHERE tenant = :tenant") == [(0,)]

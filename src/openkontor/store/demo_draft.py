"""The rows of a demo database while they are drawn up, counted and ordered as the tables need them."""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from openkontor.store import seed
from openkontor.store.db import Db
from openkontor.store.demo_names import Place
from openkontor.store.ids import READ_NEXT

SECOND = 1_000_000  # microseconds
HOUR = 3600 * SECOND
DAY = 24 * HOUR
YEAR = 365 * DAY

SALES, SUPPORT = 1, 2  # user groups
TJE0, ANNE, KARI = 1, 2, 3  # associates; their persons bear the same ids
GROUP_OF = {TJE0: SALES, ANNE: SALES, KARI: SUPPORT}

STAMPS = seed.STAMPS
# Table -> its key and its statement, in the order in which the rows can be stored.
TABLES = {
    "contact": ("contact_id", seed.CONTACT),
    "person": ("person_id", seed.PERSON),
    "address": (
        "address_id",
        seed.insert(
            "address",
            "address_id owner_id atype_idx address1 city county state zipcode wgs84latitude wgs84longitude",
        ),
    ),
    "phone": (
        "phone_id",
        seed.insert("phone", "phone_id owner_id ptype_idx rank phone searchPhoneNumber description"),
    ),
    "email": (
        "email_id",
        seed.insert("Email", "email_id contact_id person_id rank email_address description registered"),
    ),
    "url": ("url_id", seed.insert("URL", "url_id contact_id person_id rank url_address description")),
    "company_domain": (
        "company_domain_id",
        seed.insert("company_domain", "company_domain_id contact_id rank domain"),
    ),
    "contactinterest": (
        "contactinterest_id",
        seed.insert("contactinterest", "contactinterest_id contact_id cinterest_idx registered"),
    ),
    "personinterest": (
        "personinterest_id",
        seed.insert("personinterest", "personinterest_id person_id pinterest_idx registered"),
    ),
    "shipmenttypereservation": (
        "shipmenttypereservation_id",
        seed.insert("ShipmentTypeReservation", "ShipmentTypeReservation_id person_id ShipmentType_id"),
    ),
    "text": ("text_id", seed.insert("text", "text_id type owner_id text")),
    "relations": (
        "relation_id",
        seed.insert(
            "relations",
            f"""relation_id reldef_id source_table source_record destination_table destination_record relcomment
            group_idx associateId {STAMPS}""",
        ),
    ),
    "project": (
        "project_id",
        seed.insert(
            "project",
            f"""project_id name folded_name project_number type_idx status_idx associate_id group_id text_id done
            startDate endDate {STAMPS}""",
        ),
    ),
    "projectmember": (
        "projectmember_id",
        seed.insert(
            "projectmember", f"projectmember_id project_id contact_id person_id rank mtype_idx text_id {STAMPS}"
        ),
    ),
    "sale": (
        "sale_id",
        seed.insert(
            "sale",
            f"""sale_id associate_id group_idx contact_id person_id project_id heading folded_heading number1 saledate
            amount currency_id earning earning_percent probability_idx probability saleType_id status done reopenDate
            source_id reason_id reasonSold_id reasonStalled_id comptr_id credited_id text_id {STAMPS}""",
        ),
    ),
    "salehist": (
        "salehist_id",
        seed.insert(
            "SaleHist",
            """salehist_id sale_id associate_id group_idx contact_id person_id project_id heading folded_heading number1
            saledate amount currency_id earning earning_percent probability_idx probability saleType_id status done
            reopenDate source_id reason_id reasonSold_id reasonStalled_id comptr_id credited_id registered
            registered_associate_id updated updated_associate_id updatedCount""",
        ),
    ),
    "salestakeholder": (
        "salestakeholder_id",
        seed.insert(
            "SaleStakeholder",
            f"salestakeholder_id sale_id contact_id person_id rank stakeholderrole_id comment {STAMPS}",
        ),
    ),
    "ticket": (
        "id",
        seed.insert(
            "ticket",
            """id title created_at created_by last_changed author owned_by category priority status ticket_status origin
            read_status cust_id contact_id closed_at replied_at deadline num_replies num_messages""",
        ),
    ),
    "document": (
        "document_id",
        seed.insert(
            "document",
            "document_id name header appointment_id contentSetCount registered registered_associate_id changed_at",
        ),
    ),
    "document_content": ("document_id", seed.insert("document_content", "document_id content")),
    "doctmpl_content": ("doctmpl_id", seed.insert("DocTmpl_content", "DocTmpl_id language content")),
    "appointment": (
        "appointment_id",
        seed.insert(
            "appointment",
            f"""appointment_id contact_id person_id associate_id group_idx done do_by endDate activeDate alarm hasAlarm
            task_idx priority_idx type status private text_id document_id project_id sale_id
            location {STAMPS}""",
        ),
    ),
    "visiblefor": (
        "visiblefor_id",
        seed.insert("VisibleFor", "VisibleFor_id tableId recordId forAll forAssocId"),
    ),
    "saletypestagelink": (
        "saletypestagelink_id",
        seed.insert("SaleTypeStageLink", "SaleTypeStageLink_id saleType_id stageId"),
    ),
    "projecttypestatuslink": (
        "projecttypestatuslink_id",
        seed.insert("ProjectTypeStatusLink", "ProjectTypeStatusLink_id projType_id projStatus_id"),
    ),
    "suggestedappointment": (
        "suggestedappointment_id",
        seed.insert(
            "SuggestedAppointment",
            "SuggestedAppointment_id name rank saleTypeStageLinkId projectTypeStatusLinkId task_id daysFuture text",
        ),
    ),
    "suggesteddocument": (
        "suggesteddocument_id",
        seed.insert(
            "SuggestedDocument",
            "SuggestedDocument_id name rank saleTypeStageLinkId projectTypeStatusLinkId doctmpl_id header",
        ),
    ),
    "pricelist": (
        "pricelist_id",
        seed.insert(
            "PriceList",
            f"pricelist_id ERPPriceListKey Name CurrencyId ValidFrom ValidTo IsActive {STAMPS}",
        ),
    ),
    "product": (
        "product_id",
        seed.insert(
            "Product",
            f"""product_id ERPProductKey PriceListId Name Code PriceUnit QuantityUnit VAT UnitCost UnitMinimumPrice
            UnitListPrice InAssortment {STAMPS}""",
        ),
    ),
}

# What happened last at a company, in turn for every user's companies; "" is nothing for 90 days.
STORIES = (
    "NewActivity",
    "ActivityCompleted",
    "DocumentAdded",
    "PersonAdded",
    "Updated",
    "PersonUpdated",
    "Created",
    "",
)


@dataclass
class Company:
    """A company's row, its people's rows, and where it is."""

    row: dict[str, Any]
    place: Place
    domain: str
    people: list[dict[str, Any]] = field(default_factory=list)


class Draft:
    """Rows to store, with ids counted on from what the database has."""

    def __init__(self, db: Db, rng: random.Random, now: int):
        self.db = db
        self.random = rng
        self.now = now
        self._rows: dict[str, list[dict[str, Any]]] = {table: [] for table in TABLES}
        self._next: dict[str, int] = {}
        self._stories: Counter[int] = Counter()

    def take(self, name: str) -> int:
        """Give the next id of a table, or the next value of a number counter."""
        if name not in self._next:
            row = self.db.row(READ_NEXT, name=name)
            self._next[name] = row[0] if row else 1
        self._next[name] += 1
        return self._next[name] - 1

    def add(self, table: str, **values: Any) -> int:
        """Add a row under a new id, and give the id."""
        given = self.take(table)
        values[TABLES[table][0]] = given
        self._rows[table].append(values)
        return given

    def put(self, table: str, row: dict[str, Any]) -> None:
        """Add a row that has its id."""
        self._rows[table].append(row)

    def rows(self, table: str) -> list[dict[str, Any]]:
        """Give the rows of a table as they are to be stored."""
        return self._rows[table]

    def next_story(self, associate_id: int) -> str:
        """Say what is to have happened last at this user's next company."""
        self._stories[associate_id] += 1
        return STORIES[(self._stories[associate_id] - 1) % len(STORIES)]

    def store(self) -> Iterator[int]:
        """Store all rows, table by table, and tell how many tables are done."""
        for step, (table, (_, statement)) in enumerate(TABLES.items(), 1):
            self.db.each(statement, self._rows[table])
            yield step
        seed.write_next(self.db, self._next)

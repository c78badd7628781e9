"""What items of some lists are beside name, tooltip and rank: categories, kinds of follow-up, countries."""

from typing import Any

from openkontor.carriers.list_entity import CategoryEntity
from openkontor.carriers.lists import Country
from openkontor.carriers.task import TaskListItem
from openkontor.store.db import Db
from openkontor.store.dialect import statement

UPDATE_CATEGORY = statement(
    "update_category",
    """UPDATE Category SET category_group = :category_group, enable_lead_status = :enable_lead_status
    WHERE tenant = :tenant AND Category_id = :id""",
)
UPDATE_TASK = statement(
    "update_task",
    """UPDATE Task SET record_type = :record_type, direction = :direction, color_index = :color_index,
        intentId = :intentId, defaultAlldayEvent = :all_day, defaultFreeBusy = :free,
        defaultPublishType = :published, default_videomeeting_status = :video
    WHERE tenant = :tenant AND Task_id = :id""",
)
READ_ORG_NR_TEXT = statement(
    "read_org_nr_text_of_country", "SELECT orgNrText FROM country WHERE tenant = :tenant AND country_id = :id"
)
INSERT_COUNTRY = statement(
    "insert_country",
    """INSERT INTO country (tenant, country_id, name, rank, tooltip, deleted, english_name, zip_prefix, addressLayout,
        addressLayoutDomestic, addressLayoutForeign, currency_id, orgNrText, domainName, dialInPrefix,
        interAreaPrefix, isoNumber, abbrev2, abbrev3)
    VALUES (:tenant, :id, :name, :rank, :tooltip, :deleted, :english_name, :zip_prefix, :addressLayout,
        :addressLayoutDomestic, :addressLayoutForeign, :currency_id, :orgNrText, :domainName, :dialInPrefix,
        :interAreaPrefix, 0, :abbrev2, :abbrev3)""",
)
UPDATE_COUNTRY = statement(
    "update_country",
    """UPDATE country SET name = :name, rank = :rank, tooltip = :tooltip, deleted = :deleted,
        english_name = :english_name, zip_prefix = :zip_prefix, addressLayout = :addressLayout,
        addressLayoutDomestic = :addressLayoutDomestic, addressLayoutForeign = :addressLayoutForeign,
        currency_id = :currency_id, orgNrText = :orgNrText, domainName = :domainName, dialInPrefix = :dialInPrefix,
        interAreaPrefix = :interAreaPrefix, abbrev2 = :abbrev2, abbrev3 = :abbrev3
    WHERE tenant = :tenant AND country_id = :id""",
)


def update_category(db: Db, entity: CategoryEntity) -> None:
    """Store what a category says of the companies in it."""
    group, leads = entity.category_group.number, int(entity.enable_lead_status)
    db.run(UPDATE_CATEGORY, id=entity.category_id, category_group=group, enable_lead_status=leads)


def update_task(db: Db, task: TaskListItem) -> None:
    """Store what a kind of follow-up makes, and how."""
    db.run(
        UPDATE_TASK,
        id=task.task_list_item_id,
        record_type=task.type.number,
        direction=task.direction.number,
        color_index=task.color_index.number,
        intentId=task.intent_id,
        all_day=int(task.is_default_allday_event),
        free=int(task.is_default_free),
        published=int(task.is_default_published),
        video=task.default_videomeeting_status.number,
    )


def insert_country(db: Db, country: Country) -> int:
    """Store a new country and give its id."""
    number = db.new_id("country")
    db.run(INSERT_COUNTRY, id=number, **_country(country))
    return number


def update_country(db: Db, country: Country) -> None:
    """Store what a country is now; name and tooltip as the database is to have them.

    An OrgNrText that came back as it was shown keeps its other languages.
    """
    row = db.row(READ_ORG_NR_TEXT, id=country.country_id)
    values = _country(country)
    if row and db.reference.speak(row[0]) == country.org_nr_text:
        values["orgNrText"] = row[0]
    db.run(UPDATE_COUNTRY, id=country.country_id, **values)


def _country(country: Country) -> dict[str, Any]:
    return {
        "name": country.name,
        "rank": country.rank,
        "tooltip": country.tooltip,
        "deleted": int(country.deleted),
        "english_name": country.english_name,
        "zip_prefix": country.zip_prefix,
        "addressLayout": country.address_layout_id,
        "addressLayoutDomestic": country.domestic_address_layout_id,
        "addressLayoutForeign": country.foreign_address_layout_id,
        "currency_id": country.currency_id or None,
        "orgNrText": country.org_nr_text,
        "domainName": country.domain_name,
        "dialInPrefix": country.dial_in_prefix,
        "interAreaPrefix": country.inter_area_prefix,
        "abbrev2": country.two_letter_iso_country,
        "abbrev3": country.three_letter_iso_country,
    }

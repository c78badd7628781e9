"""What a person has agreed to: read with the person, one row for each purpose."""

from collections.abc import Iterator
from typing import Any

from openkontor.carriers.person_entity import ConsentInfo
from openkontor.carriers.values import NO_STAMP, BaseStamp, Stamp
from openkontor.store.db import Db
from openkontor.store.dialect import statement
from openkontor.store.reference import Reference

# Of the person p, in the statement that reads it whole.
CONSENTS = """(SELECT json_group_array(json_array(c.consentPurpose_id, c.consentperson_id, c.comment, c.registered,
            c.registered_associate_id, c.updated, coalesce(c.updated_associate_id, 0), c.legalBase_id, b.key,
            cp.key, c.consentSource_id, cs.key))
            FROM ConsentPerson c
            JOIN LegalBase b ON b.tenant = c.tenant AND b.legalbase_id = c.legalBase_id
            JOIN ConsentPurpose cp ON cp.tenant = c.tenant AND cp.consentpurpose_id = c.consentPurpose_id
            JOIN ConsentSource cs ON cs.tenant = c.tenant AND cs.consentsource_id = c.consentSource_id
            WHERE c.tenant = p.tenant AND c.person_id = p.person_id)"""
INSERT_CONSENT = statement(
    "insert_consent",
    """INSERT INTO ConsentPerson (tenant, consentperson_id, person_id, consentPurpose_id, legalBase_id,
        consentSource_id, comment, registered, registered_associate_id)
    VALUES (:tenant, :id, :person_id, :purpose, :base, :source, :comment, :now, :by)""",
)
UPDATE_CONSENT = statement(
    "update_consent",
    """UPDATE ConsentPerson SET legalBase_id = :base, consentSource_id = :source, comment = :comment, updated = :now,
        updated_associate_id = :by, updatedCount = updatedCount + 1
    WHERE tenant = :tenant AND person_id = :person_id AND consentPurpose_id = :purpose""",
)
DELETE_CONSENT = statement(
    "delete_consent_of_person",
    "DELETE FROM ConsentPerson WHERE tenant = :tenant AND person_id = :person_id AND consentPurpose_id = :purpose",
)

Values = dict[str, Any]


def consents_of(rows: list[Any], reference: Reference) -> list[ConsentInfo]:
    """Make a person's consents of rows in the order of their purposes."""
    return [_consent(row, reference) for row in rows]


def _consent(row: list[Any], reference: Reference) -> ConsentInfo:
    (purpose, number, comment, registered, registered_by, updated, updated_by, base, base_key, purpose_key, source,
     source_key) = row  # fmt: skip
    lists = reference.lists
    return ConsentInfo(
        number,
        comment,
        BaseStamp(registered),
        registered_by,
        NO_STAMP if updated is None else Stamp(updated),
        updated_by,
        base,
        base_key,
        lists["legalbase"][base].name,
        purpose,
        purpose_key,
        lists["consentpurpose"][purpose].name,
        source,
        source_key,
        lists["consentsource"][source].name,
    )


def write(
    db: Db, person_id: int, before: list[ConsentInfo] | None, after: list[ConsentInfo] | None, now: int, by: int
) -> bool:
    """Store the consents of a person that differ between two states; say whether any did."""
    old, new = dict(_values(before)), dict(_values(after))
    stamps = {"person_id": person_id, "now": now, "by": by}
    added = [stamps | values | {"id": db.new_id("consentperson")} for key, values in new.items() if key not in old]
    changed = [stamps | values for key, values in new.items() if key in old and old[key] != values]
    removed = [{"person_id": person_id, "purpose": key} for key in old if key not in new]
    db.each(DELETE_CONSENT, removed)
    db.each(UPDATE_CONSENT, changed)
    db.each(INSERT_CONSENT, added)
    return bool(added or changed or removed)


def _values(consents: list[ConsentInfo] | None) -> Iterator[tuple[int, Values]]:
    for consent in consents or ():
        purpose = consent.consent_purpose_id
        yield (
            purpose,
            {
                "purpose": purpose,
                "base": consent.legal_base_id,
                "source": consent.consent_source_id,
                "comment": consent.comment,
            },
        )

"""Who takes part in a follow-up: its owner, as long as invitations are not kept."""

import pytest

from openkontor.errors import NotFound
from tests.agents.conftest import Database
from tests.archives.made import ONLY_ME, follow_up, found, letter


def test_the_owner_takes_part_in_a_follow_up(database: Database):
    mine, other = database.user(1, group=2), database.user(1, group=3)
    number = database.as_(mine, lambda call: follow_up(call, "Mine", seen_by=((ONLY_ME, mine),)))
    database.as_(mine, lambda call: follow_up(call, "Another"))
    asked = {"resource": "Appointment", "column": "appointmentRestrictionId", "record_id": number}
    select = "participantAssociateId,associateDbId,rejectReason,sendEmail"
    (row,) = database.as_(mine, lambda call: found(call, "Participants", select=select, **asked)).rows
    assert (row.key, row.entity) == (number, "associate")
    assert row.values[0] == mine and row.values[2:] == ("", None)
    with pytest.raises(NotFound):
        database.as_(other, lambda call: found(call, "Participants", **asked))


def test_a_document_is_no_follow_up(database: Database):
    number = database.as_(1, lambda call: letter(call, "Letter"))
    asked = {"resource": "Document", "column": "documentId", "record_id": number}
    assert len(database.as_(1, lambda call: found(call, "Document", **asked)).rows) == 1
    assert database.as_(1, lambda call: found(call, "Participants")).rows == []

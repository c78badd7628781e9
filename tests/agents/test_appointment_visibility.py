"""Who may see and change an appointment: Private, VisibleFor and the rights by its owner."""

import pytest

from openkontor.agents.appointment import delete_appointment_entity
from openkontor.carriers.appointment import AppointmentPrivate, Visibility, VisibleFor
from openkontor.carriers.associate import Associate
from openkontor.carriers.contact import Contact
from openkontor.carriers.person import Person
from openkontor.errors import Denied, Invalid, NotFound, UnknownId
from tests.agents.conftest import ADMINISTRATOR, OWNER_COMPANY, Database
from tests.agents.test_appointment import EVERYBODY, PERSON, again, eyes, get, new_contact, save, stored


def test_what_the_caller_cannot_see_he_cannot_clear(database: Database) -> None:
    low = database.user(level=4)
    entity = save(
        database,
        associate=Associate(low),
        contact=Contact(OWNER_COMPANY),
        person=Person(person_id=PERSON),
        invited_person=Person(person_id=PERSON),
    )
    seen = get(database, entity.appointment_id, by=low)
    assert (seen.contact, seen.person, seen.invited_person) == (None, None, None)
    again(database, seen, by=low, location="Here")
    assert stored(database, "contact_id, person_id, invitedPersonId") == (OWNER_COMPANY, PERSON, PERSON)
    with pytest.raises(Invalid) as error:
        save(database, by=low, contact=Contact(OWNER_COMPANY))
    assert error.value.messages.keys() == {"Contact"}
    mine = new_contact(database, by=low)
    again(database, seen, by=low, contact=Contact(mine))
    assert stored(database, "contact_id, person_id, invitedPersonId") == (mine, None, PERSON)


def test_private_and_visible_for_say_the_same(database: Database) -> None:
    entity = save(database, private=AppointmentPrivate.PrivateUser)
    assert eyes(entity) == [(Visibility.Associate, ADMINISTRATOR, "adam")]
    entity = again(database, entity, private=AppointmentPrivate.PrivateGroup)
    assert eyes(entity) == [(Visibility.Group, 1, "Main group")]
    entity = again(database, entity, private=AppointmentPrivate.Public)
    assert eyes(entity) == EVERYBODY
    entity = again(database, entity, visible_for=[VisibleFor(1, Visibility.Associate)])
    assert entity.private is AppointmentPrivate.PrivateUser
    entity = again(database, entity, visible_for=[VisibleFor(1, Visibility.Associate), VisibleFor(1, Visibility.Group)])
    assert entity.private is AppointmentPrivate.PrivateGroup
    entity = again(database, entity, visible_for=[VisibleFor(1, Visibility.Group), VisibleFor(5, Visibility.All)])
    assert (entity.private, eyes(entity)) == (AppointmentPrivate.Public, EVERYBODY)
    entity = again(database, entity, visible_for=[], private=AppointmentPrivate.PrivateUser)
    assert eyes(entity) == [(Visibility.Associate, ADMINISTRATOR, "adam")]
    assert database.rows("SELECT count(*) FROM VisibleFor WHERE tenant = :tenant") == [(1,)]


def test_a_save_that_says_nothing_of_it_leaves_a_private_appointment_private(database: Database) -> None:
    entity = save(database, private=AppointmentPrivate.PrivateUser)
    slim = save(database, appointment_id=entity.appointment_id, title="Changed")
    assert (slim.private, slim.title) == (AppointmentPrivate.PrivateUser, "Changed")
    assert eyes(slim) == [(Visibility.Associate, ADMINISTRATOR, "adam")]


def test_private_to_its_owner_follows_the_owner(database: Database) -> None:
    user = database.user(level=1)
    entity = save(database, private=AppointmentPrivate.PrivateUser)
    entity = again(database, entity, associate=Associate(user))
    assert [line[1] for line in eyes(entity)] == [user]
    assert stored(database, "group_idx, mother_associate_id") == (2, ADMINISTRATOR)
    assert get(database, entity.appointment_id) is None


def test_who_is_not_named_does_not_see_a_private_appointment(database: Database) -> None:
    colleague, other = database.user(level=1, group=1), database.user(level=1, group=2)
    entity = save(database, by=colleague, private=AppointmentPrivate.PrivateUser)
    number = entity.appointment_id
    assert get(database, number) is None
    with pytest.raises(UnknownId) as error:
        again(database, entity)
    assert error.value.messages.keys() == {"AppointmentId"}
    with pytest.raises(NotFound):
        database.as_(ADMINISTRATOR, lambda call: delete_appointment_entity(call, number))
    again(database, entity, by=colleague, private=AppointmentPrivate.PrivateGroup)
    assert get(database, number) is not None
    assert get(database, number, by=other) is None
    again(database, entity, by=colleague, visible_for=[VisibleFor(other, Visibility.Associate)])
    assert get(database, number, by=other) is not None


def test_rights_go_by_the_owner(database: Database) -> None:
    low = database.user(level=5)
    number = save(database).appointment_id
    seen = get(database, number, by=low)
    assert seen.table_right.mask == "Select"
    with pytest.raises(Denied):
        again(database, seen, by=low)
    with pytest.raises(Denied):
        database.as_(low, lambda call: delete_appointment_entity(call, number))
    with pytest.raises(Denied):
        save(database, by=low, associate=Associate(ADMINISTRATOR))
    assert save(database, by=low).table_right.mask == "Select, Insert"
    assert get(database, number, by=database.user(level=4)) is None

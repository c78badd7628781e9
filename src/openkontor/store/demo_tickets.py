"""Requests in the demo data, drawn up after all else: that stays as it was without them."""

from openkontor.store.demo_draft import ANNE, DAY, HOUR, KARI, SECOND, TJE0, Company, Draft

TICKETS = 48
ACTIVE, CLOSED, POSTPONED = 1, 2, 3  # TicketBaseStatus, and the items of the list of statuses
READ, UNREAD = 1, 3  # TicketReadStatus
ORIGINS = (1, 4, 8)  # TicketOrigin: e-mail, phone, customer centre
TITLES = (
    "Cannot log in after the update",
    "Invoice shows the old address",
    "Delivery is missing two boxes",
    "How do I change the opening hours?",
    "Wrong price on the order confirmation",
    "Printer no longer found",
    "Please send the manual again",
    "Question about the service contract",
)


def add_tickets(draft: Draft, companies: list[Company]) -> None:
    """Add requests of people at companies; most are closed, the rest is answered by one of the users."""
    with_people = [company for company in companies if company.people]
    for company in draft.random.choices(with_people, k=TICKETS):
        _add_ticket(draft, company)


def _add_ticket(draft: Draft, company: Company) -> None:
    rng, person = draft.random, draft.random.choice(company.people)
    created = draft.now - rng.randrange(2 * HOUR, 60 * DAY, SECOND)
    status = rng.choices((ACTIVE, CLOSED, POSTPONED), (4, 7, 1))[0]
    owner = rng.choices((KARI, ANNE, TJE0), (7, 2, 1))[0]
    answered = min(created + rng.randint(1, 30) * HOUR, draft.now) if status != ACTIVE or rng.random() < 0.5 else None
    closed = min(answered + rng.randint(0, 3) * DAY, draft.now) if answered and status == CLOSED else None
    draft.add(
        "ticket",
        title=rng.choice(TITLES),
        created_at=created,
        created_by=owner,
        last_changed=closed or answered or created,
        author=f"{person['firstname']} {person['lastname']}",
        owned_by=owner,
        category=rng.choices((1, 2, 3, 4), (6, 1, 2, 1))[0],
        priority=rng.randint(1, 3),
        status=status,
        ticket_status=status,
        origin=rng.choice(ORIGINS),
        read_status=READ if answered else UNREAD,
        cust_id=person["person_id"],
        contact_id=person["contact_id"],
        closed_at=closed,
        replied_at=answered,
        deadline=created + 2 * DAY if rng.random() < 0.5 else None,
        num_replies=1 if answered else 0,
        num_messages=2 if answered else 1,
    )

"""Projects and sales in the demo data, drawn up last: what else there is stays as it was without them."""

from typing import Any

from openkontor.store.demo_draft import ANNE, DAY, GROUP_OF, HOUR, KARI, SECOND, TJE0, Company, Draft
from openkontor.store.parts import PROJECT_MEMBER_TEXT, PROJECT_TEXT, SALE_TEXT
from openkontor.store.seed import stamps
from openkontor.store.seed_lists import SALE, STAGES, STAKEHOLDER_SALE

SALES = 80
OPEN, SOLD, LOST, STALLED = 1, 2, 3, 4  # SaleStatus
NOT_DONE, DONE = 1, 2  # SaleDone
KRONER = 578
CLIENT, MANAGER, TAKES_PART, OUTSIDE = 1, 2, 4, 6  # kinds of member
DOCUMENT = 4  # AppointmentType
LAST = 8  # places of a row's own among its company's appointments

# name, kind, status, owner, description
PROJECTS = (
    ("Spring fair", 1, 2, ANNE, "Stand, invitations and follow-up of everybody who came by."),
    ("New web shop", 2, 6, TJE0, "Orders, stock and invoices in one place."),
    ("Customer day", 1, 1, ANNE, "Half a day of talks, with lunch."),
    ("Framework agreements", 3, 2, TJE0, "Renewal of the agreements that end this year."),
    ("Support portal", 4, 5, KARI, "Questions and answers where customers find them."),
    ("Warehouse move", 2, 3, TJE0, ""),
    ("Autumn campaign", 1, 1, ANNE, ""),
    ("Partner network", 3, 4, TJE0, "On hold until the new agreements are signed."),
)
COMPLETED = (3, 7)  # statuses of projects
HEADINGS = (
    "Yearly delivery",
    "Framework agreement",
    "Extension",
    "Trial order",
    "Service contract",
    "New equipment",
    "Training for the staff",
    "Replacement",
)
TEXTS = ("Wants delivery before the summer.", "Compares three offers.", "Depends on next year's budget.")
COMMENTS = ("Signs in the end.", "Asks the right questions.", "Uses it every day.")


def add_projects_and_sales(draft: Draft, companies: list[Company]) -> None:
    """Add projects with members, and sales with stakeholders; appointments join those they are about."""
    with_people = [company for company in companies if company.people]
    projects = [_add_project(draft, with_people, *project) for project in PROJECTS]
    around: dict[int, list[dict[str, Any]]] = {}
    for row in draft.rows("appointment"):
        if row["type"] != DOCUMENT and not row["private"]:
            around.setdefault(row["contact_id"], []).append(row)
    for company in draft.random.sample(with_people, SALES):
        sale = _add_sale(draft, company, projects)
        for row in around.get(company.row["contact_id"], ())[-LAST:]:
            if row["registered"] >= sale["registered"]:
                row["sale_id"], row["project_id"] = sale["sale_id"], sale["project_id"]


def _add_project(
    draft: Draft, companies: list[Company], name: str, kind: int, status: int, owner: int, text: str
) -> int:
    rng, number = draft.random, draft.take("project")
    registered = draft.now - rng.randrange(40 * DAY, 200 * DAY, SECOND)
    start = registered // DAY * DAY + 14 * DAY
    draft.put(
        "project",
        {
            "project_id": number,
            "name": name,
            "folded_name": name.casefold(),
            "project_number": str(draft.take("project.project_number")),
            "type_idx": kind,
            "status_idx": status,
            "associate_id": owner,
            "group_id": GROUP_OF[owner],
            "text_id": draft.add("text", type=PROJECT_TEXT, owner_id=number, text=text) if text else None,
            "done": int(status in COMPLETED),
            "startdate": start,
            "enddate": start + rng.choice((30, 60, 90)) * DAY if rng.random() < 0.7 else None,
            **stamps(registered, owner),
        },
    )
    _add_members(draft, number, companies, owner, registered)
    return number


def _add_members(draft: Draft, project: int, companies: list[Company], owner: int, registered: int) -> None:
    """The owner leads; people of some companies take part."""
    rng = draft.random
    members = [(1, owner, MANAGER)]
    for company in rng.sample(companies, rng.randint(3, 8)):
        person = rng.choice(company.people)
        kind = rng.choice((CLIENT, TAKES_PART, TAKES_PART, OUTSIDE))
        members.append((company.row["contact_id"], person["person_id"], kind))
    for rank, (contact, person_id, kind) in enumerate(members, 1):
        number = draft.take("projectmember")
        comment = rng.choice(COMMENTS) if rng.random() < 0.3 else ""
        draft.put(
            "projectmember",
            {
                "projectmember_id": number,
                "project_id": project,
                "contact_id": contact,
                "person_id": person_id,
                "rank": rank,
                "mtype_idx": kind,
                "text_id": draft.add("text", type=PROJECT_MEMBER_TEXT, owner_id=number, text=comment)
                if comment
                else None,
                **stamps(registered + rank * HOUR, owner),
            },
        )


def _add_sale(draft: Draft, company: Company, projects: list[int]) -> dict[str, Any]:
    rng, number, owner = draft.random, draft.take("sale"), company.row["associate_id"]
    registered = draft.now - rng.randrange(30 * DAY, 100 * DAY, SECOND)
    status = rng.choices((OPEN, SOLD, LOST, STALLED), (10, 5, 3, 2))[0]
    closed = status in (SOLD, LOST)
    heading, text = rng.choice(HEADINGS), rng.choice(TEXTS) if rng.random() < 0.4 else ""
    kind = STAKEHOLDER_SALE if rng.random() < 0.3 else 1
    row = {
        "sale_id": number,
        "associate_id": owner,
        "group_idx": GROUP_OF[owner],
        "contact_id": company.row["contact_id"],
        "person_id": rng.choice(company.people)["person_id"] if rng.random() < 0.8 else None,
        "project_id": rng.choice(projects) if rng.random() < 0.25 else None,
        "heading": heading,
        "folded_heading": heading.casefold(),
        "number1": str(draft.take("sale.number1")),
        "saledate": draft.now // DAY * DAY + DAY * (rng.randint(-25, -1) if closed else rng.randint(5, 120)),
        "saletype_id": kind,
        "status": status,
        "done": DONE if closed else NOT_DONE,
        "reopendate": draft.now // DAY * DAY + 90 * DAY if status == STALLED else None,
        "source_id": rng.randint(1, 4),
        "reason_id": rng.randint(1, 7) if status == LOST else None,
        "reasonsold_id": rng.randint(1, 4) if status == SOLD else None,
        "reasonstalled_id": rng.randint(1, 6) if status == STALLED else None,
        "comptr_id": rng.randint(1, 3) if rng.random() < 0.5 else None,
        "credited_id": 3,
        "text_id": draft.add("text", type=SALE_TEXT, owner_id=number, text=text) if text else None,
        **_money(draft, status),
        **stamps(registered, owner),
    }
    draft.put("sale", row)
    draft.add("salehist", **row)
    draft.add("visiblefor", tableid=SALE, recordid=number, forall=1, forassocid=None)
    if kind == STAKEHOLDER_SALE:
        _add_stakeholders(draft, row, company)
    return row


def _money(draft: Draft, status: int) -> dict[str, Any]:
    """Amount, earning and how sure it is."""
    rng = draft.random
    amount, percent = rng.randint(20, 5000) * 100.0, float(rng.choice((10, 15, 20, 25, 40)))
    stage, _, probability = rng.choice(STAGES)
    return {
        "amount": amount,
        "currency_id": KRONER,
        "earning": amount * percent / 100,
        "earning_percent": percent,
        "probability_idx": stage,
        "probability": {SOLD: 100, LOST: 0}.get(status, probability),
    }


def _add_stakeholders(draft: Draft, sale: dict[str, Any], company: Company) -> None:
    for rank, person in enumerate(company.people[:3], 1):
        draft.add(
            "salestakeholder",
            sale_id=sale["sale_id"],
            contact_id=sale["contact_id"],
            person_id=person["person_id"],
            rank=rank,
            stakeholderrole_id=rank,
            comment=draft.random.choice(COMMENTS) if draft.random.random() < 0.5 else "",
            **stamps(sale["registered"], sale["associate_id"]),
        )

"""Guides in the demo data, added after all else: one for the kind most sales are of, one for guided projects."""

from openkontor.store.demo_draft import Draft
from openkontor.store.dialect import statement

Steps = tuple[tuple[str, int, int | None], ...]
SALE_TYPE, PROJECT_TYPE = 1, 4
INSIDE, MEETING, PHONE, QUOTE = 1, 2, 3, 9  # tasks
MAIL, OFFER, AGREEMENT, MINUTES = 3, 4, 5, 6  # templates
# Stage or status, and what is suggested there: name, task or template, in how many days; a document in none.
SALE_GUIDE: tuple[tuple[int, Steps], ...] = (
    (4, (("Meet the customer", MEETING, 7), ("Confirm the meeting", MAIL, None))),
    (1, (("Prepare the offer", QUOTE, 2), ("Send the offer", OFFER, None), ("Ask about the offer", PHONE, 7))),
    (3, (("Sign the contract", MEETING, 5), ("The contract", AGREEMENT, None))),
)
PROJECT_GUIDE: tuple[tuple[int, Steps], ...] = (
    (5, (("Meet those who take part", INSIDE, 7), ("What was agreed", MINUTES, None))),
    (6, (("Look at how far it is", INSIDE, 30),)),
    (7, (("Hand it over", MEETING, 5), ("Report what was done", MAIL, None))),
)
GUIDE_SALES = statement(
    "guide_demo_sales", "UPDATE SaleType SET hasGuide = 1 WHERE tenant = :tenant AND SaleType_Id = :id"
)
GUIDE_PROJECTS = statement(
    "guide_demo_projects", "UPDATE ProjType SET hasGuide = 1 WHERE tenant = :tenant AND ProjType_id = :id"
)


def add_guides(draft: Draft) -> None:
    """Add a guide for a kind of sale and one for a kind of project."""
    draft.db.run(GUIDE_SALES, id=SALE_TYPE)
    draft.db.run(GUIDE_PROJECTS, id=PROJECT_TYPE)
    for stage, steps in SALE_GUIDE:
        link = draft.add("saletypestagelink", saletype_id=SALE_TYPE, stageid=stage)
        _add_steps(draft, steps, sale=link)
    for status, steps in PROJECT_GUIDE:
        link = draft.add("projecttypestatuslink", projtype_id=PROJECT_TYPE, projstatus_id=status)
        _add_steps(draft, steps, project=link)


def _add_steps(draft: Draft, steps: Steps, sale: int | None = None, project: int | None = None) -> None:
    for rank, (name, kind, days) in enumerate(steps, 1):
        place = {"name": name, "rank": rank, "saletypestagelinkid": sale, "projecttypestatuslinkid": project}
        if days is None:
            draft.add("suggesteddocument", doctmpl_id=kind, header=name, **place)
        else:
            draft.add("suggestedappointment", task_id=kind, daysfuture=days, text=name, **place)

"""The Sale agent's stakeholders: who has a say in a sale (domain reference 7.3). Their rights are the sale's."""

import msgspec

from openkontor import rights
from openkontor.agents import check, members
from openkontor.agents.contact import NO_ENTITY, Rights
from openkontor.agents.method import method
from openkontor.agents.small import hidden, small_sales
from openkontor.call import Call
from openkontor.carriers.declare import Int32
from openkontor.carriers.sale import Sale, SaleStakeholder
from openkontor.errors import BadArgument, Invalid, NotFound, UnknownId
from openkontor.rights import SALE, UPDATE
from openkontor.store import sale_stakeholders, sales
from openkontor.store.db import Version

NOBODY = SaleStakeholder()


@method("Sale", takes="nothing", runs="read", allows="associate")
def create_default_sale_stakeholder(call: Call) -> SaleStakeholder:
    """Give an empty stakeholder; nothing is chosen beforehand."""
    bits = rights.mask(call.reference, call.associate_id, SALE, call.associate_id)
    return SaleStakeholder(table_right=rights.table_right(bits))


@method("Sale", takes="query", runs="read", allows="associate")
def get_sale_stakeholder(call: Call, sale_stakeholder_id: int) -> SaleStakeholder | None:
    """Give a stakeholder of a sale; null when it is unknown or hidden."""
    found = _stakeholders(call, [sale_stakeholder_id])
    return found[0] if found else None


def sale_stakeholder_version(call: Call, sale_stakeholder_id: int, lock: bool = False) -> tuple[Version, Rights] | None:
    """Give which state a stakeholder is in; None when it is unknown or hidden. `lock` keeps other writers from it."""
    if lock:
        sale_stakeholders.lock(call.db, sale_stakeholder_id)
    stored = sale_stakeholders.version(call.db, sale_stakeholder_id)
    if stored is None or not _stakeholders(call, [sale_stakeholder_id]):
        return None
    return stored, ()


@method("Sale", takes="arguments", runs="read", allows="associate")
def get_sale_stakeholders(call: Call, sale_id: int) -> list[SaleStakeholder]:
    """List the stakeholders of a sale, by rank; none for an unknown or hidden one."""
    if sale_id not in small_sales(call, [sale_id]):
        return []
    entity = sales.load(call.db, sale_id, call.now, hidden(call))
    return (entity.sale_stakeholders if entity else None) or []


@method("Sale", takes="arguments", runs="read", allows="associate")
def get_sale_stakeholder_by_id(call: Call, sale_stakeholder_ids: list[Int32] | None = None) -> list[SaleStakeholder]:
    """List stakeholders in the order asked for, each once; unknown and hidden ones are left out."""
    return _stakeholders(call, list(dict.fromkeys(sale_stakeholder_ids or ())))


@method("Sale", takes="array", runs="read", allows="associate")
def get_sale_stakeholder_list(call: Call, ids: list[Int32] | None = None) -> list[SaleStakeholder]:
    """Give stakeholders as GetSaleStakeholderById does; the ids come as a bare list."""
    return get_sale_stakeholder_by_id(call, ids)


@method("Sale", takes="entity", runs="write", allows="associate")
def save_sale_stakeholder(call: Call, sale_stakeholder: SaleStakeholder | None) -> SaleStakeholder:
    """Store a stakeholder of a sale: id 0 makes a new one, any other id changes the stored one.

    400 naming the field for an unknown stakeholder, sale, person, company or role, for a person of another company,
    and for a stakeholder that is to change to another sale; 403 without the right to change the sale.
    """
    if sale_stakeholder is None:
        raise BadArgument(NO_ENTITY)
    save = _update if sale_stakeholder.sale_stakeholder_id else _insert
    found = _stakeholders(call, [save(call, sale_stakeholder)])
    if not found:
        raise NotFound("the stakeholder was deleted while it was saved")
    return found[0]


@method("Sale", takes="arguments", runs="write", allows="associate")
def update_sale_stakeholders(call: Call, stakeholders: list[SaleStakeholder] | None = None) -> list[SaleStakeholder]:
    """Store several stakeholders, each as SaveSaleStakeholder does; all others stay."""
    return [save_sale_stakeholder(call, stakeholder) for stakeholder in stakeholders or ()]


@method("Sale", takes="arguments", runs="write", allows="associate")
def add_sale_stakeholders(call: Call, sale_id: int, sale_stakeholders: list[SaleStakeholder] | None = None) -> None:
    """Add stakeholders to a sale; those who are stakeholders already stay as they are."""
    taken = {(one.contact_id, one.person_id) for one in get_sale_stakeholders(call, sale_id)}
    for index, one in enumerate(sale_stakeholders or ()):
        who = members.checked(call, f"SaleStakeholders[{index}].", (one.contact_id, one.person_id), members.NOT_STORED)
        if who not in taken:
            save_sale_stakeholder(call, msgspec.structs.replace(one, sale_stakeholder_id=0, sale_id=sale_id))
            taken.add(who)


@method("Sale", takes="query", runs="write", allows="associate")
def delete_sale_stakeholder(call: Call, sale_stakeholder_id: int) -> None:
    """Take a stakeholder out of its sale."""
    found = _locked(call, [sale_stakeholder_id])
    if not found:
        raise NotFound(f"SaleStakeholder id {sale_stakeholder_id} not found")
    _take_out(call, found)


@method("Sale", takes="arguments", runs="write", allows="associate")
def delete_sale_stakeholders(call: Call, sale_stakeholder_ids: list[Int32] | None = None) -> None:
    """Take stakeholders out of their sales; unknown ids are passed over."""
    _take_out(call, _locked(call, sale_stakeholder_ids or []))


def _stakeholders(call: Call, ids: list[int]) -> list[SaleStakeholder]:
    """Give stakeholders with their sale's rights; unknown and hidden ones are left out."""
    found = sale_stakeholders.load(call.db, ids, hidden(call))
    of = small_sales(call, list({stakeholder.sale_id for stakeholder in found.values()}))
    visible = [found[number] for number in ids if number in found and found[number].sale_id in of]
    for stakeholder in visible:
        stakeholder.table_right = of[stakeholder.sale_id].table_right
    return visible


def _locked(call: Call, ids: list[int]) -> list[SaleStakeholder]:
    """Keep other writers from stakeholders, then give those that are there; each once, the rest left out."""
    for number in sorted(set(ids)):
        sale_stakeholders.lock(call.db, number)
    return _stakeholders(call, list(dict.fromkeys(ids)))


def _take_out(call: Call, found: list[SaleStakeholder]) -> None:
    for stakeholder in found:
        _demand_update(call, stakeholder.sale_id)
        sale_stakeholders.delete(call.db, stakeholder.sale_stakeholder_id)


def _insert(call: Call, sent: SaleStakeholder) -> int:
    sales.lock(call.db, sent.sale_id)
    _demand_update(call, sent.sale_id)
    return sale_stakeholders.insert(call.db, merged(call, "", NOBODY, sent), call.now, call.associate_id)


def _update(call: Call, sent: SaleStakeholder) -> int:
    found = _locked(call, [sent.sale_stakeholder_id])
    if not found:
        raise UnknownId.of("SaleStakeholder", sent.sale_stakeholder_id, "SaleStakeholderId")
    stored = found[0]
    if sent.sale_id not in (0, stored.sale_id):
        raise Invalid.field("SaleId", "a stakeholder does not change to another sale")
    _demand_update(call, stored.sale_id)
    sale_stakeholders.update(call.db, stored, merged(call, "", stored, sent), call.now, call.associate_id)
    return stored.sale_stakeholder_id


def _demand_update(call: Call, sale_id: int) -> None:
    """Stakeholders belong to their sale: who may change that may change them."""
    sale: Sale | None = small_sales(call, [sale_id]).get(sale_id)
    if sale is None:
        raise Invalid.unknown("SaleId", "sale", sale_id)
    rights.demand(rights.mask(call.reference, call.associate_id, SALE, sale.associate_id), UPDATE, SALE)


def merged(call: Call, path: str, stored: SaleStakeholder, sent: SaleStakeholder) -> SaleStakeholder:
    """Give a stakeholder as it is to be stored; `path` is where it stands in the request."""
    before = (stored.contact_id, stored.person_id) if stored.sale_stakeholder_id else members.NOT_STORED
    contact, person = members.checked(call, path, (sent.contact_id, sent.person_id), before)
    roles, name = call.reference.lists["stakeholderrole"], f"{path}StakeholderRoleId"
    if sent.rank < 0:
        raise Invalid.field(f"{path}Rank", "a rank is not negative")
    return SaleStakeholder(
        comment=sent.comment,
        stakeholder_role_id=check.item_id(
            name, sent.stakeholder_role_id, sent.stakeholder_role_name, roles, stored.stakeholder_role_id
        ),
        person_id=person,
        contact_id=contact,
        sale_id=stored.sale_id or sent.sale_id,
        sale_stakeholder_id=stored.sale_stakeholder_id,
        rank=sent.rank or stored.rank,
    )


def merged_list(call: Call, stored: list[SaleStakeholder], sent: list[SaleStakeholder] | None) -> list[SaleStakeholder]:
    """Give the stakeholders of a sale as they are to be stored: null leaves them, a list replaces them."""
    if sent is None:
        return stored
    known = {stakeholder.sale_stakeholder_id: stakeholder for stakeholder in stored}
    result = []
    for index, one in enumerate(sent):
        path = f"SaleStakeholders[{index}]."
        before = known.pop(one.sale_stakeholder_id, None) if one.sale_stakeholder_id else NOBODY
        if before is None:
            problem = f"there is no stakeholder {one.sale_stakeholder_id} in the sale"
            raise Invalid.field(f"{path}SaleStakeholderId", problem)
        result.append(merged(call, path, before, one))
    return result

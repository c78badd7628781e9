"""The lists there are, one line each: all that lists are made of follows from here.

An item has an id, a name, a rank, a tooltip and whether it is deleted, in a table of its own. Who adds a list makes its
table in a migration and adds its line; reading, saving, pickers, headings and `List/{name}` need nothing else.
"""

from typing import NamedTuple

from openkontor.store.dialect import Statement, statement


class ListTable(NamedTuple):
    """One list and the table of its items."""

    name: str  # of the MDO list, in small letters
    label: str  # what people read
    table: str
    key: str
    number: int  # the table's, 901 and up where it has none; also the id of the list
    names: tuple[str, ...] = ()  # what else it is called: its table, its resource below List/
    extra: str = "0"  # the column that tells more of an item
    flag: str = "0"  # the column with a yes or no about an item
    needs_more: bool = False  # an item is more than name and tooltip, so it is added by a method of its own


# fmt: off
TABLES = (
    ListTable("business", "Business", "Business", "business_id", 61),
    ListTable("category", "Category", "Category", "Category_id", 64, (), "category_group", "enable_lead_status"),
    ListTable("comptr", "Competitor", "Comptr", "Comptr_id", 109, ("competitor",)),
    ListTable("consentpurpose", "Consent - Purpose", "ConsentPurpose", "consentpurpose_id", 468),
    ListTable("consentsource", "Consent - Source", "ConsentSource", "consentsource_id", 470),
    ListTable("contactrelationdefinition", "Relation", "relationdefinition", "reldef_id", 48, ("reldef",)),
    ListTable("contint", "Company - Interest", "ContInt", "ContInt_id", 70),
    ListTable("country", "Country", "country", "country_id", 19, needs_more=True),
    ListTable("credited", "Credited", "Credited", "Credited_id", 97),
    ListTable("currency", "Currency", "Currency", "Currency_id", 112),
    ListTable("customerlanguage", "Customer language", "cust_lang", "cust_lang_id", 901),
    ListTable("deliveryterms", "Delivery terms", "DeliveryTerms", "deliveryterms_id", 433, ("deliveryterm",)),
    ListTable("deliverytype", "Delivery type", "DeliveryType", "deliverytype_id", 436),
    ListTable("doctmpl", "Document template", "DocTmpl", "DocTmpl_id", 130, ("documenttemplate",)),
    ListTable("ejcategory", "Request - Category", "ej_category", "ej_category_id", 904, ("ticketcategory",)),
    ListTable("legalbase", "Consent - Legal base", "LegalBase", "legalbase_id", 469),
    ListTable("mrmrs", "Mr/Ms", "MrMrs", "MrMrs_id", 94),
    ListTable("paymentterms", "Payment terms", "PaymentTerms", "paymentterms_id", 427, ("paymentterm",)),
    ListTable("paymenttype", "Payment type", "PaymentType", "paymenttype_id", 430),
    ListTable("persint", "Contact - Interest", "PersInt", "PersInt_id", 73),
    ListTable("perspos", "Position", "PersPos", "PersPos_id", 76, ("position",)),
    ListTable("pmembtype", "Project - Member function", "PMembType", "PMembType_id", 91),
    ListTable("priority", "Priority", "Priority", "Priority_id", 79),
    ListTable("prob", "Sale - Stage", "Prob", "Prob_id", 82, ("rating",), "probability"),
    ListTable("productcategory", "Product category", "ProductCategory", "productcategory_id", 408),
    ListTable("productfamily", "Product family", "ProductFamily", "productfamily_id", 411),
    ListTable("producttype", "Product type", "ProductType", "producttype_id", 414),
    ListTable("projstatus", "Project - Status", "ProjStatus", "ProjStatus_id", 88, ("projectstatus",)),
    ListTable("projtype", "Project - Type", "ProjType", "ProjType_id", 85, ("projecttype",)),
    ListTable("quoteapprreason", "Quote - Reason approved", "QuoteApprReason", "quoteapprreason_id", 540,
              ("quoteapprovereason",)),
    ListTable("quotedenyreason", "Quote - Reason denied", "QuoteDenyReason", "quotedenyreason_id", 543),
    ListTable("reason", "Sale - Reason", "Reason", "Reason_id", 103),
    ListTable("reasonsold", "Sale - Reason sold", "ReasonSold", "ReasonSold_Id", 115),
    ListTable("reasonstalled", "Sale - Reason stalled", "ReasonStalled", "ReasonStalled_Id", 154),
    ListTable("rejectreason", "Follow-up - Reason to decline", "RejectReason", "RejectReason_id", 222),
    ListTable("saletype", "Sale - Type", "SaleType", "SaleType_Id", 149, (), "hasStakeholders"),
    ListTable("saletypecat", "Sale - Category of types", "SaleTypeCat", "SaleTypeCat_id", 118),
    ListTable("salutation", "Academic title", "Salutation", "Salutation_id", 219),
    ListTable("searchcat", "Selection category", "SearchCat", "SearchCat_id", 106, ("selectioncategory",)),
    ListTable("shipmenttype", "Mailing type", "ShipmentType", "ShipmentType_id", 511),
    ListTable("source", "Sale - Source", "Source", "Source_id", 100),
    ListTable("stakeholderrole", "Sale - Stakeholder function", "StakeholderRole", "StakeholderRole_Id", 122),
    ListTable("task", "Follow-up - Type", "Task", "Task_id", 67),
    ListTable("ticketpriority", "Request - Priority", "ticket_priority", "ticket_priority_id", 902),
    ListTable("ticketstatus", "Request - Status", "ticket_status", "ticket_status_id", 903),
    ListTable("tickettype", "Request - Type", "ticket_type", "ticket_type_id", 905),
    ListTable("usergroup", "User group", "UserGroup", "UserGroup_id", 59),
    ListTable("webpanel", "Web panel", "ExtApp", "ExtApp_id", 133),
)
# fmt: on


def read_every() -> Statement:
    """Declare the statement that reads every item of every list."""
    columns = "name, rank, tooltip, deleted"
    parts = [f"SELECT {t.number}, {t.key}, {columns}, {t.extra}, {t.flag} FROM {t.table}" for t in TABLES]
    every = " UNION ALL ".join(f"{part} WHERE tenant = :tenant" for part in parts)
    return statement("read_lists", f"{every} ORDER BY 1, 4, 2")


def insert_into(table: ListTable) -> Statement:
    """Declare the statement that adds an item to a list."""
    return statement(
        f"insert_{table.name}_item",
        f"INSERT INTO {table.table} (tenant, {table.key}, name, rank, tooltip, deleted)"
        " VALUES (:tenant, :id, :name, :rank, :tooltip, :deleted)",
    )


def update_in(table: ListTable) -> Statement:
    """Declare the statement that changes an item of a list."""
    return statement(
        f"update_{table.name}_item",
        f"UPDATE {table.table} SET name = :name, rank = :rank, tooltip = :tooltip, deleted = :deleted"
        f" WHERE tenant = :tenant AND {table.key} = :id",
    )


def read_details(table: ListTable, columns: list[str]) -> Statement:
    """Declare the statement that reads what an item of a list is beside its name."""
    return statement(
        f"read_{table.name}_details",
        f"SELECT {', '.join(columns)} FROM {table.table} WHERE tenant = :tenant AND {table.key} = :id",
    )


def read_every_detail(table: ListTable, columns: list[str]) -> Statement:
    """Declare the statement that reads what the items of a list are beside their names."""
    return statement(
        f"read_every_{table.name}_detail",
        f"SELECT {table.key}, {', '.join(columns)} FROM {table.table} WHERE tenant = :tenant",
    )


def update_details(table: ListTable, columns: list[str]) -> Statement:
    """Declare the statement that changes what an item of a list is beside its name."""
    changes = ", ".join(f"{column} = :{column}" for column in columns)
    return statement(
        f"update_{table.name}_details",
        f"UPDATE {table.table} SET {changes} WHERE tenant = :tenant AND {table.key} = :id",
    )

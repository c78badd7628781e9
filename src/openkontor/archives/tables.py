"""The tables that the archive `dynamic` speaks of: their published columns, and which of their rows a caller may see.

What is not here cannot be named: no secrets, no logins, nobody's preferences.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from openkontor import rights
from openkontor.archives.columns import Kind
from openkontor.archives.guards import APPOINTMENTS, CONTACTS, MEMBERS, OF_SALE, PERSONS, PROJECTS, SALES, TICKETS
from openkontor.archives.kinds import BOOL, CALENDAR, DECIMAL, INT, STAMP, TEXT, WALL
from openkontor.archives.known import known
from openkontor.store.parts import (
    AGENDA_TEXT,
    APPOINTMENT_TEXT,
    CONTACT_TEXT,
    INTERNAL_NOTES_TEXT,
    PERSON_TEXT,
    PROJECT_INFO,
    PROJECT_MEMBER_TEXT,
    PROJECT_TEXT,
    SALE_INFO,
    SALE_TEXT,
)
from openkontor.store.query import OPEN, Guard, Parent
from openkontor.store.reference import Reference

# What a word behind a column's name means; any other word is the table that the column refers to.
KINDS: dict[str, Kind] = {
    "string": TEXT,
    "int": INT,
    "bool": BOOL,
    "stamp": STAMP,
    "date": CALENDAR,
    "wall": WALL,
    "decimal": DECIMAL,
}
LARGEST = 2**31 - 1
PERSONS_PARTS = 16384  # kinds of addresses and phones from here on are those of people


@dataclass(frozen=True, eq=False)
class Table:
    """One table."""

    name: str  # as published
    key: str
    columns: dict[str, tuple[str, str]]  # by name in lower case: the name, and what it is
    guard: Guard = OPEN
    right: int = 0  # the table whose rights count; 0: none, whoever logs in may look
    order: tuple[str, ...] = ()  # the columns it is stored by, where that is not its key
    words: Mapping[str, Kind] = field(default_factory=dict)  # columns whose text is in the caller's language
    folded: Mapping[str, str] = field(default_factory=dict)  # columns whose text stands folded in another one


def _table(name: str, columns: str, guard: Guard = OPEN, **more: Any) -> Table:
    """Declare a table; its first column is its key."""
    named = [tuple(word.split(":")) for word in columns.split()]
    by_name = {column.lower(): (column, kind) for column, kind in named}
    return Table(name, named[0][0], by_name, guard, **more)


def _item(
    table: str, key: str, items: Callable[[Reference], Mapping[int, Any]], more: str = "", /, **shown: str
) -> Table:
    """Declare the table of a list: its items are in memory, their texts in the caller's language."""
    shown = {"name": "name", "tooltip": "tooltip"} | shown

    def words(attribute: str) -> Kind:
        return known("string", items, lambda _, item: getattr(item, attribute), by_id=False)

    kinds = {column: words(attribute) for column, attribute in shown.items()}
    texts = " ".join(f"{column}:string" for column in shown)
    return _table(table, f"{key}:int {texts} rank:int deleted:int {more}", words=kinds)


def _list(name: str, key: str, list_name: str) -> Table:
    return _item(name, key, lambda reference: reference.lists.get(list_name, {}))


PARENTS = {
    CONTACTS: "contact",
    PERSONS: "person",
    APPOINTMENTS: "appointment",
    PROJECTS: "project",
    SALES: "sale",
    MEMBERS: "projectmember",
}


def _part_of(column: str, guard: Guard, *kinds: tuple[str, int, int]) -> tuple[Parent, ...]:
    """Rows that are parts of another one: whose table is named like its key."""
    table = PARENTS[guard]
    return tuple(Parent(column, table, f"{table}_id", guard, kind) for kind in kinds or (None,))


STAMPS = (
    "registered:stamp registered_associate_id:associate updated:stamp updated_associate_id:associate updatedCount:int"
)
OF_CONTACT_AND_PERSON = Guard(parents=(_part_of("contact_id", CONTACTS), _part_of("person_id", PERSONS)))
OF_PERSON = Guard(parents=(_part_of("person_id", PERSONS),))


def _of_owner(column: str) -> Guard:
    """Addresses and phones: a kind tells whose they are."""
    company, person = (column, 1, PERSONS_PARTS - 1), (column, PERSONS_PARTS, LARGEST)
    return Guard(parents=((*_part_of("owner_id", CONTACTS, company), *_part_of("owner_id", PERSONS, person)),))


def _of_end(side: str) -> tuple[Parent, ...]:
    table, record = f"{side}_table", f"{side}_record"
    company, person = (table, rights.CONTACT, rights.CONTACT), (table, rights.PERSON, rights.PERSON)
    return (*_part_of(record, CONTACTS, company), *_part_of(record, PERSONS, person))


TEXTS = (
    *_part_of("owner_id", CONTACTS, ("type", CONTACT_TEXT, CONTACT_TEXT)),
    *_part_of("owner_id", PERSONS, ("type", PERSON_TEXT, PERSON_TEXT)),
    *_part_of("owner_id", APPOINTMENTS, ("type", APPOINTMENT_TEXT, APPOINTMENT_TEXT)),
    *_part_of("owner_id", APPOINTMENTS, ("type", AGENDA_TEXT, INTERNAL_NOTES_TEXT)),
    *_part_of("owner_id", PROJECTS, ("type", PROJECT_TEXT, PROJECT_TEXT), ("type", PROJECT_INFO, PROJECT_INFO)),
    *_part_of("owner_id", SALES, ("type", SALE_TEXT, SALE_TEXT), ("type", SALE_INFO, SALE_INFO)),
    *_part_of("owner_id", MEMBERS, ("type", PROJECT_MEMBER_TEXT, PROJECT_MEMBER_TEXT)),
)
DECLARED = (
    _table(
        "contact",
        "contact_id:int name:string department:string orgNr:string number1:string number2:string kananame:string"
        " associate_id:associate group_id:UserGroup country_id:country business_idx:Business category_idx:Category"
        " xstop:bool nomailing:bool source:int text_id:text activeInterests:int supportPersonId:person"
        " supportAssociateId:associate ticketPriorityId:ticket_priority supportLanguageId:cust_lang"
        f" deleted:int DeletedDate:stamp {STAMPS}",
        CONTACTS,
        right=rights.CONTACT,
        folded={"name": "folded_name"},
    ),
    _table(
        "person",
        "person_id:int contact_id:contact rank:int firstname:string middleName:string lastname:string mrmrs:string"
        " title:string salutation:string text_id:text position_idx:PersPos year_of_birth:int month_of_birth:int"
        " day_of_birth:int person_number:string country_id:country kanalname:string kanafname:string post1:string"
        " post2:string post3:string usepersonaddress:int nomailing:bool retired:int sentInfo:int"
        " showContactTickets:int source:int activeInterests:int associate_id:associate group_id:UserGroup"
        " business_idx:Business category_idx:Category supportAssociateId:associate ticketPriorityId:ticket_priority"
        f" supportLanguageId:cust_lang DeletedDate:stamp {STAMPS}",
        PERSONS,
        right=rights.PERSON,
    ),
    _table(
        "appointment",
        "appointment_id:int contact_id:contact person_id:person associate_id:associate group_idx:UserGroup"
        " done:date do_by:date endDate:date activeDate:date leadtime:int lagTime:int alarm:int hasAlarm:bool"
        " task_idx:Task priority_idx:Priority type:int status:int private:int text_id:text agenda_text_id:text"
        " internal_notes_text_id:text mother_id:appointment mother_associate_id:associate document_id:document"
        " project_id:project sale_id:sale color_index:int invitedPersonId:person location:string alldayEvent:int"
        " freeBusy:int rejectCounter:int rejectReason:string assignedBy:associate preferredTZLocation:int"
        " suggestedAppointmentId:int suggestedDocumentId:int isMilestone:bool join_videomeet_url:string"
        f" centralservice_videomeet_id:string cautionWarning:int owned_externally:int {STAMPS}",
        APPOINTMENTS,
        right=rights.APPOINTMENT,
    ),
    _table(
        "document",
        "document_id:int name:string header:string our_ref:string your_ref:string attention:string text_id:text"
        f" appointment_id:appointment extref:string snum:int contentSetCount:int {STAMPS}",
        Guard(parents=(_part_of("appointment_id", APPOINTMENTS),)),
    ),
    _table(
        "relations",
        "relation_id:int reldef_id:relationdefinition source_table:int source_record:int destination_table:int"
        f" destination_record:int relcomment:string reversed:int group_idx:UserGroup associateId:associate {STAMPS}",
        Guard(owner="associateId", hidden="hidden_relations", parents=(_of_end("source"), _of_end("destination"))),
        right=rights.RELATION,
    ),
    _table(
        "project",
        "project_id:int name:string project_number:string type_idx:ProjType status_idx:ProjStatus"
        " associate_id:associate group_id:UserGroup text_id:text postitText_id:text done:bool startDate:wall"
        f" endDate:wall {STAMPS}",
        PROJECTS,
        right=rights.PROJECT,
        folded={"name": "folded_name"},
    ),
    _table(
        "projectmember",
        "projectmember_id:int project_id:project contact_id:contact person_id:person rank:int mtype_idx:PMembType"
        f" text_id:text event_participant_status:int {STAMPS}",
        MEMBERS,
    ),
    _table(
        "sale",
        "sale_id:int associate_id:associate group_idx:UserGroup contact_id:contact person_id:person"
        " project_id:project heading:string number1:string saledate:wall amount:decimal currency_id:Currency"
        " earning:decimal earning_percent:decimal probability_idx:Prob probability:int saleType_id:SaleType status:int"
        " done:int reopenDate:wall source_id:Source reason_id:Reason reasonSold_id:ReasonSold"
        " reasonStalled_id:ReasonStalled comptr_id:Comptr credited_id:Credited text_id:text postitText_id:text"
        f" {STAMPS}",
        SALES,
        right=rights.SALE,
        folded={"heading": "folded_heading"},
    ),
    _table(
        "SaleHist",
        "salehist_id:int sale_id:sale associate_id:associate group_idx:UserGroup contact_id:contact person_id:person"
        " project_id:project heading:string number1:string saledate:wall amount:decimal currency_id:Currency"
        " earning:decimal earning_percent:decimal probability_idx:Prob probability:int saleType_id:SaleType status:int"
        " done:int reopenDate:wall source_id:Source reason_id:Reason reasonSold_id:ReasonSold"
        f" reasonStalled_id:ReasonStalled comptr_id:Comptr credited_id:Credited {STAMPS}",
        OF_SALE,
        folded={"heading": "folded_heading"},
    ),
    _table(
        "SaleStakeholder",
        "salestakeholder_id:int sale_id:sale contact_id:contact person_id:person rank:int"
        f" stakeholderrole_id:StakeholderRole comment:string {STAMPS}",
        Guard(parents=(_part_of("sale_id", SALES), *OF_CONTACT_AND_PERSON.parents)),
    ),
    _table(
        "PriceList",
        "pricelist_id:int ERPPriceListKey:string QuoteConnectionId:int Name:string Description:string"
        f" CurrencyId:Currency ValidFrom:wall ValidTo:wall IsActive:bool IsERPCopy:bool {STAMPS}",
    ),
    _table(
        "Product",
        "product_id:int ERPProductKey:string PriceListId:PriceList Name:string Description:string Code:string"
        " QuantityUnit:string PriceUnit:string IsSubscription:bool SubscriptionUnit:string"
        " DefaultSubscriptionQuantity:decimal ItemNumber:string Url:string ProductCategoryKey:string"
        " ProductFamilyKey:string ProductTypeKey:string VATInfo:string VAT:decimal UnitCost:decimal"
        " UnitMinimumPrice:decimal UnitListPrice:decimal ExtraInfo:string InAssortment:bool Supplier:string"
        " SupplierCode:string Rights:string Rule:string extraField1:string extraField2:string extraField3:string"
        f" extraField4:string extraField5:string {STAMPS}",
    ),
    _table(
        "ticket",
        "id:int connect_id:ticket title:string created_at:date last_changed:date activate:date closed_at:date"
        " created_by:int author:string owned_by:int category:ej_category slevel:int status:int"
        " ticket_status:ticket_status cust_id:person priority:ticket_priority read_by_owner:date"
        " first_read_by_owner:date first_read_by_user:date read_by_customer:date replied_at:date read_status:int"
        " has_attachment:bool deadline:date origin:int num_replies:int num_messages:int contact_id:contact"
        " sale_id:sale project_id:project",
        TICKETS,
    ),
    _table("text", "text_id:int type:int owner_id:int text:string", Guard(parents=(TEXTS,))),
    _table(
        "address",
        "address_id:int owner_id:int atype_idx:int address1:string address2:string address3:string city:string"
        " county:string state:string zipcode:string wgs84latitude:decimal wgs84longitude:decimal",
        _of_owner("atype_idx"),
        order=("owner_id", "atype_idx"),
    ),
    _table(
        "phone",
        "phone_id:int owner_id:int ptype_idx:int rank:int phone:string searchPhoneNumber:string description:string",
        _of_owner("ptype_idx"),
        order=("owner_id", "ptype_idx", "rank"),
    ),
    _table(
        "Email",
        "email_id:int contact_id:contact person_id:person type:int rank:int email_address:string description:string"
        " bounceCount:int lastBounce:date registered:stamp",
        OF_CONTACT_AND_PERSON,
    ),
    _table(
        "URL",
        "url_id:int contact_id:contact person_id:person project_id:project rank:int url_address:string"
        " description:string",
        Guard(parents=(*OF_CONTACT_AND_PERSON.parents, _part_of("project_id", PROJECTS))),
    ),
    _table(
        "contactinterest",
        "contactinterest_id:int contact_id:contact cinterest_idx:ContInt registered:stamp",
        Guard(parents=(_part_of("contact_id", CONTACTS),)),
        order=("contact_id", "cinterest_idx"),
    ),
    _table(
        "personinterest",
        "personinterest_id:int person_id:person pinterest_idx:PersInt registered:stamp",
        OF_PERSON,
        order=("person_id", "pinterest_idx"),
    ),
    _table(
        "ShipmentTypeReservation",
        "ShipmentTypeReservation_id:int person_id:person ShipmentType_id:ShipmentType",
        OF_PERSON,
        order=("person_id", "ShipmentType_id"),
    ),
    _table(
        "associate",
        "associate_id:int name:string rank:int tooltip:string deleted:int group_idx:UserGroup person_id:person type:int"
        " ejuserId:int registered:stamp",
    ),
    _table("UserGroupLink", "UserGroupLink_id:int assoc_id:associate UserGroup_id:UserGroup"),
    _table("UserRoleLink", "UserRoleLink_id:int associate_id:associate role_id:Role"),
    _table("OwnerContactLink", "OwnerContactLink_id:int contact_id:contact"),
    _table(
        "relationtarget",
        "reltarget_id:int reldef_id:relationdefinition source_table:int destination_table:int bidirectional:int",
    ),
    _item(
        "country",
        "country_id",
        lambda reference: reference.countries,
        "english_name:string zip_prefix:string currency_id:Currency domainName:string dialInPrefix:string"
        " interAreaPrefix:string isoNumber:int abbrev2:string abbrev3:string addressLayout:int"
        " addressLayoutDomestic:int addressLayoutForeign:int",
        orgNrText="org_nr_text",
    ),
    _item(
        "Category",
        "Category_id",
        lambda reference: reference.lists["category"],
        "category_group:int enable_lead_status:bool",
    ),
    _item(
        "Task",
        "Task_id",
        lambda reference: reference.tasks,
        "record_type:int direction:int color_index:int intentId:int defaultAlldayEvent:int defaultFreeBusy:int"
        " defaultPublishType:int default_videomeeting_status:int",
        name="value",
    ),
    _item("relationdefinition", "reldef_id", lambda reference: reference.definitions, passive_text="passive_text"),
    _item("Role", "Role_id", lambda reference: reference.roles, "roleType:int"),
    _list("Business", "business_id", "business"),
    _list("Comptr", "Comptr_id", "comptr"),
    _list("Credited", "Credited_id", "credited"),
    _list("PMembType", "PMembType_id", "pmembtype"),
    _list("ProjStatus", "ProjStatus_id", "projstatus"),
    _list("Reason", "Reason_id", "reason"),
    _list("ReasonSold", "ReasonSold_Id", "reasonsold"),
    _list("ReasonStalled", "ReasonStalled_Id", "reasonstalled"),
    _list("Source", "Source_id", "source"),
    _list("StakeholderRole", "StakeholderRole_Id", "stakeholderrole"),
    _item(
        "ProjType",
        "ProjType_id",
        lambda reference: reference.lists["projtype"],
        "projectDuration:int durationUnit:int hasGuide:bool isAutoAdvance:bool",
    ),
    _item(
        "SaleType",
        "SaleType_Id",
        lambda reference: reference.lists["saletype"],
        "saleDuration:int durationUnit:int hasGuide:bool isAutoAdvance:bool saleTypeCat_id:int hasStakeholders:int"
        " allowQuoteAlternatives:bool defaultQuoteValidity:int maxDiscountPercentSet:bool minEarningPercentSet:bool"
        " maxDiscountPercent:int minEarningPercent:int quoteLinesTemplate:int confirmationLinesTemplate:int",
    ),
    _item("Prob", "Prob_id", lambda reference: reference.lists["prob"], "probability:int"),
    _list("ContInt", "ContInt_id", "contint"),
    _item("Currency", "Currency_id", lambda reference: reference.lists["currency"], "rate:decimal units:decimal"),
    _list("cust_lang", "cust_lang_id", "customerlanguage"),
    _list("MrMrs", "MrMrs_id", "mrmrs"),
    _list("PersInt", "PersInt_id", "persint"),
    _list("PersPos", "PersPos_id", "perspos"),
    _list("Priority", "Priority_id", "priority"),
    _list("Salutation", "Salutation_Id", "salutation"),
    _list("ShipmentType", "ShipmentType_id", "shipmenttype"),
    _list("ej_category", "ej_category_id", "ejcategory"),
    _list("ticket_priority", "ticket_priority_id", "ticketpriority"),
    _list("ticket_status", "ticket_status_id", "ticketstatus"),
    _list("UserGroup", "UserGroup_id", "usergroup"),
    _table(
        "ConsentPerson",
        "consentperson_id:int person_id:person consentPurpose_id:ConsentPurpose legalBase_id:LegalBase"
        f" consentSource_id:ConsentSource comment:string {STAMPS}",
        OF_PERSON,
    ),
    _item(
        "ConsentPurpose",
        "consentpurpose_id",
        lambda reference: reference.lists["consentpurpose"],
        "key:string consentText:string formText:string privacyStatementDesc:string privacyStatementUrl:string"
        " active:bool updated:stamp updated_associate_id:associate",
    ),
    _item(
        "ConsentSource",
        "consentsource_id",
        lambda reference: reference.lists["consentsource"],
        "key:string mailTemplate_id:DocTmpl",
    ),
    _item("LegalBase", "legalbase_id", lambda reference: reference.lists["legalbase"], "key:string"),
    _item(
        "DocTmpl",
        "DocTmpl_id",
        lambda reference: reference.document_templates,
        "filename:string autoevent_id:int record_type:int direction:int saveInDb:int default_oref:string"
        " quoteDocType:int intentId:int defaultPublishType:int mimeType:string loadTemplateFromPlugin:int"
        " privacyDocType:int emailSubject:string includeSignature:bool showCurrents:bool senderEmailMode:int"
        " senderEmailAddress:string invitationDocType:int",
    ),
    _table(
        "ProjectTypeStatusLink",
        "ProjectTypeStatusLink_id:int projType_id:ProjType projStatus_id:ProjStatus deleted:int",
    ),
    _list("DeliveryTerms", "deliveryterms_id", "deliveryterms"),
    _list("DeliveryType", "deliverytype_id", "deliverytype"),
    _list("PaymentTerms", "paymentterms_id", "paymentterms"),
    _list("PaymentType", "paymenttype_id", "paymenttype"),
    _list("ProductCategory", "productcategory_id", "productcategory"),
    _list("ProductFamily", "productfamily_id", "productfamily"),
    _list("ProductType", "producttype_id", "producttype"),
    _list("QuoteApprReason", "quoteapprreason_id", "quoteapprreason"),
    _list("QuoteDenyReason", "quotedenyreason_id", "quotedenyreason"),
    _list("SearchCat", "SearchCat_id", "searchcat"),
)
TABLES: dict[str, Table] = {table.name.lower(): table for table in DECLARED}

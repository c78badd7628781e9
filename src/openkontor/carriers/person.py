"""The human being, short."""

from typing import Annotated

from openkontor.carriers.declare import KEY, MANDATORY, SHORT, Carrier, Int16, Int32, OwnRight

IS_USER = "[SR_ACCESS_ASSOC_DELETE]"  # why a person who is a user cannot be deleted


class Person(Carrier):
    """The human being, short; also an item of ContactEntity.Persons."""

    own_rights = (
        OwnRight("PersonId", "System.Int32", 4),
        OwnRight("Retired", "System.Int16", 2, user_reason=IS_USER),
        OwnRight("Rank", "System.Int16", 2),
        OwnRight("Mrmrs", "System.String", 239),
        OwnRight("Title", "System.String", 239),
        OwnRight("Firstname", "System.String", 99, MANDATORY),
        OwnRight("MiddleName", "System.String", 99),
        OwnRight("Lastname", "System.String", 99),
        OwnRight("Usepersonaddress", "System.Int16", 2),
        OwnRight("CountryId", "System.Int32", 4),
        OwnRight("ActiveInterests", "System.Int16", 2),
        OwnRight("Position", "System.String", 239),
        OwnRight("CategoryName", "System.String", 239),
        OwnRight("ContactCategoryName", "System.String", 239),
        OwnRight("Text", "System.String", 4000),
        OwnRight("Email", "System.String", 239),
        OwnRight("DirectPhone", "System.String", 239),
        OwnRight("MobilePhone", "System.String", 239),
        OwnRight("Fax", "System.String", 239),
        OwnRight("ContactId", "System.Int32", 4, MANDATORY),
        OwnRight("ContactName", "System.String", 219, MANDATORY, "[SR_ACCESS_FIELD_R_DB]"),
        OwnRight("ContactDepartment", "System.String", 219),
        OwnRight("ContactPhone", "System.String", 239),
        OwnRight("ContactCountryId", "System.Int32", 4),
        OwnRight("ContactOrgNr", "System.String", 49),
        OwnRight("AssociateId", "System.Int32", 4),
        OwnRight("AssociateName", "System.String", 239, "[SR_USERS_MUST_HAVE_UNIQUE_NAME]"),
        OwnRight("ContactFax", "System.String", 239),
        OwnRight("Kanafname", "System.String", 99),
        OwnRight("Kanalname", "System.String", 99),
        OwnRight("Post1", "System.String", 99),
        OwnRight("Post2", "System.String", 99),
        OwnRight("Post3", "System.String", 99),
        OwnRight("EmailName", "System.String", 254),
        OwnRight("ActiveErpLinks", "System.Int32", 4),
        OwnRight("TicketPriorityId", "System.Int32", 4),
        OwnRight("CustomerLanguageId", "System.Int32", 4),
        OwnRight("SupportAssociateId", "System.Int32", 4),
    )

    position: str = ""
    person_id: Annotated[Int32, KEY] = 0
    mrmrs: str = ""
    firstname: str = ""
    lastname: str = ""
    middle_name: str = ""
    title: str = ""
    description: str = ""
    email: str = ""
    full_name: str = ""
    direct_phone: str = ""
    formal_name: str = ""
    country_id: Int32 = 0
    contact_id: Int32 = 0
    contact_name: str = ""
    retired: Annotated[Int16, SHORT] = 0
    rank: Annotated[Int16, SHORT] = 0
    active_interests: Annotated[Int16, SHORT] = 0
    contact_department: str = ""
    contact_country_id: Int32 = 0
    contact_org_nr: str = ""
    fax_phone: str = ""
    mobile_phone: str = ""
    contact_phone: str = ""
    associate_name: str = ""
    associate_id: Int32 = 0
    use_person_address: bool = False
    contact_fax: str = ""
    kanafname: str = ""
    kanalname: str = ""
    post1: str = ""
    post2: str = ""
    post3: str = ""
    email_name: str = ""
    contact_full_name: str = ""
    active_erp_links: Int32 = 0
    ticket_priority_id: Int32 = 0
    support_language_id: Int32 = 0
    support_associate_id: Int32 = 0
    category_name: str = ""
    person_number: str = ""

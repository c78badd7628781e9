"""What the lists of a new database hold. Ids are those that clients know from SuperOffice's demo database."""

# list table -> its items in rank order: id, name
LISTS: dict[str, tuple[tuple[int, str], ...]] = {
    "Business": (
        (1, "Lawyers"),
        (2, "Bank/Finance"),
        (3, "Insurance"),
        (4, "IT"),
        (5, "Graphic industry"),
        (6, "Trade"),
        (7, "Hotel/Restaurant"),
        (8, "Industry"),
        (9, "Wholesalers"),
        (10, "Public sector"),
        (11, "Service"),
        (12, "Transport"),
        (13, "Other"),
    ),
    "ContInt": ((1, "Reference customer"), (2, "Prestige customer"), (3, "Key account")),
    "PersInt": (
        (1, "Reference person"),
        (3, "Administrative contact"),
        (4, "Decision maker"),
        (5, "Sales contact"),
        (6, "Product news"),
        (7, "Price lists"),
        (9, "Technical information"),
    ),
    "PersPos": (
        (1, "Unknown"),
        (2, "Top management"),
        (3, "Administration"),
        (4, "Sales"),
        (5, "Marketing"),
        (6, "Technical"),
    ),
    "Priority": ((1, "Low"), (2, "Normal"), (3, "High")),
    "MrMrs": ((1, "Mr."), (2, "Ms.")),
    "Salutation": ((1, "Dr."), (2, "Prof.")),
    "ticket_priority": ((1, "Low"), (2, "Medium"), (3, "High")),
    "ticket_type": ((1, "Request"),),
    "ej_category": ((1, "Support"), (2, "Sales"), (3, "Invoices"), (4, "Other")),
    "cust_lang": (
        (1, "English"),
        (2, "Norwegian"),
        (3, "Swedish"),
        (4, "Danish"),
        (5, "German"),
        (6, "Dutch"),
    ),
    "ShipmentType": ((1, "Invitations"), (2, "News"), (3, "Promotions"), (4, "Urgent messages")),
    # Projects and sales.
    "ProjType": ((1, "Direct mail/Campaign"), (2, "Internal"), (3, "Other"), (4, "Guided project")),
    "ProjStatus": (
        (1, "Planned"),
        (2, "In progress"),
        (3, "Closed"),
        (4, "Stopped"),
        (5, "Project planning"),
        (6, "Implementation"),
        (7, "Completion"),
    ),
    "PMembType": (
        (1, "Client"),
        (2, "Project manager"),
        (3, "Secretary"),
        (4, "Project member"),
        (5, "Specialist"),
        (6, "External contact"),
    ),
    "SaleType": ((1, "General sale"), (2, "Guided sale"), (3, "Stakeholders"), (4, "Staged sale")),
    "Source": ((1, "Active selling"), (2, "Campaign"), (3, "Internet"), (4, "Recommendation")),
    "Reason": (
        (1, "Price"),
        (2, "Product"),
        (3, "Service level"),
        (4, "Budget cuts"),
        (5, "Customer relations"),
        (6, "Internal politics"),
        (7, "Other"),
    ),
    "ReasonSold": ((1, "Price"), (2, "Performance"), (3, "User-friendliness"), (4, "Personality")),
    "ReasonStalled": (
        (1, "Price"),
        (2, "Internal politics"),
        (3, "Power sponsor left"),
        (4, "Power vacuum"),
        (5, "Internal review process"),
        (6, "Lack of interest"),
    ),
    "Comptr": ((1, "Unknown"), (2, "Nobody"), (3, "In-house solution")),
    "Credited": ((1, "Project sales"), (2, "Service department"), (3, "Salesperson")),
    "StakeholderRole": ((1, "Decision maker"), (2, "Influencer"), (3, "User")),
}

# What people agree to, how that came about, and what in the law allows it: id, name, key
CONSENTS = {
    "ConsentPurpose": (
        (1, "Sales and service", "STORE"),
        (2, "E-marketing", "EMARKETING"),
    ),
    "ConsentSource": ((1, "Entered by a user", "USER"),),
    "LegalBase": (
        (1, "Consent", "61A"),
        (2, "Contract", "61B"),
        (3, "Legal obligation", "61C"),
        (4, "Vital interests", "61D"),
        (5, "Public interest", "61E"),
        (6, "Legitimate interest", "61F"),
        (7, "Withdrawn", "WITHDRAWN"),
    ),
}

# id, name, TicketBaseStatus (1 active, 2 closed, 3 postponed, 4 deleted)
TICKET_STATUSES = ((1, "Open", 1), (2, "Closed", 2), (3, "Postponed", 3), (4, "Deleted", 4))

# id, name, CategoryGroup
CATEGORIES = (
    (1, "Customer", 1),
    (2, "Potential customer", 2),
    (3, "Supplier", 5),
    (4, "Partner", 3),
    (5, "Lost customer", 4),
    (6, "Competitor", 5),
)

# id, name, TaskType (1 appointment, 5 phone, 6 to do), TaskDirection (0 neither, 1 incoming, 2 outgoing)
TASKS = (
    (1, "Meeting (in)", 1, 1),
    (2, "Meeting (out)", 1, 2),
    (3, "Phone - Out", 5, 2),
    (4, "Phone - In", 5, 1),
    (5, "Follow-up", 6, 0),
    (6, "Planning", 1, 0),
    (7, "Visit", 1, 2),
    (8, "Lunch", 1, 0),
    (9, "Quote", 6, 2),
    (10, "Service", 1, 0),
    (11, "Private", 1, 0),
    (12, "Other", 1, 0),
    (13, "Fair", 1, 0),
    (14, "Campaign", 1, 2),
)

CONTACT, PERSON, APPOINTMENT, PROJECT, SALE, RELATION = 5, 6, 9, 11, 13, 52  # table numbers
# id, name, file name, DocTmplType (2 document, 3 e-mail), DocTmplDirection (0 neither, 1 incoming, 2 outgoing)
DOCUMENT_TEMPLATES = (
    (1, "Letter", "letter.docx", 2, 2),
    (2, "Incoming letter", "", 2, 1),
    (3, "E-mail", "", 3, 2),
    (4, "Offer", "offer.docx", 2, 2),
    (5, "Agreement", "agreement.docx", 2, 0),
    (6, "Minutes", "minutes.docx", 2, 0),
    (7, "Other", "", 2, 0),
)


# id, active text, passive text, (source table, destination table) of every kind that may use it
RELATION_DEFINITIONS = (
    (1, "owns", "owned by", ((CONTACT, CONTACT), (PERSON, CONTACT))),
    (7, "knows", "knows", ((CONTACT, CONTACT), (CONTACT, PERSON), (PERSON, CONTACT), (PERSON, PERSON))),
    (8, "cooperates with", "cooperates with", ((CONTACT, CONTACT),)),
    (9, "employs", "is employed by", ((CONTACT, PERSON),)),
)

# Kinds of link, which are nobody's to choose: id, name; they rank behind those.
LINK_DEFINITIONS = (
    (2, "Link to follow-up"),
    (3, "Link to document"),
    (4, "Link to sale"),
    (5, "Link to project"),
)

# What a role may do with records that are its own, of its primary group, of its other groups, of the rest.
# DataRight.relationToOwner holds the place in this order, the API's: 0 own, 1 primary group, 2 other
# groups, 3 other associates. (SuperOffice's own database has the last two the other way round.)
DATA_RIGHTS = (
    ("User level 0", ("CRUD", "CRUD", "CRUD", "CRUD")),
    ("User level 1", ("CRUD", "CRUD", "CRUD", "CRUD")),
    ("User level 2", ("CRUD", "CRUD", "R", "R")),
    ("User level 3", ("CRUD", "R", "R", "R")),
    ("User level 4", ("CRUD", "R", "", "")),
    ("User level 5", ("CR", "R", "R", "R")),
)
RIGHTS_TABLES = (CONTACT, PERSON, APPOINTMENT, RELATION, PROJECT, SALE)

# functional right -> the roles that have it, by their level
FUNCTION_RIGHTS = (
    ("admin-all", (0,)),
    ("admin-lists", (0,)),
    ("admin-users", (0,)),
    ("manage-entities", (0, 1)),
    ("restore-others-entities", (0, 1)),
    ("see-other-companies-users", (0, 1, 2, 3)),
)

# counter, number of the field it fills (table number x 256 + column), flags: allocate 1, unique 2
NUMBER_COUNTERS = (
    ("contact.number2", 1285, 3),
    ("person.person_number", 1554, 3),
    ("project.project_number", 2818, 1),
    ("sale.number1", 3353, 1),
)
FIRST_NUMBER = 10001

DEFAULT_BUSINESS = 13  # Other
DEFAULT_CATEGORY = 2  # Potential customer

# Stages of a sale, in rank order: id, name, probability in percent
STAGES = (
    (4, "First meeting", 10),
    (5, "Second meeting", 30),
    (1, "Quote sent", 50),
    (2, "Final negotiations", 70),
    (3, "Verbal acceptance", 90),
)
STAKEHOLDER_SALE = 3  # the kind of sale that has stakeholders

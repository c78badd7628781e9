-- The founding tables, under the field's own names. Keys begin with the tenant.
-- Instants are microseconds since 1970 in UTC, wall-clock dates the same without a zone; NULL is "none".
-- Yes and no are 1 and 0. `changed_at` is the true time of the latest change; `updated` is what the wire shows.

CREATE TABLE tenant (
    tenant INTEGER NOT NULL PRIMARY KEY CHECK (tenant BETWEEN 1 AND 2147483647),
    name TEXT NOT NULL UNIQUE,
    base_zone TEXT NOT NULL,
    reference_version BIGINT NOT NULL DEFAULT 1,
    registered BIGINT NOT NULL
);

CREATE TABLE sequence (
    tenant INTEGER NOT NULL,
    TableName TEXT NOT NULL,
    next_id BIGINT NOT NULL,
    PRIMARY KEY (tenant, TableName)
);

CREATE TABLE RefCounts (
    tenant INTEGER NOT NULL,
    RefCounts_id INTEGER NOT NULL CHECK (RefCounts_id BETWEEN 1 AND 2147483647),
    fieldId INTEGER NOT NULL,
    recordId INTEGER,
    flags INTEGER NOT NULL,
    PRIMARY KEY (tenant, RefCounts_id)
);

CREATE TABLE UserPreference (
    tenant INTEGER NOT NULL,
    userpreference_id INTEGER NOT NULL CHECK (userpreference_id BETWEEN 1 AND 2147483647),
    deflevel INTEGER NOT NULL,
    maxlevel INTEGER NOT NULL,
    owner_id INTEGER NOT NULL DEFAULT 0,
    prefsection TEXT NOT NULL,
    prefkey TEXT NOT NULL,
    prefvalue TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (tenant, userpreference_id)
);
CREATE UNIQUE INDEX UserPreference_key ON UserPreference (tenant, prefsection, prefkey, deflevel, owner_id);

CREATE TABLE UserGroup (
    tenant INTEGER NOT NULL,
    UserGroup_id INTEGER NOT NULL CHECK (UserGroup_id BETWEEN 1 AND 2147483647),
    name TEXT NOT NULL,
    rank INTEGER NOT NULL DEFAULT 0,
    tooltip TEXT NOT NULL DEFAULT '',
    deleted INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant, UserGroup_id)
);

CREATE TABLE Role (
    tenant INTEGER NOT NULL,
    Role_id INTEGER NOT NULL CHECK (Role_id BETWEEN 1 AND 2147483647),
    name TEXT NOT NULL,
    rank INTEGER NOT NULL DEFAULT 0,
    tooltip TEXT NOT NULL DEFAULT '',
    deleted INTEGER NOT NULL DEFAULT 0,
    roleType INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant, Role_id)
);

CREATE TABLE DataRight (
    tenant INTEGER NOT NULL,
    DataRight_id INTEGER NOT NULL CHECK (DataRight_id BETWEEN 1 AND 2147483647),
    roleId INTEGER NOT NULL,
    tableId INTEGER NOT NULL,
    relationToOwner INTEGER NOT NULL,
    CRUD TEXT NOT NULL,
    PRIMARY KEY (tenant, DataRight_id),
    FOREIGN KEY (tenant, roleId) REFERENCES Role (tenant, Role_id)
);

CREATE TABLE FunctionRight (
    tenant INTEGER NOT NULL,
    FunctionRight_id INTEGER NOT NULL CHECK (FunctionRight_id BETWEEN 1 AND 2147483647),
    name TEXT NOT NULL,
    PRIMARY KEY (tenant, FunctionRight_id)
);

CREATE TABLE FunctionRightRoleLink (
    tenant INTEGER NOT NULL,
    FunctionRightRoleLink_id INTEGER NOT NULL CHECK (FunctionRightRoleLink_id BETWEEN 1 AND 2147483647),
    roleId INTEGER NOT NULL,
    functionRightId INTEGER NOT NULL,
    PRIMARY KEY (tenant, FunctionRightRoleLink_id),
    FOREIGN KEY (tenant, roleId) REFERENCES Role (tenant, Role_id),
    FOREIGN KEY (tenant, functionRightId) REFERENCES FunctionRight (tenant, FunctionRight_id)
);

CREATE TABLE associate (
    tenant INTEGER NOT NULL,
    associate_id INTEGER NOT NULL CHECK (associate_id BETWEEN 1 AND 2147483647),
    name TEXT NOT NULL,
    folded_name TEXT NOT NULL,
    rank INTEGER NOT NULL DEFAULT 0,
    tooltip TEXT NOT NULL DEFAULT '',
    deleted INTEGER NOT NULL DEFAULT 0,
    group_idx INTEGER NOT NULL,
    lastlogin BIGINT,
    lastlogout BIGINT,
    person_id INTEGER,
    type INTEGER NOT NULL DEFAULT 0,
    ejuserId INTEGER NOT NULL DEFAULT 0,
    registered BIGINT NOT NULL,
    PRIMARY KEY (tenant, associate_id),
    FOREIGN KEY (tenant, group_idx) REFERENCES UserGroup (tenant, UserGroup_id)
);
CREATE UNIQUE INDEX associate_name ON associate (tenant, folded_name);
CREATE INDEX associate_person ON associate (tenant, person_id);

CREATE TABLE UserGroupLink (
    tenant INTEGER NOT NULL,
    UserGroupLink_id INTEGER NOT NULL CHECK (UserGroupLink_id BETWEEN 1 AND 2147483647),
    assoc_id INTEGER NOT NULL,
    UserGroup_id INTEGER NOT NULL,
    PRIMARY KEY (tenant, UserGroupLink_id),
    FOREIGN KEY (tenant, assoc_id) REFERENCES associate (tenant, associate_id),
    FOREIGN KEY (tenant, UserGroup_id) REFERENCES UserGroup (tenant, UserGroup_id)
);

CREATE TABLE UserRoleLink (
    tenant INTEGER NOT NULL,
    UserRoleLink_id INTEGER NOT NULL CHECK (UserRoleLink_id BETWEEN 1 AND 2147483647),
    associate_id INTEGER NOT NULL,
    role_id INTEGER NOT NULL,
    PRIMARY KEY (tenant, UserRoleLink_id),
    FOREIGN KEY (tenant, associate_id) REFERENCES associate (tenant, associate_id),
    FOREIGN KEY (tenant, role_id) REFERENCES Role (tenant, Role_id)
);

CREATE TABLE Credentials (
    tenant INTEGER NOT NULL,
    Credentials_id INTEGER NOT NULL CHECK (Credentials_id BETWEEN 1 AND 2147483647),
    associateId INTEGER NOT NULL,
    credentialType TEXT NOT NULL,
    secret TEXT NOT NULL,
    isActive INTEGER NOT NULL DEFAULT 1,
    version INTEGER NOT NULL DEFAULT 1,
    registered BIGINT NOT NULL,
    PRIMARY KEY (tenant, Credentials_id),
    FOREIGN KEY (tenant, associateId) REFERENCES associate (tenant, associate_id)
);

CREATE TABLE Currency (
    tenant INTEGER NOT NULL,
    Currency_id INTEGER NOT NULL CHECK (Currency_id BETWEEN 1 AND 2147483647),
    name TEXT NOT NULL,
    rank INTEGER NOT NULL DEFAULT 0,
    tooltip TEXT NOT NULL DEFAULT '',
    deleted INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant, Currency_id)
);

CREATE TABLE country (
    tenant INTEGER NOT NULL,
    country_id INTEGER NOT NULL CHECK (country_id BETWEEN 1 AND 2147483647),
    name TEXT NOT NULL,
    rank INTEGER NOT NULL DEFAULT 0,
    tooltip TEXT NOT NULL DEFAULT '',
    deleted INTEGER NOT NULL DEFAULT 0,
    english_name TEXT NOT NULL,
    zip_prefix TEXT NOT NULL DEFAULT '',
    addressLayout INTEGER NOT NULL,
    addressLayoutDomestic INTEGER NOT NULL,
    addressLayoutForeign INTEGER NOT NULL,
    currency_id INTEGER,
    orgNrText TEXT NOT NULL DEFAULT '',
    domainName TEXT NOT NULL DEFAULT '',
    dialInPrefix TEXT NOT NULL DEFAULT '',
    interAreaPrefix TEXT NOT NULL DEFAULT '',
    isoNumber INTEGER NOT NULL,
    abbrev2 TEXT NOT NULL,
    abbrev3 TEXT NOT NULL,
    PRIMARY KEY (tenant, country_id)
);

CREATE TABLE Business (
    tenant INTEGER NOT NULL,
    business_id INTEGER NOT NULL CHECK (business_id BETWEEN 1 AND 2147483647),
    name TEXT NOT NULL,
    rank INTEGER NOT NULL DEFAULT 0,
    tooltip TEXT NOT NULL DEFAULT '',
    deleted INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant, business_id)
);

CREATE TABLE Category (
    tenant INTEGER NOT NULL,
    Category_id INTEGER NOT NULL CHECK (Category_id BETWEEN 1 AND 2147483647),
    name TEXT NOT NULL,
    rank INTEGER NOT NULL DEFAULT 0,
    tooltip TEXT NOT NULL DEFAULT '',
    deleted INTEGER NOT NULL DEFAULT 0,
    category_group INTEGER NOT NULL DEFAULT 0,
    enable_lead_status INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant, Category_id)
);

CREATE TABLE ContInt (
    tenant INTEGER NOT NULL,
    ContInt_id INTEGER NOT NULL CHECK (ContInt_id BETWEEN 1 AND 2147483647),
    name TEXT NOT NULL,
    rank INTEGER NOT NULL DEFAULT 0,
    tooltip TEXT NOT NULL DEFAULT '',
    deleted INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant, ContInt_id)
);

CREATE TABLE PersInt (
    tenant INTEGER NOT NULL,
    PersInt_id INTEGER NOT NULL CHECK (PersInt_id BETWEEN 1 AND 2147483647),
    name TEXT NOT NULL,
    rank INTEGER NOT NULL DEFAULT 0,
    tooltip TEXT NOT NULL DEFAULT '',
    deleted INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant, PersInt_id)
);

CREATE TABLE PersPos (
    tenant INTEGER NOT NULL,
    PersPos_id INTEGER NOT NULL CHECK (PersPos_id BETWEEN 1 AND 2147483647),
    name TEXT NOT NULL,
    rank INTEGER NOT NULL DEFAULT 0,
    tooltip TEXT NOT NULL DEFAULT '',
    deleted INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant, PersPos_id)
);

CREATE TABLE Task (
    tenant INTEGER NOT NULL,
    Task_id INTEGER NOT NULL CHECK (Task_id BETWEEN 1 AND 2147483647),
    name TEXT NOT NULL,
    rank INTEGER NOT NULL DEFAULT 0,
    tooltip TEXT NOT NULL DEFAULT '',
    deleted INTEGER NOT NULL DEFAULT 0,
    record_type INTEGER NOT NULL DEFAULT 1,
    direction INTEGER NOT NULL DEFAULT 0,
    color_index INTEGER NOT NULL DEFAULT 0,
    intentId INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant, Task_id)
);

CREATE TABLE Priority (
    tenant INTEGER NOT NULL,
    Priority_id INTEGER NOT NULL CHECK (Priority_id BETWEEN 1 AND 2147483647),
    name TEXT NOT NULL,
    rank INTEGER NOT NULL DEFAULT 0,
    tooltip TEXT NOT NULL DEFAULT '',
    deleted INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant, Priority_id)
);

CREATE TABLE MrMrs (
    tenant INTEGER NOT NULL,
    MrMrs_id INTEGER NOT NULL CHECK (MrMrs_id BETWEEN 1 AND 2147483647),
    name TEXT NOT NULL,
    rank INTEGER NOT NULL DEFAULT 0,
    tooltip TEXT NOT NULL DEFAULT '',
    deleted INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant, MrMrs_id)
);

CREATE TABLE Salutation (
    tenant INTEGER NOT NULL,
    Salutation_id INTEGER NOT NULL CHECK (Salutation_id BETWEEN 1 AND 2147483647),
    name TEXT NOT NULL,
    rank INTEGER NOT NULL DEFAULT 0,
    tooltip TEXT NOT NULL DEFAULT '',
    deleted INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant, Salutation_id)
);

CREATE TABLE ticket_priority (
    tenant INTEGER NOT NULL,
    ticket_priority_id INTEGER NOT NULL CHECK (ticket_priority_id BETWEEN 1 AND 2147483647),
    name TEXT NOT NULL,
    rank INTEGER NOT NULL DEFAULT 0,
    tooltip TEXT NOT NULL DEFAULT '',
    deleted INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant, ticket_priority_id)
);

CREATE TABLE cust_lang (
    tenant INTEGER NOT NULL,
    cust_lang_id INTEGER NOT NULL CHECK (cust_lang_id BETWEEN 1 AND 2147483647),
    name TEXT NOT NULL,
    rank INTEGER NOT NULL DEFAULT 0,
    tooltip TEXT NOT NULL DEFAULT '',
    deleted INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant, cust_lang_id)
);

CREATE TABLE ShipmentType (
    tenant INTEGER NOT NULL,
    ShipmentType_id INTEGER NOT NULL CHECK (ShipmentType_id BETWEEN 1 AND 2147483647),
    name TEXT NOT NULL,
    rank INTEGER NOT NULL DEFAULT 0,
    tooltip TEXT NOT NULL DEFAULT '',
    deleted INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant, ShipmentType_id)
);

CREATE TABLE relationdefinition (
    tenant INTEGER NOT NULL,
    reldef_id INTEGER NOT NULL CHECK (reldef_id BETWEEN 1 AND 2147483647),
    name TEXT NOT NULL,
    rank INTEGER NOT NULL DEFAULT 0,
    tooltip TEXT NOT NULL DEFAULT '',
    deleted INTEGER NOT NULL DEFAULT 0,
    passive_text TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (tenant, reldef_id)
);

CREATE TABLE relationtarget (
    tenant INTEGER NOT NULL,
    reltarget_id INTEGER NOT NULL CHECK (reltarget_id BETWEEN 1 AND 2147483647),
    reldef_id INTEGER NOT NULL,
    source_table INTEGER NOT NULL,
    destination_table INTEGER NOT NULL,
    bidirectional INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant, reltarget_id),
    FOREIGN KEY (tenant, reldef_id) REFERENCES relationdefinition (tenant, reldef_id)
);

CREATE TABLE text (
    tenant INTEGER NOT NULL,
    text_id INTEGER NOT NULL CHECK (text_id BETWEEN 1 AND 2147483647),
    type INTEGER NOT NULL,
    owner_id INTEGER NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (tenant, text_id)
);
CREATE INDEX text_owner ON text (tenant, owner_id, type);

CREATE TABLE contact (
    tenant INTEGER NOT NULL,
    contact_id INTEGER NOT NULL CHECK (contact_id BETWEEN 1 AND 2147483647),
    name TEXT NOT NULL,
    folded_name TEXT NOT NULL,
    department TEXT NOT NULL DEFAULT '',
    orgNr TEXT NOT NULL DEFAULT '',
    number1 TEXT NOT NULL DEFAULT '',
    number2 TEXT NOT NULL DEFAULT '',
    kananame TEXT NOT NULL DEFAULT '',
    associate_id INTEGER,
    group_id INTEGER,
    country_id INTEGER NOT NULL,
    business_idx INTEGER NOT NULL,
    category_idx INTEGER NOT NULL,
    xstop INTEGER NOT NULL DEFAULT 0,
    nomailing INTEGER NOT NULL DEFAULT 0,
    source INTEGER NOT NULL DEFAULT 0,
    text_id INTEGER,
    activeInterests INTEGER NOT NULL DEFAULT 0,
    supportPersonId INTEGER,
    supportAssociateId INTEGER,
    ticketPriorityId INTEGER,
    supportLanguageId INTEGER,
    dbi_agent_id INTEGER,
    dbi_key TEXT NOT NULL DEFAULT '',
    dbi_last_syncronized BIGINT,
    dbi_last_modified BIGINT,
    deleted INTEGER NOT NULL DEFAULT 0,
    DeletedDate BIGINT,
    registered BIGINT NOT NULL,
    registered_associate_id INTEGER NOT NULL,
    updated BIGINT,
    updated_associate_id INTEGER,
    updatedCount INTEGER NOT NULL DEFAULT 0,
    changed_at BIGINT NOT NULL,
    PRIMARY KEY (tenant, contact_id),
    FOREIGN KEY (tenant, associate_id) REFERENCES associate (tenant, associate_id),
    FOREIGN KEY (tenant, country_id) REFERENCES country (tenant, country_id),
    FOREIGN KEY (tenant, business_idx) REFERENCES Business (tenant, business_id),
    FOREIGN KEY (tenant, category_idx) REFERENCES Category (tenant, Category_id)
);
CREATE UNIQUE INDEX contact_number2 ON contact (tenant, number2) WHERE number2 <> '';
CREATE INDEX contact_owner ON contact (tenant, associate_id);

CREATE TABLE person (
    tenant INTEGER NOT NULL,
    person_id INTEGER NOT NULL CHECK (person_id BETWEEN 1 AND 2147483647),
    contact_id INTEGER,
    rank INTEGER NOT NULL,
    firstname TEXT NOT NULL DEFAULT '',
    middleName TEXT NOT NULL DEFAULT '',
    lastname TEXT NOT NULL DEFAULT '',
    mrmrs TEXT NOT NULL DEFAULT '',
    title TEXT NOT NULL DEFAULT '',
    salutation TEXT NOT NULL DEFAULT '',
    text_id INTEGER,
    position_idx INTEGER,
    year_of_birth INTEGER NOT NULL DEFAULT 0,
    month_of_birth INTEGER NOT NULL DEFAULT 0,
    day_of_birth INTEGER NOT NULL DEFAULT 0,
    person_number TEXT NOT NULL DEFAULT '',
    country_id INTEGER NOT NULL,
    kanalname TEXT NOT NULL DEFAULT '',
    kanafname TEXT NOT NULL DEFAULT '',
    post1 TEXT NOT NULL DEFAULT '',
    post2 TEXT NOT NULL DEFAULT '',
    post3 TEXT NOT NULL DEFAULT '',
    usepersonaddress INTEGER NOT NULL DEFAULT 0,
    nomailing INTEGER NOT NULL DEFAULT 0,
    retired INTEGER NOT NULL DEFAULT 0,
    sentInfo INTEGER NOT NULL DEFAULT 0,
    showContactTickets INTEGER NOT NULL DEFAULT 0,
    source INTEGER NOT NULL DEFAULT 0,
    activeInterests INTEGER NOT NULL DEFAULT 0,
    associate_id INTEGER,
    group_id INTEGER,
    business_idx INTEGER,
    category_idx INTEGER,
    supportAssociateId INTEGER,
    ticketPriorityId INTEGER,
    supportLanguageId INTEGER,
    dbi_agent_id INTEGER,
    dbi_key TEXT NOT NULL DEFAULT '',
    dbi_last_syncronized BIGINT,
    dbi_last_modified BIGINT,
    DeletedDate BIGINT,
    registered BIGINT NOT NULL,
    registered_associate_id INTEGER NOT NULL,
    updated BIGINT,
    updated_associate_id INTEGER,
    updatedCount INTEGER NOT NULL DEFAULT 0,
    changed_at BIGINT NOT NULL,
    PRIMARY KEY (tenant, person_id),
    FOREIGN KEY (tenant, contact_id) REFERENCES contact (tenant, contact_id),
    FOREIGN KEY (tenant, country_id) REFERENCES country (tenant, country_id)
);
CREATE UNIQUE INDEX person_number ON person (tenant, person_number) WHERE person_number <> '';
CREATE INDEX person_contact ON person (tenant, contact_id, rank);

-- Parts are kept in the order they are read in, by their owner: half the cost of reading a company.
CREATE TABLE address (
    tenant INTEGER NOT NULL,
    address_id INTEGER NOT NULL CHECK (address_id BETWEEN 1 AND 2147483647),
    owner_id INTEGER NOT NULL,
    atype_idx INTEGER NOT NULL,
    address1 TEXT NOT NULL DEFAULT '',
    address2 TEXT NOT NULL DEFAULT '',
    address3 TEXT NOT NULL DEFAULT '',
    city TEXT NOT NULL DEFAULT '',
    county TEXT NOT NULL DEFAULT '',
    state TEXT NOT NULL DEFAULT '',
    zipcode TEXT NOT NULL DEFAULT '',
    wgs84latitude DOUBLE PRECISION,
    wgs84longitude DOUBLE PRECISION,
    PRIMARY KEY (tenant, owner_id, atype_idx)
) WITHOUT ROWID;

CREATE TABLE phone (
    tenant INTEGER NOT NULL,
    phone_id INTEGER NOT NULL CHECK (phone_id BETWEEN 1 AND 2147483647),
    owner_id INTEGER NOT NULL,
    ptype_idx INTEGER NOT NULL,
    rank INTEGER NOT NULL,
    phone TEXT NOT NULL,
    searchPhoneNumber TEXT NOT NULL,
    description TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (tenant, owner_id, ptype_idx, rank, phone_id)
) WITHOUT ROWID;

CREATE TABLE Email (
    tenant INTEGER NOT NULL,
    email_id INTEGER NOT NULL CHECK (email_id BETWEEN 1 AND 2147483647),
    contact_id INTEGER,
    person_id INTEGER,
    type INTEGER NOT NULL DEFAULT 0,
    rank INTEGER NOT NULL,
    email_address TEXT NOT NULL,
    description TEXT NOT NULL DEFAULT '',
    bounceCount INTEGER NOT NULL DEFAULT 0,
    lastBounce BIGINT,
    registered BIGINT NOT NULL,
    PRIMARY KEY (tenant, email_id)
);
-- These hold all that a read needs.
CREATE INDEX Email_contact ON Email (tenant, contact_id, type, rank, email_address, description, bounceCount)
    WHERE contact_id IS NOT NULL;
CREATE INDEX Email_person ON Email (tenant, person_id, type, rank, email_address, description, bounceCount)
    WHERE person_id IS NOT NULL;

CREATE TABLE URL (
    tenant INTEGER NOT NULL,
    url_id INTEGER NOT NULL CHECK (url_id BETWEEN 1 AND 2147483647),
    contact_id INTEGER,
    person_id INTEGER,
    rank INTEGER NOT NULL,
    url_address TEXT NOT NULL,
    description TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (tenant, url_id)
);
CREATE INDEX URL_contact ON URL (tenant, contact_id, rank) WHERE contact_id IS NOT NULL;
CREATE INDEX URL_person ON URL (tenant, person_id, rank) WHERE person_id IS NOT NULL;

CREATE TABLE company_domain (
    tenant INTEGER NOT NULL,
    company_domain_id INTEGER NOT NULL CHECK (company_domain_id BETWEEN 1 AND 2147483647),
    contact_id INTEGER NOT NULL,
    rank INTEGER NOT NULL,
    domain TEXT NOT NULL,
    PRIMARY KEY (tenant, contact_id, rank, company_domain_id),
    FOREIGN KEY (tenant, contact_id) REFERENCES contact (tenant, contact_id)
) WITHOUT ROWID;

CREATE TABLE contactinterest (
    tenant INTEGER NOT NULL,
    contactinterest_id INTEGER NOT NULL CHECK (contactinterest_id BETWEEN 1 AND 2147483647),
    contact_id INTEGER NOT NULL,
    cinterest_idx INTEGER NOT NULL,
    registered BIGINT NOT NULL,
    PRIMARY KEY (tenant, contact_id, cinterest_idx),
    FOREIGN KEY (tenant, contact_id) REFERENCES contact (tenant, contact_id),
    FOREIGN KEY (tenant, cinterest_idx) REFERENCES ContInt (tenant, ContInt_id)
) WITHOUT ROWID;

CREATE TABLE personinterest (
    tenant INTEGER NOT NULL,
    personinterest_id INTEGER NOT NULL CHECK (personinterest_id BETWEEN 1 AND 2147483647),
    person_id INTEGER NOT NULL,
    pinterest_idx INTEGER NOT NULL,
    registered BIGINT NOT NULL,
    PRIMARY KEY (tenant, person_id, pinterest_idx),
    FOREIGN KEY (tenant, person_id) REFERENCES person (tenant, person_id),
    FOREIGN KEY (tenant, pinterest_idx) REFERENCES PersInt (tenant, PersInt_id)
) WITHOUT ROWID;

CREATE TABLE ShipmentTypeReservation (
    tenant INTEGER NOT NULL,
    ShipmentTypeReservation_id INTEGER NOT NULL CHECK (ShipmentTypeReservation_id BETWEEN 1 AND 2147483647),
    person_id INTEGER NOT NULL,
    ShipmentType_id INTEGER NOT NULL,
    PRIMARY KEY (tenant, person_id, ShipmentType_id),
    FOREIGN KEY (tenant, person_id) REFERENCES person (tenant, person_id),
    FOREIGN KEY (tenant, ShipmentType_id) REFERENCES ShipmentType (tenant, ShipmentType_id)
) WITHOUT ROWID;

CREATE TABLE OwnerContactLink (
    tenant INTEGER NOT NULL,
    OwnerContactLink_id INTEGER NOT NULL CHECK (OwnerContactLink_id BETWEEN 1 AND 2147483647),
    contact_id INTEGER NOT NULL,
    PRIMARY KEY (tenant, OwnerContactLink_id),
    FOREIGN KEY (tenant, contact_id) REFERENCES contact (tenant, contact_id)
);

CREATE TABLE relations (
    tenant INTEGER NOT NULL,
    relation_id INTEGER NOT NULL CHECK (relation_id BETWEEN 1 AND 2147483647),
    reldef_id INTEGER NOT NULL,
    source_table INTEGER NOT NULL,
    source_record INTEGER NOT NULL,
    destination_table INTEGER NOT NULL,
    destination_record INTEGER NOT NULL,
    relcomment TEXT NOT NULL DEFAULT '',
    reversed INTEGER NOT NULL DEFAULT 0,
    group_idx INTEGER,
    associateId INTEGER NOT NULL,
    registered BIGINT NOT NULL,
    registered_associate_id INTEGER NOT NULL,
    updated BIGINT,
    updated_associate_id INTEGER,
    updatedCount INTEGER NOT NULL DEFAULT 0,
    changed_at BIGINT NOT NULL,
    PRIMARY KEY (tenant, relation_id),
    FOREIGN KEY (tenant, reldef_id) REFERENCES relationdefinition (tenant, reldef_id)
);

CREATE TABLE document (
    tenant INTEGER NOT NULL,
    document_id INTEGER NOT NULL CHECK (document_id BETWEEN 1 AND 2147483647),
    name TEXT NOT NULL,
    header TEXT NOT NULL DEFAULT '',
    appointment_id INTEGER NOT NULL,
    registered BIGINT NOT NULL,
    registered_associate_id INTEGER NOT NULL,
    PRIMARY KEY (tenant, document_id)
);

CREATE TABLE appointment (
    tenant INTEGER NOT NULL,
    appointment_id INTEGER NOT NULL CHECK (appointment_id BETWEEN 1 AND 2147483647),
    contact_id INTEGER,
    person_id INTEGER,
    associate_id INTEGER NOT NULL,
    group_idx INTEGER NOT NULL,
    done BIGINT,
    do_by BIGINT,
    endDate BIGINT,
    activeDate BIGINT,
    leadtime INTEGER NOT NULL DEFAULT 0,
    lagTime INTEGER NOT NULL DEFAULT 0,
    alarm INTEGER NOT NULL DEFAULT 0,
    hasAlarm INTEGER NOT NULL DEFAULT 0,
    task_idx INTEGER,
    priority_idx INTEGER,
    type INTEGER NOT NULL,
    status INTEGER NOT NULL,
    private INTEGER NOT NULL DEFAULT 0,
    text_id INTEGER,
    agenda_text_id INTEGER,
    internal_notes_text_id INTEGER,
    mother_id INTEGER,
    mother_associate_id INTEGER,
    document_id INTEGER,
    color_index INTEGER NOT NULL DEFAULT 0,
    invitedPersonId INTEGER,
    location TEXT NOT NULL DEFAULT '',
    alldayEvent INTEGER NOT NULL DEFAULT 0,
    freeBusy INTEGER NOT NULL DEFAULT 0,
    rejectCounter INTEGER NOT NULL DEFAULT 0,
    rejectReason TEXT NOT NULL DEFAULT '',
    assignedBy INTEGER,
    preferredTZLocation INTEGER,
    suggestedAppointmentId INTEGER,
    isMilestone INTEGER NOT NULL DEFAULT 0,
    join_videomeet_url TEXT NOT NULL DEFAULT '',
    centralservice_videomeet_id TEXT NOT NULL DEFAULT '',
    cautionWarning INTEGER NOT NULL DEFAULT 0,
    owned_externally INTEGER NOT NULL DEFAULT 0,
    registered BIGINT NOT NULL,
    registered_associate_id INTEGER NOT NULL,
    updated BIGINT,
    updated_associate_id INTEGER,
    updatedCount INTEGER NOT NULL DEFAULT 0,
    changed_at BIGINT NOT NULL,
    PRIMARY KEY (tenant, appointment_id),
    FOREIGN KEY (tenant, associate_id) REFERENCES associate (tenant, associate_id)
);
CREATE INDEX appointment_contact ON appointment (tenant, contact_id, registered);
CREATE INDEX appointment_completed ON appointment (tenant, contact_id, done) WHERE done IS NOT NULL;

CREATE TABLE VisibleFor (
    tenant INTEGER NOT NULL,
    VisibleFor_id INTEGER NOT NULL CHECK (VisibleFor_id BETWEEN 1 AND 2147483647),
    tableId INTEGER NOT NULL,
    recordId INTEGER NOT NULL,
    forAll INTEGER NOT NULL DEFAULT 0,
    forGroupId INTEGER,
    forAssocId INTEGER,
    PRIMARY KEY (tenant, VisibleFor_id)
);
CREATE INDEX VisibleFor_record ON VisibleFor (tenant, tableId, recordId);

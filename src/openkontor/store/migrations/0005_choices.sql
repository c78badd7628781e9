-- What lists are made of beside their items: headings above them, user groups that do not see them, lists of one's own.
-- An item and its list are named by the list's number: that of its table, or of its UDListDefinition.

CREATE TABLE Heading (
    tenant INTEGER NOT NULL,
    heading_id INTEGER NOT NULL CHECK (heading_id BETWEEN 1 AND 2147483647),
    name TEXT NOT NULL,
    rank INTEGER NOT NULL DEFAULT 0,
    tooltip TEXT NOT NULL DEFAULT '',
    deleted INTEGER NOT NULL DEFAULT 0,
    list_number INTEGER NOT NULL,
    PRIMARY KEY (tenant, heading_id)
);

CREATE TABLE ListHeadingLink (
    tenant INTEGER NOT NULL,
    list_number INTEGER NOT NULL,
    item_id INTEGER NOT NULL,
    heading_id INTEGER NOT NULL,
    PRIMARY KEY (tenant, list_number, item_id, heading_id),
    FOREIGN KEY (tenant, heading_id) REFERENCES Heading (tenant, heading_id)
);

-- A group that is not named sees the item: new items and new groups need no rows.
CREATE TABLE ListHiddenLink (
    tenant INTEGER NOT NULL,
    list_number INTEGER NOT NULL,
    item_id INTEGER NOT NULL,
    group_id INTEGER NOT NULL,
    PRIMARY KEY (tenant, list_number, item_id, group_id),
    FOREIGN KEY (tenant, group_id) REFERENCES UserGroup (tenant, UserGroup_id)
);

-- Lists of one's own, and what is called otherwise of the others: those have a row once somebody changed them.
CREATE TABLE UDListDefinition (
    tenant INTEGER NOT NULL,
    UDListDefinition_id INTEGER NOT NULL CHECK (UDListDefinition_id BETWEEN 1 AND 2147483647),
    name TEXT NOT NULL,
    rank INTEGER NOT NULL DEFAULT 0,
    tooltip TEXT NOT NULL DEFAULT '',
    deleted INTEGER NOT NULL DEFAULT 0,
    useGroupsAndHeadings INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant, UDListDefinition_id)
);

CREATE TABLE UDList (
    tenant INTEGER NOT NULL,
    UDList_id INTEGER NOT NULL CHECK (UDList_id BETWEEN 1 AND 2147483647),
    name TEXT NOT NULL,
    rank INTEGER NOT NULL DEFAULT 0,
    tooltip TEXT NOT NULL DEFAULT '',
    deleted INTEGER NOT NULL DEFAULT 0,
    UDListDefinition_id INTEGER NOT NULL,
    PRIMARY KEY (tenant, UDList_id),
    FOREIGN KEY (tenant, UDListDefinition_id) REFERENCES UDListDefinition (tenant, UDListDefinition_id)
);

ALTER TABLE Task ADD COLUMN defaultAlldayEvent INTEGER NOT NULL DEFAULT 0;
ALTER TABLE Task ADD COLUMN defaultFreeBusy INTEGER NOT NULL DEFAULT 0;
ALTER TABLE Task ADD COLUMN defaultPublishType INTEGER NOT NULL DEFAULT 0;
ALTER TABLE Task ADD COLUMN default_videomeeting_status INTEGER NOT NULL DEFAULT 0;

-- Sections and keys of preferences are found in any case.
DROP INDEX UserPreference_key;
CREATE UNIQUE INDEX UserPreference_key
    ON UserPreference (tenant, lower(prefsection), lower(prefkey), deflevel, owner_id);

CREATE TABLE DeliveryTerms (
    tenant INTEGER NOT NULL,
    deliveryterms_id INTEGER NOT NULL CHECK (deliveryterms_id BETWEEN 1 AND 2147483647),
    name TEXT NOT NULL,
    rank INTEGER NOT NULL DEFAULT 0,
    tooltip TEXT NOT NULL DEFAULT '',
    deleted INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant, deliveryterms_id)
);

CREATE TABLE DeliveryType (
    tenant INTEGER NOT NULL,
    deliverytype_id INTEGER NOT NULL CHECK (deliverytype_id BETWEEN 1 AND 2147483647),
    name TEXT NOT NULL,
    rank INTEGER NOT NULL DEFAULT 0,
    tooltip TEXT NOT NULL DEFAULT '',
    deleted INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant, deliverytype_id)
);

CREATE TABLE PaymentTerms (
    tenant INTEGER NOT NULL,
    paymentterms_id INTEGER NOT NULL CHECK (paymentterms_id BETWEEN 1 AND 2147483647),
    name TEXT NOT NULL,
    rank INTEGER NOT NULL DEFAULT 0,
    tooltip TEXT NOT NULL DEFAULT '',
    deleted INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant, paymentterms_id)
);

CREATE TABLE PaymentType (
    tenant INTEGER NOT NULL,
    paymenttype_id INTEGER NOT NULL CHECK (paymenttype_id BETWEEN 1 AND 2147483647),
    name TEXT NOT NULL,
    rank INTEGER NOT NULL DEFAULT 0,
    tooltip TEXT NOT NULL DEFAULT '',
    deleted INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant, paymenttype_id)
);

CREATE TABLE ProductCategory (
    tenant INTEGER NOT NULL,
    productcategory_id INTEGER NOT NULL CHECK (productcategory_id BETWEEN 1 AND 2147483647),
    name TEXT NOT NULL,
    rank INTEGER NOT NULL DEFAULT 0,
    tooltip TEXT NOT NULL DEFAULT '',
    deleted INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant, productcategory_id)
);

CREATE TABLE ProductFamily (
    tenant INTEGER NOT NULL,
    productfamily_id INTEGER NOT NULL CHECK (productfamily_id BETWEEN 1 AND 2147483647),
    name TEXT NOT NULL,
    rank INTEGER NOT NULL DEFAULT 0,
    tooltip TEXT NOT NULL DEFAULT '',
    deleted INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant, productfamily_id)
);

CREATE TABLE ProductType (
    tenant INTEGER NOT NULL,
    producttype_id INTEGER NOT NULL CHECK (producttype_id BETWEEN 1 AND 2147483647),
    name TEXT NOT NULL,
    rank INTEGER NOT NULL DEFAULT 0,
    tooltip TEXT NOT NULL DEFAULT '',
    deleted INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant, producttype_id)
);

CREATE TABLE QuoteApprReason (
    tenant INTEGER NOT NULL,
    quoteapprreason_id INTEGER NOT NULL CHECK (quoteapprreason_id BETWEEN 1 AND 2147483647),
    name TEXT NOT NULL,
    rank INTEGER NOT NULL DEFAULT 0,
    tooltip TEXT NOT NULL DEFAULT '',
    deleted INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant, quoteapprreason_id)
);

CREATE TABLE QuoteDenyReason (
    tenant INTEGER NOT NULL,
    quotedenyreason_id INTEGER NOT NULL CHECK (quotedenyreason_id BETWEEN 1 AND 2147483647),
    name TEXT NOT NULL,
    rank INTEGER NOT NULL DEFAULT 0,
    tooltip TEXT NOT NULL DEFAULT '',
    deleted INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant, quotedenyreason_id)
);

CREATE TABLE SearchCat (
    tenant INTEGER NOT NULL,
    SearchCat_id INTEGER NOT NULL CHECK (SearchCat_id BETWEEN 1 AND 2147483647),
    name TEXT NOT NULL,
    rank INTEGER NOT NULL DEFAULT 0,
    tooltip TEXT NOT NULL DEFAULT '',
    deleted INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant, SearchCat_id)
);

CREATE INDEX relationtarget_definition ON relationtarget (tenant, reldef_id);

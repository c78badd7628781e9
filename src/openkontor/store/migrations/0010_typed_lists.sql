-- Items of lists that are more than a name: what is agreed to about data of people, web panels, and what currencies,
-- kinds of sale, priorities of requests and templates are beside their names.

CREATE TABLE ConsentPurpose (
    tenant INTEGER NOT NULL,
    consentpurpose_id INTEGER NOT NULL CHECK (consentpurpose_id BETWEEN 1 AND 2147483647),
    name TEXT NOT NULL,
    rank INTEGER NOT NULL DEFAULT 0,
    tooltip TEXT NOT NULL DEFAULT '',
    deleted INTEGER NOT NULL DEFAULT 0,
    key TEXT NOT NULL DEFAULT '',
    consentText TEXT NOT NULL DEFAULT '',
    formText TEXT NOT NULL DEFAULT '',
    privacyStatementDesc TEXT NOT NULL DEFAULT '',
    privacyStatementUrl TEXT NOT NULL DEFAULT '',
    active INTEGER NOT NULL DEFAULT 1,
    updated BIGINT,
    updated_associate_id INTEGER,
    PRIMARY KEY (tenant, consentpurpose_id)
);

CREATE TABLE ConsentSource (
    tenant INTEGER NOT NULL,
    consentsource_id INTEGER NOT NULL CHECK (consentsource_id BETWEEN 1 AND 2147483647),
    name TEXT NOT NULL,
    rank INTEGER NOT NULL DEFAULT 0,
    tooltip TEXT NOT NULL DEFAULT '',
    deleted INTEGER NOT NULL DEFAULT 0,
    key TEXT NOT NULL DEFAULT '',
    mailTemplate_id INTEGER,
    PRIMARY KEY (tenant, consentsource_id)
);

CREATE TABLE LegalBase (
    tenant INTEGER NOT NULL,
    legalbase_id INTEGER NOT NULL CHECK (legalbase_id BETWEEN 1 AND 2147483647),
    name TEXT NOT NULL,
    rank INTEGER NOT NULL DEFAULT 0,
    tooltip TEXT NOT NULL DEFAULT '',
    deleted INTEGER NOT NULL DEFAULT 0,
    key TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (tenant, legalbase_id)
);

CREATE TABLE ExtApp (
    tenant INTEGER NOT NULL,
    ExtApp_id INTEGER NOT NULL CHECK (ExtApp_id BETWEEN 1 AND 2147483647),
    name TEXT NOT NULL,
    rank INTEGER NOT NULL DEFAULT 0,
    tooltip TEXT NOT NULL DEFAULT '',
    deleted INTEGER NOT NULL DEFAULT 0,
    urlEncoding INTEGER NOT NULL DEFAULT 0,
    navigation INTEGER NOT NULL DEFAULT 0,
    onCentral INTEGER NOT NULL DEFAULT 0,
    onSatellite INTEGER NOT NULL DEFAULT 0,
    onTravel INTEGER NOT NULL DEFAULT 0,
    onSalesMarketingWeb INTEGER NOT NULL DEFAULT 0,
    onSalesMarketingPocket INTEGER NOT NULL DEFAULT 0,
    showInMenuBar INTEGER NOT NULL DEFAULT 0,
    showInToolBar INTEGER NOT NULL DEFAULT 0,
    showInAddressBar INTEGER NOT NULL DEFAULT 0,
    showInStatusBar INTEGER NOT NULL DEFAULT 0,
    icon INTEGER NOT NULL DEFAULT 0,
    alwaysReloadOnShow INTEGER NOT NULL DEFAULT 0,
    neverReloadOnCurrentChange INTEGER NOT NULL DEFAULT 0,
    windowName TEXT NOT NULL DEFAULT '',
    url1 TEXT NOT NULL DEFAULT '',
    progId TEXT NOT NULL DEFAULT '',
    customObjectEntity TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (tenant, ExtApp_id)
);

-- Which stages sales of a kind go through.
CREATE TABLE SaleTypeStageLink (
    tenant INTEGER NOT NULL,
    saleType_id INTEGER NOT NULL,
    stageId INTEGER NOT NULL,
    PRIMARY KEY (tenant, saleType_id, stageId),
    FOREIGN KEY (tenant, saleType_id) REFERENCES SaleType (tenant, SaleType_Id),
    FOREIGN KEY (tenant, stageId) REFERENCES Prob (tenant, Prob_id)
);

ALTER TABLE Currency ADD COLUMN rate DOUBLE PRECISION NOT NULL DEFAULT 1;
ALTER TABLE Currency ADD COLUMN units DOUBLE PRECISION NOT NULL DEFAULT 1;

ALTER TABLE SaleType ADD COLUMN groupQuoteLinesBy INTEGER NOT NULL DEFAULT 0;
ALTER TABLE SaleType ADD COLUMN sortGroupLinesBy INTEGER NOT NULL DEFAULT 0;

ALTER TABLE ticket_priority ADD COLUMN flags INTEGER NOT NULL DEFAULT 0;
ALTER TABLE ticket_priority ADD COLUMN ticket_read INTEGER NOT NULL DEFAULT -1;
ALTER TABLE ticket_priority ADD COLUMN changed_owner INTEGER NOT NULL DEFAULT -1;
ALTER TABLE ticket_priority ADD COLUMN ticket_newinfo INTEGER NOT NULL DEFAULT -1;
ALTER TABLE ticket_priority ADD COLUMN ticket_closed INTEGER NOT NULL DEFAULT -1;
ALTER TABLE ticket_priority ADD COLUMN ticket_changed_priority INTEGER NOT NULL DEFAULT -1;
ALTER TABLE ticket_priority ADD COLUMN ticket_new INTEGER NOT NULL DEFAULT -1;
ALTER TABLE ticket_priority ADD COLUMN deadline INTEGER NOT NULL DEFAULT 0;
ALTER TABLE ticket_priority ADD COLUMN mon_start BIGINT;
ALTER TABLE ticket_priority ADD COLUMN mon_stop BIGINT;
ALTER TABLE ticket_priority ADD COLUMN tue_start BIGINT;
ALTER TABLE ticket_priority ADD COLUMN tue_stop BIGINT;
ALTER TABLE ticket_priority ADD COLUMN wed_start BIGINT;
ALTER TABLE ticket_priority ADD COLUMN wed_stop BIGINT;
ALTER TABLE ticket_priority ADD COLUMN thu_start BIGINT;
ALTER TABLE ticket_priority ADD COLUMN thu_stop BIGINT;
ALTER TABLE ticket_priority ADD COLUMN fri_start BIGINT;
ALTER TABLE ticket_priority ADD COLUMN fri_stop BIGINT;
ALTER TABLE ticket_priority ADD COLUMN sat_start BIGINT;
ALTER TABLE ticket_priority ADD COLUMN sat_stop BIGINT;
ALTER TABLE ticket_priority ADD COLUMN sun_start BIGINT;
ALTER TABLE ticket_priority ADD COLUMN sun_stop BIGINT;

ALTER TABLE ticket_status ADD COLUMN status INTEGER NOT NULL DEFAULT 1;
ALTER TABLE ticket_status ADD COLUMN timeCounter INTEGER NOT NULL DEFAULT 0;
ALTER TABLE ticket_status ADD COLUMN noEmailReopen INTEGER NOT NULL DEFAULT 0;
ALTER TABLE ticket_status ADD COLUMN isDefault INTEGER NOT NULL DEFAULT 0;
ALTER TABLE ticket_status ADD COLUMN usedInQueue INTEGER NOT NULL DEFAULT 0;

ALTER TABLE DocTmpl ADD COLUMN intentId INTEGER NOT NULL DEFAULT 0;
ALTER TABLE DocTmpl ADD COLUMN defaultPublishType INTEGER NOT NULL DEFAULT 0;
ALTER TABLE DocTmpl ADD COLUMN mimeType TEXT NOT NULL DEFAULT '';
ALTER TABLE DocTmpl ADD COLUMN loadTemplateFromPlugin INTEGER NOT NULL DEFAULT 0;
ALTER TABLE DocTmpl ADD COLUMN documentTypeKey INTEGER NOT NULL DEFAULT 0;
ALTER TABLE DocTmpl ADD COLUMN privacyDocType INTEGER NOT NULL DEFAULT 0;
ALTER TABLE DocTmpl ADD COLUMN emailSubject TEXT NOT NULL DEFAULT '';
ALTER TABLE DocTmpl ADD COLUMN includeSignature INTEGER NOT NULL DEFAULT 0;
ALTER TABLE DocTmpl ADD COLUMN showCurrents INTEGER NOT NULL DEFAULT 0;
ALTER TABLE DocTmpl ADD COLUMN senderEmailMode INTEGER NOT NULL DEFAULT 0;
ALTER TABLE DocTmpl ADD COLUMN senderEmailAddress TEXT NOT NULL DEFAULT '';
ALTER TABLE DocTmpl ADD COLUMN invitationDocType INTEGER NOT NULL DEFAULT 0;

-- What store/seed_lists.py gives new tenants, for those there are.
INSERT INTO ConsentPurpose (tenant, consentpurpose_id, name, rank, key)
    SELECT t.tenant, v.column1, v.column2, v.column1, v.column3 FROM tenant t CROSS JOIN (VALUES
        (1, 'Sales and service', 'STORE'),
        (2, 'E-marketing', 'EMARKETING')) v;
INSERT INTO ConsentSource (tenant, consentsource_id, name, rank, key)
    SELECT t.tenant, v.column1, v.column2, v.column1, v.column3 FROM tenant t CROSS JOIN (VALUES
        (1, 'Entered by a user', 'USER')) v;
INSERT INTO LegalBase (tenant, legalbase_id, name, rank, key)
    SELECT t.tenant, v.column1, v.column2, v.column1, v.column3 FROM tenant t CROSS JOIN (VALUES
        (1, 'Consent', '61A'),
        (2, 'Contract', '61B'),
        (3, 'Legal obligation', '61C'),
        (4, 'Vital interests', '61D'),
        (5, 'Public interest', '61E'),
        (6, 'Legitimate interest', '61F'),
        (7, 'Withdrawn', 'WITHDRAWN')) v;
UPDATE ticket_status SET status = ticket_status_id WHERE ticket_status_id <= 4;
INSERT INTO sequence (tenant, TableName, next_id) SELECT tenant, 'consentpurpose', 3 FROM tenant;
INSERT INTO sequence (tenant, TableName, next_id) SELECT tenant, 'consentsource', 2 FROM tenant;
INSERT INTO sequence (tenant, TableName, next_id) SELECT tenant, 'legalbase', 8 FROM tenant;
UPDATE tenant SET reference_version = reference_version + 1;

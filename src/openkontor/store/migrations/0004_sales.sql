-- Projects with their members, sales with their stakeholders, and the lists behind their fields.

CREATE TABLE ProjType (
    tenant INTEGER NOT NULL,
    ProjType_id INTEGER NOT NULL CHECK (ProjType_id BETWEEN 1 AND 2147483647),
    name TEXT NOT NULL,
    rank INTEGER NOT NULL DEFAULT 0,
    tooltip TEXT NOT NULL DEFAULT '',
    deleted INTEGER NOT NULL DEFAULT 0,
    projectDuration INTEGER NOT NULL DEFAULT 0,
    durationUnit INTEGER NOT NULL DEFAULT 0,
    hasGuide INTEGER NOT NULL DEFAULT 0,
    isAutoAdvance INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant, ProjType_id)
);

CREATE TABLE ProjStatus (
    tenant INTEGER NOT NULL,
    ProjStatus_id INTEGER NOT NULL CHECK (ProjStatus_id BETWEEN 1 AND 2147483647),
    name TEXT NOT NULL,
    rank INTEGER NOT NULL DEFAULT 0,
    tooltip TEXT NOT NULL DEFAULT '',
    deleted INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant, ProjStatus_id)
);

CREATE TABLE PMembType (
    tenant INTEGER NOT NULL,
    PMembType_id INTEGER NOT NULL CHECK (PMembType_id BETWEEN 1 AND 2147483647),
    name TEXT NOT NULL,
    rank INTEGER NOT NULL DEFAULT 0,
    tooltip TEXT NOT NULL DEFAULT '',
    deleted INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant, PMembType_id)
);

CREATE TABLE SaleType (
    tenant INTEGER NOT NULL,
    SaleType_Id INTEGER NOT NULL CHECK (SaleType_Id BETWEEN 1 AND 2147483647),
    name TEXT NOT NULL,
    rank INTEGER NOT NULL DEFAULT 0,
    tooltip TEXT NOT NULL DEFAULT '',
    deleted INTEGER NOT NULL DEFAULT 0,
    saleDuration INTEGER NOT NULL DEFAULT 0,
    durationUnit INTEGER NOT NULL DEFAULT 0,
    hasGuide INTEGER NOT NULL DEFAULT 0,
    isAutoAdvance INTEGER NOT NULL DEFAULT 0,
    hasStakeholders INTEGER NOT NULL DEFAULT 0,
    allowQuoteAlternatives INTEGER NOT NULL DEFAULT 0,
    defaultQuoteValidity INTEGER NOT NULL DEFAULT 0,
    maxDiscountPercentSet INTEGER NOT NULL DEFAULT 0,
    minEarningPercentSet INTEGER NOT NULL DEFAULT 0,
    maxDiscountPercent INTEGER NOT NULL DEFAULT 0,
    minEarningPercent INTEGER NOT NULL DEFAULT 0,
    saleTypeCat_id INTEGER,
    quoteLinesTemplate INTEGER,
    confirmationLinesTemplate INTEGER,
    PRIMARY KEY (tenant, SaleType_Id)
);

CREATE TABLE Source (
    tenant INTEGER NOT NULL,
    Source_id INTEGER NOT NULL CHECK (Source_id BETWEEN 1 AND 2147483647),
    name TEXT NOT NULL,
    rank INTEGER NOT NULL DEFAULT 0,
    tooltip TEXT NOT NULL DEFAULT '',
    deleted INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant, Source_id)
);

CREATE TABLE Reason (
    tenant INTEGER NOT NULL,
    Reason_id INTEGER NOT NULL CHECK (Reason_id BETWEEN 1 AND 2147483647),
    name TEXT NOT NULL,
    rank INTEGER NOT NULL DEFAULT 0,
    tooltip TEXT NOT NULL DEFAULT '',
    deleted INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant, Reason_id)
);

CREATE TABLE ReasonSold (
    tenant INTEGER NOT NULL,
    ReasonSold_Id INTEGER NOT NULL CHECK (ReasonSold_Id BETWEEN 1 AND 2147483647),
    name TEXT NOT NULL,
    rank INTEGER NOT NULL DEFAULT 0,
    tooltip TEXT NOT NULL DEFAULT '',
    deleted INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant, ReasonSold_Id)
);

CREATE TABLE ReasonStalled (
    tenant INTEGER NOT NULL,
    ReasonStalled_Id INTEGER NOT NULL CHECK (ReasonStalled_Id BETWEEN 1 AND 2147483647),
    name TEXT NOT NULL,
    rank INTEGER NOT NULL DEFAULT 0,
    tooltip TEXT NOT NULL DEFAULT '',
    deleted INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant, ReasonStalled_Id)
);

CREATE TABLE Comptr (
    tenant INTEGER NOT NULL,
    Comptr_id INTEGER NOT NULL CHECK (Comptr_id BETWEEN 1 AND 2147483647),
    name TEXT NOT NULL,
    rank INTEGER NOT NULL DEFAULT 0,
    tooltip TEXT NOT NULL DEFAULT '',
    deleted INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant, Comptr_id)
);

CREATE TABLE Credited (
    tenant INTEGER NOT NULL,
    Credited_id INTEGER NOT NULL CHECK (Credited_id BETWEEN 1 AND 2147483647),
    name TEXT NOT NULL,
    rank INTEGER NOT NULL DEFAULT 0,
    tooltip TEXT NOT NULL DEFAULT '',
    deleted INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant, Credited_id)
);

CREATE TABLE StakeholderRole (
    tenant INTEGER NOT NULL,
    StakeholderRole_Id INTEGER NOT NULL CHECK (StakeholderRole_Id BETWEEN 1 AND 2147483647),
    name TEXT NOT NULL,
    rank INTEGER NOT NULL DEFAULT 0,
    tooltip TEXT NOT NULL DEFAULT '',
    deleted INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant, StakeholderRole_Id)
);

CREATE TABLE Prob (
    tenant INTEGER NOT NULL,
    Prob_id INTEGER NOT NULL CHECK (Prob_id BETWEEN 1 AND 2147483647),
    name TEXT NOT NULL,
    rank INTEGER NOT NULL DEFAULT 0,
    tooltip TEXT NOT NULL DEFAULT '',
    deleted INTEGER NOT NULL DEFAULT 0,
    probability INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant, Prob_id)
);

CREATE TABLE project (
    tenant INTEGER NOT NULL,
    project_id INTEGER NOT NULL CHECK (project_id BETWEEN 1 AND 2147483647),
    name TEXT NOT NULL,
    folded_name TEXT NOT NULL,
    project_number TEXT NOT NULL DEFAULT '',
    type_idx INTEGER NOT NULL,
    status_idx INTEGER NOT NULL,
    associate_id INTEGER NOT NULL,
    group_id INTEGER NOT NULL,
    text_id INTEGER,
    postitText_id INTEGER,
    done INTEGER NOT NULL DEFAULT 0,
    startDate BIGINT,
    endDate BIGINT,
    registered BIGINT NOT NULL,
    registered_associate_id INTEGER NOT NULL,
    updated BIGINT,
    updated_associate_id INTEGER,
    updatedCount INTEGER NOT NULL DEFAULT 0,
    changed_at BIGINT NOT NULL,
    PRIMARY KEY (tenant, project_id),
    FOREIGN KEY (tenant, associate_id) REFERENCES associate (tenant, associate_id),
    FOREIGN KEY (tenant, type_idx) REFERENCES ProjType (tenant, ProjType_id),
    FOREIGN KEY (tenant, status_idx) REFERENCES ProjStatus (tenant, ProjStatus_id)
);
CREATE INDEX project_folded ON project (tenant, folded_name, project_id);
CREATE INDEX project_number ON project (tenant, project_number, project_id);
CREATE INDEX project_owner ON project (tenant, associate_id, project_id);

CREATE TABLE projectmember (
    tenant INTEGER NOT NULL,
    projectmember_id INTEGER NOT NULL CHECK (projectmember_id BETWEEN 1 AND 2147483647),
    project_id INTEGER NOT NULL,
    contact_id INTEGER,
    person_id INTEGER,
    rank INTEGER NOT NULL,
    mtype_idx INTEGER,
    text_id INTEGER,
    event_participant_status INTEGER NOT NULL DEFAULT 0,
    registered BIGINT NOT NULL,
    registered_associate_id INTEGER NOT NULL,
    updated BIGINT,
    updated_associate_id INTEGER,
    updatedCount INTEGER NOT NULL DEFAULT 0,
    changed_at BIGINT NOT NULL,
    PRIMARY KEY (tenant, projectmember_id),
    FOREIGN KEY (tenant, project_id) REFERENCES project (tenant, project_id),
    FOREIGN KEY (tenant, contact_id) REFERENCES contact (tenant, contact_id),
    FOREIGN KEY (tenant, person_id) REFERENCES person (tenant, person_id),
    FOREIGN KEY (tenant, mtype_idx) REFERENCES PMembType (tenant, PMembType_id)
);
CREATE INDEX projectmember_project ON projectmember (tenant, project_id, rank, projectmember_id);
CREATE INDEX projectmember_contact ON projectmember (tenant, contact_id, project_id) WHERE contact_id IS NOT NULL;
CREATE INDEX projectmember_person ON projectmember (tenant, person_id, project_id) WHERE person_id IS NOT NULL;

CREATE TABLE sale (
    tenant INTEGER NOT NULL,
    sale_id INTEGER NOT NULL CHECK (sale_id BETWEEN 1 AND 2147483647),
    associate_id INTEGER NOT NULL,
    group_idx INTEGER NOT NULL,
    contact_id INTEGER,
    person_id INTEGER,
    project_id INTEGER,
    heading TEXT NOT NULL DEFAULT '',
    folded_heading TEXT NOT NULL DEFAULT '',
    number1 TEXT NOT NULL DEFAULT '',
    saledate BIGINT,
    amount DOUBLE PRECISION NOT NULL DEFAULT 0,
    currency_id INTEGER,
    earning DOUBLE PRECISION NOT NULL DEFAULT 0,
    earning_percent DOUBLE PRECISION NOT NULL DEFAULT 0,
    probability_idx INTEGER,
    probability INTEGER NOT NULL DEFAULT 0,
    saleType_id INTEGER,
    status INTEGER NOT NULL DEFAULT 1,
    done INTEGER NOT NULL DEFAULT 1,
    reopenDate BIGINT,
    source_id INTEGER,
    reason_id INTEGER,
    reasonSold_id INTEGER,
    reasonStalled_id INTEGER,
    comptr_id INTEGER,
    credited_id INTEGER,
    text_id INTEGER,
    postitText_id INTEGER,
    registered BIGINT NOT NULL,
    registered_associate_id INTEGER NOT NULL,
    updated BIGINT,
    updated_associate_id INTEGER,
    updatedCount INTEGER NOT NULL DEFAULT 0,
    changed_at BIGINT NOT NULL,
    PRIMARY KEY (tenant, sale_id),
    FOREIGN KEY (tenant, associate_id) REFERENCES associate (tenant, associate_id),
    FOREIGN KEY (tenant, contact_id) REFERENCES contact (tenant, contact_id),
    FOREIGN KEY (tenant, person_id) REFERENCES person (tenant, person_id),
    FOREIGN KEY (tenant, project_id) REFERENCES project (tenant, project_id)
);
CREATE INDEX sale_contact ON sale (tenant, contact_id, saledate, sale_id) WHERE contact_id IS NOT NULL;
CREATE INDEX sale_person ON sale (tenant, person_id, saledate, sale_id) WHERE person_id IS NOT NULL;
CREATE INDEX sale_project ON sale (tenant, project_id, saledate, sale_id) WHERE project_id IS NOT NULL;
CREATE INDEX sale_owner ON sale (tenant, associate_id, sale_id);
CREATE INDEX sale_date ON sale (tenant, saledate, sale_id);
CREATE INDEX sale_folded ON sale (tenant, folded_heading, sale_id);
CREATE INDEX sale_number ON sale (tenant, number1, sale_id);

CREATE TABLE SaleStakeholder (
    tenant INTEGER NOT NULL,
    salestakeholder_id INTEGER NOT NULL CHECK (salestakeholder_id BETWEEN 1 AND 2147483647),
    sale_id INTEGER NOT NULL,
    contact_id INTEGER,
    person_id INTEGER,
    rank INTEGER NOT NULL,
    stakeholderrole_id INTEGER,
    comment TEXT NOT NULL DEFAULT '',
    registered BIGINT NOT NULL,
    registered_associate_id INTEGER NOT NULL,
    updated BIGINT,
    updated_associate_id INTEGER,
    updatedCount INTEGER NOT NULL DEFAULT 0,
    changed_at BIGINT NOT NULL,
    PRIMARY KEY (tenant, salestakeholder_id),
    FOREIGN KEY (tenant, sale_id) REFERENCES sale (tenant, sale_id),
    FOREIGN KEY (tenant, contact_id) REFERENCES contact (tenant, contact_id),
    FOREIGN KEY (tenant, person_id) REFERENCES person (tenant, person_id),
    FOREIGN KEY (tenant, stakeholderrole_id) REFERENCES StakeholderRole (tenant, StakeholderRole_Id)
);
CREATE INDEX SaleStakeholder_sale ON SaleStakeholder (tenant, sale_id, rank, salestakeholder_id);
CREATE INDEX SaleStakeholder_contact ON SaleStakeholder (tenant, contact_id, sale_id) WHERE contact_id IS NOT NULL;
CREATE INDEX SaleStakeholder_person ON SaleStakeholder (tenant, person_id, sale_id) WHERE person_id IS NOT NULL;

ALTER TABLE URL ADD COLUMN project_id INTEGER;
CREATE INDEX URL_project ON URL (tenant, project_id, rank) WHERE project_id IS NOT NULL;
ALTER TABLE appointment ADD COLUMN project_id INTEGER;
ALTER TABLE appointment ADD COLUMN sale_id INTEGER;
CREATE INDEX appointment_project ON appointment (tenant, project_id, activeDate, appointment_id)
    WHERE project_id IS NOT NULL;
CREATE INDEX appointment_sale ON appointment (tenant, sale_id, activeDate, appointment_id) WHERE sale_id IS NOT NULL;

-- What store/seed_lists.py gives new tenants, for those there are.
INSERT INTO ProjType (tenant, ProjType_id, name, rank)
    SELECT t.tenant, v.column1, v.column2, v.column3 FROM tenant t CROSS JOIN (VALUES
        (1, 'Direct mail/Campaign', 1),
        (2, 'Internal', 2),
        (3, 'Other', 3),
        (4, 'Guided project', 4)) v;
INSERT INTO ProjStatus (tenant, ProjStatus_id, name, rank)
    SELECT t.tenant, v.column1, v.column2, v.column3 FROM tenant t CROSS JOIN (VALUES
        (1, 'Planned', 1),
        (2, 'In progress', 2),
        (3, 'Closed', 3),
        (4, 'Stopped', 4),
        (5, 'Project planning', 5),
        (6, 'Implementation', 6),
        (7, 'Completion', 7)) v;
INSERT INTO PMembType (tenant, PMembType_id, name, rank)
    SELECT t.tenant, v.column1, v.column2, v.column3 FROM tenant t CROSS JOIN (VALUES
        (1, 'Client', 1),
        (2, 'Project manager', 2),
        (3, 'Secretary', 3),
        (4, 'Project member', 4),
        (5, 'Specialist', 5),
        (6, 'External contact', 6)) v;
INSERT INTO SaleType (tenant, SaleType_Id, name, rank)
    SELECT t.tenant, v.column1, v.column2, v.column3 FROM tenant t CROSS JOIN (VALUES
        (1, 'General sale', 1),
        (2, 'Guided sale', 2),
        (3, 'Stakeholders', 3),
        (4, 'Staged sale', 4)) v;
INSERT INTO Source (tenant, Source_id, name, rank)
    SELECT t.tenant, v.column1, v.column2, v.column3 FROM tenant t CROSS JOIN (VALUES
        (1, 'Active selling', 1),
        (2, 'Campaign', 2),
        (3, 'Internet', 3),
        (4, 'Recommendation', 4)) v;
INSERT INTO Reason (tenant, Reason_id, name, rank)
    SELECT t.tenant, v.column1, v.column2, v.column3 FROM tenant t CROSS JOIN (VALUES
        (1, 'Price', 1),
        (2, 'Product', 2),
        (3, 'Service level', 3),
        (4, 'Budget cuts', 4),
        (5, 'Customer relations', 5),
        (6, 'Internal politics', 6),
        (7, 'Other', 7)) v;
INSERT INTO ReasonSold (tenant, ReasonSold_Id, name, rank)
    SELECT t.tenant, v.column1, v.column2, v.column3 FROM tenant t CROSS JOIN (VALUES
        (1, 'Price', 1),
        (2, 'Performance', 2),
        (3, 'User-friendliness', 3),
        (4, 'Personality', 4)) v;
INSERT INTO ReasonStalled (tenant, ReasonStalled_Id, name, rank)
    SELECT t.tenant, v.column1, v.column2, v.column3 FROM tenant t CROSS JOIN (VALUES
        (1, 'Price', 1),
        (2, 'Internal politics', 2),
        (3, 'Power sponsor left', 3),
        (4, 'Power vacuum', 4),
        (5, 'Internal review process', 5),
        (6, 'Lack of interest', 6)) v;
INSERT INTO Comptr (tenant, Comptr_id, name, rank)
    SELECT t.tenant, v.column1, v.column2, v.column3 FROM tenant t CROSS JOIN (VALUES
        (1, 'Unknown', 1),
        (2, 'Nobody', 2),
        (3, 'In-house solution', 3)) v;
INSERT INTO Credited (tenant, Credited_id, name, rank)
    SELECT t.tenant, v.column1, v.column2, v.column3 FROM tenant t CROSS JOIN (VALUES
        (1, 'Project sales', 1),
        (2, 'Service department', 2),
        (3, 'Salesperson', 3)) v;
INSERT INTO StakeholderRole (tenant, StakeholderRole_Id, name, rank)
    SELECT t.tenant, v.column1, v.column2, v.column3 FROM tenant t CROSS JOIN (VALUES
        (1, 'Decision maker', 1),
        (2, 'Influencer', 2),
        (3, 'User', 3)) v;
UPDATE SaleType SET hasStakeholders = 1 WHERE SaleType_Id = 3;
INSERT INTO Prob (tenant, Prob_id, name, rank, probability)
    SELECT t.tenant, v.column1, v.column2, v.column3, v.column4 FROM tenant t CROSS JOIN (VALUES
        (4, 'First meeting', 1, 10),
        (5, 'Second meeting', 2, 30),
        (1, 'Quote sent', 3, 50),
        (2, 'Final negotiations', 4, 70),
        (3, 'Verbal acceptance', 5, 90)) v;
INSERT INTO sequence (tenant, TableName, next_id)
    SELECT t.tenant, v.column1, v.column2 FROM tenant t CROSS JOIN (VALUES
        ('projtype', 5),
        ('projstatus', 8),
        ('pmembtype', 7),
        ('saletype', 5),
        ('source', 5),
        ('reason', 8),
        ('reasonsold', 5),
        ('reasonstalled', 7),
        ('comptr', 4),
        ('credited', 4),
        ('stakeholderrole', 4),
        ('prob', 6),
        ('project.project_number', 10001),
        ('sale.number1', 10001)) v;

-- Roles may do with projects and sales what they may do with companies (table 5).
INSERT INTO DataRight (tenant, DataRight_id, roleId, tableId, relationToOwner, CRUD)
    SELECT d.tenant, (SELECT max(m.DataRight_id) FROM DataRight m WHERE m.tenant = d.tenant)
            + row_number() OVER (PARTITION BY d.tenant ORDER BY v.column1, d.DataRight_id),
        d.roleId, v.column1, d.relationToOwner, d.CRUD
    FROM DataRight d CROSS JOIN (VALUES (11), (13)) v WHERE d.tableId = 5;
UPDATE sequence SET next_id = (SELECT 1 + max(d.DataRight_id) FROM DataRight d WHERE d.tenant = sequence.tenant)
    WHERE TableName = 'dataright';
INSERT INTO RefCounts (tenant, RefCounts_id, fieldId, flags)
    SELECT t.tenant, (SELECT max(r.RefCounts_id) FROM RefCounts r WHERE r.tenant = t.tenant) + v.column1, v.column2, 1
    FROM tenant t CROSS JOIN (VALUES (1, 2818), (2, 3353)) v;
UPDATE sequence SET next_id = (SELECT 1 + max(r.RefCounts_id) FROM RefCounts r WHERE r.tenant = sequence.tenant)
    WHERE TableName = 'refcounts';
UPDATE tenant SET reference_version = reference_version + 1;

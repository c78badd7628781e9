-- Requests of customers, as lists show them, and the two lists that tell their status and category. Who asks is a
-- person (cust_id) of a company; who owns and who made a request are associates. Times are microseconds in UTC.

CREATE TABLE ticket_status (
    tenant INTEGER NOT NULL,
    ticket_status_id INTEGER NOT NULL CHECK (ticket_status_id BETWEEN 1 AND 2147483647),
    name TEXT NOT NULL,
    rank INTEGER NOT NULL DEFAULT 0,
    tooltip TEXT NOT NULL DEFAULT '',
    deleted INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant, ticket_status_id)
);

CREATE TABLE ej_category (
    tenant INTEGER NOT NULL,
    ej_category_id INTEGER NOT NULL CHECK (ej_category_id BETWEEN 1 AND 2147483647),
    name TEXT NOT NULL,
    rank INTEGER NOT NULL DEFAULT 0,
    tooltip TEXT NOT NULL DEFAULT '',
    deleted INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant, ej_category_id)
);

-- What store/seed_lists.py gives new tenants, for those there are.
INSERT INTO ticket_status (tenant, ticket_status_id, name, rank)
    SELECT t.tenant, v.column1, v.column2, v.column1
    FROM tenant t CROSS JOIN (VALUES (1, 'Open'), (2, 'Closed'), (3, 'Postponed'), (4, 'Deleted')) v;
INSERT INTO ej_category (tenant, ej_category_id, name, rank)
    SELECT t.tenant, v.column1, v.column2, v.column1
    FROM tenant t CROSS JOIN (VALUES (1, 'Support'), (2, 'Sales'), (3, 'Invoices'), (4, 'Other')) v;
INSERT INTO sequence (tenant, TableName, next_id) SELECT tenant, 'ticket_status', 5 FROM tenant;
INSERT INTO sequence (tenant, TableName, next_id) SELECT tenant, 'ej_category', 5 FROM tenant;
UPDATE tenant SET reference_version = reference_version + 1;

CREATE TABLE ticket (
    tenant INTEGER NOT NULL,
    id INTEGER NOT NULL CHECK (id BETWEEN 1 AND 2147483647),
    title TEXT NOT NULL DEFAULT '',
    created_at BIGINT NOT NULL,
    created_by INTEGER,
    last_changed BIGINT,
    author TEXT NOT NULL DEFAULT '',
    owned_by INTEGER,
    category INTEGER,
    priority INTEGER,
    status INTEGER NOT NULL DEFAULT 1,
    ticket_status INTEGER,
    slevel INTEGER NOT NULL DEFAULT 2,
    origin INTEGER NOT NULL DEFAULT 0,
    read_status INTEGER NOT NULL DEFAULT 1,
    cust_id INTEGER,
    contact_id INTEGER,
    sale_id INTEGER,
    project_id INTEGER,
    connect_id INTEGER,
    activate BIGINT,
    closed_at BIGINT,
    replied_at BIGINT,
    deadline BIGINT,
    read_by_owner BIGINT,
    first_read_by_owner BIGINT,
    first_read_by_user BIGINT,
    read_by_customer BIGINT,
    has_attachment INTEGER NOT NULL DEFAULT 0,
    num_replies INTEGER NOT NULL DEFAULT 0,
    num_messages INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant, id)
);
CREATE INDEX ticket_contact ON ticket (tenant, contact_id, id);
CREATE INDEX ticket_cust ON ticket (tenant, cust_id, id);
CREATE INDEX ticket_sale ON ticket (tenant, sale_id, id);
CREATE INDEX ticket_project ON ticket (tenant, project_id, id);
CREATE INDEX ticket_owned_by ON ticket (tenant, owned_by, id);

-- The history of sales: every state one was saved in, from the first to the one it is in.
CREATE TABLE SaleHist (
    tenant INTEGER NOT NULL,
    salehist_id INTEGER NOT NULL CHECK (salehist_id BETWEEN 1 AND 2147483647),
    sale_id INTEGER NOT NULL,
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
    registered BIGINT NOT NULL,
    registered_associate_id INTEGER NOT NULL,
    updated BIGINT,
    updated_associate_id INTEGER,
    updatedCount INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant, salehist_id),
    FOREIGN KEY (tenant, sale_id) REFERENCES sale (tenant, sale_id)
);
CREATE INDEX SaleHist_sale ON SaleHist (tenant, sale_id, salehist_id);
INSERT INTO SaleHist (tenant, salehist_id, sale_id, associate_id, group_idx, contact_id, person_id, project_id, heading,
        folded_heading, number1, saledate, amount, currency_id, earning, earning_percent, probability_idx, probability,
        saleType_id, status, done, reopenDate, source_id, reason_id, reasonSold_id, reasonStalled_id, comptr_id,
        credited_id, registered, registered_associate_id, updated, updated_associate_id, updatedCount)
    SELECT tenant, sale_id, sale_id, associate_id, group_idx, contact_id, person_id, project_id, heading,
        folded_heading, number1, saledate, amount, currency_id, earning, earning_percent, probability_idx, probability,
        saleType_id, status, done, reopenDate, source_id, reason_id, reasonSold_id, reasonStalled_id, comptr_id,
        credited_id, registered, registered_associate_id, updated, updated_associate_id, updatedCount
    FROM sale;
INSERT INTO sequence (tenant, TableName, next_id) SELECT tenant, 'salehist', max(sale_id) + 1 FROM sale GROUP BY tenant;

-- Links between follow-ups (9), documents (10), projects (11) and sales (13) are relations too, of kinds that nobody may
-- choose for others. link_side is one as it looks from each of its ends.
INSERT INTO relationdefinition (tenant, reldef_id, name, rank, passive_text, deleted)
    SELECT t.tenant, v.column1, v.column2, v.column1 + 3, v.column2, 1
    FROM tenant t CROSS JOIN (VALUES
        (2, 'Link to follow-up'),
        (3, 'Link to document'),
        (4, 'Link to sale'),
        (5, 'Link to project')) v;

CREATE VIEW link_side AS
    SELECT r.tenant, r.relation_id, 1 AS side, r.relcomment,
        CASE r.destination_table WHEN 9 THEN 0 WHEN 13 THEN 1 WHEN 11 THEN 2 ELSE 3 END AS entity,
        r.source_table AS own_table, r.source_record AS own_record,
        r.destination_table AS other_table, r.destination_record AS other_record,
        CASE r.destination_table WHEN 9 THEN r.destination_record END AS other_appointment,
        CASE r.destination_table WHEN 10 THEN r.destination_record END AS other_document,
        CASE r.destination_table WHEN 11 THEN r.destination_record END AS other_project,
        CASE r.destination_table WHEN 13 THEN r.destination_record END AS other_sale
    FROM relations r
    WHERE r.source_table IN (9, 10, 11, 13) AND r.destination_table IN (9, 10, 11, 13)
    UNION ALL
    SELECT r.tenant, r.relation_id, 2 AS side, r.relcomment,
        CASE r.source_table WHEN 9 THEN 0 WHEN 13 THEN 1 WHEN 11 THEN 2 ELSE 3 END AS entity,
        r.destination_table AS own_table, r.destination_record AS own_record,
        r.source_table AS other_table, r.source_record AS other_record,
        CASE r.source_table WHEN 9 THEN r.source_record END AS other_appointment,
        CASE r.source_table WHEN 10 THEN r.source_record END AS other_document,
        CASE r.source_table WHEN 11 THEN r.source_record END AS other_project,
        CASE r.source_table WHEN 13 THEN r.source_record END AS other_sale
    FROM relations r
    WHERE r.destination_table IN (9, 10, 11, 13) AND r.source_table IN (9, 10, 11, 13);

-- Documents whole: what their own row holds, the templates they are made from, and their content. Company, person,
-- owner, date and who may see it stay with the document's appointment, whose task_idx names the template.

ALTER TABLE document ADD COLUMN our_ref TEXT NOT NULL DEFAULT '';
ALTER TABLE document ADD COLUMN your_ref TEXT NOT NULL DEFAULT '';
ALTER TABLE document ADD COLUMN attention TEXT NOT NULL DEFAULT '';
ALTER TABLE document ADD COLUMN text_id INTEGER;
ALTER TABLE document ADD COLUMN extref TEXT NOT NULL DEFAULT '';
ALTER TABLE document ADD COLUMN snum INTEGER NOT NULL DEFAULT 0;
ALTER TABLE document ADD COLUMN contentSetCount INTEGER NOT NULL DEFAULT 0;
ALTER TABLE document ADD COLUMN updated BIGINT;
ALTER TABLE document ADD COLUMN updated_associate_id INTEGER;
ALTER TABLE document ADD COLUMN updatedCount INTEGER NOT NULL DEFAULT 0;
ALTER TABLE document ADD COLUMN changed_at BIGINT NOT NULL DEFAULT 0;
UPDATE document SET changed_at = registered;
ALTER TABLE appointment ADD COLUMN suggestedDocumentId INTEGER;

-- A document is read without its content.
CREATE TABLE document_content (
    tenant INTEGER NOT NULL,
    document_id INTEGER NOT NULL,
    content BLOB NOT NULL,
    PRIMARY KEY (tenant, document_id),
    FOREIGN KEY (tenant, document_id) REFERENCES document (tenant, document_id)
);

CREATE TABLE DocTmpl (
    tenant INTEGER NOT NULL,
    DocTmpl_id INTEGER NOT NULL CHECK (DocTmpl_id BETWEEN 1 AND 2147483647),
    name TEXT NOT NULL,
    rank INTEGER NOT NULL DEFAULT 0,
    tooltip TEXT NOT NULL DEFAULT '',
    deleted INTEGER NOT NULL DEFAULT 0,
    filename TEXT NOT NULL DEFAULT '',
    autoevent_id INTEGER NOT NULL DEFAULT 0,
    record_type INTEGER NOT NULL DEFAULT 2,
    direction INTEGER NOT NULL DEFAULT 0,
    saveInDb INTEGER NOT NULL DEFAULT 0,
    default_oref TEXT NOT NULL DEFAULT '',
    quoteDocType INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant, DocTmpl_id)
);

-- What store/seed_lists.py gives new tenants, for those there are.
INSERT INTO DocTmpl (tenant, DocTmpl_id, name, rank, filename, record_type, direction)
    SELECT t.tenant, v.column1, v.column2, v.column1, v.column3, v.column4, v.column5
    FROM tenant t CROSS JOIN (VALUES
        (1, 'Letter', 'letter.docx', 2, 2),
        (2, 'Incoming letter', '', 2, 1),
        (3, 'E-mail', '', 3, 2),
        (4, 'Offer', 'offer.docx', 2, 2),
        (5, 'Agreement', 'agreement.docx', 2, 0),
        (6, 'Minutes', 'minutes.docx', 2, 0),
        (7, 'Other', '', 2, 0)) v;
INSERT INTO sequence (tenant, TableName, next_id) SELECT tenant, 'doctmpl', 8 FROM tenant;
UPDATE tenant SET reference_version = reference_version + 1;

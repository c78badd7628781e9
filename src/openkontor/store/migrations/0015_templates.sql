-- What document templates consist of, in each language; the main one has none. Requests are found by their status.

CREATE TABLE DocTmpl_content (
    tenant INTEGER NOT NULL,
    DocTmpl_id INTEGER NOT NULL,
    language TEXT NOT NULL,
    content BLOB NOT NULL,
    PRIMARY KEY (tenant, DocTmpl_id, language),
    FOREIGN KEY (tenant, DocTmpl_id) REFERENCES DocTmpl (tenant, DocTmpl_id)
);

CREATE INDEX ticket_status_of_ticket ON ticket (tenant, ticket_status, id);

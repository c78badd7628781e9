-- What requests are told apart by: their types, and what a category is beside its name.

CREATE TABLE ticket_type (
    tenant INTEGER NOT NULL,
    ticket_type_id INTEGER NOT NULL CHECK (ticket_type_id BETWEEN 1 AND 2147483647),
    name TEXT NOT NULL,
    rank INTEGER NOT NULL DEFAULT 0,
    tooltip TEXT NOT NULL DEFAULT '',
    deleted INTEGER NOT NULL DEFAULT 0,
    icon TEXT NOT NULL DEFAULT '',
    default_ticket_status INTEGER,
    ticket_statuses TEXT NOT NULL DEFAULT '[]',
    default_ticket_priority INTEGER,
    ticket_priorities TEXT NOT NULL DEFAULT '[]',
    reply_template INTEGER NOT NULL DEFAULT 0,
    is_external_visible INTEGER NOT NULL DEFAULT 0,
    is_default INTEGER NOT NULL DEFAULT 0,
    show_in_new INTEGER NOT NULL DEFAULT 0,
    exclude_signature INTEGER NOT NULL DEFAULT 0,
    exclude_email_recipients INTEGER NOT NULL DEFAULT 0,
    external_as_default INTEGER NOT NULL DEFAULT 0,
    visible_for_groups TEXT NOT NULL DEFAULT '[]',
    reply_forward_no_signature INTEGER NOT NULL DEFAULT 0,
    reply_external_as_default INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant, ticket_type_id)
);

ALTER TABLE ej_category ADD COLUMN parent_id INTEGER;
ALTER TABLE ej_category ADD COLUMN category_master INTEGER;
ALTER TABLE ej_category ADD COLUMN flags INTEGER NOT NULL DEFAULT 0;
ALTER TABLE ej_category ADD COLUMN delegate_method INTEGER NOT NULL DEFAULT 0;
ALTER TABLE ej_category ADD COLUMN external_name TEXT NOT NULL DEFAULT '';
ALTER TABLE ej_category ADD COLUMN closing_status INTEGER NOT NULL DEFAULT 0;
ALTER TABLE ej_category ADD COLUMN msg_closing_status INTEGER NOT NULL DEFAULT 0;
ALTER TABLE ej_category ADD COLUMN assignment_lag INTEGER NOT NULL DEFAULT 0;
ALTER TABLE ej_category ADD COLUMN reply_template INTEGER NOT NULL DEFAULT 0;
ALTER TABLE ej_category ADD COLUMN notification_email TEXT NOT NULL DEFAULT '';
ALTER TABLE ej_category ADD COLUMN default_ticket_status INTEGER;
ALTER TABLE ej_category ADD COLUMN default_message_status INTEGER;

-- What store/seed_lists.py gives new tenants, for those there are.
INSERT INTO ticket_type (tenant, ticket_type_id, name, rank) SELECT tenant, 1, 'Request', 1 FROM tenant;
INSERT INTO sequence (tenant, TableName, next_id) SELECT tenant, 'ticket_type', 2 FROM tenant;
UPDATE tenant SET reference_version = reference_version + 1;

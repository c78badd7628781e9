-- Reasons to decline an invitation, and categories of types of sale: lists that administrators fill.

CREATE TABLE RejectReason (
    tenant INTEGER NOT NULL,
    RejectReason_id INTEGER NOT NULL CHECK (RejectReason_id BETWEEN 1 AND 2147483647),
    name TEXT NOT NULL,
    rank INTEGER NOT NULL DEFAULT 0,
    tooltip TEXT NOT NULL DEFAULT '',
    deleted INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant, RejectReason_id)
);

CREATE TABLE SaleTypeCat (
    tenant INTEGER NOT NULL,
    SaleTypeCat_id INTEGER NOT NULL CHECK (SaleTypeCat_id BETWEEN 1 AND 2147483647),
    name TEXT NOT NULL,
    rank INTEGER NOT NULL DEFAULT 0,
    tooltip TEXT NOT NULL DEFAULT '',
    deleted INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant, SaleTypeCat_id)
);

-- What people have agreed to: one row for each purpose. Who withdraws a consent has no row.

CREATE TABLE ConsentPerson (
    tenant INTEGER NOT NULL,
    consentperson_id INTEGER NOT NULL CHECK (consentperson_id BETWEEN 1 AND 2147483647),
    person_id INTEGER NOT NULL,
    consentPurpose_id INTEGER NOT NULL,
    legalBase_id INTEGER NOT NULL,
    consentSource_id INTEGER NOT NULL,
    comment TEXT NOT NULL DEFAULT '',
    registered BIGINT NOT NULL,
    registered_associate_id INTEGER NOT NULL,
    updated BIGINT,
    updated_associate_id INTEGER,
    updatedCount INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant, consentperson_id),
    FOREIGN KEY (tenant, person_id) REFERENCES person (tenant, person_id)
);
CREATE UNIQUE INDEX ConsentPerson_person ON ConsentPerson (tenant, person_id, consentPurpose_id);

-- Lists of activities and relations: what they are found and sorted by, each index ending with the key.

CREATE INDEX appointment_contact_key ON appointment (tenant, contact_id, appointment_id);
CREATE INDEX appointment_person ON appointment (tenant, person_id, appointment_id);
CREATE INDEX appointment_owner ON appointment (tenant, associate_id, activeDate, appointment_id);
CREATE INDEX appointment_date ON appointment (tenant, (coalesce(activeDate, 0)), appointment_id);
CREATE INDEX relations_source ON relations (tenant, source_record, source_table, relation_id);
CREATE INDEX relations_destination ON relations (tenant, destination_record, destination_table, relation_id);
CREATE INDEX contact_updated ON contact (tenant, updated) WHERE updated IS NOT NULL;
CREATE INDEX person_updated ON person (tenant, updated) WHERE updated IS NOT NULL;

-- A relation as it looks from each of its ends: `own` is the end one looks from, `other` the one that is seen. Between
-- companies and people, in both directions: eight kinds. It is there while both ends are. `direction` is 1 where the
-- end one looks from is the active one; `entity` 1 where somebody has left the company, 2 where a company is stopped.
CREATE VIEW relation_side AS
    SELECT r.tenant, r.relation_id, 1 AS side, CASE r.reversed WHEN 0 THEN 1 ELSE 2 END AS direction,
        CASE WHEN oc.xstop = 1 OR xc.xstop = 1 THEN 2 ELSE 0 END AS entity,
        oc.contact_id AS own_contact, CAST(NULL AS INTEGER) AS own_person,
        xc.contact_id AS other_contact, CAST(NULL AS INTEGER) AS other_person,
        r.reldef_id, r.relcomment, r.associateId
    FROM relations r
    JOIN contact oc ON oc.tenant = r.tenant AND oc.contact_id = r.source_record
        AND oc.DeletedDate IS NULL
    JOIN contact xc ON xc.tenant = r.tenant AND xc.contact_id = r.destination_record
        AND xc.DeletedDate IS NULL
    WHERE r.source_table = 5 AND r.destination_table = 5
    UNION ALL
    SELECT r.tenant, r.relation_id, 1 AS side, CASE r.reversed WHEN 0 THEN 1 ELSE 2 END AS direction,
        CASE WHEN xp.retired = 1 THEN 1 WHEN oc.xstop = 1 THEN 2 ELSE 0 END AS entity,
        oc.contact_id AS own_contact, CAST(NULL AS INTEGER) AS own_person,
        xc.contact_id AS other_contact, xp.person_id AS other_person,
        r.reldef_id, r.relcomment, r.associateId
    FROM relations r
    JOIN contact oc ON oc.tenant = r.tenant AND oc.contact_id = r.source_record
        AND oc.DeletedDate IS NULL
    JOIN person xp ON xp.tenant = r.tenant AND xp.person_id = r.destination_record
        AND xp.DeletedDate IS NULL
    JOIN contact xc ON xc.tenant = r.tenant AND xc.contact_id = xp.contact_id
        AND xc.DeletedDate IS NULL
    WHERE r.source_table = 5 AND r.destination_table = 6
    UNION ALL
    SELECT r.tenant, r.relation_id, 1 AS side, CASE r.reversed WHEN 0 THEN 1 ELSE 2 END AS direction,
        CASE WHEN op.retired = 1 THEN 1 WHEN xc.xstop = 1 THEN 2 ELSE 0 END AS entity,
        oc.contact_id AS own_contact, op.person_id AS own_person,
        xc.contact_id AS other_contact, CAST(NULL AS INTEGER) AS other_person,
        r.reldef_id, r.relcomment, r.associateId
    FROM relations r
    JOIN person op ON op.tenant = r.tenant AND op.person_id = r.source_record
        AND op.DeletedDate IS NULL
    JOIN contact oc ON oc.tenant = r.tenant AND oc.contact_id = op.contact_id
        AND oc.DeletedDate IS NULL
    JOIN contact xc ON xc.tenant = r.tenant AND xc.contact_id = r.destination_record
        AND xc.DeletedDate IS NULL
    WHERE r.source_table = 6 AND r.destination_table = 5
    UNION ALL
    SELECT r.tenant, r.relation_id, 1 AS side, CASE r.reversed WHEN 0 THEN 1 ELSE 2 END AS direction,
        CASE WHEN op.retired = 1 OR xp.retired = 1 THEN 1 ELSE 0 END AS entity,
        oc.contact_id AS own_contact, op.person_id AS own_person,
        xc.contact_id AS other_contact, xp.person_id AS other_person,
        r.reldef_id, r.relcomment, r.associateId
    FROM relations r
    JOIN person op ON op.tenant = r.tenant AND op.person_id = r.source_record
        AND op.DeletedDate IS NULL
    JOIN contact oc ON oc.tenant = r.tenant AND oc.contact_id = op.contact_id
        AND oc.DeletedDate IS NULL
    JOIN person xp ON xp.tenant = r.tenant AND xp.person_id = r.destination_record
        AND xp.DeletedDate IS NULL
    JOIN contact xc ON xc.tenant = r.tenant AND xc.contact_id = xp.contact_id
        AND xc.DeletedDate IS NULL
    WHERE r.source_table = 6 AND r.destination_table = 6
    UNION ALL
    SELECT r.tenant, r.relation_id, 2 AS side, CASE r.reversed WHEN 0 THEN 2 ELSE 1 END AS direction,
        CASE WHEN oc.xstop = 1 OR xc.xstop = 1 THEN 2 ELSE 0 END AS entity,
        oc.contact_id AS own_contact, CAST(NULL AS INTEGER) AS own_person,
        xc.contact_id AS other_contact, CAST(NULL AS INTEGER) AS other_person,
        r.reldef_id, r.relcomment, r.associateId
    FROM relations r
    JOIN contact oc ON oc.tenant = r.tenant AND oc.contact_id = r.destination_record
        AND oc.DeletedDate IS NULL
    JOIN contact xc ON xc.tenant = r.tenant AND xc.contact_id = r.source_record
        AND xc.DeletedDate IS NULL
    WHERE r.destination_table = 5 AND r.source_table = 5
    UNION ALL
    SELECT r.tenant, r.relation_id, 2 AS side, CASE r.reversed WHEN 0 THEN 2 ELSE 1 END AS direction,
        CASE WHEN xp.retired = 1 THEN 1 WHEN oc.xstop = 1 THEN 2 ELSE 0 END AS entity,
        oc.contact_id AS own_contact, CAST(NULL AS INTEGER) AS own_person,
        xc.contact_id AS other_contact, xp.person_id AS other_person,
        r.reldef_id, r.relcomment, r.associateId
    FROM relations r
    JOIN contact oc ON oc.tenant = r.tenant AND oc.contact_id = r.destination_record
        AND oc.DeletedDate IS NULL
    JOIN person xp ON xp.tenant = r.tenant AND xp.person_id = r.source_record
        AND xp.DeletedDate IS NULL
    JOIN contact xc ON xc.tenant = r.tenant AND xc.contact_id = xp.contact_id
        AND xc.DeletedDate IS NULL
    WHERE r.destination_table = 5 AND r.source_table = 6
    UNION ALL
    SELECT r.tenant, r.relation_id, 2 AS side, CASE r.reversed WHEN 0 THEN 2 ELSE 1 END AS direction,
        CASE WHEN op.retired = 1 THEN 1 WHEN xc.xstop = 1 THEN 2 ELSE 0 END AS entity,
        oc.contact_id AS own_contact, op.person_id AS own_person,
        xc.contact_id AS other_contact, CAST(NULL AS INTEGER) AS other_person,
        r.reldef_id, r.relcomment, r.associateId
    FROM relations r
    JOIN person op ON op.tenant = r.tenant AND op.person_id = r.destination_record
        AND op.DeletedDate IS NULL
    JOIN contact oc ON oc.tenant = r.tenant AND oc.contact_id = op.contact_id
        AND oc.DeletedDate IS NULL
    JOIN contact xc ON xc.tenant = r.tenant AND xc.contact_id = r.source_record
        AND xc.DeletedDate IS NULL
    WHERE r.destination_table = 6 AND r.source_table = 5
    UNION ALL
    SELECT r.tenant, r.relation_id, 2 AS side, CASE r.reversed WHEN 0 THEN 2 ELSE 1 END AS direction,
        CASE WHEN op.retired = 1 OR xp.retired = 1 THEN 1 ELSE 0 END AS entity,
        oc.contact_id AS own_contact, op.person_id AS own_person,
        xc.contact_id AS other_contact, xp.person_id AS other_person,
        r.reldef_id, r.relcomment, r.associateId
    FROM relations r
    JOIN person op ON op.tenant = r.tenant AND op.person_id = r.destination_record
        AND op.DeletedDate IS NULL
    JOIN contact oc ON oc.tenant = r.tenant AND oc.contact_id = op.contact_id
        AND oc.DeletedDate IS NULL
    JOIN person xp ON xp.tenant = r.tenant AND xp.person_id = r.source_record
        AND xp.DeletedDate IS NULL
    JOIN contact xc ON xc.tenant = r.tenant AND xc.contact_id = xp.contact_id
        AND xc.DeletedDate IS NULL
    WHERE r.destination_table = 6 AND r.source_table = 6;

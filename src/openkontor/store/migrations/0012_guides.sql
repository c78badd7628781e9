-- Guides: what a kind of sale suggests to do in each stage, a kind of project in each status. What is made of a
-- suggestion bears its number; sale_guide and project_guide show each suggestion, once for all that was made of it.

ALTER TABLE SaleTypeStageLink ADD COLUMN SaleTypeStageLink_id INTEGER;
ALTER TABLE SaleTypeStageLink ADD COLUMN deleted INTEGER NOT NULL DEFAULT 0;
UPDATE SaleTypeStageLink SET SaleTypeStageLink_id = (SELECT count(*) FROM SaleTypeStageLink o
    WHERE o.tenant = SaleTypeStageLink.tenant AND (o.saleType_id < SaleTypeStageLink.saleType_id
        OR (o.saleType_id = SaleTypeStageLink.saleType_id AND o.stageId <= SaleTypeStageLink.stageId)));
CREATE UNIQUE INDEX SaleTypeStageLink_number ON SaleTypeStageLink (tenant, SaleTypeStageLink_id);
INSERT INTO sequence (tenant, TableName, next_id)
    SELECT tenant, 'saletypestagelink', count(*) + 1 FROM SaleTypeStageLink GROUP BY tenant;

CREATE TABLE ProjectTypeStatusLink (
    tenant INTEGER NOT NULL,
    ProjectTypeStatusLink_id INTEGER NOT NULL CHECK (ProjectTypeStatusLink_id BETWEEN 1 AND 2147483647),
    projType_id INTEGER NOT NULL,
    projStatus_id INTEGER NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant, ProjectTypeStatusLink_id),
    FOREIGN KEY (tenant, projType_id) REFERENCES ProjType (tenant, ProjType_id),
    FOREIGN KEY (tenant, projStatus_id) REFERENCES ProjStatus (tenant, ProjStatus_id)
);
CREATE INDEX ProjectTypeStatusLink_type ON ProjectTypeStatusLink (tenant, projType_id, projStatus_id);

CREATE TABLE SuggestedAppointment (
    tenant INTEGER NOT NULL,
    SuggestedAppointment_id INTEGER NOT NULL CHECK (SuggestedAppointment_id BETWEEN 1 AND 2147483647),
    name TEXT NOT NULL,
    rank INTEGER NOT NULL DEFAULT 0,
    tooltip TEXT NOT NULL DEFAULT '',
    deleted INTEGER NOT NULL DEFAULT 0,
    saleTypeStageLinkId INTEGER,
    projectTypeStatusLinkId INTEGER,
    task_id INTEGER,
    daysFuture INTEGER NOT NULL DEFAULT 0,
    duration INTEGER NOT NULL DEFAULT 0,
    text TEXT NOT NULL DEFAULT '',
    isMilestone INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant, SuggestedAppointment_id),
    FOREIGN KEY (tenant, projectTypeStatusLinkId)
        REFERENCES ProjectTypeStatusLink (tenant, ProjectTypeStatusLink_id),
    FOREIGN KEY (tenant, task_id) REFERENCES Task (tenant, Task_id)
);
CREATE INDEX SuggestedAppointment_stage ON SuggestedAppointment (tenant, saleTypeStageLinkId);
CREATE INDEX SuggestedAppointment_status ON SuggestedAppointment (tenant, projectTypeStatusLinkId);

CREATE TABLE SuggestedDocument (
    tenant INTEGER NOT NULL,
    SuggestedDocument_id INTEGER NOT NULL CHECK (SuggestedDocument_id BETWEEN 1 AND 2147483647),
    name TEXT NOT NULL,
    rank INTEGER NOT NULL DEFAULT 0,
    tooltip TEXT NOT NULL DEFAULT '',
    deleted INTEGER NOT NULL DEFAULT 0,
    saleTypeStageLinkId INTEGER,
    projectTypeStatusLinkId INTEGER,
    doctmpl_id INTEGER,
    header TEXT NOT NULL DEFAULT '',
    our_ref TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (tenant, SuggestedDocument_id),
    FOREIGN KEY (tenant, projectTypeStatusLinkId)
        REFERENCES ProjectTypeStatusLink (tenant, ProjectTypeStatusLink_id),
    FOREIGN KEY (tenant, doctmpl_id) REFERENCES DocTmpl (tenant, DocTmpl_id)
);
CREATE INDEX SuggestedDocument_stage ON SuggestedDocument (tenant, saleTypeStageLinkId);
CREATE INDEX SuggestedDocument_status ON SuggestedDocument (tenant, projectTypeStatusLinkId);

CREATE VIEW sale_guide AS
    SELECT r.tenant, r.sale_id, gl.stageId AS stage, gp.rank AS stage_rank,
        gs.SuggestedAppointment_id AS suggested, 0 AS is_document, gs.name, gs.rank, gs.tooltip,
        gs.deleted, gs.text AS text, gs.isMilestone,
        coalesce(gi.appointment_id, 0) AS instance, coalesce(gi.appointment_id, 0) AS follow_up, 0 AS carrier
    FROM sale r
    JOIN SaleTypeStageLink gl ON gl.tenant = r.tenant AND gl.saleType_id = r.saleType_id
    JOIN Prob gp ON gp.tenant = r.tenant AND gp.Prob_id = gl.stageId
    JOIN SuggestedAppointment gs ON gs.tenant = r.tenant AND gs.saleTypeStageLinkId = gl.SaleTypeStageLink_id
    LEFT JOIN appointment gi ON gi.tenant = r.tenant AND gi.sale_id = r.sale_id
        AND gi.suggestedAppointmentId = gs.SuggestedAppointment_id
    WHERE (gs.deleted = 0 AND gl.deleted = 0) OR gi.appointment_id IS NOT NULL
    UNION ALL
    SELECT r.tenant, r.sale_id, gl.stageId AS stage, gp.rank AS stage_rank,
        gs.SuggestedDocument_id AS suggested, 1 AS is_document, gs.name, gs.rank, gs.tooltip,
        gs.deleted, gs.header AS text, 0 AS isMilestone,
        coalesce(gi.appointment_id, 0) AS instance, 0 AS follow_up, coalesce(gi.appointment_id, 0) AS carrier
    FROM sale r
    JOIN SaleTypeStageLink gl ON gl.tenant = r.tenant AND gl.saleType_id = r.saleType_id
    JOIN Prob gp ON gp.tenant = r.tenant AND gp.Prob_id = gl.stageId
    JOIN SuggestedDocument gs ON gs.tenant = r.tenant AND gs.saleTypeStageLinkId = gl.SaleTypeStageLink_id
    LEFT JOIN appointment gi ON gi.tenant = r.tenant AND gi.sale_id = r.sale_id
        AND gi.suggestedDocumentId = gs.SuggestedDocument_id
    WHERE (gs.deleted = 0 AND gl.deleted = 0) OR gi.appointment_id IS NOT NULL;

CREATE VIEW project_guide AS
    SELECT r.tenant, r.project_id, gl.projStatus_id AS stage, gp.rank AS stage_rank,
        gs.SuggestedAppointment_id AS suggested, 0 AS is_document, gs.name, gs.rank, gs.tooltip,
        gs.deleted, gs.text AS text, gs.isMilestone,
        coalesce(gi.appointment_id, 0) AS instance, coalesce(gi.appointment_id, 0) AS follow_up, 0 AS carrier
    FROM project r
    JOIN ProjectTypeStatusLink gl ON gl.tenant = r.tenant AND gl.projType_id = r.type_idx
    JOIN ProjStatus gp ON gp.tenant = r.tenant AND gp.ProjStatus_id = gl.projStatus_id
    JOIN SuggestedAppointment gs ON gs.tenant = r.tenant AND gs.projectTypeStatusLinkId = gl.ProjectTypeStatusLink_id
    LEFT JOIN appointment gi ON gi.tenant = r.tenant AND gi.project_id = r.project_id
        AND gi.suggestedAppointmentId = gs.SuggestedAppointment_id
    WHERE (gs.deleted = 0 AND gl.deleted = 0) OR gi.appointment_id IS NOT NULL
    UNION ALL
    SELECT r.tenant, r.project_id, gl.projStatus_id AS stage, gp.rank AS stage_rank,
        gs.SuggestedDocument_id AS suggested, 1 AS is_document, gs.name, gs.rank, gs.tooltip,
        gs.deleted, gs.header AS text, 0 AS isMilestone,
        coalesce(gi.appointment_id, 0) AS instance, 0 AS follow_up, coalesce(gi.appointment_id, 0) AS carrier
    FROM project r
    JOIN ProjectTypeStatusLink gl ON gl.tenant = r.tenant AND gl.projType_id = r.type_idx
    JOIN ProjStatus gp ON gp.tenant = r.tenant AND gp.ProjStatus_id = gl.projStatus_id
    JOIN SuggestedDocument gs ON gs.tenant = r.tenant AND gs.projectTypeStatusLinkId = gl.ProjectTypeStatusLink_id
    LEFT JOIN appointment gi ON gi.tenant = r.tenant AND gi.project_id = r.project_id
        AND gi.suggestedDocumentId = gs.SuggestedDocument_id
    WHERE (gs.deleted = 0 AND gl.deleted = 0) OR gi.appointment_id IS NOT NULL;

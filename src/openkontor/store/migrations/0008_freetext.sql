-- Full text. What is to be found by its words says itself whether it is in the index yet; what is not is put there
-- a little later, and before anything is searched. A line for one database alone says which.

ALTER TABLE contact ADD COLUMN indexed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE person ADD COLUMN indexed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE appointment ADD COLUMN indexed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE document ADD COLUMN indexed INTEGER NOT NULL DEFAULT 0;
CREATE INDEX contact_unindexed ON contact (tenant, indexed, contact_id) WHERE indexed = 0;
CREATE INDEX person_unindexed ON person (tenant, indexed, person_id) WHERE indexed = 0;
CREATE INDEX appointment_unindexed ON appointment (tenant, indexed, appointment_id)
    WHERE indexed = 0 AND document_id IS NULL;
CREATE INDEX document_unindexed ON document (tenant, indexed, document_id) WHERE indexed = 0;

-- Every word begins with its tenant and table: 1z5zoslo. The rowid holds tenant, table and record.
CREATE VIRTUAL TABLE freetext USING fts5(words, content='', contentless_delete=1, detail=none, tokenize='ascii'); -- SQLite
-- PostgreSQL: CREATE TABLE freetext (tenant INTEGER NOT NULL, tableId INTEGER NOT NULL, recordId INTEGER NOT NULL,
-- PostgreSQL:     words tsvector NOT NULL, PRIMARY KEY (tenant, tableId, recordId));
-- PostgreSQL: CREATE INDEX freetext_words ON freetext USING gin (words);

-- The words of names, each under itself and under what is left of it without one of its letters: two words that
-- differ by one slip meet there.
CREATE TABLE freetextwords (
    tenant INTEGER NOT NULL,
    near TEXT NOT NULL,
    word TEXT NOT NULL,
    PRIMARY KEY (tenant, near, word)
) WITHOUT ROWID;

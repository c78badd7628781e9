-- Lists: what companies and people are found and sorted by. Every index ends with the key, which settles equal places,
-- so that the next page begins where the one before ended.

CREATE INDEX contact_folded ON contact (tenant, folded_name, contact_id) WHERE DeletedDate IS NULL;
CREATE INDEX contact_category ON contact (tenant, category_idx, contact_id) WHERE DeletedDate IS NULL;
DROP INDEX contact_owner;
CREATE INDEX contact_owner ON contact (tenant, associate_id, contact_id);
CREATE INDEX person_owner ON person (tenant, associate_id, person_id);

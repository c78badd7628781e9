"""What document templates consist of: one content per language, and the main one, whose language is empty."""

from openkontor.store.db import Db
from openkontor.store.dialect import statement

MAIN = ""

READ_CONTENT = statement(
    "read_template_content",
    """SELECT content FROM DocTmpl_content
    WHERE tenant = :tenant AND DocTmpl_id = :template AND language IN (:language, '')
    ORDER BY language DESC LIMIT 1""",
)
READ_LENGTH = statement(
    "read_template_length",
    "SELECT length(content) FROM DocTmpl_content WHERE tenant = :tenant AND DocTmpl_id = :template AND language = ''",
)
READ_LANGUAGES = statement(
    "read_template_languages",
    """SELECT language FROM DocTmpl_content WHERE tenant = :tenant AND DocTmpl_id = :template AND language <> ''
    ORDER BY language""",
)
WRITE_CONTENT = statement(
    "write_template_content",
    """INSERT INTO DocTmpl_content (tenant, DocTmpl_id, language, content)
    VALUES (:tenant, :template, :language, :content)
    ON CONFLICT (tenant, DocTmpl_id, language) DO UPDATE SET content = excluded.content""",
)
COPY_MAIN = statement(
    "copy_template_content",
    """INSERT INTO DocTmpl_content (tenant, DocTmpl_id, language, content)
    SELECT :tenant, m.DocTmpl_id, :language, m.content FROM DocTmpl_content m
    WHERE m.tenant = :tenant AND m.DocTmpl_id = :template AND m.language = ''
    ON CONFLICT (tenant, DocTmpl_id, language) DO NOTHING""",
)
DELETE_CONTENT = statement(
    "delete_template_content",
    "DELETE FROM DocTmpl_content WHERE tenant = :tenant AND DocTmpl_id = :template AND language = :language",
)


def load_content(db: Db, template: int, language: str) -> bytes | None:
    """Load what a template consists of in a language, else the main content; None when there is neither."""
    row = db.row(READ_CONTENT, template=template, language=language)
    return None if row is None else bytes(row[0])


def content_length(db: Db, template: int) -> int:
    """Give how many bytes a template's main content has, 0 for none."""
    row = db.row(READ_LENGTH, template=template)
    return int(row[0]) if row else 0


def languages(db: Db, template: int) -> list[str]:
    """List the languages a template has a content of its own in."""
    return [row[0] for row in db.rows(READ_LANGUAGES, template=template)]


def write_content(db: Db, template: int, language: str, content: bytes) -> None:
    """Store what a template consists of in a language, in the place of what it did."""
    db.run(WRITE_CONTENT, template=template, language=language, content=content)


def copy_main(db: Db, template: int, language: str) -> bool:
    """Begin a language with the main content; False when there is none, or content in that language already."""
    return bool(db.run(COPY_MAIN, template=template, language=language))


def delete_content(db: Db, template: int, language: str) -> bool:
    """Delete the content in one language; False when there is none."""
    return bool(db.run(DELETE_CONTENT, template=template, language=language))

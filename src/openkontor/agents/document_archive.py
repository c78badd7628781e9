"""The Document agent: the archive that content lies in, and what it tells about a document's content."""

from openkontor.agents import check, list_templates
from openkontor.agents.document import locked, seen
from openkontor.agents.method import method
from openkontor.call import Call
from openkontor.carriers.document import ReturnInfo, TemplateInfo, VersionInfo
from openkontor.store import documents, templates


@method("Document", takes="nothing", runs="read", allows="associate")
def get_plugin_list(call: Call) -> dict[str, str]:
    """List the archives that content may lie in: their names by their ids."""
    return list_templates.get_plugin_list(call)


@method("Document", takes="arguments", runs="read", allows="associate")
def get_plugin_capabilities(call: Call, plugin_id: int) -> dict[str, str] | None:
    """Give what an archive can do, by the published names; null for an unknown one."""
    return list_templates.get_plugin_capabilities(call, plugin_id)


@method("Document", takes="arguments", runs="read", allows="associate")
def get_document_properties(
    call: Call, document_id: int, requested_properties: list[str] | None = None
) -> dict[str, str] | None:
    """Give what is asked about a document's content, by the published names; null when it is unknown or hidden.

    What is not told is empty; without a wish, all that is told.
    """
    document = seen(call, document_id)
    if document is None:
        return None
    length = documents.content_length(call.db, document_id)
    return list_templates.properties(requested_properties, document.name, length)


@method("Document", takes="arguments", runs="read", allows="associate", missing="versions: VersionId is ignored")
def get_document_url(call: Call, document_id: int, version_id: str = "", writeable_url: bool = False) -> str | None:
    """Give where a document's content is read, and written by who may; null when it is unknown or hidden.

    It needs a login as everything does.
    """
    return None if seen(call, document_id) is None else f"{call.base}/Document/{document_id}/Content"


@method("Document", takes="arguments", runs="read", allows="associate")
def get_version_list(call: Call, document_id: int) -> list[VersionInfo] | None:
    """List the versions of a document's content: the archive keeps none; null when it is unknown or hidden."""
    return None if seen(call, document_id) is None else []


@method("Document", takes="arguments", runs="write", allows="associate")
def delete_physical_document(call: Call, document_id: int, allowed_return_type: list[str] | None = None) -> ReturnInfo:
    """Delete what a document consists of; the document stays. Success tells whether there was anything.

    400 naming DocumentId for an unknown id, 403 without the right to change it.
    """
    stored = locked(call, document_id, "DocumentId")
    updated = check.next_stamp(call.now, stored.updated_date, stored.created_date)
    deleted = documents.delete_content(call.db, document_id, call.now, updated, call.associate_id)
    return ReturnInfo(stored.external_ref, success=deleted)


@method("Document", takes="arguments", runs="report", allows="associate")
def get_template_stream_from_id(call: Call, template_id: int, ui_culture: str = "") -> bytes | None:
    """Give what a template consists of in a language, else its main content; null when there is neither."""
    return templates.load_content(call.db, template_id, list_templates.language_of(ui_culture, "UiCulture"))


@method("Document", takes="arguments", runs="write", allows="associate")
def save_document_template_stream(
    call: Call,
    document_template_id: int,
    content: bytes,
    language_code: str = "",
    plugin_id: int = list_templates.ARCHIVE,
) -> TemplateInfo:
    """Store what a template consists of in a language, in the place of what it did; for administrators of lists."""
    return list_templates.save_document_template_stream(call, document_template_id, content, language_code, plugin_id)

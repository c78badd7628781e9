"""The List agent: what document templates consist of, in each language, and the archive that content lies in."""

import re
from pathlib import PurePosixPath

from openkontor.agents.list_changes import demand_keeper
from openkontor.agents.list_entities import DOCUMENT_TEMPLATE, one_of
from openkontor.agents.method import method
from openkontor.call import Call
from openkontor.carriers.document import TemplateInfo
from openkontor.carriers.list_entities import DocumentTemplateEntity
from openkontor.errors import Invalid, NotFound, UnknownId
from openkontor.store import templates
from openkontor.store.templates import MAIN

ARCHIVE, OWN_PLUGIN = 0, -1  # the one plugin there is, and the word for the one that a template names
FALSE, TRUE, STREAM = "false", "true", "stream"  # published values
PLUGINS = {str(ARCHIVE): "SO_ARC"}
CAPABILITIES = {
    "locking": FALSE,
    "fast-lock-status": FALSE,
    "versioning": FALSE,
    "fast-version-list": FALSE,
    "fast-exists": TRUE,
    "can-create-document-templates": FALSE,  # of nothing; it copies one into another language
}
MAIN_NAME = "default"  # the main content, where a path needs a word
SPELLED = {2: str.upper, 4: str.title}  # countries and scripts, by their lengths
LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,3}")


@method("List", takes="arguments", runs="report", allows="associate")
def get_document_template_stream_from_id(
    call: Call, document_template_id: int, language_code: str = ""
) -> bytes | None:
    """Give what a template consists of in a language, else its main content; null when there is neither."""
    return templates.load_content(call.db, document_template_id, language_of(language_code))


@method("List", takes="arguments", runs="write", allows="associate")
def save_document_template_stream(
    call: Call, document_template_id: int, content: bytes, language_code: str = "", plugin_id: int = ARCHIVE
) -> TemplateInfo:
    """Store what a template consists of in a language, in the place of what it did; without a language, the main one.

    PluginId 0 is the archive, -1 the plugin that the template names. 400 naming DocumentTemplateId for an unknown
    id, Filename for a template without one, PluginId for a plugin that is not there; 403 for who may not change lists.
    """
    template = _changed(call, document_template_id)
    if not template.filename:
        raise Invalid.field("Filename", "a template needs a file name before it can have content")
    plugin = template.load_template_from_plugin if plugin_id == OWN_PLUGIN else plugin_id
    if plugin != ARCHIVE:
        raise Invalid.field("PluginId", f"there is no plugin {plugin}: content lies in plugin {ARCHIVE}")
    templates.write_content(call.db, document_template_id, language_of(language_code), content)
    return TemplateInfo(template.name, template.tooltip, template.filename, ARCHIVE)


@method("List", takes="arguments", runs="write", allows="associate")
def set_document_template_stream(
    call: Call,
    document_template_entity: DocumentTemplateEntity | None,
    stream: bytes,
    language_code: str = "",
    plugin_id: int = ARCHIVE,
) -> DocumentTemplateEntity:
    """Store what a saved template consists of; other fields of the entity are not saved."""
    number = document_template_entity.document_template_id if document_template_entity else 0
    save_document_template_stream(call, number, stream, language_code, plugin_id)
    return _known(call, number)


@method("List", takes="arguments", runs="write", allows="associate")
def create_default_document_template_language(call: Call, document_template_id: int, language_code: str) -> None:
    """Begin a language with a template's main content; 400 naming LanguageCode for one that is there already."""
    _changed(call, document_template_id)
    language = language_of(language_code)
    if language == MAIN or language in templates.languages(call.db, document_template_id):
        raise Invalid.field("LanguageCode", "it begins a language that the template does not have yet")
    if not templates.copy_main(call.db, document_template_id, language):
        raise Invalid.field("DocumentTemplateId", "the template has no content to begin with")


@method("List", takes="arguments", runs="write", allows="associate")
def delete_document_template_language(call: Call, document_template_id: int, language_code: str = "") -> None:
    """Delete what a template consists of in a language; the others stay."""
    _changed(call, document_template_id)
    if not templates.delete_content(call.db, document_template_id, language_of(language_code)):
        raise NotFound(f"Document template {document_template_id} has no content in {language_code[:50]!r}")


@method("List", takes="arguments", runs="read", allows="associate")
def get_document_template_languages(call: Call, document_template_id: int) -> list[str] | None:
    """List the languages that a template has beside its main content; null for an unknown one."""
    return templates.languages(call.db, document_template_id) if _is_known(call, document_template_id) else None


@method("List", takes="arguments", runs="read", allows="associate")
def get_document_template_extension(call: Call, document_template_id: int) -> str | None:
    """Give the end of a template's file name, with its dot; null for an unknown template."""
    template = call.reference.document_templates.get(document_template_id)
    return PurePosixPath(template.filename).suffix if template else None


@method("List", takes="arguments", runs="read", allows="associate")
def get_document_template_url(
    call: Call, document_template_id: int, writable_url: bool = False, language_code: str = ""
) -> str | None:
    """Give where a template's content is read, and written by who may; null for an unknown template.

    It needs a login as everything does.
    """
    if not _is_known(call, document_template_id):
        return None
    language = language_of(language_code) or MAIN_NAME
    return f"{call.base}/List/DocumentTemplate/Items/{document_template_id}/Content/{language}"


@method("List", takes="arguments", runs="read", allows="associate")
def get_document_template_properties(
    call: Call, document_template_id: int, requested_properties: list[str] | None = None
) -> dict[str, str] | None:
    """Give what is asked about a template's content, by the published names; null for an unknown template.

    What is not told is empty; without a wish, all that is told.
    """
    template = call.reference.document_templates.get(document_template_id)
    if template is None:
        return None
    length = templates.content_length(call.db, document_template_id)
    return properties(requested_properties, template.filename, length, template.tooltip)


@method("List", takes="nothing", runs="read", allows="associate")
def get_plugin_list(call: Call) -> dict[str, str]:
    """List the archives that content may lie in: their names by their ids."""
    return PLUGINS


@method("List", takes="arguments", runs="read", allows="associate")
def get_plugin_capabilities(call: Call, plugin_id: int) -> dict[str, str] | None:
    """Give what an archive can do, by the published names; null for an unknown one."""
    return CAPABILITIES if plugin_id == ARCHIVE else None


@method("List", takes="arguments", runs="read", allows="associate")
def get_document_types_for_plugin(call: Call, plugin_id: int) -> dict[str, str] | None:
    """List the types of template that an archive makes; null for an unknown one.

    This one makes none: what a template is, its file name says.
    """
    return {} if plugin_id == ARCHIVE else None


def language_of(code: str, field: str = "LanguageCode") -> str:
    """Give a language as it is stored, such as nb-NO; none, or `default`, is the main content's."""
    if code.lower() in (MAIN, MAIN_NAME):
        return MAIN
    if not LANGUAGE.fullmatch(code):
        raise Invalid.field(field, f"{code[:50]!r} is not a code of a language such as en-US")
    first, *others = code.lower().split("-")
    return "-".join([first, *(SPELLED.get(len(part), str.lower)(part) for part in others)])


def properties(requested: list[str] | None, file_name: str, length: int, tooltip: str = "") -> dict[str, str]:
    """Give what is asked about content: what is not told is empty; without a wish, all that is told."""
    told = {
        "file-name": file_name,
        "file-type": PurePosixPath(file_name).suffix[1:],
        "has-locking": FALSE,
        "has-versioning": FALSE,
        "length": str(length),
        "preferred-open": STREAM,
        "tooltip": tooltip,
    }
    return {name: told.get(name, "") for name in requested} if requested else told


def _is_known(call: Call, number: int) -> bool:
    return number in call.reference.document_templates


def _known(call: Call, number: int) -> DocumentTemplateEntity:
    template: DocumentTemplateEntity | None = one_of(call, DOCUMENT_TEMPLATE, number)
    if template is None:
        raise UnknownId.of("Document template", number, "DocumentTemplateId")
    return template


def _changed(call: Call, number: int) -> DocumentTemplateEntity:
    """Give a template whose content is to be changed, which is for administrators of lists."""
    demand_keeper(call)
    return _known(call, number)

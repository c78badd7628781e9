"""The REST operations of records: companies, people, projects, sales, follow-ups, documents, price lists, users."""

from collections.abc import Callable
from typing import Any

from openkontor.agents import (
    appointment,
    appointment_small,
    contact,
    document,
    document_archive,
    person,
    price_list,
    product,
    project,
    project_member,
    sale,
    sale_stakeholder,
    user,
)
from openkontor.web import content
from openkontor.web.route import Route, entity_routes


def _entity_routes(resource: str, key: str, agent: Any, stem: str = "") -> tuple[Route, ...]:
    """The rows of an entity; `stem` is what its methods are called by where it is not contact_entity."""
    stem = stem or f"{resource.lower()}_entity"
    verbs = (f"create_default_{stem}", f"get_{stem}", f"save_{stem}", f"delete_{stem}")
    version = getattr(agent, f"{stem.removesuffix('_entity')}_version")
    return entity_routes(resource, key, *(getattr(agent, verb) for verb in verbs), version=version)


def _simple(resource: str, function: Callable[..., Any]) -> Route:
    """The row of a record as the small carrier that stands for it inside others."""
    return Route("GET", f"{resource}/{{id}}/Simple", function, names={"id": f"{resource.lower()}id"}, resource=resource)


ROUTES = (
    *_entity_routes("Contact", "contact_id", contact),
    *_entity_routes("Person", "person_id", person),
    *_entity_routes("Appointment", "appointment_id", appointment),
    *_entity_routes("Project", "project_id", project),
    *_entity_routes("ProjectMember", "projectmember_id", project_member, "project_member"),
    *_entity_routes("Sale", "sale_id", sale),
    *_entity_routes("SaleStakeholder", "sale_stakeholder_id", sale_stakeholder, "sale_stakeholder"),
    _simple("Project", project.get_project),
    Route("GET", "Project/{contactId}/IsNumberValid/{number}", project.is_number_valid),
    Route("GET", "Project/{projectId}/HasGuide", project.has_guide),
    Route("GET", "Project/{projectId}/NextMilestone", appointment_small.get_next_milestone),
    _simple("Sale", sale.get_sale),
    Route("GET", "Sale/{saleId}/HasGuide", sale.has_guide),
    Route("GET", "Sale/{saleId}/NextDueDate", sale.get_next_due_date),
    Route("POST", "Sale/NextDueDate", sale.batch_update_next_due_date),
    Route("GET", "Sale/{contactId}/IsNumberValid/{number}", sale.is_number_valid),
    _simple("Appointment", appointment_small.get_appointment),
    _simple("Contact", contact.get_contact),
    _simple("Person", person.get_person),
    Route("GET", "Person/{personId}/Consent", person.get_consent_infos, resource="Person"),
    Route("GET", "Person/{personId}/Consent/{purpose}", person.has_consent),
    Route("PUT", "Person/{personId}/Consent/{purpose}", person.set_consent),
    Route("DELETE", "Person/{personId}/Consent/{purpose}", person.remove_consent),
    *_entity_routes("Document", "document_id", document),
    Route(
        "GET",
        "Document/{id}/Content",
        document.get_document_stream,
        names={"id": "documentid"},
        version=document.document_version,
        write=content.written_if_any,
    ),
    Route(
        "PUT",
        "Document/{id}/Content",
        document.set_document_stream_from_id,
        names={"id": "documentid"},
        version=document.document_version,
        content="stream",
    ),
    Route(
        "GET",
        "Document/{id}/Length",
        document.get_document_length,
        names={"id": "documentid"},
        resource="Document",
    ),
    Route(
        "DELETE",
        "Document/{id}/Content",
        document_archive.delete_physical_document,
        names={"id": "documentid"},
        version=document.document_version,
    ),
    Route("GET", "Document/{documentId}/Property", document_archive.get_document_properties, resource="Document"),
    Route("GET", "Document/{documentId}/Url", document_archive.get_document_url, resource="Document"),
    Route("GET", "Document/{documentId}/Version", document_archive.get_version_list, resource="Document"),
    Route("GET", "Document/Plugin", document_archive.get_plugin_list),
    Route("GET", "Document/Plugin/{pluginId}", document_archive.get_plugin_capabilities, resource="Plugin"),
    *entity_routes(
        "Pricelist",
        "price_list_id",
        price_list.create_default_price_list,
        price_list.get_price_list,
        price_list.save_price_list,
        price_list.delete_price_list,
        name="PriceList",
        version=price_list.price_list_version,
    ),
    Route("POST", "Pricelist/{originalPriceListId}/CopyTo/{newName}", price_list.copy_super_office_price_list),
    Route("GET", "Product/default", product.create_default_product),
    Route("POST", "Product", product.save_product, key="product_id", selects=True),
    Route("GET", "Product/{productId}", product.get_product_from_db_id, resource="Product"),
    Route("PUT", "Product/{id}", product.save_product, key="product_id", resource="Product", selects=True),
    Route("DELETE", "Product/{id}", product.delete_product),
    Route("GET", "User/currentPrincipal", user.get_current_principal),
    Route("GET", "User/currentAssociate", user.get_current_associate),
    Route("GET", "User/currentToken", user.get_current_token),
)

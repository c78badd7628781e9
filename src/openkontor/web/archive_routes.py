"""The REST operations that list: each a row of path, archive provider, and the column that names the path's record."""

from openkontor.agents import archive
from openkontor.web import lists
from openkontor.web.lists import Archive
from openkontor.web.route import Route


def _list(path: str, provider: str = "", column: str = "", entities: str = "", verb: str = "GET") -> Route:
    """The row of a list."""
    listed = Archive(provider, column, entities, path.partition("/")[0])
    return Route(verb, path, archive.get_list, archive=listed, write=lists.written)


ROUTES = (
    _list("Contact", "SimpleContact", entities="contact"),
    _list("Contact/{id}/Activities", "ContactActivity", "contactId"),
    _list("Contact/{id}/Appointments", "Appointment", "contactId"),
    _list("Contact/{id}/Documents", "Document", "contactId"),
    _list("Contact/{id}/Persons", "Person", "contactId"),
    _list("Contact/{id}/Projects", "ContactProjects", "contactId"),
    _list("Contact/{id}/Relations", "Relation", "source/restrictionContactId"),
    _list("Contact/{id}/Sales", "SaleFilteredWithStakeholder", "contactId"),
    _list("Contact/{id}/Tickets", "Ticket", "contactId"),
    _list("Person", "SimplePerson", entities="person"),
    _list("Person/{id}/Activities", "ContactActivity", "personId"),
    _list("Person/{id}/Appointments", "Appointment", "personId"),
    _list("Person/{id}/Documents", "Document", "personId"),
    _list("Person/{id}/Relations", "Relation", "source/restrictionPersonId"),
    _list("Person/{id}/Sales", "SaleFilteredWithStakeholder", "personId"),
    _list("Person/{id}/Tickets", "Ticket", "personId"),
    _list("Project", "FindProject", entities="project"),
    _list("Project/{id}/Activities", "Activity", "projectId"),
    _list("Project/{id}/Contacts", "ContactProjects", "projectId"),
    _list("Project/{id}/Guide", "ProjectGuide", "projectId"),
    _list("Project/{id}/Members", "ProjectMember", "projectId"),
    _list("Project/{id}/Links", "Links", "sourceProjectRestrictionId"),
    _list("ProjectMember", "ProjectMember"),
    _list("Sale", "FindSale", entities="sale"),
    _list("Sale/{id}/Activities", "Activity", "saleId"),
    _list("Sale/{id}/Guide", "SaleGuide", "saleId"),
    _list("Sale/{id}/History", "SaleHistory", "saleId"),
    _list("Sale/{id}/Stakeholders", "SaleStakeholder", "saleId"),
    _list("Sale/{id}/Links", "Links", "sourceSaleRestrictionId"),
    _list("SaleStakeholder", "SaleStakeholder"),
    _list("Document", "FindDocument", entities="document"),
    _list("Document/{id}/Links", "Links", "sourceDocumentRestrictionId"),
    _list("Appointment", "FindAppointment", entities="appointment"),
    _list("Appointment/{id}/Participants", "Participants", "appointmentRestrictionId"),
    _list("Appointment/{id}/Links", "Links", "sourceAppointmentRestrictionId"),
    _list("Pricelist", "PriceList"),
    _list("Pricelist/{id}/Products", "Product", "priceListId"),
    _list("Product", "Product"),
    _list("Relation", "Relation"),
    _list("Ticket", "Ticket"),
    _list("TimeZone", "TimeZones"),
    _list("User", "AllUsers"),
    Route("GET", "Archive", archive.get_providers, write=lists.providers_written),
    _list("Archive/{archiveProviderName}"),
    _list("Archive/{archiveProviderName}", verb="POST"),
    Route(
        "GET",
        "Archive/{archiveProviderName}/$metadata",
        archive.get_column_map,
        write=lists.plainly,
        names={"archiveprovidername": "providername"},
    ),
)

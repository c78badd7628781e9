"""The REST operations of lists and of what stands beside them."""

from typing import Any

from openkontor.agents import list as lists
from openkontor.agents import list_typed, mdo, preference, relation, string, time_zone
from openkontor.web import list_item_routes
from openkontor.web.request import Request
from openkontor.web.route import Route, entity_routes


def _texts_written(texts: Any, request: Request) -> bytes:
    return request.format.write_plain(texts, "Strings")


ROUTES = (
    *entity_routes(
        "List",
        "id",
        lists.create_default_list_entity,
        lists.get_list_entity,
        lists.save_list_entity,
        lists.delete_list_entity,
    ),
    Route("GET", "List", lists.get_list_definitions),
    Route("GET", "List/{name}", lists.get_list_entity_by_name, resource="List"),
    Route("PUT", "List/{name}", lists.save_list_entity_by_name, body="list_entity"),
    Route("DELETE", "List/{name}", lists.delete_list_entity_by_name),
    *list_item_routes.ROUTES,
    *entity_routes(
        "RelationDefinition",
        "reldef_id",
        list_typed.create_default_relation_definition_entity,
        list_typed.get_relation_definition_entity,
        list_typed.save_relation_definition_entity,
    ),
    *entity_routes(
        "Relation",
        "relation_id",
        relation.create_default_contact_relation_entity,
        relation.get_contact_relation_entity,
        relation.save_contact_relation,
        relation.delete_contact_relation,
        name="ContactRelation",
        version=relation.relation_version,
        body="contact_relation_entity",
    ),
    Route("GET", "MDOList", mdo.get_list_names),
    Route("GET", "MDOList/{listname}", mdo.get_choices, names={"listname": "name"}, resource="MDO list"),
    Route(
        "GET",
        "MDOList/{listname}/selectable",
        mdo.get_selectable_list,
        names={"listname": "name", "flat": "forceflatlist", "additional": "additionalinfo"},
        resource="MDO list",
    ),
    Route("GET", "String", string.get_string_names),
    Route("POST", "String", string.get_strings, body="names", write=_texts_written),
    Route("GET", "String/KnownLanguages", string.get_known_languages),
    Route(
        "GET",
        "String/{sr_id}",
        string.get_texts_of_string,
        names={"sr_id": "srid"},
        resource="String",
        write=_texts_written,
    ),
    Route("GET", "String/{sr_id}/{isoLangCode}", string.get_string, names={"sr_id": "srid"}, resource="String"),
    Route("GET", "TimeZone/base", time_zone.get_base_time_zone),
    Route("GET", "TimeZone/current", time_zone.get_current_time_zone),
    Route("GET", "Preference", preference.get_sections),
    Route("GET", "Preference/{section}", preference.get_keys_in_section),
    Route("GET", "Preference/{section}/{key}", preference.get_pref_value),
    Route("POST", "Preference/{section}/{key}", preference.set_pref_value, body="preference"),
    Route("PUT", "Preference/{section}/{key}", preference.set_pref_value, body="preference"),
    Route("GET", "Preference/{section}/{key}/{prefLevel}", preference.get_pref_value_at_level),
    Route("POST", "Preference/{section}/{key}/{prefLevel}", preference.set_pref_value_at_level),
    Route("PUT", "Preference/{section}/{key}/{prefLevel}", preference.set_pref_value_at_level),
)

"""The rooms import one way: web → agents → archives → store → carriers; nobody imports what joins them."""

import ast
import sys
from collections.abc import Iterator

import pytest

from tests.house.source import Module, is_inside, modules, parents, snippet

BESIDE = ("errors", "rights", "display", "layouts")  # they know carriers and one another's neighbours, no room

# Who may import what of the program: rooms and the modules beside them, or single modules of a room.
MAY = {
    "carriers": ("carriers",),
    "contract": ("contract", "carriers", "errors"),
    "wire": ("wire", "carriers", "contract.shape", "contract.names", "errors"),
    "store": ("store", "carriers", *BESIDE),
    "archives": ("archives", "store", "carriers", "call", *BESIDE),
    "agents": ("agents", "archives", "store", "carriers", "call", *BESIDE),
    "web": ("web", "agents", "wire", "contract", "carriers", "call", "errors"),
    "call": ("carriers", "store.db", "store.reference"),
    "errors": (),
    "rights": ("carriers", "errors"),
    "display": ("carriers", "errors"),
    "layouts": ("carriers", "errors"),
    "config": ("errors",),
}
JOINS = ("app", "__main__", "manage", "docs")

EXCEPTIONS = {
    ("wire.as_json", "contract.field_properties"): "FieldProperties are kept encoded, as bytes of the format",
    ("agents.string", "wire.words"): "the program's texts in every language are what it gives",
    ("agents.time_zone", "wire.zones"): "the table of zones is what it gives",
    ("archives.zones", "wire.zones"): "the table of zones is what it lists",
    ("web.dispatch", "config"): "the tenant of paths that name none",
    ("web.dispatch", "store.db"): "the type of what a transaction hands over, and StaleReference to run again",
    ("web.front", "config"): "the server's settings, and the tenant that is asked whether the database answers",
    ("web.front", "store.engine"): "the type of what runs a request",
    ("web.about.health", "store.engine"): "the type of what is asked whether it is ready",
    ("web.about.health", "store.probe"): "whether the database can be written",
    ("web.about.health", "store.reference"): "whether the database answers",
    ("web.documents", "store.db"): "the type that tells whether an answer still holds",
    ("web.dispatch", "store.engine"): "the type of what runs a request",
    ("web.dispatch", "store.reference"): "loads the reference data of a tenant and compares its version",
    ("web.login.basic", "store.reference"): "the type of what holds the logins",
    ("web.login.logins", "store.reference"): "the type of what holds the logins",
    ("web.login.logins", "config"): "which logins are taken",
    ("web.login.oidc", "config"): "the tenant that keeps the installation's key",
    ("web.indexing", "store.engine"): "the type of what runs a request",
    ("web.indexing", "store.freetext"): "brings the index up to date between requests",
    ("web.tenants", "config"): "the tenant of paths that name none",
    ("web.tenants", "store.db"): "the type of what a transaction hands over, and StaleReference to run again",
    ("web.tenants", "store.engine"): "the type of what runs a request",
    ("web.tenants", "store.reference"): "loads the reference data of a tenant and compares its version",
}
ONLY_TYPES = {("rights", "store.reference"), ("store.db", "store.reference"), ("store.engine", "store.postgres")}

INSIDE = {
    ("__main__", "rich.console"): "only a terminal sees a progress bar",
    ("__main__", "rich.progress"): "only a terminal sees a progress bar",
    ("app", "store.seed"): "only an empty database is filled",
    ("app", "store.demo"): "only an empty database is filled",
    ("app", "store.users"): "brings the seed's statements along",
    ("app", "joserfc.errors"): "only who registers a system user needs it",
    ("app", "joserfc.jwk"): "only who registers a system user needs it",
    ("store.countries", "pycountry"): "only an empty database asks it",
    ("store.countries", "phonenumbers"): "only an empty database asks it",
    ("store.countries", "babel.numbers"): "only an empty database asks it",
    ("store.engine", "store.postgres"): "the driver is an extra",
    ("web.front", "web.about.metrics"): "only where requests are counted",
    ("web.front", "web.about.roots"): "reads the whole description of the API",
    ("web.front", "web.login.sign_in"): "brings a library of pages and one of tokens along",
    ("web.front", "web.login.site"): "goes with sign_in",
    ("web.front", "starlette.routing"): "only pages are routed by it",
    ("wire.as_json", "pyjson5"): "one body in a thousand is no JSON",
    ("wire.as_xml", "lxml"): "one body in a thousand is XML",
    ("wire.culture", "babel"): "only who sends SO-Culture",
    ("wire.culture", "babel.dates"): "only who sends SO-Culture",
    ("wire.culture", "babel.numbers"): "only who sends SO-Culture",
}

# Libraries by room; what stands in no row belongs nowhere yet.
LIBRARIES = {
    "carriers": {"msgspec"},
    "contract": {"msgspec"},
    "wire": {"msgspec", "babel", "lxml", "pyjson5"},
    "store": {"msgspec", "apsw", "psycopg", "psycopg_pool", "pycountry", "phonenumbers", "babel"},
    "archives": {"msgspec"},
    "agents": {"msgspec"},
    "web": {"msgspec", "argon2", "starlette", "uvicorn", "joserfc", "authlib", "prometheus_client"},
    "app": {"joserfc"},
    "manage": {"cyclopts"},
    "docs": {"msgspec"},
    "__main__": {"cyclopts", "uvicorn", "rich"},
}
KNOWS_LOOPS = ("web.", "store.sqlite", "store.postgres")


def imports(module: Module) -> Iterator[tuple[str, ast.AST]]:
    """What a module imports; names of the program are given without the package."""
    for node in module.nodes:
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name.removeprefix("openkontor."), node
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{module.at(node)}: imports are absolute"
            if node.module == "openkontor" or node.module.removeprefix("openkontor.") in FOLDERS:
                for alias in node.names:
                    yield f"{node.module}.{alias.name}".removeprefix("openkontor."), node
            else:
                yield node.module.removeprefix("openkontor."), node


OWN = {module.name for module in modules()}
FOLDERS = {name.rpartition(".")[0] for name in OWN} - {""}


def own(name: str) -> str | None:
    """The module of the program that an imported name means, if it is one."""
    if name in OWN:
        return name
    return name.rpartition(".")[0] if name.rpartition(".")[0] in OWN - {""} else None


def backwards(module: Module) -> list[str]:
    """Every import that leaves its room the wrong way."""
    found = []
    for name, node in imports(module):
        target = own(name)
        if target is None or module.room in JOINS:
            if target in JOINS and module.name not in ("__main__", "manage"):
                found.append(f"{module.at(node)}: nobody imports {target}")
            continue
        allowed = any(target == may or target.startswith(may + ".") for may in MAY.get(module.room, ()))
        excused = (module.name, target) in EXCEPTIONS
        for_types = (module.name, target) in ONLY_TYPES and is_for_types(node)
        if not (allowed or excused or for_types):
            found.append(f"{module.at(node)}: {module.name} imports {target}")
    return found


def hidden(module: Module) -> list[str]:
    """Every import inside a function that has no reason in the list."""
    found = []
    for name, node in imports(module):
        if is_inside(node) and (module.name, own(name) or name) not in INSIDE:
            found.append(f"{module.at(node)}: {name} is imported inside a function")
    return found


def foreign(module: Module) -> list[str]:
    """Every library that does not belong into its room."""
    found = []
    for name, node in imports(module):
        library = name.partition(".")[0]
        known = {*sys.stdlib_module_names, *LIBRARIES.get(module.room, ()), "__version__"}
        if own(name) is None and library not in known:
            found.append(f"{module.at(node)}: {module.name} uses {library}")
        if library == "asyncio" and not module.name.startswith(KNOWS_LOOPS):
            found.append(f"{module.at(node)}: only the edge and the engines are asynchronous")
    return found


def is_for_types(node: ast.AST) -> bool:
    return any(isinstance(outer, ast.If) and "TYPE_CHECKING" in ast.dump(outer.test) for outer in parents(node))


@pytest.mark.parametrize("check", [backwards, hidden, foreign])
def test_imports_run_one_way(check):
    offences = [offence for module in modules() for offence in check(module)]
    assert not offences, "\n".join(offences)


def test_every_room_and_every_module_beside_them_has_a_row():
    rooms = {module.room for module in modules()} - {""}
    assert rooms <= {*MAY, *JOINS}


def test_no_exception_outlives_its_import():
    made = {(module.name, own(name) or name) for module in modules() for name, _ in imports(module)}
    assert {*EXCEPTIONS, *ONLY_TYPES, *INSIDE} <= made


@pytest.mark.parametrize(
    ("check", "name", "text"),
    [
        (backwards, "store.relations", "from openkontor.agents import relation"),
        (backwards, "store.relations", "from openkontor.web.answers import success"),
        (backwards, "contract.openapi", "import openkontor.agents.method"),
        (backwards, "carriers.sale", "from openkontor.errors import Invalid"),
        (backwards, "agents.sale", "from openkontor.wire import as_json"),
        (backwards, "web.dispatch", "from openkontor.store.contacts import load"),
        (backwards, "web.dispatch", "from openkontor.store import contacts"),
        (backwards, "web.dispatch", "from openkontor import app"),
        (backwards, "docs", "from openkontor.app import create_app"),
        (backwards, "rights", "from openkontor.store.reference import Reference"),
        (hidden, "agents.sale", "def save():\n    from openkontor.store import sales"),
        (hidden, "wire.as_json", "class A:\n    def read(self):\n        import json"),
        (foreign, "agents.sale", "from starlette.requests import Request"),
        (foreign, "carriers.sale", "import pydantic"),
        (foreign, "agents.sale", "import asyncio"),
    ],
)
def test_an_import_the_wrong_way_is_named_with_its_line(check, name, text):
    (offence,) = check(snippet(name, text))
    assert f"{name.replace('.', '/')}.py:{text.count(chr(10)) + 1}: " in offence


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("agents.sale", "from openkontor.store import contacts\nfrom openkontor import rights"),
        ("rights", "if TYPE_CHECKING:\n    from openkontor.store.reference import Reference"),
        ("app", "from openkontor.web.dispatch import Dispatch"),
    ],
)
def test_an_import_the_right_way_passes(name, text):
    assert not backwards(snippet(name, text))

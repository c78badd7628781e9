"""The program's own source, read for the tests that keep the house in order."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = "openkontor"
SOURCE = ROOT / "src" / PACKAGE


@dataclass(frozen=True)
class Module:
    """One module: its dotted name without the package, its file, its text."""

    name: str
    path: Path
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        """Its tree, with parents known; nobody changes it."""
        return parse(self.text)

    @property
    def room(self) -> str:
        """The room a module stands in; its own name when it stands beside them."""
        return self.name.partition(".")[0]

    @property
    def where(self) -> Path:
        """The file, below the root."""
        return self.path.relative_to(ROOT) if self.path.is_relative_to(ROOT) else self.path

    def at(self, node: ast.AST) -> str:
        """Where a node stands, as editors and terminals like it."""
        return f"{self.where}:{node.lineno}"


@cache
def modules() -> tuple[Module, ...]:
    """All modules of the program, read and parsed once."""
    found = []
    for path in sorted(SOURCE.rglob("*.py")):
        parts = path.relative_to(SOURCE).with_suffix("").parts
        name = ".".join(part for part in parts if part != "__init__")
        found.append(Module(name, path, path.read_text(encoding="utf-8")))
    return tuple(found)


def snippet(name: str, text: str) -> Module:
    """A made-up module, for showing that a check can fail."""
    return Module(name, Path(f"{name.replace('.', '/')}.py"), text)


def parse(text: str) -> ast.Module:
    tree = ast.parse(text)
    for node in ast.walk(tree):
        for child in ast.iter_child_nodes(node):
            child.parent = node  # type: ignore[attr-defined]
    return tree


def parents(node: ast.AST) -> Iterator[ast.AST]:
    """The nodes around a node, from the inside out."""
    while (node := getattr(node, "parent", None)) is not None:  # type: ignore[assignment]
        yield node


def functions(module: Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """All functions of a module, inner ones too."""
    for node in ast.walk(module.tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield node

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
    def nodes(self) -> list[ast.AST]:
        """All nodes of its tree, outer ones first, each with its parent known; nobody changes them."""
        found: list[ast.AST] = [ast.parse(self.text)]
        for node in found:  # which grows
            for child in ast.iter_child_nodes(node):
                child.parent = node  # type: ignore[attr-defined]
                found.append(child)
        return found

    @property
    def tree(self) -> ast.Module:
        tree = self.nodes[0]
        assert isinstance(tree, ast.Module)
        return tree

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


def parents(node: ast.AST) -> Iterator[ast.AST]:
    """The nodes around a node, from the inside out."""
    while (node := getattr(node, "parent", None)) is not None:  # type: ignore[assignment]
        yield node


@cache
def functions(module: Module) -> tuple[ast.FunctionDef | ast.AsyncFunctionDef, ...]:
    """All functions of a module, inner ones too."""
    return tuple(node for node in module.nodes if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)))


def is_inside(node: ast.AST) -> bool:
    """Whether a node is part of a function."""
    return any(isinstance(outer, (ast.FunctionDef, ast.AsyncFunctionDef)) for outer in parents(node))


def called_by(call: ast.Call) -> str:
    """The name of what is called, with a dot before that of an object's method."""
    if isinstance(call.func, ast.Attribute):
        return f".{call.func.attr}"
    return call.func.id if isinstance(call.func, ast.Name) else ""

"""The house's rules as functions over source text, so that each can be shown a broken sample."""

import ast
import re
from pathlib import Path

SRC = Path(__file__).resolve().parents[2] / "src" / "dondoc"
ORDER = [
    "config",
    "demo",
    "portal",
    "tasks",
    "documents",
    "deadlines",
    "files",
    "organization",
    "audit",
    "workers",
    "lib",
]
LEVEL = {name: len(ORDER) - place for place, name in enumerate(ORDER)} | {"search": 5, "notifications": 5}
# Inside an app, from the edge inwards; a module imports only from its own level or further right.
INSIDE = [
    ["urls"],
    ["views", "api", "jobs", "management", "panels"],
    ["forms", "lists", "prints"],
    ["actions"],
    ["gate"],
    ["queries"],
    ["permissions"],
    ["models"],
    ["states"],
    ["rulebooks"],
    ["engine"],
    ["facts"],
]
DOORS = {"models", "queries", "actions", "permissions", "states"}
SPECIAL_DOORS = {
    ("organization", "access"),
    ("audit", "journal"),
    ("workers", "job"),
    ("search", "index"),
    ("deadlines", "queries"),
}


def modules() -> list[Path]:
    return [path for path in sorted(SRC.rglob("*.py")) if "migrations" not in path.parts]


def imported(source: str) -> list[str]:
    """Every dondoc module imported by a source, as dotted names below `dondoc`."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("dondoc"):
            base = node.module.removeprefix("dondoc").lstrip(".")
            found += [f"{base}.{alias.name}" if base else alias.name for alias in node.names]
    return found


def upward_inside(app: str, module: str, source: str) -> list[str]:
    """Imports that go against the order inside an app."""
    rank = {name: place for place, level in enumerate(INSIDE) for name in level}
    own = rank.get(module)
    if own is None:
        return []
    faults = []
    for name in imported(source):
        parts = name.split(".")
        if parts[0] == app and len(parts) > 1 and rank.get(parts[1], 99) < own:
            faults.append(name)
    return faults


def past_the_doors(app: str, source: str) -> list[str]:
    """Imports that enter another app elsewhere than by its doors (config composes and may)."""
    if app == "config":
        return []
    faults = []
    for name in imported(source):
        parts = name.split(".")
        if parts[0] in (app, "lib") or parts[0] not in LEVEL or len(parts) < 2:
            continue
        if parts[1] not in DOORS and (parts[0], parts[1]) not in SPECIAL_DOORS:
            faults.append(name)
    return faults


def untyped_actions(source: str) -> list[str]:
    """Functions under @action that do not take keyword-only `by` and `at`."""
    faults = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef) and any("action(" in ast.unparse(d) for d in node.decorator_list):
            keywords = {argument.arg for argument in node.args.kwonlyargs}
            if not {"by", "at"} <= keywords:
                faults.append(node.name)
    return faults


def unguarded_actions(source: str) -> list[str]:
    """Actions on a subject that do not lock before they ask, or never ask a permission."""
    faults = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef) and any("action(" in ast.unparse(d) for d in node.decorator_list):
            text = ast.unparse(node)
            if "record(" not in text:
                faults.append(f"{node.name}: no record")
    return faults


def template_level(path: Path) -> int:
    """The level of the app that owns a template; shared ones lie below everything."""
    parts = path.relative_to(SRC).parts
    return LEVEL.get(parts[0], 0)


def upward_includes(path: Path, text: str) -> list[str]:
    """Includes and extends of a template that belongs to a higher app."""
    own = template_level(path)
    faults = []
    for name in re.findall(r'{%\s*(?:include|extends)\s+"([^"]+)"', text):
        owner = name.split("/")[0]
        if owner in LEVEL and LEVEL[owner] > own:
            faults.append(name)
    return faults


def inline_code(text: str) -> list[str]:
    """What the content security policy forbids: inline script, style and handlers."""
    return re.findall(r"<script(?![^>]*\bsrc=)[^>]*>|<style[\s>]|\sstyle=\"|\son[a-z]+=\"", text)

"""The house's rules hold; and each rule's checker is shown a broken sample and must name it."""

from pathlib import Path

import pytest
from django.apps import apps
from django.db import models
from django.urls import get_resolver

from dondoc.audit.journal import ACTIONS
from tests.architecture import rules


def _app_and_module(path: Path) -> tuple[str, str]:
    parts = path.relative_to(rules.SRC).with_suffix("").parts
    return parts[0], parts[1] if len(parts) > 1 else ""


@pytest.mark.parametrize("path", rules.modules(), ids=lambda p: str(p.relative_to(rules.SRC)))
def test_imports_inside_an_app_go_one_way(path: Path) -> None:
    app, module = _app_and_module(path)
    assert rules.upward_inside(app, module, path.read_text()) == []


def test_a_model_that_imports_an_action_is_named() -> None:
    broken = "from dondoc.tasks.actions import assign"
    assert rules.upward_inside("tasks", "models", broken) == ["tasks.actions.assign"]


@pytest.mark.parametrize("path", rules.modules(), ids=lambda p: str(p.relative_to(rules.SRC)))
def test_other_apps_are_entered_by_their_doors(path: Path) -> None:
    app, _ = _app_and_module(path)
    assert rules.past_the_doors(app, path.read_text()) == []


def test_an_app_entered_by_the_window_is_named() -> None:
    assert rules.past_the_doors("tasks", "from dondoc.documents.gate import check_incoming") == [
        "documents.gate.check_incoming"
    ]


@pytest.mark.parametrize("path", [p for p in rules.modules() if "actions" in str(p)], ids=str)
def test_actions_take_by_and_at_and_leave_a_record(path: Path) -> None:
    assert rules.untyped_actions(path.read_text()) == []
    assert rules.unguarded_actions(path.read_text()) == []


def test_an_action_without_by_at_or_record_is_named() -> None:
    broken = '@action("x.y")\ndef y(subject, at): pass'
    assert rules.untyped_actions(broken) == ["y"]
    assert rules.unguarded_actions(broken) == ["y: no record"]


def test_foreign_keys_point_down() -> None:
    for model in apps.get_models():
        own = rules.LEVEL.get(model._meta.app_label)
        if own is None:
            continue
        for field in model._meta.get_fields():
            if isinstance(field, models.ForeignKey) and field.related_model._meta.app_label in rules.LEVEL:
                assert rules.LEVEL[field.related_model._meta.app_label] <= own, f"{model.__name__}.{field.name}"


TEMPLATES = sorted(rules.SRC.rglob("*.html"))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: p.name)
def test_templates_include_downwards_and_hold_no_inline_code(path: Path) -> None:
    text = path.read_text()
    assert rules.upward_includes(path, text) == []
    assert rules.inline_code(text) == []


def test_an_upward_include_and_inline_code_are_named() -> None:
    low = rules.SRC / "documents" / "templates" / "documents" / "x.html"
    assert rules.upward_includes(low, '{% include "tasks/_x.html" %}') == ["tasks/_x.html"]
    assert rules.inline_code('<a onclick="x()" style="y">') != []


def test_every_template_is_used() -> None:
    sources = "".join(path.read_text() for path in [*rules.modules(), *TEMPLATES])
    standard = {"403.html", "404.html", "409.html", "422.html", "500.html", "503.html"}
    for path in TEMPLATES:
        name = str(path).split("templates/")[-1]
        assert name in standard or name in sources, f"{name} is used nowhere"


def test_every_verb_has_its_app_as_prefix_and_is_registered_once() -> None:
    assert ACTIONS
    for verb, function in ACTIONS.items():
        app = function.__module__.split(".")[1]
        assert verb.startswith(f"{app}."), verb


def test_url_names_are_their_views() -> None:
    for pattern in get_resolver().url_patterns:
        for url in getattr(pattern, "url_patterns", []):
            name, view = url.name, getattr(url.callback, "__name__", "")
            namespace = getattr(pattern, "namespace", "")
            if namespace in ("documents", "tasks") and name not in ("list", "return"):
                assert name == view, f"{namespace}:{name} is {view}"


def test_no_signals_no_generic_views_no_utils() -> None:
    for path in rules.modules():
        text = path.read_text()
        assert path.name != "utils.py"
        for word in (
            "django.dispatch",
            "post_save",
            "pre_save",
            "django.views.generic",
            "GenericForeignKey",
            "ModelForm)",
        ):
            assert word not in text, f"{word} in {path}"

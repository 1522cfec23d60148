"""What every page shows around its content: menu with counts, person, post, notices."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from dondoc.documents import queries as documents
from dondoc.documents.permissions import may_manage_registers, may_register, may_see_registers
from dondoc.lib.actor import Actor
from dondoc.notifications.queries import unseen
from dondoc.organization.models import POST_KINDS
from dondoc.organization.permissions import may_administer, may_read_journal
from dondoc.portal.queries import capped
from dondoc.tasks import queries as tasks


def shell(request: HttpRequest) -> dict[str, Any]:
    """The context of `base.html`; nearly empty for a visitor."""
    actor: Actor | None = getattr(request, "actor", None)
    holding = getattr(request, "holding", None)
    user = getattr(request, "user", None)
    frame: dict[str, Any] = {"person": "", "demo": settings.DEMO, "query": request.GET.get("q", "")}
    if actor is None or user is None or not user.is_authenticated:
        return {"shell": frame}
    frame |= {"person": user.full_name, "notices": 0, "menu": [], "posts": []}
    if holding is None:
        frame |= {"post_title": "Chưa được bố trí chức danh", "unit_name": ""}
        return {"shell": frame}
    holdings = request.holdings  # type: ignore[attr-defined]
    unit = holding.post.unit
    frame |= {
        "post_title": holding.post.title,
        "unit_name": unit.name,
        "notices": unseen(actor),
        "menu": menu(request, actor),
        "posts": [
            {
                "id": held.post_id,
                "label": f"{held.post.title}, {held.post.unit.name}",
                "current": held.pk == holding.pk,
            }
            for held in holdings
        ],
    }
    if len(holdings) > 1 or holding.acting or actor.on_behalf_of is not None:
        kind = POST_KINDS[holding.post.kind]
        acting = " (giao quyền, phụ trách)" if holding.acting else ""
        if actor.on_behalf_of is not None:
            acting = f" (thay {holding.user.full_name})"
        frame["acting_banner"] = f"Đang làm việc với chức danh: {holding.post.title}, {unit.name}{acting} · {kind}"
    return {"shell": frame}


def menu(request: HttpRequest, actor: Actor) -> list[dict[str, Any]]:
    """The left menu in the order users know, with counts of what waits."""
    items: list[tuple[str, str, str, str, Any]] = [("Trang chủ", "portal:home", "home", "h", None)]
    if may_register(actor):
        items.append(
            (
                "Chờ tiếp nhận",
                "documents:arrivals",
                "inbox",
                "c",
                capped(documents.arrivals(actor).order_by(), documents.pending(actor).order_by()),
            )
        )
    if actor.kind != "administrator":
        items += [
            ("Văn bản đến", "documents:incoming", "file-text", "d", None),
            ("Văn bản đi", "documents:outgoing", "send", "i", None),
        ]
        waiting = tasks.directions_waiting(actor)
        if actor.kind in ("head", "deputy"):
            items.append(("Chờ cho ý kiến", "tasks:directions", "writing", "y", capped(waiting.order_by())))
        items.append(("Nhiệm vụ", "tasks:list", "checklist", "t", None))
    if may_see_registers(actor) or may_manage_registers(actor):
        items.append(("Sổ đăng ký", "documents:registers", "book", "s", None))
    items.append(("Danh bạ", "organization:directory", "address-book", "b", None))
    if may_read_journal(actor):
        items.append(("Nhật ký", "portal:journal", "history", "k", None))
    if may_administer(actor):
        items.append(("Quản trị", "organization:administration", "settings", "q", None))
        items.append(("Tình trạng hệ thống", "portal:system", "refresh", "x", None))
    return [
        {
            "label": label,
            "url": reverse(name),
            "icon": icon,
            "go": go,
            "badge": badge or None,
            "active": request.resolver_match is not None and request.resolver_match.view_name == name,
        }
        for label, name, icon, go, badge in items
    ]

"""Telling a seat something once, having read it, and choosing how to hear of it outside the product."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q

from dondoc.audit.journal import action, record
from dondoc.lib.actor import Actor
from dondoc.lib.errors import Refused
from dondoc.lib.rules import Finding
from dondoc.notifications.models import Notice, NoticeSeen, Preference
from dondoc.organization.actions import change_email
from dondoc.organization.models import User


def notify(
    seats: Iterable[str],
    *,
    sentence: str,
    why: str,
    url: str,
    key: str,
    at: datetime,
    urgent: bool = False,
    kind: str = "new",
    at_once: bool = False,
    outside: str = "",
) -> None:
    """Writes one notice per seat in the running action's transaction; the same `key` never twice.

    `at_once` goes out by mail without waiting for the digest (thượng khẩn, hỏa tốc). `outside` is what mail and
    webhook may say of it; without it they name the verb.

    Not an action of its own: a notice is a part of the act that caused it, whose journal line names it.
    """
    Notice.objects.bulk_create(
        [
            Notice(
                seat=seat,
                sentence=sentence[:300],
                why=why[:200],
                url=url,
                urgent=urgent,
                kind=kind,
                at_once=at_once,
                outside=outside[:200],
                key=f"{key}:{seat}",
                at=at,
            )
            for seat in dict.fromkeys(seats)
        ],
        ignore_conflicts=True,
    )


def withdraw(*, url: str, key: str) -> None:
    """Takes away every notice that leads to a page or was made under a key; a part of the act that destroys both.

    What was sent out about them says nothing of their content.
    """
    Notice.objects.filter(Q(url=url) | Q(key__startswith=f"{key}:")).delete()


@action("notifications.see")
def see(*, last: Notice, by: Actor, at: datetime) -> None:
    """The person has read his notices up to `last`."""
    NoticeSeen.objects.update_or_create(user_id=by.person, post_id=by.post, defaults={"last_notice_id": last.pk})
    record("notifications.see", by=by, at=at, last=last.pk)


@action("notifications.choose")
def choose(*, mail: str, email: str, by: Actor, at: datetime) -> Preference:
    """A person chooses whether mail comes for each notice, as a digest or not at all, and to which address."""
    user = User.objects.select_for_update().get(pk=by.person)
    if mail not in Preference.MAIL:
        raise Refused([Finding("Hãy chọn một cách nhận thư.", field="mail")])
    if mail != "none" and not email.strip():
        raise Refused([Finding("Hãy ghi địa chỉ thư công vụ, hoặc chọn không gửi thư.", field="email")])
    if email.strip() != user.email:
        change_email(user, email=email, by=by, at=at)
    chosen, _ = Preference.objects.update_or_create(user=user, defaults={"mail": mail})
    record("notifications.choose", by=by, at=at, subject=user, mail=mail)
    return chosen

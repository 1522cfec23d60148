"""Posting one message to an agency's webhook: to a checked address only, no redirects, no proxy, not for long."""

import http.client
import ipaddress
import json
import socket
import ssl
import threading
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from dondoc.notifications.engine import addresses, signature
from dondoc.notifications.providers import Undelivered

TIMEOUT = 5
# However slowly a receiver drips its answer.
LONGEST = 10


class _Pinned(http.client.HTTPConnection):
    """A connection to the very address that was checked: the name is not asked a second time."""

    def __init__(self, host: str, port: int, address: str, context: ssl.SSLContext | None) -> None:
        super().__init__(host, port, timeout=TIMEOUT)
        self.default_port = 443 if context else 80
        self.address = address
        self.context = context

    def connect(self) -> None:
        self.sock = socket.create_connection((self.address, self.port), self.timeout)
        if self.context is not None:
            self.sock = self.context.wrap_socket(self.sock, server_hostname=self.host)


def _checked_address(host: str, port: int, networks: Iterable[str]) -> str:
    """The address a name leads to; refused as a whole if any of its addresses may not be reached."""
    try:
        found = [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except OSError as error:
        raise Undelivered("Không tìm thấy tên máy của địa chỉ webhook.") from error
    for text in found:
        if not addresses.may_reach(ipaddress.ip_address(text.split("%")[0]), networks):
            raise Undelivered(f"Địa chỉ webhook dẫn đến {text}, thuộc mạng chưa được cho phép.")
    return found[0]


def post(*, uid: UUID, url: str, secret: str, message: dict[str, Any], timestamp: int, networks: Iterable[str]) -> None:
    """Posts a message with its signature; anything but an answer of 2xx is a failure."""
    parts = urlsplit(url)
    host, tls = parts.hostname or "", parts.scheme == "https"
    port = parts.port or (443 if tls else 80)
    body = json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode()
    headers = signature.headers(uid=str(uid), timestamp=timestamp, body=body, secret=secret)
    headers |= {"Content-Type": "application/json; charset=utf-8", "User-Agent": "Dondoc"}
    address = _checked_address(host, port, networks)
    connection = _Pinned(host, port, address, ssl.create_default_context() if tls else None)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        connection.connect()
        watch = threading.Timer(LONGEST, _cut, [connection.sock])
        watch.daemon = True
        watch.start()
        try:
            connection.request("POST", path, body, headers)
            status = connection.getresponse().status
        finally:
            watch.cancel()
    except (OSError, http.client.HTTPException) as error:
        raise Undelivered(f"Không gửi được đến webhook ({type(error).__name__}).") from error
    finally:
        connection.close()
    if 300 <= status < 400:
        raise Undelivered(f"Webhook trả lời {status}: không đi theo chuyển hướng.")
    if not 200 <= status < 300:
        raise Undelivered(f"Webhook trả lời {status}.")


def _cut(sock: socket.socket) -> None:
    try:
        sock.shutdown(socket.SHUT_RDWR)
    except OSError:
        return

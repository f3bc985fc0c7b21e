"""A small wiki on this machine: a real HTTP server that answers as MediaWiki's REST API does, or as badly as a test asks."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import quote, unquote

__all__ = ["Wiki", "running"]

TEXT = "'''甲会议'''是会议。\r\n\n== 第一次会议（1999年）参加者 ==\n* [[乙党]]\n"


class Wiki:
    """What was asked of the wiki, and its address."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.times: list[float] = []
        self.connections = 0
        self.agents: set[str] = set()
        self.at_once = self.most_at_once = 0
        self.base = ""
        self.lock = threading.Lock()


def answer(title: str, **more: object) -> bytes:
    """A page as the API gives it."""
    page = {
        "id": 7,
        "key": title.replace(" ", "_"),
        "title": title,
        "latest": {"id": 42, "timestamp": "2023-08-01T00:00:00Z"},
        "content_model": "wikitext",
        "license": {"url": "https://creativecommons.org/licenses/by-sa/4.0/", "title": "x"},
        "source": TEXT,
        **more,
    }
    return json.dumps(page).encode()


def revision(number: int, title: str = "甲 会议", **more: object) -> bytes:
    """A revision as the API gives it."""
    page = {
        "id": number,
        "timestamp": "2019-08-01T00:00:00Z",
        "page": {"id": 7, "key": title.replace(" ", "_"), "title": title},
        "content_model": "wikitext",
        "license": {"url": "", "title": ""},
        "source": TEXT,
        **more,
    }
    return json.dumps(page).encode()


def _place(title: str) -> dict[str, str]:
    return {"Location": f"/w/rest.php/v1/page/{quote(title)}"}


BAD: dict[str, tuple[int, bytes, Mapping[str, str]]] = {
    "缺": (404, b'{"errorKey":"rest-nonexistent-title"}', {}),
    "小写": (307, b"", _place("大写")),
    "圈": (307, b"", _place("圈")),
    "外": (302, b"", {"Location": "http://127.0.0.2:9/w/rest.php/v1/page/x"}),
    "别名": (200, answer("别名", redirect_target=_place("甲")["Location"]), {}),
    "旧別名": (200, answer("旧別名", source="#重定向 [[甲 会议#段]]"), {}),
    "来": (200, answer("来", redirect_target=_place("去")["Location"]), {}),
    "去": (200, answer("去", redirect_target=_place("来")["Location"]), {}),
    "坏": (302, b"", {"Location": "http://[::1"}),
    "档": (302, b"", {"Location": "file:///etc/passwd"}),
    "深": (200, b"[" * 200_000, {}),
    "没": (404, b"<html><title>Not Found</title></html>", {}),
    "永": (429, b"", {"Retry-After": "9" * 400}),
    "久": (429, b"", {"Retry-After": "4000"}),
    "尽": (200, answer("尽")[:50], {}),
    "5": (404, b'{"httpCode":404}', {}),
    "6": (403, b'{"httpCode":403}', {}),
    "9": (200, revision(9, source="#重定向 [[甲 会议]]"), {}),
    "网页": (200, b"<!DOCTYPE html><title>Error</title>", {}),
    "断": (200, answer("断")[:50], {}),
    "大": (200, answer("大", source="x" * (80 << 20)), {}),
    "模块": (200, answer("模块", content_model="Scribunto"), {}),
}
"""What is answered for some titles."""

BUSY: dict[str, tuple[int, int, Callable[[], dict[str, str]]]] = {
    "忙": (3, 429, lambda: {"Retry-After": "1"}),
    "日": (2, 503, lambda: {"Retry-After": formatdate(time.time() + 2, usegmt=True)}),
    "满": (2, 429, dict),
}
"""The titles that are given only when they are asked for so many times, with what is answered before."""


@contextmanager
def running() -> Iterator[Wiki]:
    """Run the wiki."""
    wiki = Wiki()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def setup(self) -> None:
            super().setup()
            with wiki.lock:
                wiki.connections += 1

        def log_message(self, *_: object) -> None:
            """Say nothing."""

        def do_GET(self) -> None:
            with wiki.lock:
                wiki.asked.append(self.path)
                wiki.times.append(time.monotonic())
                wiki.agents.add(self.headers.get("User-Agent", ""))
                wiki.at_once += 1
                wiki.most_at_once = max(wiki.most_at_once, wiki.at_once)
            try:
                self.reply(unquote(self.path.rpartition("/")[2]))
            except (BrokenPipeError, ConnectionResetError):
                pass
            finally:
                with wiki.lock:
                    wiki.at_once -= 1

        def reply(self, title: str) -> None:
            """Answer by what the title says."""
            times = wiki.asked.count(self.path)
            if title in BUSY and times < BUSY[title][0]:
                _, status, wait = BUSY[title]
                self.give(status, b"", wait())
            elif title in BAD:
                self.give(*BAD[title], cut=title == "断")
            elif title == "停":
                self.stall()
            elif "/revision/" in self.path:
                self.give(200, revision(int(title)), {})
            else:
                time.sleep(0.05)
                self.give(200, answer(title), {})

        def stall(self) -> None:
            """Send a part of an answer, a byte now and then, for half a minute at most."""
            self.send_response(200)
            self.send_header("Content-Length", "1000")
            self.end_headers()
            for _ in range(150):
                self.wfile.write(b"{")
                self.wfile.flush()
                time.sleep(0.2)

        def give(self, status: int, body: bytes, headers: Mapping[str, str], *, cut: bool = False) -> None:
            """Send an answer, which may break off."""
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body) + 100 * cut))
            self.end_headers()
            self.wfile.write(body)
            self.close_connection = cut

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    wiki.base = f"http://127.0.0.1:{server.server_port}/w"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield wiki
    finally:
        server.shutdown()
        server.server_close()
        thread.join()

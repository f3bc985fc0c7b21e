"""A small wiki on this machine: a real HTTP server that answers as MediaWiki's REST API does, or as badly as a test asks."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote

__all__ = ["Wiki", "running"]

TEXT = "'''甲会议'''是会议。\r\n\n== 第一次会议（1999年）参加者 ==\n* [[乙党]]\n"


class Wiki:
    """What was asked of the wiki, and its address."""

    def __init__(self) -> None:
        self.asked: list[str] = []
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


@contextmanager
def running() -> Iterator[Wiki]:
    """Run the wiki."""
    wiki = Wiki()

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Say nothing."""

        def do_GET(self) -> None:
            with wiki.lock:
                wiki.asked.append(self.path)
                wiki.agents.add(self.headers.get("User-Agent", ""))
                wiki.at_once += 1
                wiki.most_at_once = max(wiki.most_at_once, wiki.at_once)
            try:
                self.reply(unquote(self.path.rpartition("/page/")[2]))
            except (BrokenPipeError, ConnectionResetError):
                pass
            finally:
                with wiki.lock:
                    wiki.at_once -= 1

        def reply(self, title: str) -> None:
            """Answer by what the title says."""
            times = wiki.asked.count(self.path)
            if title == "缺":
                self.give(404, b'{"errorKey":"rest-nonexistent-title"}')
            elif title == "小写":
                self.give(307, b"", Location="/w/rest.php/v1/page/%E5%A4%A7%E5%86%99")
            elif title == "圈":
                self.give(307, b"", Location="/w/rest.php/v1/page/%E5%9C%88")
            elif title == "外":
                self.give(302, b"", Location="http://127.0.0.2:9/w/rest.php/v1/page/x")
            elif title == "别名":
                self.give(200, answer(title, redirect_target="/w/rest.php/v1/page/%E7%94%B2"))
            elif title == "旧別名":
                self.give(200, answer(title, source="#重定向 [[甲 会议#段]]"))
            elif title == "忙" and times < 3:
                self.give(429, b"", **{"Retry-After": "1"})
            elif title == "久":
                self.give(429, b"", **{"Retry-After": "4000"})
            elif title == "网页":
                self.give(200, b"<!DOCTYPE html><title>Error</title>")
            elif title == "断":
                self.give(200, answer(title)[:50], cut=True)
            elif title == "大":
                self.give(200, answer(title, source="x" * (80 << 20)))
            elif title == "模块":
                self.give(200, answer(title, content_model="Scribunto"))
            else:
                time.sleep(0.05)
                self.give(200, answer(title))

        def give(self, status: int, body: bytes, *, cut: bool = False, **headers: str) -> None:
            """Send an answer, which may break off."""
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body) + 100 * cut))
            self.end_headers()
            self.wfile.write(body)

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

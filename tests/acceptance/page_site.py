"""A site of somebody else that holds the chat: a server of its own, under the strictest rules there are."""

from __future__ import annotations

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

POLICY = (
    "default-src 'none'; script-src 'nonce-site'; style-src 'none'; connect-src {desk}; frame-src {desk}; "
    "img-src 'self'; base-uri 'none'; form-action 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
EVENTS = "ready availability open close queue assigned message ended error exit"
PAGE = """<!doctype html>
<html lang="{language}">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Et annet nettsted</title>
    <script nonce="site">
      window.GuidanceDesk = window.GuidanceDesk || [];
      window.violations = [];
      window.shifts = [];
      document.addEventListener("securitypolicyviolation", (event) => {{
        violations.push(event.violatedDirective);
      }});
      new PerformanceObserver((list) => {{
        const moved = list.getEntries().flatMap(({{ sources }}) => sources);
        shifts.push(...moved.map(({{ node }}) => node?.nodeName));
      }}).observe({{ type: "layout-shift", buffered: true }});
      for (const name of "{events}".split(" ")) {{
        document.addEventListener("desk:" + name, ({{ detail }}) => {{
          const said = document.createElement("li");
          said.textContent = name + " " + JSON.stringify(detail);
          document.getElementById("told").append(said);
        }});
      }}
      {before}
    </script>
    <script nonce="site" async {script}></script>
  </head>
  <body>
    <main>
      <h1>Et annet nettsted</h1>
      <p>Om lån: <a href="{desk}/chat" data-desk-open>Spør oss</a></p>
      <ul id="told" hidden></ul>
      <p data-desk-state></p>
    </main>
  </body>
</html>
"""


class Site:
    """`origin` is on the desk's list; `stranger`, the same pages under another name, is not."""

    def __init__(self) -> None:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.origin = f"http://localhost:{self._server.server_port}"
        self.stranger = f"http://127.0.0.1:{self._server.server_port}"
        self.desk = ""
        self.script = ""
        """The attributes of the loader's tag; by default the newest loader and nothing more."""
        Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        """Nobody is served any more."""
        self._server.shutdown()
        self._server.server_close()

    def holds(self, desk: str, script: str = "") -> None:
        """Whose chat its pages hold, and how they load it."""
        self.desk, self.script = desk, script or f'src="{desk}/embed.js"'

    def page(self, address: str) -> bytes:
        """`?language=` decides the page's own language, `?consent` that its visitor lets it keep things."""
        asked = parse_qs(urlsplit(address).query, keep_blank_values=True)
        before = 'GuidanceDesk.push(["consent", true]);' if "consent" in asked else ""
        language = asked.get("language", ["nb"])[0]
        return PAGE.format(
            desk=self.desk, script=self.script, before=before, language=language, events=EVENTS
        ).encode()

    def _handler(site) -> type[BaseHTTPRequestHandler]:
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                """Every address is a page."""
                self.send_response(200)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Security-Policy", POLICY.format(desk=site.desk))
                self.end_headers()
                self.wfile.write(site.page(self.path))

            def log_message(self, *_: Any) -> None:
                """Nothing."""

        return Handler


@pytest.fixture(scope="session")
def site() -> Iterator[Site]:
    """One site for all tests of the pages."""
    opened = Site()
    yield opened
    opened.close()

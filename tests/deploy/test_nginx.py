"""The configuration under deploy/nginx/, in a real nginx on loopback."""

from __future__ import annotations

import gzip
import http.client
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from conftest import ROOT
from playbook_site.publish import policy

NGINX = (
    shutil.which("nginx", path="/usr/local/sbin:/usr/sbin:/usr/local/bin:/usr/bin:/sbin:/bin:/opt/homebrew/bin")
    or "nginx"
)


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Served:
    port: int
    folder: Path

    def get(self, path: str, method: str = "GET", **headers: str) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        connection.putrequest(method, path, skip_host=False, skip_accept_encoding=True)
        for name, value in headers.items():
            connection.putheader(name.replace("_", "-"), value)
        connection.endheaders()
        answer = connection.getresponse()
        found = Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())
        connection.close()
        return found


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture(scope="module")
def served(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The built site behind the repository's configuration, changed only in its paths and port."""
    folder, port = tmp_path_factory.mktemp("nginx"), _free_port()
    folder.chmod(0o755)
    text = (ROOT / "deploy" / "nginx" / "site.conf").read_text(encoding="utf-8")
    for old, new in {
        "listen 8080;": f"listen 127.0.0.1:{port};",
        "root /srv/common-ground/site;": f"root {folder}/www/site;",
        "/var/log/nginx/": f"{folder}/",
    }.items():
        assert old in text
        text = text.replace(old, new)
    (folder / "site.conf").write_text(text, encoding="utf-8")
    for name in ("headers.conf", "headers-worker.conf"):
        shutil.copy(ROOT / "deploy" / "nginx" / name, folder / name)
    (folder / "www").mkdir()
    shutil.copytree(site.resolve(), folder / "www" / "builds" / "one")
    (folder / "www" / "site").symlink_to("builds/one")
    (folder / "www" / "secret.txt").write_text("secret", encoding="utf-8")
    (folder / "www" / "site" / "leak.txt").symlink_to(folder / "www" / "secret.txt")
    (folder / "www" / "site" / ".hidden").write_text("secret", encoding="utf-8")
    paths = "".join(
        f"{name}_temp_path {folder}/temp;\n" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "nginx.conf").write_text(
        f"pid {folder}/pid;\nerror_log {folder}/start.log;\nworker_processes 1;\ndaemon off;\n"
        f"events {{ worker_connections 64; }}\nhttp {{\ninclude /etc/nginx/mime.types;\n{paths}include {folder}/site.conf;\n}}\n",
        encoding="utf-8",
    )
    user = ["-g", "user root;"] if Path("/root").owner() == Path(folder).owner() else []
    process = subprocess.Popen(
        [NGINX, "-p", str(folder), "-c", str(folder / "nginx.conf"), *user], stderr=subprocess.PIPE, text=True
    )
    try:
        _wait(process, port)
        yield Served(port, folder)
    finally:
        process.terminate()
        process.wait(timeout=10)


def _wait(process: subprocess.Popen[str], port: int) -> None:
    for _ in range(200):
        assert process.poll() is None, process.stderr.read() if process.stderr else ""
        with socket.socket() as knock:
            if knock.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError("nginx does not answer")


def asset(served: Served, pattern: str) -> str:
    (found,) = (served.folder / "www" / "site" / "assets").glob(pattern)
    return f"/assets/{found.name}"


@pytest.mark.parametrize(
    "path",
    ["/", "/playbooks/", "/no/such/page/", "/knowledge-base.json", "/search/search_index.json", "/assets/logo.svg"],
)
def test_every_answer_carries_every_header_of_the_policy_once(served: Served, path: str) -> None:
    answer = served.get(path)
    assert {name: answer.headers.get(name.lower()) for name in policy.HEADERS} == dict(policy.HEADERS)


def test_hashed_files_carry_the_policy_and_are_kept_for_a_year(served: Served) -> None:
    for pattern in ("site.*.js", "site.*.css", "stylesheets/main.*.min.css", "javascripts/bundle.*.min.js"):
        (found,) = (served.folder / "www/site/assets").glob(pattern)
        answer = served.get(f"/assets/{found.relative_to(served.folder / 'www/site/assets').as_posix()}")
        assert answer.status == 200
        assert answer.headers["cache-control"] == "private, max-age=31536000, immutable"
        assert answer.headers["content-security-policy"] == policy.HEADERS["Content-Security-Policy"]


def test_the_worker_that_asks_pagefind_alone_may_run_web_assembly(served: Served) -> None:
    site = served.folder / "www" / "site"
    (site / "assets" / "search-pagefind.0123abcd.js").write_text("", encoding="utf-8")
    (site / "pagefind" / "0123abcd").mkdir(parents=True)
    (site / "pagefind" / "0123abcd" / "pagefind.js").write_text("", encoding="utf-8")
    for path, headers in (
        ("/assets/search-pagefind.0123abcd.js", policy.WITH_WASM),
        ("/pagefind/0123abcd/pagefind.js", policy.HEADERS),
    ):
        answer = served.get(path)
        assert answer.headers["cache-control"] == "private, max-age=31536000, immutable"
        assert {name: answer.headers.get(name.lower()) for name in headers} == dict(headers)


def test_pages_and_data_are_asked_for_again_and_not_sent_twice(served: Served) -> None:
    for path in ("/", "/playbooks/", "/knowledge-base.json", "/search/search_index.json", "/build.json"):
        answer = served.get(path)
        assert (answer.status, answer.headers["cache-control"]) == (200, "no-cache")
        again = served.get(path, If_None_Match=answer.headers["etag"])
        assert (again.status, again.body) == (304, b"")


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/knowledge-base.json", "application/json"),
        ("/search/search_index.json", "application/json"),
        ("/assets/logo.svg", "image/svg+xml"),
        ("/sitemap.xml", "text/xml"),
    ],
)
def test_text_is_named_for_what_it_is_and_compressed(served: Served, path: str, kind: str) -> None:
    plain = served.get(path)
    assert plain.headers["content-type"].startswith(kind)
    packed = served.get(path, Accept_Encoding="gzip")
    if len(plain.body) >= 512:
        assert packed.headers["content-encoding"] == "gzip"
        assert gzip.decompress(packed.body) == plain.body
        assert packed.headers["vary"] == "Accept-Encoding"


def test_scripts_and_sheets_are_compressed(served: Served) -> None:
    for pattern in ("site.*.js", "site.*.css"):
        answer = served.get(asset(served, pattern), Accept_Encoding="gzip")
        assert answer.headers["content-encoding"] == "gzip"


@pytest.mark.parametrize(
    ("path", "to"),
    [
        ("/playbooks", "/playbooks/"),
        ("/playbooks/index.html", "/playbooks/"),
        ("/index.html", "/"),
        ("/index.html?a=b", "/"),
    ],
)
def test_a_page_has_one_address_and_a_redirect_names_no_host(served: Served, path: str, to: str) -> None:
    answer = served.get(path)
    assert (answer.status, answer.headers["location"]) == (301, to)


@pytest.mark.parametrize(
    "path",
    [
        "//evil.example/index.html",
        "//evil.example",
        "/\\evil.example/index.html",
        "///evil.example/%2e%2e",
        "//evil.example/%2f..",
    ],
)
def test_no_address_leads_to_another_host(served: Served, path: str) -> None:
    answer = served.get(path)
    assert not re.match(r"(?:https?:)?[/\\]{2}", answer.headers.get("location", ""))


def test_what_is_not_there_shows_the_site_s_own_page(served: Served) -> None:
    answer = served.get("/no/such/page/")
    assert answer.status == 404
    assert b"This page is not here" in answer.body
    assert b"Common Ground" in answer.body
    assert policy.META.encode() in answer.body


@pytest.mark.parametrize(
    "path",
    [
        "/leak.txt",
        "/.hidden",
        "/_headers",
        "/../secret.txt",
        "/..%2fsecret.txt",
        "/%2e%2e/secret.txt",
        "/assets/../../secret.txt",
        "/assets..%2f..%2fsecret.txt",
        "/builds/one/index.html",
        "/.builds/",
        "/nginx.conf",
        "/etc/passwd",
    ],
)
def test_nothing_outside_the_site_is_served(served: Served, path: str) -> None:
    answer = served.get(path)
    assert answer.status in {301, 400, 403, 404}
    assert b"secret" not in answer.body


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PROPFIND"])
def test_nothing_can_be_sent(served: Served, method: str) -> None:
    assert served.get("/", method=method, Content_Length="0").status in {400, 405}


def test_the_logs_name_no_reader_and_no_page(served: Served) -> None:
    served.get(
        "/checklists/red-line/?token=abc",
        User_Agent="somebody",
        Authorization="Basic cmVhZGVyOng=",
        Referer="https://e.org/x",
    )
    served.get("/no/such/page/somebody")
    time.sleep(0.1)
    logs = (served.folder / "common-ground.log").read_text(encoding="utf-8") + (
        served.folder / "common-ground-error.log"
    ).read_text(encoding="utf-8")
    assert logs.strip()
    assert [line for line in logs.strip().splitlines() if not re.fullmatch(r"\S+ \d{3} \d+ [\d.]+", line)] == []


def test_a_new_build_is_served_from_the_next_request_on(served: Served) -> None:
    link = served.folder / "www" / "site"
    old = served.get("/build.json").body
    two = served.folder / "www" / "builds" / "two"
    two.mkdir()
    (two / "build.json").write_text("{}", encoding="utf-8")
    beside = link.with_name(".site-two")
    beside.symlink_to("builds/two")
    beside.replace(link)
    assert served.get("/build.json").body == b"{}" != old
    link.unlink()
    link.symlink_to("builds/one")

from __future__ import annotations

import re
import subprocess
import sys

from conftest import ROOT
from playbook_site.publish import policy

STATED = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
    "worker-src 'self'; base-uri 'none'; form-action 'self'"
)


def test_the_policy_is_the_one_that_was_measured_and_nothing_more() -> None:
    assert policy.POLICY == STATED


def test_only_headers_say_who_may_frame_the_site() -> None:
    assert policy.HEADERS["Content-Security-Policy"] == f"{STATED}; frame-ancestors 'self'"
    assert "frame-ancestors" not in policy.META


def test_the_tag_holds_no_sign_that_ends_its_attribute() -> None:
    assert re.fullmatch(
        r'<meta http-equiv="[\w-]+" content="[^"<>&]+">\s*<meta name="referrer" content="no-referrer">', policy.META
    )


def test_the_snippet_for_nginx_in_the_repository_is_the_one_that_the_policy_makes() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "playbook_site.publish.policy"], capture_output=True, text=True, check=True
    )
    assert done.stdout == policy.nginx() == (ROOT / "deploy" / "nginx" / "headers.conf").read_text(encoding="utf-8")


def test_every_header_goes_out_with_every_address() -> None:
    first, *lines = policy.headers_file().splitlines()
    assert first == "/*"
    assert lines == [f"  {name}: {value}" for name, value in policy.HEADERS.items()]

"""The files that code hosts read, checked against their published schemas, offline, and against this repository."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from conftest import ROOT

WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
FORMS = sorted(path for path in (ROOT / ".github/ISSUE_TEMPLATE").glob("*.yml") if path.name != "config.yml")


@pytest.mark.parametrize(
    ("schema", "files"),
    [
        ("vendor.github-workflows", WORKFLOWS),
        ("custom.github-workflows-require-timeout", WORKFLOWS),
        ("vendor.github-issue-forms", FORMS),
        ("vendor.github-issue-config", [ROOT / ".github/ISSUE_TEMPLATE/config.yml"]),
        ("vendor.gitlab-ci", [ROOT / ".gitlab-ci.yml"]),
    ],
)
def test_files_of_code_hosts_are_valid(schema: str, files: list[Path]) -> None:
    assert files
    transform = ["--data-transform", "gitlab-ci"] if "gitlab" in schema else []
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, *transform, *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def read(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def steps() -> Iterator[tuple[str, dict[str, Any]]]:
    for path in WORKFLOWS:
        for job in read(path)["jobs"].values():
            for step in job["steps"]:
                yield path.name, step


def test_actions_are_pinned_by_a_whole_version() -> None:
    used = [step["uses"] for _, step in steps() if "uses" in step]
    assert used
    assert [name for name in used if not re.fullmatch(r"[\w-]+/[\w-]+@v\d+\.\d+\.\d+", name)] == []


def test_proposals_from_forks_run_without_secrets_and_without_the_right_to_write() -> None:
    text = (ROOT / ".github/workflows/check.yml").read_text(encoding="utf-8")
    workflow = read(ROOT / ".github/workflows/check.yml")
    assert "secrets." not in text
    assert "github.token" not in text
    assert "pull_request_target" not in text
    assert workflow["permissions"] == {"contents": "read"}
    assert all("permissions" not in job for job in workflow["jobs"].values())
    checkouts = [step for _, step in steps() if step.get("uses", "").startswith("actions/checkout@")]
    assert all(step["with"]["persist-credentials"] is False for step in checkouts)


def test_no_command_of_a_workflow_holds_words_that_a_stranger_wrote() -> None:
    assert [step["run"] for _, step in steps() if "${{" in step.get("run", "")] == []


def commands() -> Iterator[str]:
    yield from (step["run"] for _, step in steps() if "run" in step)
    for job in read(ROOT / ".gitlab-ci.yml").values():
        if isinstance(job, dict):
            yield from job.get("script", ())
    for repository in read(ROOT / ".pre-commit-config.yaml")["repos"]:
        yield from (hook["entry"] for hook in repository["hooks"])


def test_commands_name_targets_and_commands_that_exist() -> None:
    text = "\n".join(commands())
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = {name.replace(".venv", "$(VENV)") for name in re.findall(r"\bmake (\S+)", text)}
    assert targets
    assert [name for name in targets if not re.search(rf"^{re.escape(name)}:", makefile, re.MULTILINE)] == []
    named = set(re.findall(r"playbooks ([a-z]+)", text))
    folder = ROOT / "hooks/playbook_site/cli"
    assert named == {"check", "diff", "health"}
    assert [name for name in named if not (folder / f"{name}.py").exists()] == []


def test_hooks_before_a_commit_are_local() -> None:
    repositories = read(ROOT / ".pre-commit-config.yaml")["repos"]
    assert [repository["repo"] for repository in repositories] == ["local"]
    assert {hook["language"] for hook in repositories[0]["hooks"]} == {"system"}


def test_every_family_has_its_code_owner_the_one_who_keeps_most_of_its_pages() -> None:
    lines = (ROOT / ".github/CODEOWNERS").read_text(encoding="utf-8").splitlines()
    owners = dict(line.split() for line in lines if line and not line.startswith("#"))
    for family in read(ROOT / "playbooks/vocabulary.yml")["families"]:
        pages = (path.read_text(encoding="utf-8") for path in (ROOT / "playbooks" / family).glob("*.md"))
        most = Counter(match[1] for text in pages if (match := re.search(r"^owner: (\S+)", text, re.MULTILINE)))
        assert owners[f"/playbooks/{family}/"] == f"@example/{most.most_common(1)[0][0]}"
    paths = [path for path in owners if path != "*"]
    assert [path for path in paths if not (ROOT / path.strip("/")).exists()] == []


def test_the_form_offers_every_family_by_its_title() -> None:
    body = read(ROOT / ".github/ISSUE_TEMPLATE/propose-a-playbook.yml")["body"]
    offered = next(part["attributes"]["options"] for part in body if part.get("id") == "family")
    families = read(ROOT / "playbooks/vocabulary.yml")["families"].values()
    assert offered[1:] == [family["title"] for family in families]

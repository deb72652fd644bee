from __future__ import annotations

import re
import time
from typing import Any

import pytest
import yaml
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from playbook_site.content.strict_yaml import MAX_DEPTH, MAX_VALUES, load

REFUSED = [
    ("a: 1\nb: 2\na: 3", "yaml-duplicate-key", 3, 1, 'the key "a" is already on line 1'),
    ("a: {b: 1, b: 2}", "yaml-duplicate-key", 1, 11, 'the key "b" is already on line 1'),
    ("a: &x 1", "yaml-alias", 1, 4, "anchors (&name) are not allowed; write the value out"),
    ("&x a: 1", "yaml-alias", 1, 1, "anchors (&name) are not allowed; write the value out"),
    ("a: *x", "yaml-alias", 1, 4, "aliases (*name) are not allowed; write the value out"),
    ("*x : 1", "yaml-alias", 1, 1, "aliases (*name) are not allowed; write the value out"),
    ("a: 1\n<<: {b: 1}", "yaml-alias", 2, 1, "merge keys (<<) are not allowed; write the keys out"),
    ("a: !x b", "yaml-tag", 1, 4, "tags are not allowed; remove !x"),
    (
        "a: !!python/name:os.system",
        "yaml-tag",
        1,
        4,
        "tags are not allowed; remove tag:yaml.org,2002:python/name:os.system",
    ),
    ("!!str a: 1", "yaml-tag", 1, 1, "tags are not allowed; remove tag:yaml.org,2002:str"),
    ("a: " + "9" * 5000, "yaml-number", 1, 4, "a number too large to reckon with; put it in quotes if it is a text"),
    ("a: -1e999", "yaml-number", 1, 4, "a number too large to reckon with; put it in quotes if it is a text"),
    ('a: "\\x00"', "control-character", 1, 4, "a control character (U+0000) stands here; delete it"),
    ('a: "\\u202e"', "unseen-character", 1, 4, "an invisible character (U+202E) stands here; delete it"),
    ("a: [1, 2\n", "yaml-syntax", 1, 4, "the [ opened here is never closed"),
    ("a: {b: 1\n", "yaml-syntax", 1, 4, "the { opened here is never closed"),
    ('b: 1\na: "x\n', "yaml-syntax", 2, 4, "the quote opened here is never closed"),
    ("a: [b c: d]\ne: [f\ng: h\n", "yaml-syntax", 3, 2, 'a "," or "]" is missing before this'),
    ("a: b: c", "yaml-syntax", 1, 5, 'a ": " inside a text; put the whole text in double quotes'),
    ("a: @x", "yaml-syntax", 1, 4, "a text cannot start with this character; put the whole text in double quotes"),
    ("a: 1\nb", "yaml-syntax", 3, 1, 'a key without ":", or a text that needs double quotes'),
    ('a: "b" c', "yaml-syntax", 1, 8, "a key is expected here; look at the indentation and at quotes above"),
    ("a:\n\tb: 1", "yaml-syntax", 2, 1, "a tab stands here; indent with spaces"),
    ("a: 1\n--- \nb: 2", "yaml-syntax", 2, 1, "a second document begins here; remove the line ---"),
    ("[a]: b", "yaml-syntax", 1, 1, "a key must be a single word, not a list or a mapping"),
    ("a: - b", "yaml-syntax", 1, 4, "this is not YAML: block sequence entries are not allowed in this context"),
]


@pytest.mark.parametrize(("text", "kind", "line", "column", "message"), REFUSED, ids=[row[0][:20] for row in REFUSED])
def test_what_is_not_allowed_is_reported_at_its_place(
    text: str, kind: str, line: int, column: int, message: str
) -> None:
    (fault,) = load(text).faults
    assert (fault.kind, fault.line, fault.column, fault.message) == (kind, line, column, message)


def test_every_fault_of_a_text_is_gathered_not_the_first_alone() -> None:
    found = load("a: &x 1\na: 2\nb: !t w\nc: *x\nd: 4", first_line=2)
    assert [(fault.kind, fault.line) for fault in found.faults] == [
        ("yaml-alias", 2),
        ("yaml-duplicate-key", 3),
        ("yaml-tag", 4),
        ("yaml-alias", 5),
    ]
    assert found.is_whole
    assert found.value == {"a": 1, "b": "w", "c": None, "d": 4}
    assert found.spoilt == {("c",)}


def test_a_text_that_breaks_off_says_that_it_is_not_whole() -> None:
    assert not load("a: [").is_whole
    assert load("a: [1]").is_whole


WORDS = [
    ("yes", "yes"),
    ("No", "No"),
    ("on", "on"),
    ("true", True),
    ("FALSE", False),
    ("null", None),
    ("~", None),
    ("", None),
    ("12", 12),
    ("012", 12),
    ("-3", -3),
    ("0o17", 15),
    ("0xff", 255),
    ("1_000", "1_000"),
    ("1:30", "1:30"),
    ("1.5", 1.5),
    (".5", 0.5),
    ("1e3", 1000.0),
    ("1e300", 1e300),
    (".inf", ".inf"),
    (".nan", ".nan"),
    ("2026-11-20", "2026-11-20"),
    ("10%", "10%"),
    ('"12"', "12"),
    ("'yes'", "yes"),
    ("!", ""),
]


@pytest.mark.parametrize(("written", "meant"), WORDS)
def test_values_are_read_as_yaml_1_2_reads_them(written: str, meant: object) -> None:
    value = load(f"a: {written}").value["a"]
    assert value == meant
    assert type(value) is type(meant)


HOSTILE = {
    "lists without end": "a: " + "[" * 100_000,
    "lists 400 deep": "a:\n" + "\n".join(" " * depth + "-" for depth in range(400)),
    "20,000 brackets that close": "a: " + "[" * 20_000 + "]" * 20_000,
    "mappings without end": "a: " + "{a: " * 100_000,
    "keys without end": "\n".join(" " * depth + "a:" for depth in range(1_000)),
    "one-line lists without end": "a:\n  " + "- " * 100_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_nesting_without_end_is_refused_quickly(text: str) -> None:
    start = time.process_time()
    (fault,) = load(text).faults
    assert fault.kind == "yaml-depth"
    assert fault.message == f"nested more than {MAX_DEPTH} levels deep"
    assert time.process_time() - start < 1


def test_an_alias_bomb_costs_nothing() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
    start = time.process_time()
    faults = load("\n".join(lines)).faults
    assert {fault.kind for fault in faults} == {"yaml-alias"}
    assert len(faults) == 10 + 9 * 9
    assert time.process_time() - start < 1


def test_a_file_of_too_many_values_is_refused() -> None:
    (fault,) = load("a: [" + "1, " * (MAX_VALUES + 1) + "]").faults
    assert (fault.kind, fault.message) == ("yaml-size", "more than 50,000 values in one file; split it")


texts = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp"), exclude_characters="\ufffe\uffff") | st.just("\n"),
    max_size=20,
).filter(lambda text: not re.fullmatch(r"[-+]?[0-9.]+[eE][-+]?[0-9]+", text))
"""What reaches the reader: documents.py refuses the rest. PyYAML writes 0E0 without quotes, a number only since YAML 1.2."""

scalars = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | texts
trees = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4), max_leaves=12
)


@given(st.dictionaries(texts, trees, max_size=5), st.booleans(), st.booleans())
@settings(max_examples=200, deadline=None)
def test_what_pyyaml_writes_is_read_back_or_refused(value: dict[str, Any], is_flow: bool, is_unicode: bool) -> None:
    text = yaml.safe_dump(value, default_flow_style=is_flow, allow_unicode=is_unicode, sort_keys=False)
    found = load(text)
    assume(not found.faults)
    assert _same(found.value, value)


def _same(ours: Any, theirs: Any) -> bool:
    """Equal in value and type, and keys in the same order."""
    if isinstance(theirs, dict):
        return isinstance(ours, dict) and list(ours) == list(theirs) and all(_same(ours[k], theirs[k]) for k in theirs)
    if isinstance(theirs, list):
        return isinstance(ours, list) and len(ours) == len(theirs) and all(map(_same, ours, theirs))
    return type(ours) is type(theirs) and ours == theirs


class Core(yaml.SafeLoader):
    """PyYAML's safe loader with the words of YAML 1.2 core, keys as they are written."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - PyYAML's own name


for tag, pattern, first in (
    ("null", r"^(?:null|Null|NULL|~|)$", [*"nN~", ""]),
    ("bool", r"^(?:true|True|TRUE|false|False|FALSE)$", [*"tTfF"]),
    ("int", r"^[-+]?[0-9]+$", [*"-+0123456789"]),
):
    Core.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(pattern), first)


def _decimal(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> int:
    return int(str(loader.construct_scalar(node)))


def _mapping(loader: yaml.SafeLoader, node: yaml.MappingNode) -> dict[str, Any]:
    if not all(isinstance(key, yaml.ScalarNode) for key, _ in node.value):
        raise yaml.YAMLError
    return {key.value: loader.construct_object(value, deep=True) for key, value in node.value}  # type: ignore[no-untyped-call]


Core.add_constructor("tag:yaml.org,2002:int", _decimal)
Core.add_constructor("tag:yaml.org,2002:map", _mapping)

fragments = st.sampled_from(
    [
        "a",
        "b: ",
        "c:\n",
        "- ",
        "\n",
        "  ",
        "[",
        "]",
        "{",
        "}",
        ", ",
        '"',
        "'",
        "1",
        "x y",
        "#",
        "|\n",
        ">\n",
        "yes",
        "~",
        "null",
        ":",
        "?",
        "-",
        "true",
    ]
)


@given(st.lists(fragments, max_size=16).map("".join))
@settings(max_examples=600, deadline=None)
def test_whatever_is_accepted_means_what_pyyaml_reads(text: str) -> None:
    found = load(text)
    try:
        theirs = yaml.load(text, Loader=Core)  # noqa: S506 - a safe loader
    except yaml.YAMLError:
        return
    assume(not found.faults)
    assert found.value == theirs


@given(st.text(max_size=40))
@settings(max_examples=300, deadline=None)
def test_no_text_makes_the_reader_stumble(text: str) -> None:
    found = load(text)
    assert found.is_whole or found.faults


names = st.from_regex(r"[a-z]{1,6}", fullmatch=True)
words = st.from_regex(r"[a-zäß€😀][a-zäß€😀 ]{0,8}[a-z]", fullmatch=True)
written = st.dictionaries(names, st.lists(words, min_size=1, max_size=3), min_size=1, max_size=4)


@given(written, st.booleans(), st.integers(1, 9))
@settings(max_examples=150, deadline=None)
def test_every_key_and_value_is_found_at_its_line_and_column(
    value: dict[str, list[str]], is_flow: bool, first_line: int
) -> None:
    text = yaml.safe_dump(value, default_flow_style=is_flow, allow_unicode=True, sort_keys=False, width=10_000)
    lines = ["" for _ in range(first_line - 1)] + text.split("\n")
    found = load(text, first_line=first_line)
    assert found.value == value
    for key, items in value.items():
        line, column = found.place((key,), key=True)
        assert lines[line - 1][column - 1 :].lstrip("'").startswith(key)
        for index, item in enumerate(items):
            line, column = found.place((key, index))
            assert lines[line - 1][column - 1 :].lstrip("'").startswith(item)


def test_a_path_that_is_not_written_is_placed_at_what_stands_above_it() -> None:
    found = load("a:\n  b: [x]\n")
    assert found.place(("a", "b", 0)) == (2, 7)
    assert found.place(("a", "b", 5)) == (2, 6)
    assert found.place(("a", "z")) == (2, 3)
    assert found.place(("a",), key=True) == (1, 1)
    assert found.place(("z",)) == (1, 1)

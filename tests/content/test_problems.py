from __future__ import annotations

from playbook_site.content.problems import Problem, did_you_mean, either, nearest, report


def test_a_problem_reads_as_place_field_and_way_out() -> None:
    problem = Problem(path="a.md", line=3, column=7, field="related[1]", message="no such id", kind="dangling-id")
    assert str(problem) == "a.md:3:7: related[1]: no such id"


def test_a_problem_of_a_whole_file_stands_at_its_beginning() -> None:
    assert str(Problem(path="a.md", message="is empty", kind="empty-file")) == "a.md:1:1: is empty"


def test_a_report_is_sorted_by_place_counts_and_says_each_thing_once() -> None:
    late = Problem(path="b.md", message="x", kind="k")
    tenth = Problem(path="a.md", line=10, message="x", kind="k")
    second = Problem(path="a.md", line=2, message="x", kind="k")
    assert report([late, tenth, second, second]) == (
        "a.md:2:1: x\na.md:10:1: x\nb.md:1:1: x\n\n3 problems in what is written under playbooks/."
    )


def test_one_problem_is_counted_in_the_singular() -> None:
    assert report([Problem(path="a.md", message="x", kind="k")]).endswith(
        "\n\n1 problem in what is written under playbooks/."
    )


def test_the_nearest_word_is_suggested_where_one_is_near() -> None:
    words = ["put-ranges-not-points", "tell-the-team"]
    assert nearest("put-range-not-point", words) == "put-ranges-not-points"
    assert did_you_mean("put-range-not-point", words) == '; did you mean "put-ranges-not-points"?'
    assert did_you_mean("zebra", words) == ""
    assert did_you_mean("x", []) == ""


def test_choices_are_listed_as_a_sentence_lists_them() -> None:
    assert either([]) == ""
    assert either(["a"]) == '"a"'
    assert either(["a", "b"]) == '"a" or "b"'
    assert either(["a", "b", "c"]) == '"a", "b" or "c"'

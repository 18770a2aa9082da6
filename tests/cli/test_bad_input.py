"""Bad input to every verb: one clear message, no traceback, nothing written, exit code 2."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from importlib.metadata import entry_points
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cli.command import one_message

VERBS = sorted(point.name for point in entry_points(group="aikg.verbs"))


@pytest.fixture(autouse=True)
def nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Whatever a command is given here, it leaves the folder that it works in as it was."""
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    yield
    assert list(work.iterdir()) == []


# --- Files ------------------------------------------------------------------------------------


def missing(path: Path) -> None:
    """Nothing is there."""


def folder(path: Path) -> None:
    path.mkdir()


def empty(path: Path) -> None:
    path.write_bytes(b"")


def large(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(100_000_000)


def latin(path: Path) -> None:
    path.write_bytes(b"# one\n# caf\xe9\n")


def utf16(path: Path) -> None:
    path.write_bytes("ASK {}".encode("utf-16"))


def pipe(path: Path) -> None:
    os.mkfifo(path)


SPOILT = [
    (missing, "there is no such file"),
    (folder, "found a folder"),
    (large, "found 100.0 MB"),
    (latin, ":2:6: the text is not valid UTF-8: expected UTF-8, found the byte 0xe9"),
    (utf16, ":1:1: the text is in another encoding: expected UTF-8, found UTF-16"),
    (pipe, "found a named pipe"),
]
READERS = {"check": "claims.ttl", "reason": "claims.ttl", "query": "query.rq"}


@pytest.mark.parametrize("verb", READERS)
@pytest.mark.parametrize(("spoil", "words"), SPOILT, ids=[spoil.__name__ for spoil, _ in SPOILT])
def test_a_file_that_cannot_be_read_is_told_by_its_name(aikg, tmp_path, verb, spoil, words):
    file = tmp_path / READERS[verb]
    spoil(file)
    message = one_message(aikg(verb, file))
    assert message.startswith(str(file))
    assert words in message


@pytest.mark.parametrize(
    ("verb", "words"),
    [
        ("check", "the file is empty: expected RDF, found 0 bytes"),
        ("reason", "the file is empty: expected RDF, found 0 bytes"),
        ("query", "the file holds no query"),
    ],
)
def test_an_empty_file_is_told(aikg, tmp_path, verb, words):
    file = tmp_path / READERS[verb]
    empty(file)
    assert one_message(aikg(verb, file)).startswith(f"{file}: {words}")


@pytest.mark.parametrize("verb", ["check", "reason"])
def test_a_missing_file_is_met_with_the_nearest_one(aikg, tmp_path, verb):
    (tmp_path / "deals.ttl").write_text("")
    assert f"Did you mean {tmp_path / 'deals.ttl'}?" in one_message(
        aikg(verb, tmp_path / "deal.ttl")
    )


@pytest.mark.parametrize("verb", ["check", "reason"])
def test_a_file_that_does_not_say_its_format_is_told_which_there_are(aikg, tmp_path, verb):
    (tmp_path / "claims.tll").write_text("<urn:a> <urn:b> <urn:c> .")
    message = one_message(aikg(verb, tmp_path / "claims.tll"))
    assert "found .tll. Did you mean .ttl?" in message


@pytest.mark.parametrize("verb", ["check", "reason"])
def test_a_syntax_error_is_told_with_file_line_column_and_the_line_underlined(aikg, tmp_path, verb):
    file = tmp_path / "claims.ttl"
    file.write_text("@prefix a: <urn:a:> .\na:b a:c a:d\na:e a:f a:g .\n")
    done = aikg(verb, file)
    assert one_message(done).startswith(f"{file}:3:1: a dot is expected at the end of statements")
    assert done.err.splitlines()[1:] == ["  3 | a:e a:f a:g .", "    | ^^^"]


@pytest.mark.parametrize("verb", READERS)
def test_a_file_without_permission_is_told(tmp_path, verb):
    """Where the tests run as root, whom permission bits do not bind, a child gives root up first."""
    # A folder of its own: those of pytest may be entered by their owner alone.
    room = Path(tempfile.mkdtemp())
    try:
        room.chmod(0o755)
        file = room / READERS[verb]
        file.write_text("ASK {}")
        file.chmod(0)
        child = (
            "import os, sys\n"
            "from aikg.cli.main import main\n"
            "main(['query', 'ASK {}'])\n"  # what is imported on demand is imported
            f"main([{verb!r}, {str(room / 'none.ttl')!r}])\n"
            "sys.stdout.flush()\n"
            "if os.geteuid() == 0:\n"
            "    os.setgroups([]); os.setgid(65534); os.setuid(65534)\n"
            "print('---', file=sys.stderr)\n"
            f"sys.exit(main([{verb!r}, {str(file)!r}]))\n"
        )
        # Whoever gave up root cannot write down what was covered, and would say so on stderr.
        env = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
        done = subprocess.run(
            [sys.executable, "-c", child], capture_output=True, text=True, env=env
        )
        message = done.stderr.rpartition("---\n")[2]
        assert done.returncode == 2, done.stderr
        assert message.startswith(f"aikg: {file}: no permission to read the file")
        assert "Traceback" not in message
    finally:
        shutil.rmtree(room)


# --- Queries ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("SELEC ?x {}", "query:1:1: this is no SPARQL from here on: found SELEC. Did you mean SELECT?"),
        ("SELECT ?x\n{ ?x a ?y . FILTR (?y) }", "query:2:13: this is no SPARQL from here on: found FIL"),
        ("SELECT ?x { ?x a ?y", "query:1:20: this is no SPARQL: it breaks off"),
        ("SELECT", "query:1:7: this is no SPARQL: it breaks off"),
        ("SELECT ?x { ?x foo:bar ?y }", "query:1:16: the prefix foo: is not declared"),
        ("SELECT ?x { ?x akg:pays ?y }", "the prefix akg: is not declared. Did you mean "),
        ("SELECT ?x ?x {}", "query: this is no SPARQL: Duplicated variable name"),
        ("SELECT ?x { ?x aikg:investr ?y }", "query:1:16: nothing here is called aikg:investr. Did you"),
        ("ASK { ?x a <https://w3id.org/aikg/ontology#Loann> }", "Did you mean aikg:Loan"),
        ("PREFIX v: <https://w3id.org/aikg/ontology#> ASK { ?x a v:Loann }", "Did you mean aikg:Loan"),
        ("INSERT DATA { kg:a a kg:b }", "query: an update where a query is expected"),
        ("PREFIX a: <urn:a>\n# why\nDELETE WHERE { ?s ?p ?o }", "found DELETE"),
        ("DROP ALL", "an update where a query is expected"),
        ("CLEAR GRAPH graph:register", "an update where a query is expected"),
        ("LOAD <http://127.0.0.1:9/x>", "LOAD is refused"),
        ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "SERVICE is refused"),
        ("SELECT * { service silent ?x { ?s ?p ?o } }", "SERVICE is refused"),
        (r"SELECT * { ?s kg:a\# ?o . SERVICE <http://127.0.0.1:9/> {} }", "SERVICE is refused"),
        ("SELECT (<urn:f>(1) AS ?x) {}", "the query cannot be run: found The custom function"),
        ("ASK " + "{" * 5_000, "the query is too deep for the engine: expected at most 200 brackets"),
        ("ASK {" + "MINUS {}" * 5_000 + "}", "the query is too long for the engine"),
        ("ASK { FILTER (" + "!" * 5_000 + "true) }", "the query is too long for the engine"),
        ("ASK { kg:\udcff ?p ?o }", r"query:1:10: this is no character: expected text in UTF-8"),
        ("neither", "neither a query nor a file"),
    ],
    ids=range(24),
)  # fmt: skip
def test_a_query_that_cannot_be_run_is_told_with_its_place(aikg, query, words):
    assert words in one_message(aikg("query", query))


def test_a_fault_in_a_file_is_told_by_the_name_of_the_file(aikg, tmp_path):
    file = tmp_path / "mine.rq"
    file.write_text("SELECT *\n{ ?s aikg:investr ?o }")
    assert one_message(aikg("query", file)).startswith(f"{file}:2:6: nothing here is called")
    told = one_message(aikg("query", "-", stdin=file.read_bytes()))
    assert told.startswith("<stdin>:2:6: nothing here is called")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "<stdin>: nothing came in"),
        (b" \n", "<stdin>: nothing came in"),
        (b"ASK\n{ \xff }", "<stdin>:2:3: the text is not valid UTF-8"),
        (b" " * 1_000_001, "<stdin>: the file is too large"),
    ],
    ids=["empty", "blank", "no UTF-8", "too large"],
)
def test_what_comes_in_on_stdin_is_looked_at_as_files_are(aikg, data, words):
    assert one_message(aikg("query", "-", stdin=data)).startswith(words)


# --- Words of the command line ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["aks"], "unknown verb 'aks'. Did you mean ask?"),
        (["--verbose"], "unrecognized arguments: --verbose"),
        (["ask", "investmnts"], "unknown question 'investmnts'. Did you mean investments"),
        (["ask", "../investments"], "unknown question '../investments'. Did you mean investments"),
        (["ask", "--format", "xml"], "invalid choice: 'xml'"),
        (["ask", "investments", "--format", "xml"], "--format is none of the known: expected table"),
        (["ask", "investments", "--organisation", "x"],
         "unknown parameter of investments 'organisation'. Did you mean organization"),
        (["ask", "investments", "--organization"], "--organization has no value"),
        (["ask", "investments", "--organization", "--format"], "--organization has no value"),
        (["ask", "investments", "--organization", "NVIDIA", "--organization", "NVIDIA"],
         "--organization is given twice"),
        (["ask", "investments", "--format", "csv", "--format", "csv"], "--format is given twice"),
        (["ask", "--format", "csv", "--format", "csv"], "--format is given twice"),
        (["ask", "investments", "NVIDIA"], "a value without a parameter"),
        (["ask", "totals", "-payee", "NVIDIA"], "found -payee. Write --payee."),
        (["ask", "totals", "payee=NVIDIA"], "found payee=NVIDIA. Write --payee."),
        (["ask", "investments", "--organization", "Antropic"],
         "unknown agent 'Antropic'. Did you mean Anthropic"),
        (["ask", "investments", "--organization", "Azure"], "unknown agent 'Azure'"),
        (["ask", "investments", "--organization", "kg:azure"], "unknown agent 'kg:azure'"),
        (["ask", "investments", "--organization", "kg:antropic"], "Did you mean kg:anthropic"),
        (["ask", "evidence", "--of", "https://example.org/none"], "unknown thing 'https://example.org/none'"),
        (["ask", "investments", "--organization", "\udcff"], "--organization is no text"),
        (["ask", "totals", "--as-of", "2025-02-30"], "--as-of is no date"),
        (["ask", "totals", "--source", "nobody"], "unknown source 'nobody'"),
        (["query"], "the following arguments are required: sparql"),
        (["query", "ASK {}", "ASK {}"], "unrecognized arguments: ASK {}"),
        (["query", "ASK {}", "--format", "json", "--format", "json"], "--format is given twice"),
        (["check"], "the following arguments are required: FILE"),
        (["check", "x.ttl", "--engine", "jena"], "invalid choice: 'jena'"),
        (["evidence"], "the following arguments are required: --sources"),
        (["evidence", "--sources", "a", "--sources", "b"], "--sources is given twice"),
        (["evidence", "--sources", "none"], "none: there is no such folder"),
        (["reason", "--timeout", "soon"], "expected a number of seconds above 0, found 'soon'"),
        (["show", "me"], "unrecognized arguments: me"),
        (["show", "--no-reason", "--store", "/dev/null"], "/dev/null: this is no folder"),
        (["draw"], "the following arguments are required: OUT.svg"),
        (["draw", "none/picture.svg"], "there is no folder none"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)  # fmt: skip
def test_words_that_mean_nothing_here_are_told(aikg, words, message):
    assert message in one_message(aikg(*words))


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("blank", ["", "  ", "--store="])
def test_an_empty_value_is_refused_by_every_verb(aikg, verb, blank):
    assert one_message(aikg(verb, blank)).startswith("an empty argument: expected a value, found ")


NEEDED = {
    "evidence": ["--sources=x"],
    "merge": ["Oak", "Elm"],
    "spark": ["graph.nq", "derived"],
    "withdraw": ["wire", "--reason=slip"],
}
"""What a verb cannot do without, where it is not one word."""


@pytest.mark.parametrize("verb", VERBS)
def test_an_option_that_a_verb_does_not_have_is_refused(aikg, verb):
    needed = NEEDED.get(verb, ["investments"])
    assert "frobnicate" in one_message(aikg(verb, *needed, "--frobnicate"))


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_its_help(aikg, verb):
    done = aikg(verb, "--help")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith(f"usage: aikg {verb} ")


def test_without_a_verb_all_are_listed(aikg):
    done = aikg()
    assert done.code == 0
    assert all(f"  {verb} " in done.out for verb in VERBS)
    assert aikg("--help") == done


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=st.text(st.characters(exclude_characters="\0", exclude_categories=[]), min_size=1))
def test_no_text_for_a_name_does_more_than_not_be_one(aikg: Callable, text: str):
    done = aikg("ask", "investments", f"--organization={text}", "--format", "json")
    assert done.code in {0, 2}
    assert "Traceback" not in done.err
    assert bool(done.err) == (done.code == 2)


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(
        st.sampled_from(
            ["SELECT", "ASK", "?x", "{", "}", "(", ")", "'", '"', "<", ">", "a", "aikg:Loan", ".", ";",
             "SERVICE", "FROM", "kg:a", ":", "#", "\n", "\\", "@en", "1e9", "FILTER", "INSERT", "é"]
        ),
        min_size=1,
    )
)  # fmt: skip
def test_no_jumble_of_sparql_gives_more_than_a_message(aikg: Callable, words: list[str]):
    done = aikg("query", "{" + " ".join(words), "--format", "json")
    assert done.code in {0, 1, 2}
    assert "Traceback" not in done.err

"""The Python face: one graph to open, ask, query, check, and hand on."""

from __future__ import annotations

import math
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

import aikg
from aikg.ground import packaged
from aikg.ground.reading import read_text

DEALS = Path(__file__).parent / "fixtures" / "deals"


@pytest.fixture(scope="module")
def graph() -> Iterator[aikg.Graph]:
    with aikg.open() as opened:
        yield opened


# --- ask --------------------------------------------------------------------------------------


def test_rows_are_mappings_whose_keys_are_attributes(graph: aikg.Graph) -> None:
    [row] = graph.ask("investments", organization="NVIDIA")
    assert row.investor == row["investor"] == "NVIDIA"
    assert (row.lower, row.upper) == (0, 5e9)
    assert dict(row) == {name: row[name] for name in row}
    assert list(row) == graph.ask("investments").columns
    assert "investor='NVIDIA'" in repr(row)


def test_an_answer_is_a_sequence(graph: aikg.Graph) -> None:
    answer = graph.ask("investments")
    assert len(answer) == 4
    assert answer[0] is next(iter(answer))
    assert list(answer[1:]) == list(answer)[1:]
    assert answer[-1].as_stated is None


def test_a_column_that_there_is_not_is_met_with_the_nearest(graph: aikg.Graph) -> None:
    row = graph.ask("investments")[0]
    with pytest.raises(AttributeError, match=r"unknown column 'investr'\. Did you mean investor"):
        _ = row.investr
    with pytest.raises(KeyError):
        _ = row["investr"]


def test_a_row_rests_on_claims_whose_quotes_can_be_had(graph: aikg.Graph) -> None:
    [row] = graph.ask("investments", organization="NVIDIA")
    [claim] = row.rests_on
    [quote] = graph.quotes(row)
    assert quote.statement == claim
    assert (quote.paragraph, quote.quote) == (1, "NVIDIA has committed up to $5 billion")


def test_an_answer_becomes_a_data_frame(graph: aikg.Graph) -> None:
    frame = graph.ask("cloud-contracts").to_pandas()
    assert list(frame.columns) == graph.ask("cloud-contracts").columns
    assert frame.set_index("customer").loc["OpenAI", "upper"] == 38e9
    assert frame["upper"].sum() == 68e9


def test_an_answer_shows_itself_in_a_notebook(graph: aikg.Graph) -> None:
    answer = graph.ask("gaps")
    html = answer._repr_html_()
    assert html.startswith(f"<table><caption><b>{answer.question.title}</b>")
    assert html.count("<tr>") == len(answer) + 1


def test_a_misspelt_term_of_the_vocabulary_is_an_error_and_an_unknown_thing_a_warning(
    graph: aikg.Graph,
) -> None:
    with pytest.raises(aikg.UnknownName, match=r"query:1:15: .* Did you mean aikg:Investment"):
        graph.query("SELECT * { ?s aikg:Investmnt ?o }")
    with pytest.warns(aikg.UnknownNameWarning, match="Did you mean kg:anthropic"):
        assert len(graph.query("SELECT * { kg:antropic ?p ?o }")) == 0


def test_a_misspelt_term_is_told_before_the_query_is_run_and_after_what_is_no_query(
    graph: aikg.Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(graph.store), "query", lambda *_: pytest.fail("it was run"))
    with pytest.raises(aikg.UnknownName, match="Did you mean aikg:Investment"):
        graph.query("ASK { ?s aikg:Investmnt ?o }")
    for query in ("ASK { ?s aikg:Investmnt }", "ASK { ?s aikg:Investmnt%zz ?o }"):
        with pytest.raises(aikg.SyntaxFault):
            graph.query(query)
    with pytest.raises(aikg.InputError, match="SERVICE is refused"):
        graph.query("ASK { ?s aikg:Investmnt ?o SERVICE <http://127.0.0.1:9/> { } }")


@pytest.mark.parametrize(
    ("question", "parameters", "error", "words"),
    [
        ("investmnts", {}, aikg.UnknownName, "Did you mean investments"),
        ("investments", {"organisation": "NVIDIA"}, aikg.UnknownName, "Did you mean organization"),
        ("investments", {"organization": "Nvidea"}, aikg.UnknownName, "Did you mean N"),
        ("investments", {"organization": ""}, aikg.BadParameter, "is empty"),
        ("investments", {"as_of": "2025"}, aikg.BadParameter, "takes no heed of as_of"),
        ("totals", {"as_of": "soon"}, aikg.BadParameter, "as_of is no date"),
        ("totals", {"source": "nobody"}, aikg.UnknownName, "unknown source 'nobody'"),
        (
            "totals",
            {"no_rollup": True},
            aikg.UnknownName,
            r"Did you mean rollup\? "
            r"Known: payee, payer; as_of, known_by, readings, rollup, source, trace\.",
        ),
        ("changes", {"fro": "2025"}, aikg.UnknownName, r"Did you mean from_\? Known: by, "),
        ("changes", {"from_": "2026", "to": "2025"}, aikg.BadParameter, "^from_ is after to"),
        (
            "totals",
            {"payer": "Zephyr Capital"},
            aikg.UnknownName,
            r"expected a label, an alias or an IRI .* graph.ask\(.identity.\) lists all names",
        ),
    ],
)
def test_what_cannot_be_asked_is_told(
    graph: aikg.Graph,
    question: str,
    parameters: dict[str, str],
    error: type[aikg.AikgError],
    words: str,
) -> None:
    with pytest.raises(error, match=words):
        graph.ask(question, **parameters)


# --- query ------------------------------------------------------------------------------------


def test_a_query_needs_no_prefixes_and_gives_python_s_own_values(graph: aikg.Graph) -> None:
    table = graph.query(
        "SELECT ?figure ?upper { ?figure aikg:figureRole aikg:figure-principal ; aikg:upper ?upper } "
        "ORDER BY ?upper"
    )
    assert table.columns == ["figure", "upper"]
    assert [row["upper"] for row in table.rows] == [4e9, 5e9, 10e9]
    assert table.rows[0]["figure"].short.startswith("claim:innovation-village-anthropic-alliance/")


def test_every_form_of_query_gives_a_table(graph: aikg.Graph) -> None:
    assert graph.query("ASK {}").rows == [{"answer": True}]
    construct = graph.query("CONSTRUCT { kg:a kg:b ?n } { VALUES ?n { 1 } }")
    assert construct.columns == ["subject", "predicate", "object"]
    assert construct.rows[0]["object"] == 1
    assert len(graph.query("DESCRIBE kg:nvidia")) > 5


def test_infinity_is_infinity(graph: aikg.Graph) -> None:
    [row] = graph.query('SELECT ("INF"^^xsd:double AS ?x) {}').rows
    assert row["x"] == math.inf


def test_a_table_becomes_a_data_frame_and_shows_itself(graph: aikg.Graph) -> None:
    table = graph.query("SELECT ?who { ?who a aikg:Investor } ORDER BY ?who")
    assert len(table.to_pandas()) == len(table) == 3
    assert table._repr_html_().count("<tr>") == 4


def test_a_broken_query_is_told_with_its_place(graph: aikg.Graph) -> None:
    with pytest.raises(aikg.SyntaxFault) as raised:
        graph.query("SELECT ?x\n{ ?x foo:bar ?y }")
    assert raised.value.where == ("query", 2, 6)


@pytest.mark.parametrize(
    "text", ["DROP ALL", "INSERT DATA { kg:a a kg:b }", "ASK { SERVICE <x:y> {} }"]
)
def test_a_query_changes_nothing_and_calls_nobody(graph: aikg.Graph, text: str) -> None:
    before = len(graph.query("SELECT ?s ?p ?o { ?s ?p ?o }"))
    with pytest.raises(aikg.InputError):
        graph.query(text)
    assert len(graph.query("SELECT ?s ?p ?o { ?s ?p ?o }")) == before


# --- check, evidence, labels ------------------------------------------------------------------


def test_the_packaged_files_conform(graph: aikg.Graph) -> None:
    report = graph.check_all()
    assert report.conforms
    assert report.findings == ()


def test_files_and_documents_can_be_checked(graph: aikg.Graph) -> None:
    files = sorted((DEALS / "d5").glob("*.ttl"))
    assert graph.check(*files).conforms
    wrong = read_text(
        "@prefix aikg: <https://w3id.org/aikg/ontology#> .\n"
        "@prefix kg: <https://w3id.org/aikg/id/> .\n"
        "kg:aws aikg:unitOf kg:amazn .",
        "aws.ttl",
    )
    report = graph.check(wrong)
    assert not report.conforms
    assert report.findings[0].place == ("aws.ttl", 3, 20)


def test_a_file_that_cannot_be_read_is_told(graph: aikg.Graph, tmp_path: Path) -> None:
    with pytest.raises(aikg.FileUnreadable, match="there is no such file"):
        graph.check(tmp_path / "none.ttl")


def test_evidence_wants_the_folder_of_texts(graph: aikg.Graph, tmp_path: Path) -> None:
    with pytest.raises(aikg.FileUnreadable, match="there is no such folder"):
        graph.evidence(tmp_path / "none")
    with pytest.raises(aikg.FileUnreadable, match="Put the text of src:"):
        graph.evidence(tmp_path)


def test_labels_are_those_of_the_register(graph: aikg.Graph) -> None:
    assert graph.labels()["https://w3id.org/aikg/id/nvidia"] == "NVIDIA"


def test_what_is_included_is_asked_and_written_nowhere() -> None:
    before = {file: file.stat().st_mtime_ns for file in packaged.source_files()}
    with aikg.open() as graph:
        for file in sorted((DEALS / "d5").glob("*.ttl"), reverse=True):
            from aikg.ground.reading import read

            graph.include(read(file))
        assert {row.investor for row in graph.ask("investments", organization="Mistral AI")} >= {
            "ASML"
        }
    assert {file: file.stat().st_mtime_ns for file in packaged.source_files()} == before


# --- rdflib -----------------------------------------------------------------------------------


def test_rdflib_gets_every_triple_graph_by_graph(graph: aikg.Graph) -> None:
    dataset = graph.to_rdflib()
    names = {str(each.identifier) for each in dataset.graphs() if len(each)}
    assert names == set(graph.store.graphs())
    [row] = graph.query("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }").rows
    assert len(list(dataset.quads())) == row["n"]


def test_rdflib_answers_as_the_graph_does(graph: aikg.Graph) -> None:
    query = "SELECT ?who { ?who a aikg:Investor } ORDER BY ?who"
    found = [str(row.who) for row in graph.to_rdflib().query(query)]
    assert found == [row["who"] for row in graph.query(query).rows]


# --- the package ------------------------------------------------------------------------------


def test_the_public_names_are_those_that_are_listed() -> None:
    for name in aikg.__all__:
        assert getattr(aikg, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'shut'"):
        _ = aikg.shut


def test_two_graphs_share_nothing() -> None:
    with aikg.open() as one, aikg.open() as other:
        one.store.update("INSERT DATA { GRAPH graph:x { kg:new a aikg:Organization } }")
        assert other.query("ASK { kg:new ?p ?o }").rows == [{"answer": False}]


def test_without_pandas_all_else_works() -> None:
    script = (
        "import sys; sys.modules['pandas'] = None; import aikg; answer = aikg.open().ask('hedges')\n"
        "assert len(answer) == 3\n"
        "try: answer.to_pandas()\n"
        "except ImportError as error: print(error)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert "pandas" in done.stdout


# --- values of any type ---------------------------------------------------------------------------


def test_a_date_is_given_as_a_date_or_as_text(graph: aikg.Graph) -> None:
    told = graph.ask("totals", as_of="2025-01-01").to_json()
    assert graph.ask("totals", as_of=date(2025, 1, 1)).to_json() == told
    assert graph.ask("totals", as_of=datetime(2025, 1, 1, 9, tzinfo=UTC)).to_json() == told
    assert graph.ask("totals", known_by=date(2025, 1, 1)).to_json() == told


def test_a_parameter_of_none_is_one_that_was_left_out(graph: aikg.Graph) -> None:
    told = graph.ask("investments").to_json()
    assert graph.ask("investments", organization=None).to_json() == told


@pytest.mark.parametrize("name", ["readings", "rollup", "trace"])
def test_a_text_is_not_taken_for_true(graph: aikg.Graph, name: str) -> None:
    with pytest.raises(aikg.BadParameter, match=f"{name} is neither true nor false.*'false'"):
        graph.ask("totals", **{name: "false"})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "call",
    [
        lambda graph: graph.ask(None),
        lambda graph: graph.ask("totals", payee=["NVIDIA", "AMD"]),
        lambda graph: graph.ask("totals", as_of=(2025, 1)),
        lambda graph: graph.ask("totals", source=3),
        lambda graph: graph.query(None),
    ],
)
def test_a_value_of_another_type_is_told_by_name(
    graph: aikg.Graph, call: Callable[[aikg.Graph], object]
) -> None:
    with pytest.raises(aikg.BadParameter, match=r"is no text: expected .*, found a "):
        call(graph)


def test_an_unknown_parameter_is_told_whatever_its_value(graph: aikg.Graph) -> None:
    with pytest.raises(aikg.UnknownName, match="no_rollup"):
        graph.ask("totals", no_rollup=True)


def test_an_answer_shows_its_rows_in_a_shell_and_not_its_contract(graph: aikg.Graph) -> None:
    lines = repr(graph.ask("investments")).splitlines()
    assert lines[0].startswith("| investor | investee | lower |")
    assert len(lines) == 2 + 4
    many = graph.query("SELECT ?s ?p ?o { ?s ?p ?o } LIMIT 1000")
    assert repr(many).endswith("\n… 970 more")


# --- a graph that is closed, or open to read ------------------------------------------------------


def test_a_closed_graph_says_so_and_can_be_closed_again() -> None:
    graph = aikg.open()
    graph.close()
    graph.close()
    with pytest.raises(aikg.EngineError, match="the graph is closed"):
        graph.ask("totals")


def test_a_file_is_included_by_its_path(tmp_path: Path) -> None:
    file = tmp_path / "more.ttl"
    file.write_text("@prefix kg: <https://w3id.org/aikg/id/> . kg:new a kg:Thing .", "utf-8")
    with aikg.open() as graph:
        graph.include(file)
        assert graph.query("ASK { GRAPH graph:more { kg:new a kg:Thing } }").rows[0]["answer"]


def test_what_is_open_to_read_is_not_changed_and_says_what_to_do(tmp_path: Path) -> None:
    with (
        aikg.open(tmp_path / "graph") as graph,
        pytest.raises(aikg.EngineError, match=r"open to read.*write=True"),
    ):
        graph.add(*sorted((DEALS / "d1").glob("*.ttl")))


@pytest.mark.parametrize("write", [True, False])
def test_nothing_gets_past_the_gate_into_a_graph_that_is_kept(tmp_path: Path, write: bool) -> None:
    with (
        aikg.open(tmp_path / "graph", write=write) as graph,
        pytest.raises(aikg.InputError, match=r"not checked.*graph\.add"),
    ):
        graph.include(DEALS / "d1" / "d1-press-2025-11-18.ttl")


def test_a_data_frame_without_pandas_says_what_to_install(
    graph: aikg.Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(ImportError, match="pip install pandas"):
        graph.ask("investments").to_pandas()


@pytest.mark.parametrize("row", ["text", None, 5])
def test_quotes_of_what_is_no_row_are_refused_in_words(row: object) -> None:
    with pytest.raises(aikg.BadParameter, match="no row of an answer"):
        aikg.open().quotes(row)

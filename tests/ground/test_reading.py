"""A file is read whole, or one error says which file, line and column, and what to do."""

from __future__ import annotations

import gzip
import io
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aikg.ground.errors import AikgError, BadParameter, FileUnreadable, SyntaxFault, UnknownName
from aikg.ground.packing import zstd
from aikg.ground.reading import read, read_stdin, read_text

DEAL = "@prefix : <https://e.org/> .\n:deal :price 10 .\n"


def write(folder: Path, name: str, data: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


# --- what can be read --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "suffix", ["ttl", "TTL", "trig", "nt", "nq", "jsonld", "json", "rdf", "xml", "owl"]
)
def test_a_file_is_read_in_the_format_that_its_suffix_says(tmp_path, suffix):
    triple = ox.Triple(
        ox.NamedNode("http://e.org/a"), ox.NamedNode("http://e.org/b"), ox.Literal("c")
    )
    formats = {"json": "jsonld", "xml": "rdf", "owl": "rdf"}
    syntax = ox.RdfFormat.from_extension(formats.get(suffix, suffix.lower()))
    data = ox.serialize([triple], format=syntax)
    document = read(write(tmp_path, f"deal.{suffix}", data))
    assert document.quads == [ox.Quad(*triple)]
    assert document.format == syntax
    assert document.place(triple).line is not None


@pytest.mark.parametrize("packing", ["gz", "GZ", "zst"])
def test_a_file_is_unpacked_where_its_name_says_that_it_is_compressed(tmp_path, packing):
    pack = gzip.compress if packing.lower() == "gz" else zstd().compress
    document = read(write(tmp_path, f"deal.ttl.{packing}", pack(DEAL.encode())))
    assert [quad.object.value for quad in document.quads] == ["10"]
    assert document.text == DEAL


def test_what_unpacks_to_more_than_can_be_read_is_refused_unread(tmp_path):
    """Some kilobytes may be a gigabyte of zeros."""
    for packing, pack in (("gz", gzip.compress), ("zst", zstd().compress)):
        path = write(tmp_path, f"bomb.nq.{packing}", pack(bytes(70_000_000)))
        assert path.stat().st_size < 100_000
        told = message(FileUnreadable, path)
        assert "the file is too large" in told
        assert "found more than 64.0 MB" in told


@pytest.mark.parametrize("packing", ["gz", "zst"])
def test_a_compressed_file_that_is_cut_short_or_none_is_refused_in_words(tmp_path, packing):
    pack = gzip.compress if packing == "gz" else zstd().compress
    whole = pack(DEAL.encode() * 100)
    for data in (whole[:-9], DEAL):
        told = message(FileUnreadable, write(tmp_path, f"deal.ttl.{packing}", data))
        assert f"deal.ttl.{packing}: the file cannot be unpacked: expected a whole file" in told


@pytest.mark.parametrize("form", ["turtle", "ttl", ".ttl", "text/turtle", ox.RdfFormat.TURTLE])
def test_a_format_goes_before_the_suffix(tmp_path, form):
    assert len(read(write(tmp_path, "deal.txt", DEAL), format=form).quads) == 1


def test_a_document_keeps_order_prefixes_and_lexical_forms():
    document = read_text(DEAL + ":deal :price 010 , '01.50'^^<e:x> ; :price 010 .")
    assert [quad.object.value for quad in document.quads] == ["10", "010", "01.50", "010"]
    assert document.prefixes == {"": "https://e.org/"}


def test_a_byte_order_mark_is_accepted_and_takes_no_column(tmp_path):
    path = write(tmp_path, "deal.ttl", b"\xef\xbb\xbf<e:a> <e:b> <e:c> .")
    document = read(path)
    assert document.place(document.quads[0]).column == 13
    with pytest.raises(SyntaxFault, match=r":1:7: "):
        read_text(b"\xef\xbb\xbf<e:a> 'b' <e:c> .")


def test_a_document_without_triples_is_no_error_but_says_so():
    assert read_text("# nothing yet\n").is_empty
    assert not read_text(DEAL).is_empty


def test_a_base_resolves_relative_iris():
    assert read_text("<a> <b> <c> .", base="http://e.org/").quads[0].object.value.endswith("org/c")


def test_blank_nodes_of_two_files_can_be_kept_apart():
    one, two = (read_text("_:a <e:b> 1 .", rename_blank_nodes=True) for _ in range(2))
    assert one.quads[0].subject != two.quads[0].subject
    assert one.place(one.quads[0].subject).column == 1


def test_standard_input_is_read_by_its_own_function(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(DEAL.encode())))
    document = read_stdin("turtle")
    assert str(document.place(document.quads[0])) == "<stdin>:2:14"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(DEAL.encode())))
    with pytest.raises(FileUnreadable, match="too large"):
        read_stdin("turtle", limit=10)


# --- what cannot -------------------------------------------------------------------------------


def message(error: type[AikgError], path: Path | str, **options: object) -> str:
    """The message of the one error that reading raises; it names the file."""
    with pytest.raises(error) as caught:
        read(path, **options)
    assert str(caught.value).startswith(str(path)) or isinstance(caught.value, UnknownName)
    return str(caught.value)


def test_a_missing_file_is_told_with_the_nearest_name(tmp_path):
    write(tmp_path, "claims.ttl", DEAL)
    told = message(FileUnreadable, tmp_path / "clams.ttl")
    assert "no such file" in told
    assert told.endswith("claims.ttl?")


def test_a_missing_folder_is_told(tmp_path):
    assert "there is no folder" in message(FileUnreadable, tmp_path / "nowhere" / "a.ttl")
    under_a_file = write(tmp_path, "file", DEAL) / "a.ttl"
    assert "there is no folder" in message(FileUnreadable, under_a_file)


def test_a_folder_is_told_with_a_file_in_it(tmp_path):
    write(tmp_path, "claims.ttl", DEAL)
    told = message(FileUnreadable, tmp_path)
    assert "found a folder" in told
    assert "claims.ttl" in told


def test_pipes_sockets_and_devices_are_refused_at_once(tmp_path):
    os.mkfifo(tmp_path / "pipe.ttl")
    assert "found a named pipe" in message(FileUnreadable, tmp_path / "pipe.ttl")
    assert "found a character device" in message(FileUnreadable, "/dev/zero")
    with tempfile.TemporaryDirectory() as short, socket.socket(socket.AF_UNIX) as bound:
        bound.bind(f"{short}/s.ttl")
        assert "found a socket" in message(FileUnreadable, f"{short}/s.ttl")


def test_a_file_without_permission_is_told():
    folder = Path(tempfile.mkdtemp())  # a place that others may enter, unlike pytest's own
    path = write(folder, "secret.ttl", DEAL)
    folder.chmod(0o755)
    path.chmod(0)
    superuser = os.geteuid() == 0
    try:
        if superuser:  # who may read all; nobody may not
            os.seteuid(65534)
        told = message(FileUnreadable, path)
    finally:
        if superuser:
            os.seteuid(0)
        shutil.rmtree(folder)
    assert "no permission" in told


@pytest.mark.parametrize("name", ["a\0b.ttl", "a" * 5000 + ".ttl"])
def test_a_name_that_no_file_can_have_is_told(tmp_path, name):
    with pytest.raises(FileUnreadable):
        read(tmp_path / name)


def test_a_loop_of_links_is_told(tmp_path):
    (tmp_path / "a.ttl").symlink_to(tmp_path / "a.ttl")
    assert "cannot be read" in message(FileUnreadable, tmp_path / "a.ttl")


def test_an_empty_file_is_told(tmp_path):
    assert "0 bytes" in message(FileUnreadable, write(tmp_path, "a.ttl", b""))


def test_a_large_file_is_told_with_its_size_before_it_is_read(tmp_path):
    path = tmp_path / "a.ttl"
    with path.open("wb") as file:
        file.truncate(100_000_000)  # takes no room
    told = message(FileUnreadable, path)
    assert "at most 64.0 MB, found 100.0 MB" in told
    assert "with a higher limit" in told


def test_the_limit_can_be_raised_lowered_and_lifted(tmp_path):
    path = write(tmp_path, "a.ttl", DEAL)
    assert len(read(path, limit=None).quads) == len(read(path, limit=len(DEAL)).quads) == 1
    assert "at most 10 bytes, found 47 bytes" in message(FileUnreadable, path, limit=10)
    with pytest.raises(BadParameter, match="above 0"):
        read(path, limit=0)


def test_the_first_byte_that_is_no_utf8_is_named_with_line_and_column(tmp_path):
    path = write(tmp_path, "a.ttl", "# é\r\n# 𝄞".encode() + b"\xff .")
    told = message(FileUnreadable, path)
    assert told.startswith(f"{path}:2:4: ")
    assert "0xff" in told


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_other_encodings_are_told(tmp_path, encoding):
    mark = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}.get(encoding, b"")
    told = message(FileUnreadable, write(tmp_path, "a.ttl", mark + DEAL.encode(encoding)))
    assert f"found {encoding[:6].upper()}. Save it as UTF-8." in told


def test_utf16_without_a_mark_is_told_by_its_nul_characters(tmp_path):
    path = write(tmp_path, "a.ttl", DEAL.encode("utf-16-le"))
    assert f"{path}:1:2: a NUL character" in message(SyntaxFault, path)


def test_an_unknown_suffix_lists_the_known_ones_and_proposes_the_nearest(tmp_path):
    told = message(UnknownName, write(tmp_path, "a.tll", DEAL))
    assert ".ttl, .trig, .nt, .nq, .jsonld, .json, .yamlld, .yaml, .yml, .rdf, .xml, .owl" in told
    assert "Did you mean .ttl" in told
    assert "no suffix" in message(UnknownName, write(tmp_path, "deal", DEAL))


@pytest.mark.parametrize("form", ["turtel", "n3", ox.RdfFormat.N3, "pdf", ""])
def test_an_unknown_format_is_told(form):
    with pytest.raises(UnknownName, match="unknown RDF format"):
        read_text(DEAL, "a", form)


def test_a_bad_base_is_told():
    with pytest.raises(BadParameter, match="an absolute IRI, found here"):
        read_text(DEAL, base="here")


def test_half_a_surrogate_pair_is_told():
    with pytest.raises(SyntaxFault, match=":1:3: half of a surrogate"):
        read_text("# \ud83d")


# --- nothing else gets out ---------------------------------------------------------------------

KEYWORDS = [
    "@id", "@type", "@context", "@graph", "@value", "@language", "@list", "@set", "@reverse",
    "@container", "@vocab", "@base", "@import", "@nest", "@index", "@included", "@version",
]  # fmt: skip
FORMATS = ["ttl", "trig", "nt", "nq", "jsonld", "rdf"]
CRUMBS = [
    "<e:a>", "<b>", ":a", "e:b", "_:c", "[", "]", "(", ")", "{", "}", ";", ",", ".", "a", '"', "'",
    '"""', "'''", "@en", "^^", "1", "1.5e3", "true", "@prefix", "prefix", "<e:>", ":", "<<(", ")>>",
    "<<", ">>", "{|", "|}", "~", "#", "GRAPH", "\\", "\\u00", "é", '"@id":', '"@type":', "null",
    '"@context":', '"@container":', '"@list"', '"e:x"', '"x":', "</rdf:RDF>", "<rdf:li>", "&x;",
    "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>", "</rdf:li>", "<!DOCTYPE",
]  # fmt: skip
crumbs = st.lists(st.sampled_from([*CRUMBS, "\n"])).map(" ".join)
values = st.recursive(
    st.none()
    | st.integers()
    | st.sampled_from(["e:a", "a", "@json", "@list", "", "https://e.org/"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from([*KEYWORDS, "e:a", "x", "y"]), inner, max_size=3)
    ),
    max_leaves=12,
).map(json.dumps)


@settings(deadline=None)
@given(crumbs | st.text(), st.sampled_from(FORMATS))
def test_any_text_gives_a_document_or_one_of_our_errors(text, suffix):
    try:
        document = read_text(text, "a", suffix)
    except AikgError as error:
        assert "Traceback" not in str(error)
        return
    for number, quad in enumerate(document.quads):
        for place in (document.place(quad), document.place_of(number)):
            assert place is None or (place.line >= 1 and place.column >= 1)
    document.ill_typed()


@settings(deadline=None)
@given(values)
def test_any_json_gives_a_document_or_one_of_our_errors(text):
    def contexts(iri):
        return '{"@context": {"x": {"@id": "e:x", "@container": "@index"}}}' if iri else None

    try:
        document = read_text(text, "a", "jsonld", contexts=contexts)
    except AikgError as error:
        assert str(error).startswith("a")
        return
    for quad in document.quads:
        place = document.place(quad.predicate)
        assert place is None or place.line == 1


@settings(deadline=None)
@given(st.binary(), st.sampled_from(FORMATS))
def test_any_bytes_give_a_document_or_one_of_our_errors(data, suffix):
    try:
        read_text(data, "a", suffix)
    except AikgError as error:
        assert str(error).startswith("a")


def test_reading_pays_for_no_other_rdf_library_and_for_no_walk_through_the_text(tmp_path):
    path = write(tmp_path, "a.ttl", DEAL)
    code = (
        "import sys; from aikg.ground.reading import read; read(sys.argv[1]);"
        "print(*{'rdflib', 'difflib', 'json', 'xml', 'aikg.ground.reading.turtle',"
        " 'aikg.ground.reading.positions', 'aikg.ground.reading.faults'} & set(sys.modules))"
    )
    root = Path(sys.modules["aikg.ground.reading"].__file__).parents[3]
    ran = subprocess.run(
        [sys.executable, "-c", code, str(path)],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(root)},
    )
    assert ran.stdout.strip() == ""

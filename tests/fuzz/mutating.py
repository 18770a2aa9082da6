"""Files that go wrong: each is made from one of the project's own by a number alone.

`made(seed, number)` gives the same file every time, so that whatever it shows can be run again.
"""

from __future__ import annotations

import json
import random
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import yaml

from aikg.ground.packaged import register_file, source_files

TESTS = Path(__file__).parents[1]
QUERIES = TESTS.parent / "queries"
FORMATS = {
    "nt": ox.RdfFormat.N_TRIPLES,
    "nq": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
    "rdf": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
}
LARGEST = 60_000
"""Bytes of a file before it is mutated: what is large is made so on purpose."""


@dataclass(frozen=True)
class Made:
    """A mutated file: the name to write it under, its bytes, and what was done to it."""

    name: str
    data: bytes
    told: str


@cache
def corpus() -> tuple[tuple[str, bytes], ...]:
    """Suffixes and contents: what is in the project, and the same in every other format."""
    plain = [*source_files(), register_file()]
    plain += sorted((TESTS / "fixtures").rglob("*.ttl")) + sorted((TESTS / "shapes").rglob("*.ttl"))
    found = [("ttl", file.read_bytes()) for file in plain]
    found += [("rq", file.read_bytes()) for file in sorted(QUERIES.glob("*.rq"))]
    found += [("yaml", file.read_bytes()) for file in sorted((TESTS / "shapes").rglob("*.yaml"))]
    for file in plain:
        try:
            triples = [q.triple for q in ox.parse(path=str(file), format=ox.RdfFormat.TURTLE)]
        except SyntaxError:
            continue  # a fixture that is broken on purpose
        if not triples or len(triples) > 400:
            continue
        for suffix, form in FORMATS.items():
            found.append((suffix, ox.serialize(triples, format=form) or b""))
        found.append(("yamlld", yaml.safe_dump(json.loads(found[-1][1])).encode()))
    return tuple((suffix, data) for suffix, data in found if len(data) <= LARGEST)


@cache
def _by_suffix() -> dict[str, list[bytes]]:
    found: dict[str, list[bytes]] = {}
    for suffix, data in corpus():
        found.setdefault(suffix, []).append(data)
    return found


def made(seed: int, number: int) -> Made:
    """Give a mutated file; the same one for the same numbers."""
    dice = random.Random(f"{seed}:{number}")
    suffix = dice.choice(sorted(_by_suffix()))
    data = dice.choice(_by_suffix()[suffix])
    done = []
    for _ in range(dice.choice((1, 1, 1, 2, 3, 6))):
        change = dice.choice(MUTATIONS)
        data = change(dice, data, suffix)
        done.append(change.__name__.strip("_"))
    if dice.random() < 0.1:  # in a format that it is not
        suffix = dice.choice(sorted(_by_suffix()))
    name = f"{dice.choice(NAMES)}.{suffix}"
    return Made(name, data, f"{name}: {', '.join(done)}")


NAMES = (
    *("wire",) * 10,
    *("derived", "log", "journal", "ontology", "register", "..", "a b", "%2e%2e%2fx", "é\u202e"),
    *("line\nend", "-", "--all", "x" * 180, "'\"<>&", "#", "con", "\\..\\x", "{}", "a:b"),
)
"""Names of files; a slash cannot be in one."""

IRIS = (
    *("../../x", "urn:", "http://[", "file:///etc/passwd", "http://127.0.0.1:9/x", "x y", "é", ""),
    *("https://w3id.org/aikg/source/../../x", "https://w3id.org/aikg/source/..", "a" * 20_000),
    *(
        "https://w3id.org/aikg/graph/derived",
        "https://w3id.org/aikg/graph/../../x",
        "%zz",
        "\\u0000",
    ),
    *("https://w3id.org/aikg/source/", "https://w3id.org/aikg/id/", "//", "#", "?", "javascript:x"),
    *("https://w3id.org/aikg/source/x%2F..%2F..%2Fx", "https://w3id.org/aikg/claim/", "_:b", "<<"),
)
TEXTS = (
    *("", " ", "\0", "\x1b[31m", "\u202e", "\ud7ff", "￿", "a" * 200_000, "1" * 50_000, "🦉" * 9),
    *("NaN", "INF", "-INF", "1e400", "-0", "1e-400", "9" * 400, "0x10", "1_000", "٣", "½", "ten"),
    *("2025-02-30T00:00:00Z", "-0001-01-01T00:00:00Z", "99999-01-01T00:00:00Z", "24:00:00"),
    *("up to $10 billion", "$1e999 billion", "$" * 300, "between and", "at least", "\\", "%s{}"),
    *("(" * 5000, "<!--", "]]>", "&lol;", "${x}", "'''", '"""', "\\u12", "\\UFFFFFFFF"),
)
DATATYPES = ("double", "integer", "decimal", "dateTime", "boolean", "anyURI", "string", "nothing")
BRACKETS = (
    *(
        b"[ ",
        b"( ",
        b"{ ",
        b"[",
        b"<<",
        b"<<( ",
        b"{'a':",
        b'{"@graph":[',
        b"- ",
        b"<a>",
        b"&a [*a,",
    ),
    *(
        b"<rdf:Description><x:p>",
        b'{"@context":{"a":',
        b'"',
        b"'''",
        b"<!--",
        b"GRAPH <x> {",
        b"\\u",
    ),
)


def _flip(dice: random.Random, data: bytes, _: str) -> bytes:
    changed = bytearray(data)
    for _ in range(dice.choice((1, 1, 3, 20))):
        if changed:
            changed[dice.randrange(len(changed))] = dice.randrange(256)
    return bytes(changed)


def _cut(dice: random.Random, data: bytes, _: str) -> bytes:
    start, end = sorted(dice.randrange(len(data) + 1) for _ in range(2))
    return dice.choice((data[:start], data[end:], data[:start] + data[end:]))


def _splice(dice: random.Random, data: bytes, suffix: str) -> bytes:
    other = dice.choice(_by_suffix()[dice.choice((suffix, suffix, *sorted(_by_suffix())))])
    at, start = dice.randrange(len(data) + 1), dice.randrange(len(other) + 1)
    return data[:at] + other[start : start + dice.randrange(3000)] + data[at:]


def _repeat(dice: random.Random, data: bytes, _: str) -> bytes:
    start = dice.randrange(len(data) + 1)
    piece = data[start : start + dice.choice((1, 10, 100))]
    return data[:start] + piece * dice.choice((2, 50, 1000)) + data[start:]


def _nest(dice: random.Random, data: bytes, _: str) -> bytes:
    at = dice.choice((0, dice.randrange(len(data) + 1)))
    return data[:at] + dice.choice(BRACKETS) * dice.choice((3, 200, 20_000)) + data[at:]


def _insert(dice: random.Random, data: bytes, _: str) -> bytes:
    odd = dice.choice((b"\0", b"\xff", b"\xc3", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xef\xbb\xbf",
                       b"\r", b"\x85", b"\xe2\x80\xa8", b"\x1a", b"\x0c"))  # fmt: skip
    at = dice.choice((0, len(data), dice.randrange(len(data) + 1)))
    return data[:at] + odd * dice.choice((1, 1, 7)) + data[at:]


def _recode(dice: random.Random, data: bytes, _: str) -> bytes:
    text = data.decode("utf-8", "replace")
    return text.encode(
        dice.choice(("utf-16", "utf-32", "latin-1", "utf-8-sig", "utf-7")), "replace"
    )


def _swap_lines(dice: random.Random, data: bytes, _: str) -> bytes:
    lines = data.splitlines(keepends=True)
    if len(lines) > 1:
        one, other = (dice.randrange(len(lines)) for _ in range(2))
        lines[one], lines[other] = lines[other], lines[one]
    return b"".join(lines)


def _drop_line(dice: random.Random, data: bytes, _: str) -> bytes:
    lines = data.splitlines(keepends=True)
    if lines:
        del lines[dice.randrange(len(lines))]
    return b"".join(lines)


def _swap_words(dice: random.Random, data: bytes, _: str) -> bytes:
    """What is still well-formed tries the gate, and not the parser."""
    words = list(
        re.finditer(
            rb"(?<!\w)[A-Za-z][\w-]{0,40}:[\w.\\/-]{0,200}\w|<[^<>\s]{4,}>|\"[^\"\n]{1,200}\"", data
        )
    )
    if len(words) < 2:
        return data
    for _ in range(dice.choice((1, 2, 5))):
        one, other = dice.choice(words), dice.choice(words)
        old = one.group()
        if data.find(old) >= 0:
            places = [found.start() for found in re.finditer(re.escape(old), data)]
            at = dice.choice(places)
            data = data[:at] + other.group() + data[at + len(old) :]
    return data


def _replaced(dice: random.Random, data: bytes, pattern: bytes, new: bytes) -> bytes:
    found = list(re.finditer(pattern, data))
    if not found:
        return data
    one = dice.choice(found)
    return data[: one.start()] + new + data[one.end() :]


def _odd_iri(dice: random.Random, data: bytes, suffix: str) -> bytes:
    iri = dice.choice(IRIS).encode("utf-8", "surrogatepass")
    if suffix in ("jsonld", "yamlld", "rdf", "yaml"):
        return _replaced(dice, data, rb"https?://[^\"'<>\s]+", iri)
    return _replaced(dice, data, rb"<[^<>\s]*>|\b(?:kg|src|claim|c|aikg):[\w-]+", b"<" + iri + b">")


def _odd_text(dice: random.Random, data: bytes, _: str) -> bytes:
    text = dice.choice(TEXTS).encode("utf-8", "surrogatepass")
    quoted = text if dice.random() < 0.3 else json.dumps(text.decode("utf-8", "replace")).encode()
    return _replaced(dice, data, rb"\"[^\"\n]*\"", quoted)


def _odd_number(dice: random.Random, data: bytes, _: str) -> bytes:
    number = dice.choice(
        ("1e400", "-1", "0", "007", "1.", "9" * 400, "1e99999999", "INF", "0.1e-9")
    )
    typed = f'"{dice.choice(TEXTS[10:22])}"^^xsd:{dice.choice(DATATYPES)}'
    return _replaced(
        dice, data, rb"\b\d+(?:\.\d+)?(?:e\d+)?\b", dice.choice((number, typed)).encode()
    )


def _bomb(dice: random.Random, data: bytes, suffix: str) -> bytes:
    """What a parser could be made to fetch, or to write out without end."""
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    document = dice.choice(
        (
            f'<!DOCTYPE r [<!ENTITY l0 "lol">{levels}]>',
            '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
            '<!DOCTYPE r SYSTEM "http://127.0.0.1:9/x.dtd">',
            '<!DOCTYPE r [<!ENTITY % p SYSTEM "file:///etc/passwd"> %p;]>',
        )
    ).encode()
    if suffix == "rdf":
        body = _replaced(dice, data, rb">[^<>]+<", dice.choice((b">&l11;<", b">&x;<")))
        return re.sub(rb"(<\?xml[^>]*>)?", lambda found: found.group() + document, body, count=1)
    if suffix in ("yamlld", "yaml"):
        chain = "\n".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12))
        return f"a0: &a0 [x]\n{chain}\n".encode() + data
    if suffix == "jsonld":
        away = dice.choice(("http://127.0.0.1:9/c", "file:///etc/passwd", "../../x", ["a"] * 9))
        return data.replace(b"{", b'{"@context": ' + json.dumps(away).encode() + b", ", 1)
    return document + data


MUTATIONS = (
    *(_flip, _cut, _splice, _repeat, _nest, _insert, _recode, _swap_lines, _drop_line, _bomb),
    *(_swap_words, _swap_words, _swap_words, _odd_iri, _odd_iri, _odd_text, _odd_text),
    *(_odd_number, _odd_number, _drop_line, _swap_lines),
)
"""What may be done to a file; what leaves it well-formed comes more often."""

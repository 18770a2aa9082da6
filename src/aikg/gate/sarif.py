"""Reports in SARIF 2.1.0 (OASIS, with errata 01), from which code hosts annotate the lines."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from importlib.metadata import version
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from aikg.gate.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aikg.gate.findings import Finding, Report
    from aikg.gate.rules import Rule

SCHEMA: Final = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LEVELS: Final = {Severity.VIOLATION: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
# SARIF gives no key of its own to a fingerprint; a new way to compute it gets a new number.
_FINGERPRINT: Final = "aikgFinding/v1"


def to_sarif(report: Report) -> str:
    """Write a report as a SARIF log of one run.

    Files at and below the working directory are named relative to it, as code hosts want them;
    columns count characters. A finding keeps its fingerprint when its line moves.

    Examples:
        >>> from aikg.gate.findings import Report
        >>> json.loads(to_sarif(Report((), ("wire.ttl",), 12)))["runs"][0]["results"]
        []
    """
    names = sorted({(each.name, each.rule) for each in report.findings})
    index = {rule: number for number, (_, rule) in enumerate(names)}
    files = {file: number for number, file in enumerate(report.files)}
    known = rules()
    run: dict[str, Any] = {
        "tool": {
            "driver": {
                "name": "aikg",
                "semanticVersion": version("aikg"),
                "informationUri": "https://w3id.org/aikg",
                "rules": [_rule(name, iri, known) for name, iri in names],
            }
        },
        "columnKind": "unicodeCodePoints",
        "artifacts": [{"location": _location(file)} for file in report.files],
        "invocations": [{"executionSuccessful": True}],
        "results": [_result(each, index[each.rule], files) for each in report.findings],
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, indent=2, ensure_ascii=False)


@cache
def rules() -> Mapping[str, Rule]:
    """What the packaged shapes and checks say of themselves, by their IRIs."""
    from aikg.gate.check import packaged_shapes
    from aikg.gate.rules import declared
    from aikg.ground.packaged import checks_file
    from aikg.ground.reading import read

    return {
        **packaged_shapes().rules,
        **declared(quad.triple for quad in read(checks_file()).quads),
    }


def _rule(name: str, iri: str, known: Mapping[str, Rule]) -> dict[str, Any]:
    made: dict[str, Any] = {"id": name, "name": name, "helpUri": iri}
    rule = known.get(iri)
    if rule is None:
        return made
    expected = f"Expected: {rule.expected}." if rule.expected else ""
    texts = [each for each in (rule.problem, expected, rule.mend) if each]
    made["shortDescription"] = {"text": rule.label or name}
    made["fullDescription"] = {"text": rule.problem}
    made["help"] = {"text": " ".join(texts), "markdown": "\n\n".join(texts)}
    made["defaultConfiguration"] = {"level": _LEVELS[rule.severity]}
    return made


def _result(finding: Finding, index: int, files: Mapping[str, int]) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.name,
        "ruleIndex": index,
        "level": _LEVELS[finding.severity],
        "message": {"text": f"{finding.about}: {finding.text}"},
        "partialFingerprints": {_FINGERPRINT: _fingerprint(finding)},
    }
    location: dict[str, Any] = {
        "logicalLocations": [{"fullyQualifiedName": finding.focus, "kind": "resource"}]
    }
    place = finding.place
    if place is not None:
        artifact = _location(place.file)
        if place.file in files:
            artifact["index"] = files[place.file]
        physical: dict[str, Any] = {"artifactLocation": artifact}
        if place.line is not None:
            column = place.column or 1
            physical["region"] = {
                "startLine": place.line,
                "startColumn": column,
                "endColumn": column + max(finding.length, 1),
            }
        location["physicalLocation"] = physical
    result["locations"] = [location]
    details = {"path": finding.path, "found": finding.found, "expected": finding.expected}
    kept = {name: value for name, value in {**details, "mend": finding.mend}.items() if value}
    return {**result, "properties": kept} if kept else result


def _fingerprint(finding: Finding) -> str:
    parts = (finding.rule, finding.focus, finding.path or "", finding.value or "")
    return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogateescape")).hexdigest()


def _location(file: str) -> dict[str, Any]:
    """Where a file is: relative to the root of the sources, or absolute (SARIF, section 3.4)."""
    path = PurePath(file)
    if path.is_absolute():
        here = Path.cwd()
        if not path.is_relative_to(here):
            return {"uri": path.as_uri()}
        path = path.relative_to(here)
    return {"uri": quote(path.as_posix(), errors="surrogateescape"), "uriBaseId": "%SRCROOT%"}

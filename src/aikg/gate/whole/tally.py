"""Findings of a whole store: all of them counted, and so many of each severity kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aikg.gate.findings import Finding, Report, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable


class Tally:
    """A count of findings that keeps the first of them, so that memory does not grow with them.

    Args:
        kept: how many of each severity are kept; violations never give way to what is less grave.

    Examples:
        >>> tally = Tally(1)
        >>> tally.take(Finding("e:R", Severity.INFO, f"e:{name}", "Odd.") for name in "ab")
        >>> report = tally.report("graph", 2, 0)
        >>> len(report.findings), report.count(Severity.INFO), report.summary
        (1, 2, 'graph: 2 triples, 2 infos; 1 of them are counted and not listed')
    """

    def __init__(self, kept: int) -> None:
        self._kept = kept
        self._findings: dict[Severity, list[Finding]] = {each: [] for each in Severity}
        self._beyond: dict[Severity, int] = {}

    def take(self, findings: Iterable[Finding]) -> None:
        """Count findings, and keep those for which there is room."""
        for finding in findings:
            kept = self._findings[finding.severity]
            if len(kept) < self._kept:
                kept.append(finding)
            else:
                self._beyond[finding.severity] = self._beyond.get(finding.severity, 0) + 1

    def report(self, name: str, triples: int, unread: int) -> Report:
        """Give the report, its findings in order.

        Args:
            name: what was checked.
            triples: how many triples it tells.
            unread: how many quotes were not looked for.
        """
        findings = sorted(each for kept in self._findings.values() for each in kept)
        return Report(tuple(findings), (name,), triples, unread, self._beyond)

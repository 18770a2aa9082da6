"""`aikg show`: the whole story on one screen, checked and reasoned over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aikg.cli.opening import add_store, opened
from aikg.cli.output import console, note, quieten, readable
from aikg.cli.verb import FINE, NO, Verb
from aikg.ground.terms import AIKG

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from rich.console import Console

    from aikg.graph import Graph
    from aikg.questions import Row
    from aikg.questions.formats import Value

_CENTRE = "Anthropic"
_ROLES = ("Investor", "CloudProvider", "CloudCustomer", "ModelDeveloper", "ModelHost")


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may be left out."""
    add_store(parser)
    parser.add_argument("--no-reason", action="store_true", help="leave out the proof, and Java")


def run(arguments: argparse.Namespace) -> int:
    """Load, validate, reason, and tell the story."""
    screen = console()
    quieten()
    with opened(arguments.store) as graph:
        conforms = _checked(graph, screen)
        consistent = arguments.no_reason or _reasoned(graph, screen)
        for section in _SECTIONS:
            section(graph, screen)
    return FINE if conforms and consistent else NO


def _checked(graph: Graph, screen: Console) -> bool:
    report = graph.check_all()
    counts = graph.query(
        "SELECT (COUNT(DISTINCT ?s) AS ?source) (COUNT(DISTINCT ?c) AS ?statement) "
        "(COUNT(DISTINCT ?e) AS ?quote) { ?c aikg:inSource ?s . ?e aikg:quotedFrom ?s }"
    ).rows[0]
    told = ", ".join(f"{n} {what}{'' if n == 1 else 's'}" for what, n in counts.items())
    screen.print(f"[bold]aikg[/]  {told}")
    verdict = "[green]valid[/]" if report.conforms else "[red]not valid[/]"
    screen.print(f"  {verdict}: {len(report.findings)} findings against the shapes")
    for finding in report.findings:
        screen.print(f"    {finding}", markup=False)
    return report.conforms


def _reasoned(graph: Graph, screen: Console) -> bool:
    note("reasoning with HermiT …")
    verdict, explanation = graph.reason()
    if not verdict.consistent:
        screen.print("  [red]inconsistent[/]: these axioms cannot all be true")
        for axiom in explanation.axioms:
            screen.print(f"    {axiom.text}", markup=False)
        return False
    names = graph.labels()
    proved = "proved by HermiT, which also finds, defined and not asserted:"
    screen.print(f"  [green]consistent[/]: {proved}")
    for role in _ROLES:
        members = [names.get(iri, iri) for iri in verdict.members(AIKG + role)]
        screen.print(f"    {role:<15} {_say(members)}")
    return True


def _into(graph: Graph, screen: Console) -> None:
    _heading(screen, f"Money into {_CENTRE}")
    for row in graph.ask("totals", payee=_CENTRE):
        paid, currency = float(row.paid), row.currency
        committed, possible = float(row.committed) - paid, float(row.possible) - paid
        screen.print(f"  paid at least           [green]{_say(paid)} {currency}[/]")
        screen.print(f"  not yet paid, committed [green]{_say(committed)} {currency}[/]")
        at_most = f"[yellow]{_say(possible)} {currency}[/] at most"
        screen.print(f"  not yet paid, possible  {at_most}")
        if not row.complete:
            left_out = _say(row.left_out)
            screen.print(f"  [yellow]not complete[/]: left out are {left_out}")


def _round(graph: Graph, screen: Console) -> None:
    _heading(screen, "What goes round")
    for row in graph.ask("money-loops"):
        parties = " → ".join(map(_say, [*row.organizations, row.organizations[0]]))
        at_least, at_most = _say(row.committed), _say(row.possible)
        screen.print(
            f"  [bold]{parties}[/]  at least {at_least}, "
            f"[yellow]at most {at_most} {row.currency}[/]"
        )
        for leg in row.legs:
            screen.print(
                f"      [dim]{_say(leg['payer'])} → {_say(leg['payee'])}: "
                f"{_say(leg['agreement'])}, committed {_say(leg['committed'])}, "
                f"possible {_say(leg['possible'])}[/]"
            )


def _rivals(graph: Graph, screen: Console) -> None:
    _heading(screen, "Tied to rival model developers")
    for row in graph.ask("rival-ties"):
        screen.print(f"  [bold]{_say(row.organization)}[/]  {_say(row.developers)}")


def _say(value: Value) -> str:
    """Write a value for people; brackets in it are no markup."""
    from rich.markup import escape

    return escape(readable(value))


def _heading(screen: Console, text: str) -> None:
    screen.print(f"\n[bold cyan]{text}[/]")


def _quoted(graph: Graph, screen: Console, row: Row, words: str = "") -> None:
    """The quote that carries the phrase, or else the first."""
    found = graph.quotes(row)
    chosen = [quote for quote in found if words and words in quote.quote] or found
    for quote in chosen[:1]:
        screen.print(f"      [dim]¶{quote.paragraph} “{_say(quote.quote)}”[/]")


def _implied(graph: Graph) -> dict[str, list[str]]:
    implied: dict[str, list[str]] = {}
    for row in graph.ask("gaps"):
        if str(row["why"]).startswith("implied"):
            for claim in row.rests_on:
                implied.setdefault(claim, []).append(str(row["missing"]))
    return implied


def _money(row: Row) -> str:
    if row["upper"] is None:
        return "[yellow]undisclosed[/]"
    lower, upper = _say(row["lower"]), _say(row["upper"])
    bounds = lower if lower == upper else f"{lower} to {upper}"
    colour = "green" if lower == upper else "yellow"
    return f"[{colour}]{bounds} {row['currency']}[/]"


def _deal(graph: Graph, screen: Console, payer: str, payee: str) -> Callable[[Row], None]:
    implied = _implied(graph)

    def show(row: Row) -> None:
        missing = [name for claim in row.rests_on for name in implied.get(claim, [])]
        mark = f"  [magenta]implied: {_say(sorted(set(missing)))}[/]" if missing else ""
        phrase = f"“{_say(row['as_stated'])}”" if row["as_stated"] else "no figure"
        one, other = _say(row[payer] or "somebody"), _say(row[payee] or "not named")
        screen.print(
            f"  [bold]{one}[/] → [bold]{other}[/]  "
            f"{_money(row)}  {_say(row['stage'])}  {phrase}{mark}"
        )
        _quoted(graph, screen, row, str(row["as_stated"] or ""))

    return show


def _investments(graph: Graph, screen: Console) -> None:
    _heading(screen, "Who puts how much into whom")
    show = _deal(graph, screen, "investor", "investee")
    for row in graph.ask("investments"):
        show(row)


def _contracts(graph: Graph, screen: Console) -> None:
    _heading(screen, "Cloud contracts: who pays whom")
    show = _deal(graph, screen, "customer", "provider")
    for row in graph.ask("cloud-contracts"):
        show(row)


def _models(graph: Graph, screen: Console) -> None:
    _heading(screen, "Which models are offered where")
    for row in graph.ask("model-availability"):
        screen.print(
            f"  [bold]{_say(row['model'])}[/] of {_say(row['developer'])}, "
            f"on {_say(row['platform'])} by {_say(row['host'])}"
        )


def _collaborations(graph: Graph, screen: Console) -> None:
    _heading(screen, "Ties without money")
    for row in graph.ask("collaborations"):
        screen.print(f"  [bold]{_say(row['parties'])}[/]  {_say(row['subject'])}")


def _hedges(graph: Graph, screen: Console) -> None:
    _heading(screen, "What is hedged, and by which words")
    for row in graph.ask("hedges"):
        bounds = f"{_say(row['lower'])} to {_say(row['upper'])} {_say(row['unit'])}"
        screen.print(f"  [yellow]{_say(row['hedge'])}[/]  {bounds}  {_say(row['agreement'])}")


def _gaps(graph: Graph, screen: Console) -> None:
    _heading(screen, "What the sources leave out, or only imply")
    gaps: dict[str, tuple[list[str], str]] = {}
    for row in graph.ask("gaps"):
        missing, _ = gaps.setdefault(str(row["agreement"]), ([], str(row["why"])))
        left_out = str(row["why"]).startswith("the source")
        missing.append(f"{row['missing']}{'' if left_out else ' (implied)'}")
    for agreement, (missing, why) in gaps.items():
        remark = why.partition(": ")[2]
        screen.print(f"  [bold]{_say(agreement)}[/]: {_say(missing)}")
        if remark:
            screen.print(f"      [dim]{_say(remark)}[/]")


def _opinions(graph: Graph, screen: Console) -> None:
    _heading(screen, "What is opinion, and counts for nothing here")
    for row in graph.ask("opinions"):
        screen.print(f"  {_say(row['what'])}")
        screen.print(f"      [dim]“{_say(row['quote'])}”[/]")


_SECTIONS: Final = (
    _into,
    _round,
    _rivals,
    _investments,
    _contracts,
    _models,
    _collaborations,
    _hedges,
    _gaps,
    _opinions,
)

VERB = Verb("show", "tell the whole story: checked, reasoned over, with quotes", arguments, run)

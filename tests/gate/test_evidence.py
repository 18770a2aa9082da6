"""A quote supports its claim: in its place, with the figure, its measure, its hedge, the parties."""

from __future__ import annotations

import warnings
from pathlib import Path

import pytest

from aikg.gate.findings import Severity
from aikg.ground.packaged import source_files
from aikg.ground.reading import read
from gate.telling import beside, checked, claim, document, figure, of, rules, source

ROOT = Path(__file__).parents[2]
DEALS = sorted(path for path in (ROOT / "tests" / "fixtures" / "deals").iterdir() if path.is_dir())
TO_ANTHROPIC = "aikg:investor kg:microsoft ; aikg:investee kg:anthropic"


def test_all_claims_of_the_published_source_pass_with_its_text_at_hand() -> None:
    """The article is no part of the project: it is compared where it lies beside the checkout."""
    sources = ROOT.parent / "shared" / "sources"
    if not sources.is_dir():
        reason = "not tested: the article is not in ../shared/sources, beside the checkout"
        warnings.warn(reason, stacklevel=1)
        pytest.skip(reason)
    report = checked(*map(read, source_files()), texts=sources)
    assert report.findings == ()
    assert report.unread == 0


@pytest.mark.parametrize("folder", DEALS, ids=lambda path: path.name)
def test_all_claims_of_the_cases_pass_with_their_texts_at_hand(folder: Path) -> None:
    report = checked(
        *map(read, sorted(folder.glob("*.ttl"))),
        known=beside(*map(read, source_files())),
        texts=folder,
    )
    assert report.of(Severity.VIOLATION) == ()
    assert report.unread == 0


UP_TO = "Microsoft plans to invest up to $10 billion in Anthropic."
FIRM = "Microsoft plans to invest $10 billion in Anthropic."
BESIDE = "Microsoft invests $10 billion in Anthropic and lends it up to $5 billion."


@pytest.mark.parametrize("at_hand", [True, False])
@pytest.mark.parametrize(
    ("words", "text", "stated"),
    [
        ("up to", UP_TO, figure("$10 billion", "10e9")),
        ("as much as", UP_TO.replace("up to", "as much as"), figure("$10 billion", "10e9")),
        ("at least", UP_TO.replace("up to", "at least"), figure("$10 billion", "10e9")),
        ("more than", UP_TO.replace("up to", "more than"), figure("$10 billion", "10e9")),
        ("about", UP_TO.replace("up to", "about"), figure("$10 billion", "10e9")),
        ("up to", UP_TO.replace("$10", "an additional $10"), figure("$10 billion", "10e9")),
    ],
)
def test_a_firm_bound_for_a_hedged_figure_is_refused_with_the_word(
    told, words, text, stated, at_hand
) -> None:
    report = told(text, text[:-1].replace("Microsoft ", ""), stated, at_hand=at_hand,
                  mention=("Microsoft", "kg:microsoft"))  # fmt: skip
    [finding] = of(report, "HedgeDropped")
    assert finding.severity is Severity.VIOLATION
    assert f'"{words}"' in finding.problem
    assert finding.place is not None
    assert f'aikg:hedgeWords "{words}"' in finding.mend


@pytest.mark.parametrize("at_hand", [True, False])
@pytest.mark.parametrize(
    ("text", "stated"),
    [
        (UP_TO, figure("up to $10 billion", "0e0", "10e9", hedge="up-to", words="up to")),
        (
            UP_TO.replace("up to", "as much as"),
            figure("as much as $10 billion", "0e0", "10e9", hedge="up-to", words="as much as"),
        ),
        (
            UP_TO.replace("up to", "at least"),
            figure("at least $10 billion", "10e9", "INF", hedge="at-least", words="at least"),
        ),
        (
            UP_TO.replace("up to", "about"),
            figure("about $10 billion", "10e9", hedge="about", words="about"),
        ),
        (FIRM, figure("$10 billion", "10e9")),
        (BESIDE, figure("$10 billion", "10e9")),
        (
            UP_TO.replace("up to $10", "between $5 and $10"),
            figure("between $5 and $10 billion", "5e9", "10e9", hedge="between", words="between"),
        ),
        (
            UP_TO.replace("up to $10 billion", "tens of billions of dollars"),
            figure(
                "tens of billions", "10e9", "100e9", hedge="magnitude", words="tens of billions"
            ),
        ),
    ],
)
def test_bounds_that_the_words_leave_open_pass(told, text, stated, at_hand) -> None:
    quote = text[:-1].replace("Microsoft ", "")
    report = told(text, quote, stated, at_hand=at_hand, mention=("Microsoft", "kg:microsoft"))
    assert rules(report) == set()


def test_a_plan_never_opens_the_bounds(told) -> None:
    hedged = figure("$10 billion", "0e0", "10e9", hedge="intends", words="plans to")
    report = told(FIRM, "Microsoft plans to invest $10 billion in", hedged,
                  mention=("Anthropic", "kg:anthropic"))  # fmt: skip
    assert "HedgeUnfounded" in rules(report, Severity.VIOLATION)


@pytest.mark.parametrize(
    ("act", "words"),
    [
        ("plans to invest", "plans to"),
        ("is potentially investing", "potentially"),
        ("may invest", "may"),
        ("could potentially invest", "could potentially"),
    ],
)
def test_what_hedges_the_act_is_a_stage_whatever_kind_of_hedge_it_is_told_as(
    told, act, words
) -> None:
    text = FIRM.replace("plans to invest", act)
    quote, asked = text[:-1].replace("Microsoft ", ""), {"mention": ("Microsoft", "kg:microsoft")}
    assert rules(told(text, quote, figure("$10 billion", "10e9"), **asked)) == set()
    phrase = quote.removeprefix("is ").removesuffix(" in Anthropic")
    opened = figure(phrase, "0e0", "10e9", hedge="up-to", words=words)
    assert rules(told(text, quote, opened, **asked), Severity.VIOLATION) == {"HedgeUnfounded"}
    phrase = "potentially $10 billion"
    amount = text.replace("$10 billion", phrase)
    told_so = figure(phrase, "0e0", "10e9", hedge="up-to", words="potentially")
    assert rules(told(amount, amount[:-1].replace("Microsoft ", ""), told_so, **asked)) == set()


@pytest.mark.parametrize(
    ("words", "wrong", "right"),
    [
        ("up to", ("10e9", "INF", "at-least"), ("0e0", "10e9", "up-to")),
        ("as much as", ("10e9", "INF", "more-than"), ("0e0", "10e9", "up-to")),
        ("at least", ("0e0", "10e9", "up-to"), ("10e9", "INF", "at-least")),
        ("more than", ("0e0", "10e9", "less-than"), ("10e9", "INF", "more-than")),
    ],
)
def test_a_ceiling_told_as_a_floor_is_refused_and_a_floor_told_as_a_ceiling(
    told, words, wrong, right
) -> None:
    text = UP_TO.replace("up to", words)
    asked = {"mention": ("Microsoft", "kg:microsoft")}
    quote = text[:-1].replace("Microsoft ", "")
    for (lower, upper, hedge), found in ((wrong, {"HedgeDropped"}), (right, set())):
        stated = figure(f"{words} $10 billion", lower, upper, hedge=hedge, words=words)
        assert rules(told(text, quote, stated, **asked)) == found


def test_words_that_are_not_known_may_hedge_an_amount(told) -> None:
    text = FIRM.replace("$10 billion", "a notional $10 billion")
    opened = figure("a notional $10 billion", "0e0", "10e9", hedge="up-to", words="notional")
    report = told(text, text[:-1].replace("Microsoft ", ""), opened,
                  mention=("Microsoft", "kg:microsoft"))  # fmt: skip
    assert rules(report) == set()


def test_the_ceiling_of_a_figure_beside_is_no_ceiling_of_this_one(told) -> None:
    borrowed = figure("$10 billion", "0e0", "10e9", hedge="up-to", words="up to")
    report = told(BESIDE, "invests $10 billion in Anthropic and lends it up to $5 billion",
                  borrowed, mention=("Microsoft", "kg:microsoft"))  # fmt: skip
    assert rules(report, Severity.VIOLATION) == {"HedgeUnfounded"}


def test_a_quote_that_is_cut_behind_its_hedge_is_refused_with_the_text_at_hand(told) -> None:
    stated = figure("$10 billion", "0e0", "10e9", hedge="up-to", words="up to")
    quote = "$10 billion in Anthropic"
    report = told(UP_TO, quote, stated)
    assert rules(report, Severity.VIOLATION) == {"HedgeNotInQuote"}
    assert rules(told(UP_TO, quote, figure("$10 billion", "10e9"))) == {"HedgeDropped"}
    whole = "up to $10 billion in Anthropic"
    assert rules(told(UP_TO, whole, stated), Severity.VIOLATION) == set()


def test_bounds_that_fit_their_words_are_warned_of_where_no_hedge_is_told(told) -> None:
    quote = UP_TO[:-1].replace("Microsoft ", "")
    mention = ("Microsoft", "kg:microsoft")
    report = told(UP_TO, quote, figure("$10 billion", "0e0", "10e9"), mention=mention)
    assert rules(report, Severity.WARNING) == {"HedgeNotTold"}
    assert rules(report, Severity.VIOLATION) == set()
    # Any kind of hedge is one: that its kind fits the words is not compared.
    other = figure("$10 billion", "0e0", "10e9", hedge="intends", words="plans to")
    assert "HedgeNotTold" not in rules(told(UP_TO, quote, other, mention=mention))


@pytest.mark.parametrize(
    ("stated", "rule"),
    [
        (figure("$10 billion", "10e6"), "FigureNotInQuote"),
        (figure("$11 billion", "11e9"), "FigureNotInQuote"),
        (figure("$10 billion", "10e9", measure='aikg:currency "EUR"'), "MeasureNotInQuote"),
        (
            figure("$10 billion", "10e9", role="capacity", measure="aikg:unit unit:GigaW"),
            "MeasureNotInQuote",
        ),
    ],
)
def test_a_quote_that_lacks_the_figure_or_its_measure_is_refused(told, stated, rule) -> None:
    for at_hand in (True, False):
        report = told(FIRM, "plans to invest $10 billion in Anthropic", stated, at_hand=at_hand)
        assert rules(report, Severity.VIOLATION) == {rule}


RISES = "Microsoft will invest $4 billion in Anthropic, which may become $6 billion."
FIVE_TO_TEN = "Microsoft will invest $5 billion to $10 billion in Anthropic."


@pytest.mark.parametrize("at_hand", [True, False])
@pytest.mark.parametrize(
    ("text", "lower", "upper", "at"),
    [
        (FIRM, "8e9", "10e9", "lower"),
        (FIRM, "10e9", "12e9", "upper"),
        (FIRM, "8e9", "INF", "lower"),
        (FIRM, "0e0", "12e9", "upper"),
        (FIRM, "8e9", "12e9", "upper"),
        (FIVE_TO_TEN, "4e9", "10e9", "lower"),
        (FIVE_TO_TEN, "5e9", "11e9", "upper"),
        (FIVE_TO_TEN.replace("$5 billion to $10 billion", "tens of billions of dollars"),
         "1e9", "100e9", "lower"),
    ],
)  # fmt: skip
def test_the_bound_that_no_quote_carries_is_the_one_that_is_blamed(
    told, text, lower, upper, at, at_hand
) -> None:
    stated = figure("about $10 billion", lower, upper, hedge="between", words="about")
    quote = text[:-1].replace("Microsoft ", "")
    [finding] = of(told(text, quote, stated, at_hand=at_hand), "FigureNotInQuote")
    assert finding.path == f"https://w3id.org/aikg/ontology#{at}"
    bound = {"lower": lower, "upper": upper}[at]
    assert finding.found is not None
    assert float(finding.found) == float(bound)


def test_two_bounds_of_one_quote_pass_and_of_two_quotes_do_not(told) -> None:
    stated = figure("$4 billion", "4e9", "6e9", hedge="between", words="$4 billion")
    both = told(RISES, "invest $4 billion in Anthropic, which may become $6 billion", stated)
    assert of(both, "FigureNotInQuote") == []
    parts = (
        source("wire", RISES, "invest $4 billion in Anthropic"),
        source("wire", RISES, "which may become $6 billion").replace("/evidence", "/second"),
        claim("deal", TO_ANTHROPIC, stated),
        "claim:wire\\/deal.figure-0 aikg:hasEvidence claim:wire\\/second .",
    )
    [finding] = of(checked(document(*parts)), "FigureNotInQuote")
    assert "No one quote" in finding.problem


POWER = "Anthropic buys 6 gigawatts of chips from NVIDIA for $3 billion."
FROM_NVIDIA = {
    "roles": "aikg:customer kg:anthropic ; aikg:provider kg:nvidia",
    "kind": "ChipSupply",
}


@pytest.mark.parametrize("amount", ["6e9", "6e0"])
def test_gigawatts_typed_as_dollars_are_refused_where_the_quote_shows_it(told, amount) -> None:
    quote = "buys 6 gigawatts of chips from NVIDIA for $3 billion"
    report = told(POWER, quote, figure("6", amount, role="price"), **FROM_NVIDIA)
    [finding] = of(report, "MeasureNotInQuote")
    assert '"6 gigawatts"' in finding.problem
    both = (
        figure("6 gigawatts", "6e0", role="capacity", measure="aikg:unit unit:GigaW"),
        figure("$3 billion", "3e9", role="price"),
    )
    assert rules(told(POWER, quote, *both, **FROM_NVIDIA), Severity.VIOLATION) == set()


def test_power_may_be_told_in_another_unit_of_power(told) -> None:
    stated = figure("6 gigawatts", "6000e0", role="capacity", measure="aikg:unit unit:MegaW")
    report = told(POWER, "buys 6 gigawatts of chips from NVIDIA", stated, **FROM_NVIDIA)
    assert rules(report, Severity.VIOLATION) == set()


@pytest.mark.parametrize("things", ["shares of Anthropic", "new shares", "H100 chips", "GPUs"])
def test_a_count_of_things_is_no_sum_beside_one(told, things) -> None:
    quote = f"Microsoft bought 214.7 million {things} for $5 billion from Anthropic"
    text = f"{quote} in May."
    wrong = told(text, quote, figure("214.7 million", "214.7e6"))
    assert rules(wrong, Severity.VIOLATION) == {"MeasureNotInQuote"}
    assert rules(told(text, quote, figure("$5 billion", "5e9")), Severity.VIOLATION) == set()


def test_a_range_of_dollars_of_shares_is_a_sum(told) -> None:
    quote = "Microsoft puts 4 billion to 5 billion dollars of shares into Anthropic"
    stated = figure("4 billion to 5 billion dollars", "4e9", "5e9")
    assert rules(told(f"{quote} in May.", quote, stated), Severity.VIOLATION) == set()


def test_a_quote_that_is_not_in_the_source_is_refused(told) -> None:
    report = told(FIRM, "puts $10 billion into Anthropic", figure("$10 billion", "10e9"))
    assert "QuoteNotInSource" in rules(report, Severity.VIOLATION)


def test_a_mention_that_is_not_in_its_paragraph_is_refused(told) -> None:
    quote, stated = "plans to invest $10 billion in Anthropic", figure("$10 billion", "10e9")
    report = told(FIRM, quote, stated, mention=("The giant", "kg:microsoft"))
    assert "MentionNotInSource" in rules(report, Severity.VIOLATION)


def test_another_text_than_the_one_that_was_quoted_is_refused(told, tmp_path) -> None:
    stated = figure("$10 billion", "10e9")
    parts = (
        source("wire", FIRM, "plans to invest $10 billion in Anthropic"),
        claim("deal", TO_ANTHROPIC, stated),
    )
    (tmp_path / "wire.txt").write_text(FIRM + " It is said.", encoding="utf-8")
    report = checked(document(*parts), texts=tmp_path)
    assert rules(report, Severity.VIOLATION) == {"TextDiffers"}


def test_without_the_text_the_report_says_that_quotes_were_not_looked_for(told, tmp_path) -> None:
    quote, stated = "plans to invest $10 billion in Anthropic", figure("$10 billion", "10e9")
    report = told(FIRM, quote, stated, at_hand=False)
    assert (rules(report), report.unread) == (set(), 1)
    assert "1 quote was not looked for in the sources" in report.summary
    parts = source("wire", FIRM, quote), claim("deal", TO_ANTHROPIC, stated)
    (tmp_path / "wire.txt").unlink()
    without = checked(document(*parts), texts=tmp_path)
    assert rules(without) == {"NoText"}
    assert without.conforms
    assert without.unread == 1


def test_without_the_text_digests_are_compared_with_those_that_are_known() -> None:
    quote, stated = "plans to invest $10 billion in Anthropic", figure("$10 billion", "10e9")
    parts = source("wire", FIRM, quote), claim("deal", TO_ANTHROPIC, stated)
    known = beside(document(*parts))
    # Whatever else is known of a source, another file of it is told that it is one.
    assert rules(checked(document(*parts), known=known)) == {"ToldElsewhere"}
    altered = source("wire", FIRM + " It is said.", quote)
    report = checked(document(altered), known=known)
    assert "TextDiffers" in rules(report, Severity.VIOLATION)
    moved = source("wire", "So Microsoft " + FIRM[10:], quote).replace(
        "/evidence", "/other-evidence"
    )
    report = checked(document(moved), known=known)
    assert "DigestsDiffer" in rules(report, Severity.VIOLATION)


def test_no_votes_are_a_figure_of_zero_and_of_nothing_else(told) -> None:
    text = "Microsoft buys 49 percent of Anthropic, in shares without a vote, for $5 billion."
    quote = "49 percent of Anthropic, in shares without a vote"
    votes = {"role": "votes", "measure": "aikg:unit unit:PERCENT"}
    roles = {"roles": "aikg:investor kg:microsoft ; aikg:investee kg:anthropic ; "
             "aikg:notStated aikg:figure-principal ; aikg:inferred aikg:investor"}  # fmt: skip
    assert rules(told(text, quote, figure("without a vote", "0e0", **votes), **roles)) == set()
    refused = told(text, quote, figure("without a vote", "7e0", **votes), **roles)
    assert rules(refused) == {"FigureNotInQuote"}


@pytest.mark.parametrize("cut", [0, 1])
def test_a_whole_sentence_is_refused_without_its_full_stop_too(told, cut) -> None:
    quote = FIRM[: len(FIRM) - cut]
    [finding] = of(told(FIRM, quote, figure("$10 billion", "10e9")), "QuoteInPlace")
    assert "a whole sentence" in finding.problem


def test_a_whole_sentence_is_found_by_its_digest_without_the_text() -> None:
    whole = source("wire", FIRM, FIRM[:-1])
    assert "QuoteInPlace" not in rules(checked(document(whole, claim("deal", TO_ANTHROPIC))))
    whole = source("wire", FIRM, FIRM)
    assert "QuoteInPlace" in rules(checked(document(whole, claim("deal", TO_ANTHROPIC))))

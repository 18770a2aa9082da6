"""A stage binds only where its words tell more than a plan, talks or a letter of intent."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aikg.gate.evidence.letters import of_letter, without_letters
from aikg.gate.findings import Severity
from gate.claims import INVESTS
from gate.telling import checked, claim, document, figure, of, source

TEN = figure("$10 billion", "10e9")
PLANNED = [
    ("Microsoft plans to invest $10 billion in Anthropic", "plans to invest"),
    ("Microsoft plans to invest $10 billion in Anthropic", "invest"),
    ("Microsoft is planning to also invest $10 billion in Anthropic", "invest"),
    ("Microsoft intends to invest $10 billion in Anthropic", "invest"),
    ("Microsoft is in talks to invest $10 billion in Anthropic", "in talks"),
    ("Microsoft is in talks to invest $10 billion in Anthropic", "is in talks"),
    ("Microsoft is in early talks to invest $10 billion in Anthropic", "invest"),
    ("Microsoft is considering investing $10 billion in Anthropic", "investing"),
    ("Microsoft is expected to invest $10 billion in Anthropic", "invest"),
    ("Microsoft expects to put $10 billion into Anthropic", "expects to put"),
    ("Microsoft offered to invest $10 billion in Anthropic", "offered to invest"),
    ("Microsoft is close to investing $10 billion in Anthropic", "is close to investing"),
    ("Microsoft is nearing a deal with Anthropic over $10 billion", "is nearing a deal"),
    ("Microsoft could put $10 billion into Anthropic", "put"),
    ("Microsoft may invest $10 billion in Anthropic", "may invest"),
    ("Microsoft is seeking to put $10 billion into Anthropic", "is seeking"),
    ("Microsoft is raising $10 billion for Anthropic", "is raising"),
    ("Microsoft is slated to put $10 billion into Anthropic", "is slated to put"),
    ("Microsoft mulls a $10 billion deal with Anthropic", "mulls"),
    ("Microsoft plans a $10 billion deal with Anthropic", "plans"),
    ("Microsoft is set to invest $10 billion in Anthropic", "invest"),
    ("Microsoft considers investing $10 billion in Anthropic", "considers investing"),
    ("Microsoft proposed a $10 billion deal to Anthropic", "proposed"),
    (
        "Microsoft entered exclusive talks with Anthropic over $10 billion",
        "entered exclusive talks",
    ),
]
DONE = [
    ("Microsoft closed the $10 billion deal with Anthropic it had planned", "closed"),
    ("After talks, Microsoft signed a $10 billion deal with Anthropic", "signed"),
    ("Microsoft, in talks with Anthropic, signed for $10 billion", "signed"),
    ("Microsoft agreed in talks to invest $10 billion in Anthropic", "invest"),
    ("Microsoft will invest $10 billion in Anthropic", "will invest"),
    ("Microsoft said it would invest $10 billion in Anthropic", "would invest"),
    ("After raising $10 billion for Anthropic Microsoft smiled", "raising"),
    ("The plans are dead, and Microsoft quit the $10 billion", "plans are dead"),
    ("Under the deal Microsoft would invest $10 billion", "would invest"),
    ("Under its $10 billion cloud contract Microsoft would invest", "would invest"),
    ("Microsoft invests $10 billion in the plans of Anthropic", "invests"),
    ("Microsoft has put $10 billion into Anthropic, which plans to hire", "has put"),
    ("Microsoft puts $10 billion into Anthropic, as it planned to put", "put"),
    ("Microsoft in May puts $10 billion into Anthropic", "puts"),
    ("Microsoft puts close to $10 billion into Anthropic", "puts"),
    ("Microsoft pays $10 billion as expected to Anthropic", "pays"),
]
LETTER = "Microsoft signed a letter of intent to invest $10 billion in Anthropic"
LETTERS = [
    *(
        (LETTER, phrase)
        for phrase in ("signed", "signed a letter of intent", "invest", "to invest")
    ),
    ("Microsoft has signed a non-binding letter of intent to invest $10 billion", "has signed"),
    ("Microsoft signed, on Monday, a memorandum of understanding on $10 billion", "signed"),
    ("Microsoft signed an MoU, under which it would invest $10 billion", "would invest"),
    ("Microsoft agreed on a non-binding term sheet for $10 billion", "agreed"),
    ("Microsoft and Anthropic agreed heads of terms for $10 billion", "agreed heads of terms"),
    ("Microsoft agreed in a letter of intent to invest $10 billion", "invest"),
    ("Microsoft agreed to sign a letter of intent to invest $10 billion", "agreed"),
    ("Microsoft committed under a letter of intent to invest $10 billion", "committed"),
    ("A letter of intent to invest $10 billion was signed by Microsoft", "signed"),
    ("A letter of intent, signed on Monday, tells of $10 billion", "signed"),
    ("Microsoft set out $10 billion in a letter of intent it signed in May", "signed"),
    ("Microsoft reached a non-binding preliminary agreement for $10 billion", "reached"),
    ("Microsoft announced a letter of intent for $10 billion", "announced a letter"),
    ("Microsoft reached a preliminary agreement for $10 billion", "reached"),
    ("Microsoft signed an agreement in principle for $10 billion", "signed"),
    ("Microsoft agreed in principle to invest $10 billion", "agreed in principle"),
    ("Microsoft signed a preliminary memorandum of terms for $10 billion", "signed"),
]
BEYOND = [
    ("Microsoft signed a definitive agreement for $10 billion after a letter of intent", "signed"),
    ("Following a letter of intent signed in May, Microsoft signed for $10 billion", "signed"),
    ("Microsoft, which had signed a letter of intent, invests $10 billion", "invests"),
    ("Microsoft signed a letter of intent and has closed the $10 billion deal", "has closed"),
    ("After signing a letter of intent, Microsoft has put in $10 billion", "has put in"),
    ("Microsoft signed a letter of intent for chips and has put in $10 billion", "has put in"),
    ("Microsoft turned its letter of intent into a contract of $10 billion", "turned its letter"),
    ("The letter of intent signed in May became a contract of $10 billion", "became a contract"),
    ("Microsoft signed a $10 billion contract that replaces a letter of intent", "signed"),
    ("Microsoft paid $10 billion under a letter of intent", "paid"),
    ("Years after a letter of intent, Microsoft began to invest $10 billion", "began to invest"),
    ("Years after a letter of intent, Microsoft began to invest $10 billion", "invest"),
    ("After a letter of intent, it signed the $10 billion contract", "signed the"),
    ("After a letter of intent it signed the $10 billion contract", "signed the"),
    ("After a letter of intent with Anthropic the $10 billion deal was signed", "was signed"),
    ("Microsoft signed a legally binding letter of intent for $10 billion", "signed"),
    ("Microsoft signed a letter of intent and a $10 billion contract", "signed"),
]


def told(quote: str, phrase: str, stage: str = "closed", more: str = "", kind: str = "Investment"):
    """A claim whose stage rests on a quote, in words of it."""
    deal = claim("deal", INVESTS, TEN, stage=stage, kind=kind)
    parts = source("wire", f"{quote}, it says.", quote), deal
    own = f'aikg:asStated "{phrase}"{more}'
    return document(parts[0], parts[1].replace('aikg:asStated "will"', own))


@pytest.mark.parametrize("stage", ["closed", "signed", "committed"])
@pytest.mark.parametrize(("quote", "phrase"), PLANNED)
def test_a_plan_that_is_told_as_done_is_a_warning(quote, phrase, stage) -> None:
    report = checked(told(quote, phrase, stage))
    [found] = of(report, "StageOnlyPlanned")
    assert found.severity is Severity.WARNING
    assert found.path.endswith("#stage")
    assert phrase in found.problem


@pytest.mark.parametrize("stage", ["planned", "in-talks", "announced"])
@pytest.mark.parametrize(("quote", "phrase"), PLANNED)
def test_the_same_words_pass_under_a_stage_that_binds_nothing(quote, phrase, stage) -> None:
    assert of(checked(told(quote, phrase, stage)), "StageOnlyPlanned") == []


@pytest.mark.parametrize(("quote", "phrase"), DONE)
def test_what_is_done_passes_beside_words_of_a_plan(quote, phrase) -> None:
    assert of(checked(told(quote, phrase)), "StageOnlyPlanned") == []


def test_an_end_that_is_only_planned_is_a_warning() -> None:
    words = "Microsoft may cancel the $10 billion deal with Anthropic", "may cancel"
    [found] = of(checked(told(*words, "cancelled")), "StageOnlyPlanned")
    assert found.problem.endswith("ends it.")
    done = "Microsoft cancelled the deal with Anthropic it was set to close", "cancelled"
    assert of(checked(told(*done, "cancelled")), "StageOnlyPlanned") == []


@pytest.mark.parametrize(
    ("quote", "phrase"),
    [
        ("Microsoft did not invest $10 billion in Anthropic", "did not invest"),
        ("Microsoft didn't invest $10 billion in Anthropic", "invest"),
        ("Microsoft has not yet paid $10 billion to Anthropic", "paid"),
        ("Microsoft has yet to invest $10 billion in Anthropic", "invest"),
        ("Microsoft declined to invest $10 billion in Anthropic", "declined to invest"),
        ("Microsoft turned down a $10 billion stake in Anthropic", "turned down"),
        ("Microsoft has walked away from the $10 billion deal", "has walked away"),
    ],
)
def test_what_the_words_deny_is_refused_as_paid_and_a_warning_as_agreed(quote, phrase) -> None:
    paid, agreed = (
        of(checked(told(quote, phrase, s)), "StageDenied") for s in ("closed", "signed")
    )
    assert [each.severity for each in paid + agreed] == [Severity.VIOLATION, Severity.WARNING]
    assert phrase in paid[0].problem


@pytest.mark.parametrize(
    ("quote", "phrase"),
    [
        ("Microsoft has not only paid $10 billion to Anthropic", "paid"),
        ("Microsoft, which did not disclose terms, paid $10 billion", "paid"),
        ("Microsoft did not say when, and paid $10 billion to Anthropic", "paid"),
        ("Anthropic did not borrow, and Microsoft invested $10 billion", "invested"),
        ("Microsoft never stopped: it invested $10 billion in Anthropic", "invested"),
    ],
)
def test_a_denial_of_something_else_denies_no_stage(quote, phrase) -> None:
    assert of(checked(told(quote, phrase)), "StageDenied") == []


@pytest.mark.parametrize(
    ("phrase", "count"), [("invested", 1), ("has invested", 1), ("cancelled", 0), ("is over", 0)]
)
def test_what_is_done_told_as_ended_is_a_warning(phrase, count) -> None:
    quote = f"Microsoft {phrase} $10 billion in Anthropic"
    assert len(of(checked(told(quote, phrase, "cancelled")), "EndUntold")) == count
    ended = f"Microsoft {phrase} $10 billion in Anthropic and pulled out"
    assert of(checked(told(ended, phrase, "cancelled")), "EndUntold") == []


def test_who_has_signed_an_option_may_buy_and_has_signed_it_all_the_same() -> None:
    words = "Microsoft may invest $10 billion in Anthropic", "may invest", "signed"
    assert len(of(checked(told(*words)), "StageOnlyPlanned")) == 1
    assert of(checked(told(*words, kind="Option")), "StageOnlyPlanned") == []


def test_where_the_hedge_is_told_the_shape_warns_alone() -> None:
    hedged = ' ; aikg:hedge aikg:hedge-intends ; aikg:hedgeWords "plans to"'
    report = checked(told(*PLANNED[0], more=hedged))
    assert of(report, "StageOnlyPlanned") == []
    assert len(of(report, "StageFirm")) == 1


def test_the_words_may_stand_before_the_quote_where_the_text_is_at_hand(tmp_path: Path) -> None:
    text = "Microsoft plans to invest $10 billion in Anthropic, it says."
    (tmp_path / "wire.txt").write_text(text, encoding="utf-8")
    quote = "invest $10 billion in Anthropic"
    parts = source("wire", text, quote), claim("deal", INVESTS, TEN, stage="closed")
    cut = document(parts[0], parts[1].replace('aikg:asStated "will"', 'aikg:asStated "invest"'))
    assert len(of(checked(cut, texts=tmp_path), "StageOnlyPlanned")) == 1
    assert of(checked(cut), "StageOnlyPlanned") == []


@pytest.mark.parametrize("stage", ["closed", "signed", "committed"])
@pytest.mark.parametrize(("quote", "phrase"), LETTERS)
def test_a_letter_of_intent_that_is_told_as_binding_is_a_warning(quote, phrase, stage) -> None:
    report = checked(told(quote, phrase, stage))
    [found] = of(report, "StageOnlyPlanned")
    assert found.severity is Severity.WARNING
    assert phrase in found.problem
    assert "letter that does not bind" in found.problem
    assert found.expected == "aikg:stage-letter-of-intent"


@pytest.mark.parametrize(("quote", "phrase"), LETTERS)
def test_a_letter_of_intent_told_as_one_passes(quote, phrase) -> None:
    assert of(checked(told(quote, phrase, "letter-of-intent")), "StageOnlyPlanned") == []


@pytest.mark.parametrize("stage", ["closed", "signed", "committed"])
@pytest.mark.parametrize(("quote", "phrase"), BEYOND)
def test_what_binds_passes_beside_a_letter_of_intent(quote, phrase, stage) -> None:
    assert of(checked(told(quote, phrase, stage)), "StageOnlyPlanned") == []


@given(
    st.sampled_from(["signed", "has agreed", "concluded", "entered into", "struck", "reached"]),
    st.sampled_from(["a", "the", "a non-binding", "its second, three-page", "with the lab a"]),
    st.sampled_from(
        ["letter of intent", "memorandum of understanding", "MoU", "LOI", "non-binding term sheet"]
    ),
    st.sampled_from(["", " on Monday", " to invest $1 billion", " with Anthropic for chips"]),
)
def test_what_is_done_to_a_letter_is_of_the_letter_and_to_a_contract_of_none(
    does, which, letter, behind
) -> None:
    clause = f"Microsoft {does} {which} {letter}{behind}"
    assert does.split()[-1] not in without_letters(clause)
    assert of_letter(clause, clause.index(does), clause.index(does) + len(does))
    contract = f"Microsoft {does} {which} contract{behind} after a {letter}"
    assert does in without_letters(contract)
    assert not of_letter(contract, contract.index(does), contract.index(does) + len(does))

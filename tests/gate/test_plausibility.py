"""What is probably wrong is warned of, and what another source tells otherwise is shown."""

from __future__ import annotations

import pytest

from gate.claims import INVESTS, PUBLISHED, TEN, TOLD, WARNED, offer, one
from gate.telling import beside, checked, claim, document, figure, of, packaged, source


@pytest.mark.parametrize(
    ("amount", "said", "told"),
    [("11e9", "11", 1), ("10e9", "10", 0), ("10.3e9", "10.3", 0)],
    ids=["another", "the same", "the same at the last written digit"],
)
def test_what_another_source_tells_otherwise_is_shown_and_kept(amount, said, told) -> None:
    text = f"Microsoft will invest ${said} billion in Anthropic."
    other = one(INVESTS, figure(f"${said} billion", amount), text=text, quote=text[10:-1],
                name="other")  # fmt: skip
    report = checked(other, known=beside(one(INVESTS, TEN)))
    found = of(report, "OtherReading")
    assert [each.severity for each in found] == [TOLD] * told
    assert report.conforms


def published_on(source: str, day: str) -> str:
    return (
        f"src:{source} aikg:publicationDate claim:{source}\\/published . "
        f'claim:{source}\\/published a aikg:StatedDate ; aikg:asStated "then" ;'
        f' aikg:earliest "{day}T00:00:00Z"^^xsd:dateTime ;'
        f' aikg:latest "{day}T23:59:59Z"^^xsd:dateTime .'
    )


@pytest.mark.parametrize(
    ("day", "stands"),
    [
        ("2025-06-02", "what this source tells takes the place of that"),
        ("2025-05-30", "what that source tells takes the place of this"),
        ("2025-06-01", "Both are kept"),
    ],
)
def test_of_one_publisher_it_is_said_whose_later_word_stands(day, stands) -> None:
    text = "Microsoft will invest $11 billion in Anthropic."
    new = one(INVESTS, figure("$11 billion", "11e9"), text=text, quote=text[10:-1], name="other",
              more=published_on("other", day))  # fmt: skip
    old = one(INVESTS, TEN, more=published_on("wire", "2025-06-01"))
    [found] = of(checked(new, known=beside(old)), "OtherReading")
    assert stands in found.mend


OTHERS = {
    "payers": ("aikg:investor kg:openai ; aikg:investee kg:anthropic", "investor", "kg:openai"),
    "one of two payers": ("aikg:investor kg:microsoft , kg:openai ; aikg:investee kg:anthropic",
                          "investor", "kg:openai"),
    "payees": ("aikg:investor kg:microsoft ; aikg:investee kg:openai", "investee", "kg:openai"),
}  # fmt: skip


@pytest.mark.parametrize("told", OTHERS)
def test_the_party_that_another_source_tells_otherwise_is_the_one_that_is_shown(told) -> None:
    roles, role, party = OTHERS[told]
    known = "aikg:investor kg:microsoft , kg:nvidia ; aikg:investee kg:anthropic"
    other = one(roles, TEN, name="other", publisher="kg:other-press")
    report = checked(other, known=beside(one(known, TEN)))
    [found] = of(report, "OtherReading")
    assert (found.path, found.found) == (f"https://w3id.org/aikg/ontology#{role}", party)
    assert found.mend.startswith("Both are kept, as readings of one dispute. Look")
    twin = checked(one(INVESTS, TEN, name="other"), known=beside(one(known, TEN)))
    assert of(twin, "OtherReading") == []


@pytest.mark.parametrize(
    ("lower", "upper", "at"), [("8e9", "12e9", "lower"), ("6e9", "14e9", "upper")]
)
def test_the_bound_that_another_source_tells_otherwise_is_the_one_that_is_shown(
    lower, upper, at
) -> None:
    words = {"hedge": "between", "words": "billion"}
    known = one(INVESTS, figure("6 to 12 billion", "6e9", "12e9", **words))
    new = one(INVESTS, figure("some billion", lower, upper, **words), name="other")
    [found] = of(checked(new, known=beside(known)), "OtherReading")
    assert found.path == f"https://w3id.org/aikg/ontology#{at}"


CAPPED = (
    "claim:wire\\/deal aikg:hasRight claim:wire\\/cap . claim:wire\\/cap a aikg:Right ;"
    " aikg:rightKind aikg:right-{kind} ; aikg:rightHolder {holder} ; aikg:rightGrantor {grantor} ;"
    ' aikg:rightOver kg:anthropic ; aikg:asStated "will" ; aikg:hasEvidence claim:wire\\/evidence .'
)


@pytest.mark.parametrize(
    ("kind", "holder", "grantor", "warned"),
    [
        ("stake-cap", "kg:anthropic", "kg:microsoft", 1),
        ("stake-cap", "kg:microsoft", "kg:anthropic", 0),
        ("veto", "kg:anthropic", "kg:microsoft", 0),
    ],
)
def test_a_cap_on_the_stake_of_the_issuer_itself_is_a_warning(
    kind, holder, grantor, warned
) -> None:
    cap = CAPPED.format(kind=kind, holder=holder, grantor=grantor)
    report = checked(one(INVESTS, TEN, more=cap))
    found = of(report, "CapOnIssuer")
    assert [each.severity for each in found] == [WARNED] * warned
    assert all("rightHolder" in each.mend for each in found)
    assert report.conforms


VALUED = "Microsoft will invest {} in Anthropic, for 10 percent at a valuation of $20 billion."
STAKE = figure("10 percent", "10e0", role="stake", measure="aikg:unit unit:PERCENT")
VALUE = figure("$20 billion", "20e9", role="valuation-post-money")


@pytest.mark.parametrize(
    ("words", "amount", "slips"),
    [("$2 million", "2e6", 1), ("$2 billion", "2e9", 0), ("$1.5 billion", "1.5e9", 0)],
)
def test_an_amount_of_another_magnitude_than_stake_and_valuation_is_a_warning(
    words, amount, slips
) -> None:
    text = VALUED.format(words)
    quote = text[text.index(words) : -1]
    told = one(INVESTS, figure(words, amount), STAKE, VALUE, text=text, quote=quote)
    found = of(checked(told), "MagnitudeSlip")
    assert [each.severity for each in found] == [WARNED] * slips
    assert all("2 billion USD" in each.expected for each in found)


@pytest.mark.parametrize(("day", "early"), [("2020-01-31", 1), ("2022-01-31", 0), ("", 0)])
def test_a_deal_that_is_dated_before_a_party_was_founded_is_a_warning(day, early) -> None:
    founded = document(
        "kg:anthropic aikg:foundedOn kg:anthropic-founding .",
        'kg:anthropic-founding a aikg:StatedDate ; aikg:asStated "2021" ;'
        ' aikg:earliest "2021-01-01T00:00:00Z"^^xsd:dateTime ;'
        ' aikg:latest "2021-12-31T23:59:59Z"^^xsd:dateTime .',
        name="founded.ttl",
    )
    found = of(checked(one(INVESTS, TEN, day=day), known=beside(founded)), "BeforeFounding")
    assert [each.severity for each in found] == [WARNED] * early
    assert all("kg:anthropic" in each.problem for each in found)


PUBLISHED_ON = (
    "src:wire aikg:publicationDate claim:wire\\/published . "
    'claim:wire\\/published a aikg:StatedDate ; aikg:asStated "then" ;'
    ' aikg:earliest "2025-06-01T00:00:00Z"^^xsd:dateTime ;'
    ' aikg:latest "2025-06-30T23:59:59Z"^^xsd:dateTime .'
)


@pytest.mark.parametrize(
    ("stage", "day", "ahead"),
    [
        ("closed", "2025-07-01", 1),
        ("signed", "2025-07-01", 1),
        ("closed", "2025-06-30", 0),
        ("planned", "2025-07-01", 0),
        ("cancelled", "2025-07-01", 0),
    ],
)
def test_what_binds_or_pays_on_a_day_after_its_source_came_out_is_a_warning(
    stage, day, ahead
) -> None:
    told = one(INVESTS, TEN, stage=stage, day=day, more=PUBLISHED_ON)
    found = of(checked(told), "AfterPublication")
    assert [each.severity for each in found] == [WARNED] * ahead
    assert all("aikg:expectedOn" in each.mend for each in found)


@pytest.mark.parametrize(
    ("speaker", "said_by", "warned"),
    [
        ("party", "kg:openai", 1),
        ("party", "kg:innovation-village", 0),  # which publishes it
        ("party", "kg:anthropic", 0),
        ("party", "kg:microsoft-unit", 0),
        ("press", "kg:openai", 0),
    ],
)
def test_the_words_of_a_party_that_is_none_are_a_warning(speaker, said_by, warned) -> None:
    told = document(
        source("wire", "Microsoft will invest $10 billion in Anthropic.", "will invest"),
        claim("deal", INVESTS, TEN).replace("speaker-press", f"speaker-{speaker}"),
        f"claim:wire\\/deal aikg:saidBy {said_by} . kg:microsoft-unit aikg:unitOf kg:microsoft .",
    )
    found = of(checked(told), "SpeakerNoParty")
    assert [each.severity for each in found] == [WARNED] * warned
    assert all(each.found == said_by for each in found)


def test_an_offer_of_models_without_a_known_agreement_is_a_warning() -> None:
    [finding] = of(checked(offer("kg:nvidia")), "OfferWithoutBasis")
    assert finding.severity is WARNED
    assert finding.found == "kg:nvidia"
    tied = one("aikg:investor kg:nvidia ; aikg:investee kg:anthropic", name="tie")
    for twin in (
        checked(offer("kg:nvidia"), known=beside(tied)),
        checked(offer("kg:nvidia"), tied),
        checked(offer("kg:anthropic")),
        checked(offer("kg:aws"), known=beside(*PUBLISHED)),
    ):
        assert of(twin, "OfferWithoutBasis") == []


def test_the_published_graph_passes_its_own_checks() -> None:
    report = checked(*PUBLISHED, known=packaged())
    assert report.findings == ()

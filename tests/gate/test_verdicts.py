"""The verdicts on facts that must not get in as they stand, each beside a twin that must."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aikg.gate.change import CHECKS
from aikg.gate.check import check
from aikg.gate.checks.names import alike
from aikg.gate.findings import Finding, Severity
from aikg.gate.lookups import InStore
from aikg.ground.packaged import source_files
from aikg.ground.reading import Document, read
from aikg.ground.terms import DERIVED_GRAPH, ONTOLOGY_GRAPH, REGISTER_GRAPH
from aikg.store import EmbeddedStore
from gate.telling import beside, checked, claim, document, figure, of, packaged, rules, source

REFUSED, WARNED, TOLD = Severity.VIOLATION, Severity.WARNING, Severity.INFO
PUBLISHED = [read(file) for file in source_files()]


def one(
    roles: str = "aikg:investor kg:microsoft ; aikg:investee kg:anthropic",
    *figures: str,
    text: str = "Microsoft will invest $10 billion in Anthropic.",
    quote: str = "will invest $10 billion in Anthropic",
    name: str = "wire",
    more: str = "",
    **told: str,
) -> Document:
    """A document of one source with one claim."""
    parts = source(name, text, quote), claim("deal", roles, *figures, source=name, **told)
    return document(*parts, more, name=f"{name}.ttl")


TEN = figure("$10 billion", "10e9")
BUYS = "aikg:customer kg:anthropic ; aikg:provider kg:microsoft"

# What is told, the rule that must find it, and the twin that must pass.
BY_SHAPES = {
    "an organization invests in itself": (
        one("aikg:investor kg:microsoft ; aikg:investee kg:microsoft", TEN),
        "InvestsInItself",
        one("aikg:investor kg:microsoft ; aikg:investee kg:microsoft", TEN, kind="BuyBack"),
    ),
    "a negative amount": (
        one(figures_ := "aikg:investor kg:microsoft ; aikg:investee kg:anthropic",
            figure("$10 billion", "-10e9", "10e9")),
        "FigureNotNegative",
        one(figures_, TEN),
    ),
    "an amount of zero": (
        one(BUYS, figure("$10 billion", "0e0", role="price"), kind="CloudContract"),
        "AmountPositive",
        one(BUYS, kind="CloudContract", more="claim:wire\\/deal aikg:notStated aikg:figure-price ."),
    ),
    "an amount without a currency": (
        one(figures_, figure("$10 billion", "10e9", measure="aikg:gapNote 'none'")),
        "AmountCurrency",
        one(figures_, TEN),
    ),
    "a lower bound above the upper one": (
        one(figures_, figure("$10 billion", "10e9", "5e9")),
        "FigureBounds",
        one(figures_, TEN),
    ),
    "a purchase from nobody": (
        one("aikg:customer kg:anthropic", figure("$10 billion", "10e9", role="price"),
            kind="CloudContract"),
        "SupplyRoles",
        one("aikg:customer kg:anthropic ; aikg:notStated aikg:provider",
            figure("$10 billion", "10e9", role="price"), kind="CloudContract"),
    ),
    "a stake of 127 percent": (
        one(figures_, figure("127 percent", "127e0", role="stake", measure="aikg:unit unit:PERCENT"),
            text="Microsoft will hold 127 percent of Anthropic.", quote="hold 127 percent of"),
        "ShareRange",
        one(figures_, figure("27 percent", "27e0", role="stake", measure="aikg:unit unit:PERCENT"),
            text="Microsoft will hold 27 percent of Anthropic.", quote="hold 27 percent of"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", BY_SHAPES)
def test_what_a_shape_refuses_has_a_twin_that_passes(case) -> None:
    refused, rule, twin = BY_SHAPES[case]
    assert rule in rules(checked(refused), REFUSED)
    assert rules(checked(twin), REFUSED) == set()


def dated(first: str, last: str) -> str:
    at = "claim:wire\\/term"
    return "\n".join(
        [
            f"claim:wire\\/deal aikg:validFrom {at}.from ; aikg:validUntil {at}.until .",
            *(
                f'{at}.{which} a aikg:StatedDate ; aikg:asStated "will" ;'
                f' aikg:earliest "{day}T00:00:00Z"^^xsd:dateTime ;'
                f' aikg:latest "{day}T23:59:59Z"^^xsd:dateTime ;'
                " aikg:hasEvidence claim:wire\\/evidence ."
                for which, day in (("from", first), ("until", last))
            ),
        ]
    )


def test_an_end_before_its_start_is_refused() -> None:
    backwards = one(figures_, TEN, more=dated("2027-01-01", "2026-01-01"))
    assert len(rules(checked(backwards), REFUSED)) == 1
    onwards = one(figures_, TEN, more=dated("2026-01-01", "2027-01-01"))
    assert rules(checked(onwards), REFUSED) == set()


# --- The same deal under another name, kind or unit ----------------------------------------------

AWS = "aikg:customer kg:openai ; aikg:provider kg:aws"
AMAZON = "aikg:customer kg:openai ; aikg:provider kg:amazon"
CLOUD = {"kind": "CloudContract", "about": "kg:openai-aws-contract", "name": "other",
         "text": "OpenAI signed a $38 billion deal with Amazon Web Services.",
         "quote": "signed a $38 billion deal with Amazon Web Services"}  # fmt: skip


def cloud(
    roles: str = AWS, amount: str = "38e9", *, more: str = "", said: str = "38", **told: str
) -> Document:
    text, quote = (CLOUD[each].replace("38", said) for each in ("text", "quote"))
    price = figure(f"${said} billion", amount, role="price")
    return one(roles, price, **{**CLOUD, "text": text, "quote": quote, **told}, more=more)


def same_deal(*documents: Document, known: list[Document] = PUBLISHED) -> list[Finding]:
    return of(checked(*documents, known=beside(*known)), "SameDeal")


@pytest.mark.parametrize(
    "told",
    [
        cloud(),
        cloud(AMAZON),
        cloud("aikg:investor kg:openai ; aikg:investee kg:amazon", kind="Investment"),
        cloud(AWS, kind="ServiceContract"),
        cloud(AWS, day="2025-11-03"),
    ],
    ids=["of a unit", "by another name", "of another kind", "of a kind near it", "with its date"],
)
def test_the_same_deal_under_another_name_kind_or_unit_is_refused_with_the_link(told) -> None:
    [finding] = same_deal(told)
    assert finding.severity is REFUSED
    assert "kg:openai-amazon-cloud-contract" in finding.problem
    assert "aikg:about kg:openai-amazon-cloud-contract" in finding.mend
    assert finding.found == "kg:openai-aws-contract"
    assert finding.place is not None


@pytest.mark.parametrize(
    "twin",
    [
        cloud(amount="39e9", said="39"),
        cloud("aikg:customer kg:openai ; aikg:provider kg:microsoft"),
        cloud("aikg:customer kg:anthropic ; aikg:provider kg:amazon"),
        cloud("aikg:customer kg:aws ; aikg:provider kg:openai"),
        cloud(about="kg:openai-amazon-cloud-contract"),
        *(
            cloud(more=f"claim:other\\/deal aikg:{link} kg:openai-amazon-cloud-contract .")
            for link in ("follows", "amends", "replaces", "overlaps", "trancheOf")
        ),
    ],
    ids=[
        *("amount", "payee", "payer", "direction", "same agreement"),
        *("follows", "amends", "replaces", "overlaps", "tranche"),
    ],
)
def test_a_twin_that_only_looks_like_a_known_deal_passes(twin) -> None:
    assert same_deal(twin) == []


def test_deals_of_one_size_between_the_same_parties_are_two_where_dates_keep_them_apart() -> None:
    known = cloud(AMAZON, about="kg:first", name="known", day="2025-11-03")
    near = cloud(AWS, day="2025-11-10")
    assert [each.severity for each in same_deal(near, known=[known])] == [REFUSED]
    assert same_deal(cloud(AWS, day="2026-11-03"), known=[known]) == []


def test_deals_that_one_source_tells_beside_each_other_are_two() -> None:
    again = claim("again", AWS, figure("$38 billion", "38e9", role="price"), source="other",
                  about="kg:openai-amazon-cloud-contract", kind="CloudContract")  # fmt: skip
    assert same_deal(cloud(more=again)) == []


def test_the_same_deal_told_in_two_new_files_is_refused_once() -> None:
    first = cloud(AMAZON, about="kg:first", name="first")
    assert len(same_deal(first, cloud(), known=[])) == 1


def test_the_same_ceiling_with_another_floor_is_a_warning() -> None:
    text = "OpenAI signed an up to $38 billion deal with Amazon Web Services."
    price = figure("up to $38 billion", "0e0", "38e9", role="price", hedge="up-to", words="up to")
    told = one(AWS, price, **{**CLOUD, "text": text, "quote": "an up to $38 billion deal with"})
    assert [each.severity for each in same_deal(told)] == [WARNED]


def test_the_same_capacity_in_another_unit_is_the_same_deal() -> None:
    def power(amount: str, unit: str, words: str, name: str) -> Document:
        text = f"Anthropic will use {words} of chips from NVIDIA."
        measure = figure(words, amount, role="capacity", measure=f"aikg:unit unit:{unit}")
        roles = "aikg:user kg:anthropic ; aikg:supplier kg:nvidia"
        return one(roles, measure, text=text, quote=f"use {words} of chips", name=name,
                   about=f"kg:{name}-power", kind="ChipSupply")  # fmt: skip

    known = [power("6e0", "GigaW", "6 gigawatts", "known")]
    assert len(same_deal(power("6000e0", "MegaW", "6,000 megawatts", "other"), known=known)) == 1
    assert same_deal(power("6e0", "MegaW", "6 megawatts", "other"), known=known) == []


# --- Tranche sums -------------------------------------------------------------------------------

ROUND = "aikg:investor kg:microsoft , kg:nvidia ; aikg:investee kg:anthropic"
SUMS = "The round of $10 billion has $6 billion of Microsoft and {} $5 billion of NVIDIA."


def tranches(last: str, *, link: str = "trancheOf", **sources: str) -> Document:
    hedge = {"hedge": "about", "words": "about"} if last == "about" else {}
    whole, six = figure("$10 billion", "10e9"), figure("$6 billion", "6e9")
    five = figure(f"{last} $5 billion".strip(), "5e9", **hedge)
    part = f"aikg:{link} kg:round"
    other = sources.get("other", "wire")
    text = SUMS.format(last)
    return document(
        source("wire", text, "round of $10 billion has $6 billion of Microsoft"),
        source(other, text, text[text.index("$6") : -1]) if other != "wire" else "",
        claim("round", ROUND, whole, about="kg:round", kind="FundingRound"),
        claim("six", "aikg:investor kg:microsoft ; aikg:investee kg:anthropic", six,
              about="kg:six", more=part),
        claim("five", "aikg:investor kg:nvidia ; aikg:investee kg:anthropic", five,
              about="kg:five", more=part, source=other),
    )  # fmt: skip


def sums(told: Document) -> list[tuple[str, Severity]]:
    found = checked(told).findings
    return [
        (each.rule.rpartition("#")[2], each.severity) for each in found if "Tranches" in each.rule
    ]


def test_tranches_that_exceed_an_exact_total_are_refused() -> None:
    [finding] = of(checked(tranches("")), "TranchesExceed")
    assert finding.severity is REFUSED
    assert "11 billion USD" in finding.problem
    assert "10 billion" in finding.problem


def test_where_a_tranche_is_hedged_it_is_a_warning() -> None:
    assert sums(tranches("about")) == [("TranchesExceed", WARNED)]


def test_parts_of_a_programme_and_tranches_of_another_source_are_not_added() -> None:
    assert sums(tranches("", link="inProgramme")) == []
    assert sums(tranches("", other="elsewhere")) == []


def test_tranches_that_are_said_to_be_all_and_fall_short_are_a_warning() -> None:
    def listed(flag: str) -> Document:
        return document(
            source("wire", SUMS.format(""), "round of $10 billion has $6 billion of Microsoft"),
            claim("round", f"{ROUND}{flag} ; aikg:hasTranche kg:six",
                  figure("$10 billion", "10e9"), about="kg:round", kind="FundingRound"),
            claim("six", "aikg:investor kg:microsoft ; aikg:investee kg:anthropic",
                  figure("$6 billion", "6e9"), about="kg:six"),
        )  # fmt: skip

    assert sums(listed(" ; aikg:exhaustive true")) == [("TranchesShort", WARNED)]
    assert sums(listed("")) == []


# --- Another source ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("amount", "said", "told"),
    [("11e9", "11", 1), ("10e9", "10", 0), ("10.3e9", "10.3", 0)],
    ids=["another", "the same", "the same at the last written digit"],
)
def test_what_another_source_tells_otherwise_is_shown_and_kept(amount, said, told) -> None:
    text = f"Microsoft will invest ${said} billion in Anthropic."
    other = one(figures_, figure(f"${said} billion", amount), text=text, quote=text[10:-1],
                name="other")  # fmt: skip
    report = checked(other, known=beside(one(figures_, TEN)))
    found = of(report, "OtherReading")
    assert [each.severity for each in found] == [TOLD] * told
    assert report.conforms


# --- Names ---------------------------------------------------------------------------------------


def party(name: str, iri: str = "kg:new-party") -> Document:
    return document(f'{iri} a aikg:Organization ; rdfs:label "{name}" .')


def registered(*names: str) -> list[Document]:
    return [party(name, f"kg:registered-{number}") for number, name in enumerate(names)]


@pytest.mark.parametrize(
    "name", ["Antropic", "Anthrpoic", "Anthropics", "anthropic", "Anthropic, Inc."]
)
def test_a_near_miss_of_a_registered_name_is_a_warning_that_proposes_it(name) -> None:
    [finding] = of(checked(party(name)), "NearName")
    assert finding.severity is WARNED
    assert "Did you mean kg:anthropic?" in finding.mend
    assert finding.found == f'"{name}"'


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("X", "xAI"),
        ("xAI", "X"),
        ("Groq", "Grok"),
        ("Grok", "Groq"),
        ("Scale AI", "Scaleway"),
        ("Scaleway", "Scale AI"),
        ("Nscale", "Scale"),
        ("Inflection AI", "Reflection AI"),
        ("Humane", "Humain"),
        ("Example Fund II", "Example Fund III"),
        ("Mistral AI", "Microsoft"),
    ],
)
def test_a_name_of_its_own_is_no_misspelling(name, known) -> None:
    assert of(checked(party(name), known=beside(*registered(known))), "NearName") == []


def test_registered_names_are_never_compared_with_one_another() -> None:
    both = registered("Exemplar Labs", "Exemplars Labs")
    assert of(checked(both[0], known=beside(*both)), "NearName") == []
    assert len(of(checked(both[0], known=beside(both[1])), "NearName")) == 1


@given(st.text(max_size=12), st.text(max_size=12))
def test_likeness_of_names_is_mutual(one_name, other) -> None:
    assert alike(one_name, other) == alike(other, one_name)


# --- Magnitudes, foundings, offers ----------------------------------------------------------------

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
    told = one(figures_, figure(words, amount), STAKE, VALUE, text=text, quote=quote)
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
    found = of(checked(one(figures_, TEN, day=day), known=beside(founded)), "BeforeFounding")
    assert [each.severity for each in found] == [WARNED] * early
    assert all("kg:anthropic" in each.problem for each in found)


def offer(host: str) -> Document:
    roles = f"aikg:host {host} ; aikg:developer kg:anthropic ; aikg:model kg:claude-opus-4-1"
    return one(roles, kind="ModelAvailability", about="kg:offer", name="offer")


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


# --- Looked up in a store -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("told", "rule"),
    [
        (cloud(), "SameDeal"),
        (cloud(about="kg:openai-amazon-cloud-contract", amount="40e9", said="40"), "OtherReading"),
        (party("Antropic"), "NearName"),
        (offer("kg:openai"), "OfferWithoutBasis"),
        (cloud(amount="39e9", said="39"), None),
        (party("Scaleway"), None),
        (offer("kg:aws"), None),
    ],
)
def test_a_store_and_triples_at_hand_lead_to_the_same_findings(told, rule) -> None:
    store = EmbeddedStore()
    known = beside(*PUBLISHED)
    store.add(ONTOLOGY_GRAPH, known.vocabulary)
    store.add(REGISTER_GRAPH, known.told)
    # What is derived, and what a file replaces, is not looked into.
    store.add(DERIVED_GRAPH, [quad.triple for quad in cloud(name="derived").quads])
    at_hand = check([told], known).findings
    looked_up = check([told], known, lookup=InStore(store, without={DERIVED_GRAPH})).findings
    assert looked_up == at_hand
    found = {each.rule.rpartition("#")[2] for each in looked_up if each.rule.startswith(CHECKS)}
    assert found == ({rule} if rule else set())

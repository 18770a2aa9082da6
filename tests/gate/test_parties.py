"""A clause that is quoted names the parties of its claim, or a mention stands for them."""

from __future__ import annotations

import pytest

from gate.telling import figure, of, rules

TO_ANTHROPIC = "aikg:investor kg:microsoft ; aikg:investee kg:anthropic"
TWO = "Microsoft will invest $5 billion in Anthropic, and NVIDIA will buy chips for $3 billion."


def test_a_party_that_only_another_clause_names_is_refused(told) -> None:
    quote, stated = "NVIDIA will buy chips for $3 billion", figure("$3 billion", "3e9")
    roles = "aikg:investor kg:nvidia ; aikg:investee kg:anthropic"
    report = told(TWO, quote, stated, roles=roles)
    [finding] = of(report, "PartyNotInClause")
    assert finding.found == "kg:anthropic"
    assert rules(told(TWO, quote, stated, roles=roles, more="aikg:inferred aikg:investee")) == set()
    alone = told(TWO, "will invest $5 billion in Anthropic", figure("$5 billion", "5e9"))
    assert rules(alone) == set()


OWNED = "Microsoft owns 8 percent of Anthropic. The stake of NVIDIA was not told."


@pytest.mark.parametrize(("holder", "refused"), [("microsoft", False), ("nvidia", True)])
def test_who_holds_a_share_is_named_in_a_clause_that_is_quoted(told, holder, refused) -> None:
    share = figure("8 percent", "8e0", role="stake", measure="aikg:unit unit:PERCENT")
    stake = "claim:wire\\/stake"
    held = (
        f"aikg:hasHolding {stake} . {stake} a aikg:Holding ;"
        f" aikg:holdingOf kg:{holder} ; aikg:holdingIn kg:anthropic ;"
        f' aikg:asStated "owns 8 percent" ; aikg:hasFigure {stake}.share ; aikg:hasEvidence'
        f" claim:wire\\/evidence . {stake}.share a aikg:Figure ; {share} ;"
        " aikg:hasEvidence claim:wire\\/evidence . claim:wire\\/deal aikg:standing aikg:standing-normal"
    )
    report = told(OWNED, "Microsoft owns 8 percent of Anthropic", more=held)
    found = of(report, "PartyNotInClause")
    assert [finding.found for finding in found] == ["kg:nvidia"] * refused
    if refused:
        assert found[0].focus.endswith("wire/stake")


MEANT = "Anthropic is growing. {} The company gets $5 billion from Microsoft."


def test_a_mention_means_its_party_in_its_sentence_or_the_one_before(told) -> None:
    quote, stated = "gets $5 billion from Microsoft", figure("$5 billion", "5e9")
    assert rules(told(MEANT.format(""), quote, stated)) == {"PartyNotInClause"}
    for words in ("The company", "Anthropic"):
        near = told(MEANT.format(""), quote, stated, mention=(words, "kg:anthropic"))
        assert rules(near) == set()
    far = told(MEANT.format("So it goes."), quote, stated, mention=("Anthropic", "kg:anthropic"))
    assert rules(far) == {"PartyNotInClause"}
    other = told(MEANT.format(""), quote, stated, mention=("The company", "kg:openai"))
    assert rules(other) == {"PartyNotInClause"}

"""Near-misses of registered names are warned of; names of their own are left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aikg.gate.checks.names import alike
from gate.claims import WARNED, party, registered
from gate.telling import beside, checked, document, of


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


@pytest.mark.parametrize(
    ("name", "known"),
    [("Openai", "OpenAI"), ("OpenAl", "OpenAI"), ("openAI", "OpenAI"), ("Coreweave", "CoreWeave"),
     ("CoreWeave", "Coreweave"), ("core weave", "CoreWeave"), ("Softbank", "SoftBank"),
     ("Terawulf", "TeraWulf"), ("NVidia", "NVIDIA")],
)  # fmt: skip
def test_capitals_inside_a_name_hide_no_other_spelling_of_it(name, known) -> None:
    known_by = beside(*registered(known))
    [finding] = of(checked(party(name), known=known_by), "NearName")
    assert finding.problem.startswith(f'"{name}" is written almost like ')


@pytest.mark.parametrize(
    ("short", "long"),
    [("Nebius", "Nebius Group"), ("Meta", "Meta Platforms"), ("Meta", "Meta Platforms, Inc."),
     ("Example", "Example Holdings"), ("Exemplar Cloud", "Exemplar Cloud, Inc.")],
)  # fmt: skip
def test_a_name_with_its_legal_form_or_group_is_another_spelling_of_the_one_without(
    short, long
) -> None:
    told = [checked(party(long), known=beside(*registered(short)))]
    if "Platforms, " not in long:  # of two endings at once there are too many to look up
        told.append(checked(party(short), known=beside(*registered(long))))
    assert all(len(of(report, "NearName")) == 1 for report in told)


def test_registered_names_are_never_compared_with_one_another() -> None:
    both = registered("Exemplar Labs", "Exemplars Labs")
    assert of(checked(both[0], known=beside(*both)), "NearName") == []
    assert len(of(checked(both[0], known=beside(both[1])), "NearName")) == 1


def test_a_name_that_another_has_already_is_a_warning_and_not_called_a_misspelling() -> None:
    [finding] = of(checked(party("Anthropic")), "NearName")
    assert finding.problem == '"Anthropic" is a name of kg:anthropic already.'


def test_a_known_party_that_is_given_the_name_of_another_is_a_warning() -> None:
    given_to = document('kg:microsoft aikg:alias "Anthropic" .')
    [finding] = of(checked(given_to), "NearName")
    assert (finding.severity, finding.focus[-9:]) == (WARNED, "microsoft")
    assert of(checked(document('kg:microsoft aikg:alias "MSFT", "Microsoft" .')), "NearName") == []


@given(st.text(max_size=12), st.text(max_size=12))
def test_likeness_of_names_is_mutual(one_name, other) -> None:
    assert alike(one_name, other) == alike(other, one_name)

"""Every error of the package says what, where and what to do, in one message."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aikg.ground import errors
from aikg.ground.errors import AikgError, InputError, Place, SyntaxFault, UnknownName, shown
from aikg.ground.names import nearest

WHERE = Place("claims.ttl", 12, 9)


def test_a_message_has_place_problem_expectation_finding_and_mend():
    error = InputError("bad bound", expected="a number", found="ten", where=WHERE, mend="Write 10.")
    assert str(error) == "claims.ttl:12:9: bad bound: expected a number, found ten. Write 10."


def test_a_message_says_only_what_is_known():
    assert str(AikgError("no store")) == "no store"
    assert str(AikgError("gone", where=Place("a.ttl"))) == "a.ttl: gone"
    assert str(AikgError("bad", expected="x")) == "bad: expected x"


def test_the_tree_is_the_one_that_is_drawn():
    drawn = [name for name in vars(errors) if f"── {name} " in (errors.__doc__ or "")]
    assert set(drawn) == {
        each.__name__
        for each in vars(errors).values()
        if isinstance(each, type) and issubclass(each, AikgError) and each is not AikgError
    }
    inputs = ("FileUnreadable", "SyntaxFault", "UnknownName", "BadParameter")
    assert all(issubclass(getattr(errors, name), InputError) for name in inputs)
    assert issubclass(InputError, ValueError)
    assert not issubclass(errors.EngineError, InputError)


@pytest.mark.parametrize(
    "error",
    [
        AikgError("no store", mend="Make one."),
        SyntaxFault("no dot", where=WHERE, excerpt="  1 | :a\n    | ^^"),
        UnknownName.among("term", "Invester", ["Investor"], where=WHERE),
    ],
)
def test_an_error_reads_the_same_when_another_process_raised_it(error):
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is type(error)
    assert str(again) == str(error)
    assert vars(again) == vars(error)


def test_a_misspelt_name_gets_the_nearest_known_ones():
    error = UnknownName.among("class", "Invester", ["Agreement", "Investment", "Investor"])
    assert error.nearest == ("Investor", "Investment")
    assert str(error) == "unknown class 'Invester'. Did you mean Investor or Investment?"


def test_an_unknown_name_lists_the_known_ones_where_they_are_few_and_none_is_near():
    assert "Known: gaps, hedges." in str(UnknownName.among("question", "x", ["hedges", "gaps"]))
    many = [f"name{number}" for number in range(100)]
    assert str(UnknownName.among("question", "x", many)) == "unknown question 'x'"


@settings(deadline=None)
@given(st.text(), st.text(), st.text())
def test_no_message_carries_control_characters_from_the_input(name, file, found):
    """What a file holds can neither colour the terminal nor break a message into lines."""
    for error in (
        UnknownName.among("name", name, [], where=Place(file, 1, 1)),
        AikgError("bad", found=found, where=Place(file)),
    ):
        assert str(error).isprintable()


@settings(deadline=None)
@given(st.text(), st.integers(1, 50))
def test_what_is_shown_is_never_longer_than_asked_before_escapes(text, longest):
    assert len(shown(text, longest)) <= longest * len(r"\U0001f4a9")
    if text.isprintable() and len(text) <= longest:
        assert shown(text, longest) == text


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("investor", "Investor"),
        ("Invstor", "Investor"),
        ("Antropic", "Anthropic"),
        ("lowerBound", "lower"),
        ("CloudContact", "CloudContract"),
        ("uper", "upper"),
    ],
)
def test_the_nearest_name_is_the_one_that_was_meant(typed, meant):
    known = ["Investor", "Investment", "Anthropic", "lower", "upper", "CloudContract", "Claim"]
    assert nearest(typed, known)[0] == meant


@settings(deadline=None)
@given(st.text(max_size=20), st.lists(st.text(max_size=20)), st.integers(0, 5))
def test_nearest_gives_few_known_names_whatever_their_order(name, known, n):
    near = nearest(name, known, n)
    assert len(near) <= n
    assert set(near) <= set(known)
    assert near == nearest(name, reversed(known), n)


@settings(deadline=None)
@given(st.text(min_size=1, max_size=50), st.lists(st.text(max_size=20)))
def test_a_name_is_nearest_to_itself(name, others):
    assert nearest(name, [*others, name], n=50)[0].casefold() == name.casefold()

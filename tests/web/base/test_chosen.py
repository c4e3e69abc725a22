"""The filters that are chosen, in words."""

from __future__ import annotations

from django import forms
from django.test import RequestFactory

from cairn.web.base.chosen import ChosenFilter, chosen_filters
from cairn.web.base.forms import DayField


class Narrow(forms.Form):
    """A filter of each kind."""

    state = forms.ChoiceField(label="State", required=False, choices=[("", "All"), ("overdue", "Overdue")])
    kinds = forms.MultipleChoiceField(label="Kind", required=False, choices=[("v", "Visit"), ("r", "Risk")])
    since = DayField(label="From", required=False)
    mine = forms.BooleanField(label="Only mine", required=False)
    page = forms.IntegerField(required=False, widget=forms.HiddenInput)


def _chosen(query: str) -> list[ChosenFilter]:
    request = RequestFactory().get("/?" + query)
    return chosen_filters(Narrow(request.GET), request)


def test_nothing_chosen_says_nothing() -> None:
    assert _chosen("state=&page=3") == []
    assert chosen_filters(Narrow(), RequestFactory().get("/")) == []


def test_each_filter_is_said_with_the_list_without_it_from_its_first_page() -> None:
    assert _chosen("state=overdue&mine=on&page=3") == [
        ChosenFilter("State: Overdue", "?mine=on"),
        ChosenFilter("Only mine", "?state=overdue"),
    ]


def test_a_day_and_several_choices_are_said_in_words() -> None:
    query = "kinds=v&kinds=r&since-day=3&since-month=3&since-year=2026"
    assert [each.text for each in _chosen(query)] == ["Kind: Visit", "Kind: Risk", "From: 3 March 2026"]
    assert _chosen(query)[-1].without == "?kinds=v&kinds=r"


def test_a_value_that_is_none_of_ours_is_left_out() -> None:
    assert _chosen("state=nonsense&since-day=40&since-month=1&since-year=2026") == []

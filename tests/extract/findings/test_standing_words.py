"""How the name of a group stands in its sentence, and how it is tied to a figure."""

import pytest

from pipeline.extract.findings.ranking.standing_words import COLUMNS, standing
from pipeline.schema import Span


class Sentence:
    """What is asked of a sentence's context."""

    def __init__(self, text):
        self.folded, self.sentence = text, Span(0, len(text))


def stands(text, name, figure):
    at, number = text.index(name), text.index(figure)
    told = standing(Sentence(text), Span(number, number + len(figure)), Span(at, at + len(name)))
    return dict(zip(COLUMNS, told, strict=True))


def leads(text, name):
    return stands(text, name, "12%")["lead"]


def test_what_sets_a_group_against_another_is_told_from_what_only_leads_to_it():
    against = leads("Fever was rarer than in the iron group (12%).", "iron")
    assert against == leads("Fever (12%) was rarer than with iron.", "iron")
    assert against != leads("Fever was seen in the iron group (12%).", "iron")
    assert leads("Fever was seen in 12% versus those with iron.", "iron") == leads("12% versus iron.", "iron")


def test_what_the_rest_of_a_sentence_is_set_against_is_a_foil():
    text = "In contrast to the control group, strength rose by 12% in the iron group."
    assert stands(text, "control", "12%")["foil"] == 1
    assert stands(text, "iron", "12%")["foil"] == 0


@pytest.mark.parametrize(
    ("text", "tie"),
    [
        ("Fever was seen in 12% of the patients in the iron group.", 1),
        ("Iron and others: 12% with iron.", 1),
        ("In the trial iron (12%) was safe.", 2),
        ("In the trial iron group patients had fever in 12%.", 3),
        ("In the trial iron, as told; fever was seen in 12%.", 0),
    ],
)
def test_a_name_is_tied_to_the_figure_beside_it(text, tie):
    at = text.rindex("iron")
    figure = text.index("12%")
    assert standing(Sentence(text), Span(figure, figure + 3), Span(at, at + 4))[3] == tie


def test_a_name_of_another_sentence_stands_nowhere():
    context = Sentence("Fever was seen in 12%.")
    assert standing(context, Span(18, 21), None) == (0, 0, 0, 0)
    assert standing(context, Span(18, 21), Span(90, 94)) == (0, 0, 0, 0)


def test_what_follows_a_name_is_told():
    follow = [
        stands(text, "iron", "12%")["follow"] for text in ("With iron was 12%.", "12% with iron, later.", "12%, iron.")
    ]
    assert len(set(follow)) == 3

"""Adverse events that a document counts under a therapy: it is not told to work against them."""

from functools import cache

from tests.extract.builders import record, shipped_extractor

TITLE = "Side effects of blinatumomab in published reports: a brief overview"


@cache
def extractor():
    return shipped_extractor()


def types(*sentences):
    found = extractor().extract(record(TITLE, " ".join(sentences))).relations
    return {r.object.name: r.type for r in found if r.subject.name == "blinatumomab"}


def test_no_therapy_is_told_to_work_against_what_is_counted_as_a_toxicity():
    told = types(
        "Fever is the side effect named most often when acute lymphoblastic leukemia is treated with blinatumomab.",
        "One report put it at 60%, ahead of headache (34%) and neutropenia (28%); edema was seen in 26%, nausea and",
        "hypokalemia in 24% each, constipation in 21% and anemia in 20%.",
    )
    events = {"constipation", "anemia", "swelling", "hypokalemia", "nausea", "headache", "neutropenia"} & set(told)
    assert events
    assert "Negative_Correlation" not in {told[event] for event in events}


def test_the_disease_that_is_treated_is():
    told = types("Complete remission of leukemia was reached in 26 of 33 children with blinatumomab.")
    assert told["leukemia"] == "Negative_Correlation"


def test_what_no_patient_had_is_no_harm_of_the_therapy():
    told = types(
        "Fifteen children with acute lymphoblastic leukemia were given blinatumomab.",
        "Infection was seen in nine (60%) with blinatumomab.",
        "None of the patients had hepatic veno-occlusive disease or thrombotic microangiopathy.",
    )
    assert "infection" in told
    assert not {"thrombotic microangiopathy", "sinusoidal obstruction syndrome"} & set(told)

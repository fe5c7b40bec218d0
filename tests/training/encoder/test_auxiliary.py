"""Corpora of single sentences: from tokens to a text, and what is marked in it."""

from hypothesis import given
from hypothesis import strategies as st

from pipeline.training.encoder.auxiliary import AUXILIARY_HEADS, sentences, written


def test_tokens_are_written_as_a_text_with_what_they_mark():
    tokens = [
        ("The", "O"), ("TGF", "B-Gene"), ("-", "I-Gene"), ("beta", "I-Gene"), ("(", "O"), ("TGFB1", "B-Gene"),
        (")", "O"), ("gene", "O"), (".", "O"),
    ]  # fmt: skip
    text, marked = written(tokens)

    assert text == "The TGF-beta (TGFB1) gene."
    assert [(kind, span.of(text)) for kind, span in marked] == [("Gene", "TGF-beta"), ("Gene", "TGFB1")]


@given(st.lists(st.tuples(st.text("ab-(),", min_size=1, max_size=3), st.sampled_from(("O", "B-X", "I-X"))), max_size=8))
def test_every_mark_begins_and_ends_with_its_tokens(tokens):
    text, marked = written(tokens)
    words = [word for word, _ in tokens]

    assert text.replace(" ", "") == "".join(words)
    assert len(marked) == sum(label.startswith("B-") for _, label in tokens)
    begun = [word for word, label in tokens if label.startswith("B-")]
    assert all(span.of(text).startswith(word) for (_, span), word in zip(marked, begun, strict=True))


def test_sentences_of_all_that_is_there(tmp_path):
    (tmp_path / "data" / "bionlp13cg").mkdir(parents=True)
    rows = "Lung\tB-Organ\ncarcinoma\tB-Cancer\n\nNude\tO\nmice\tB-Organism\n"
    (tmp_path / "data" / "bionlp13cg" / "train.tsv").write_text(rows, encoding="utf-8")
    (tmp_path / "data" / "ade").mkdir()
    related = (
        "7|Fever after interferon: fever again.|fever|0|5|interferon|12|22\n"
        "8|Rash after penicillin.|Rash|0|4|penicillin|11|21\n"
    )
    (tmp_path / "data" / "ade" / "DRUG-AE.rel").write_text(related, encoding="utf-8")

    found = list(sentences(tmp_path, scored={"8"}))

    assert [(each.corpus, each.text) for each in found] == [
        ("bionlp13cg", "Lung carcinoma"),
        ("bionlp13cg", "Nude mice"),
        ("ade", "Fever after interferon: fever again."),
    ]
    assert [[(head, span.of(each.text)) for head, span in each.spans] for each in found] == [
        [("cg_anatomy", "Lung"), ("cg_cancer", "carcinoma")],
        [("cg_organism", "mice")],
        [("ade_drug", "interferon"), ("ade_effect", "fever")],
    ]
    assert all(head in AUXILIARY_HEADS for each in found for head in each.heads)

"""The matcher over a small lexicon, and over the shipped ones."""

import pickle

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline import resources
from pipeline.errors import LexiconError
from pipeline.extract.terms import Lexicon, load_lexicons
from pipeline.extract.terms.files import Row, read_rows
from pipeline.extract.terms.normalise import fold, is_joint, key_tokens, tokenise
from tests.extract.builders import NAMES


def row(name, id, type, *, parents=(), flags=()):
    return Row(name, id, type, tuple(parents), frozenset(flags), (), (), " ".join(key_tokens(name)))


SMALL = Lexicon(
    [
        row("car-t", "evigraph:car-t", "therapy", parents=["evigraph:immunotherapy"]),
        row("CAR-T", "evigraph:car-t", "therapy", flags=["case"]),
        row("cd19 car-t", "evigraph:cd19-car-t", "therapy", parents=["evigraph:car-t"]),
        row("aspirin", "evigraph:aspirin", "drug"),
        row("ASA", "evigraph:aspirin", "drug"),
        row("leukemia", "evigraph:leukemia", "disease"),
        row("acute leukemia", "evigraph:acute-leukemia", "disease"),
        row("ALL", "evigraph:all", "disease", flags=["case"]),
        row("CD19", "evigraph:cd19", "gene", flags=["case"]),
        row("pneumonia", "evigraph:pneumonia-disease", "disease"),
        row("pneumonia", "evigraph:pneumonia", "adverse_event"),
        row("cargo", "evigraph:cargo", "drug"),
        row("5-FU", "evigraph:fluorouracil", "drug"),
        row("growth hormone", "evigraph:gh-gene", "gene"),
        row("growth hormone", "evigraph:gh", "drug"),
        row("disease", "evigraph:disease", "disease", flags=["hidden"]),
    ]
)


def found(lexicon, text):
    return [(match.surface, match.concepts[0].id) for match in lexicon.find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("CAR-T, CAR T and CART", [("CAR-T", "car-t"), ("CAR T", "car-t"), ("CART", "car-t")]),
        ("CD19 CAR T", [("CD19 CAR T", "cd19-car-t")]),
        ("CD19-positive", [("CD19", "cd19")]),
        ("a cart", []),
        ("CAR-Treg, CARTS1, xCAR-T", []),
        ("ALL of them, all", [("ALL", "all")]),
        ("acute\nleukaemia", [("acute\nleukaemia", "acute-leukemia")]),
        ("acute. Leukemia", [("Leukemia", "leukemia")]),
        ("acute, leukemia", [("leukemia", "leukemia")]),
        ("acute\n\nleukemia", [("leukemia", "leukemia")]),
        ("acute\tleukemia", [("leukemia", "leukemia")]),
        ("as a rule; asa; ASA", [("ASA", "aspirin")]),
        ("5-FU, 5FU and 0.5-FU", [("5-FU", "fluorouracil"), ("5FU", "fluorouracil")]),
        ("cargo by car go and car-go", [("cargo", "cargo"), ("car-go", "cargo")]),
        ("CD19.5 and CD19.", [("CD19", "cd19")]),
        ("leukemia_cell", []),
        # Emphasis of Markdown hides no name.
        (
            "_leukemia_ and *leukemia*, __aspirin__",
            [("leukemia", "leukemia"), ("leukemia", "leukemia"), ("aspirin", "aspirin")],
        ),
        # A word that the end of a line broke is one word, where that makes a name.
        ("acute leu-\nkemia of", [("acute leu-\nkemia", "acute-leukemia")]),
        ("leu-\r\n  kemia", [("leu-\r\n  kemia", "leukemia")]),
        ("aspirin-\nfree leu-\nkemia", [("aspirin", "aspirin"), ("leu-\nkemia", "leukemia")]),
        ("leu-\n\nkemia, leu- kemia, LEU-\nKemia", []),
        ("the disease", []),
        ("19 of 33", []),
        ("", []),
    ],
)
def test_a_sentence_gives_its_names(text, expected):
    assert found(SMALL, text) == [(surface, f"evigraph:{id}") for surface, id in expected]


def test_a_tie_goes_to_the_type_that_matters_most_and_keeps_the_loser():
    (match,) = SMALL.find("Growth hormones")
    assert (match.type, [concept.type for concept in match.concepts]) == ("drug", ["drug", "gene"])
    (match,) = SMALL.find("pneumonia")
    assert [concept.type for concept in match.concepts] == ["adverse_event", "disease"]


def test_lookup_knows_hidden_names_and_other_letter_case():
    assert [concept.id for concept in SMALL.lookup("Diseases")] == ["evigraph:disease"]
    assert [concept.id for concept in SMALL.lookup("all")] == ["evigraph:all"]
    assert SMALL.lookup("unheard of") == ()
    assert SMALL.lookup("") == ()


def test_a_pickled_lexicon_finds_the_same():
    text = "CD19 CAR T for ALL"
    assert pickle.loads(pickle.dumps(SMALL)).find(text) == SMALL.find(text)


PIECES = [
    "CAR",
    "T",
    "CD19",
    "-",
    " ",
    "\n",
    "/",
    "ALL",
    "acute",
    "leukaemia",
    "s",
    "ASA",
    "5",
    "FU",
    ".",
    "é",
    "α",
    "_",
]


@given(st.text() | st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_any_text_gives_ordered_matches_that_cover_their_surface(text):
    matches = SMALL.find(text)
    end = 0
    for match in matches:
        assert match.span.of(text) == match.surface
        assert match.span.start >= end
        assert match.concepts[0].type == match.type
        assert any(character.isalpha() for character in match.surface)
        end = match.span.end
    assert SMALL.find(text) == matches


ORACLE = [
    "acute leukemia",
    "acute",
    "leukemia",
    "cart cell",
    "car t cell therapy",
    "cell therapy",
    "therapy",
    "alpha beta",
    "interleukin 2",
    "2 alpha",
]
WORDS = [*" ".join(ORACLE).split(), "leu", "kemia", "car", "cart", "t", "T", "cells", "α", "β", "22", "x"]
BETWEEN = ["", " ", " ", "  ", "-", " - ", "/", "\n", "\t", ", ", "; ", "'", "'s ", "\n\n", "\u2013"]


def longest_names(text, names):
    """The places of names of four letters and more in any letter case, by trying every stretch of tokens."""
    keys = [key_tokens(name) for name in names]
    begun = {"".join(key[:end]) for key in keys for end in range(1, len(key) + 1)}
    borders = {}
    for key in keys:
        borders.setdefault("".join(key), []).append({len("".join(key[:end])) for end in range(len(key))})
    tokens = tokenise(text)
    places, at = [], 0
    while at < len(tokens):
        best = None
        spaces, key = set(), ""
        for end, (token, start, stop) in enumerate(tokens[at:], start=at):
            gap = text[tokens[end - 1][2] : start] if end > at else ""
            if end > at and not is_joint(gap):
                break
            if gap.isspace():
                spaces.add(len(key))
            key += fold(token)
            if key not in begun:
                break
            around = text[max(0, tokens[at][1] - 1) : tokens[at][1]] + text[stop : stop + 1]
            if any(spaces <= each for each in borders.get(key, ())) and not any(map(str.isalnum, around)):
                best = (tokens[at][1], stop, end)
        if best is None:
            at += 1
        else:
            places.append(best[:2])
            at = best[2] + 1
    return places


@given(st.lists(st.sampled_from(WORDS).flatmap(lambda w: st.sampled_from(BETWEEN).map(w.__add__)), max_size=12))
@example(["car ", "t ", "cell"])
def test_names_are_found_where_trying_every_stretch_of_tokens_finds_them(words):
    text = "".join(words)
    lexicon = Lexicon([row(name, f"evigraph:{place}", "drug") for place, name in enumerate(ORACLE)])

    assert [(match.span.start, match.span.end) for match in lexicon.find(text)] == longest_names(text, ORACLE)


def test_what_was_found_before_changes_nothing():
    texts = ["ALL CAR-T", "all cart", "CARTs", "leu-\nkemia", "leukemia", "0.5-FU", "5-FU", "_ASA_", "ASA"]
    fresh = {text: pickle.loads(pickle.dumps(SMALL)).find(text) for text in texts}

    assert [SMALL.find(text) for text in texts * 2 + texts[::-1]] == [fresh[text] for text in texts * 2 + texts[::-1]]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("name\tid\n", r"bad\.tsv:1: the header lacks type"),
        ("name\tid\ttype\tcolour\n", r"bad\.tsv:1: .*unknown"),
        ("name\tid\ttype\nx ray\tevigraph:x\n", r"bad\.tsv:2: expected 3"),
        ("name\tid\ttype\n\tevigraph:x\tdrug\n", r"bad\.tsv:2: .*must not be empty"),
        ("name\tid\ttype\nxray\tx\tdrug\n", r"bad\.tsv:2: 'x' is no CURIE"),
        ("name\tid\ttype\n12\tevigraph:x\tdrug\n", r"bad\.tsv:2: '12' has no letter"),
        ("name\tid\ttype\tparent\tflags\n\nxray\tevigraph:x\tdrug\t\tloud\n", r"bad\.tsv:3: unknown flag loud"),
    ],
)
def test_a_broken_lexicon_is_refused_with_file_and_line(tmp_path, content, expected):
    path = tmp_path / "bad.tsv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(LexiconError, match=expected):
        load_lexicons([path])


HEAD = "name\tid\ttype\tparent\n"


@pytest.mark.parametrize(
    ("content", "line", "told"),
    [
        (
            "a x\tevigraph:a\tdrug\tevigraph:nosuch\n",
            2,
            "a parent that no lexicon names (expected the id of a concept, found 'evigraph:nosuch')",
        ),
        (
            "# by hand\na x\tevigraph:a\tdrug\t\na y\tevigraph:a\tdrug\tevigraph:b|nosuch\nb x\tevigraph:b\tdrug\t\n",
            4,
            "a parent that no lexicon names (expected the id of a concept, found 'nosuch')",
        ),
        (
            "a x\tevigraph:a\tdrug\tevigraph:a\n",
            2,
            "a concept below itself (expected parents that lead upwards, found evigraph:a -> evigraph:a)",
        ),
        (
            "d x\tevigraph:d\tdrug\tevigraph:b\nb x\tevigraph:b\tdrug\tevigraph:c\n\n"
            "c x\tevigraph:c\tdrug\tevigraph:a\na x\tevigraph:a\tdrug\tevigraph:b\n",
            3,
            "a concept below itself (expected parents that lead upwards, "
            "found evigraph:b -> evigraph:c -> evigraph:a -> evigraph:b)",
        ),
    ],
)
def test_parents_that_lead_nowhere_or_in_a_circle_are_refused_with_file_and_line(tmp_path, content, line, told):
    path = tmp_path / "bad.tsv"
    path.write_text(HEAD + content, encoding="utf-8")

    with pytest.raises(LexiconError) as raised:
        load_lexicons([path])

    assert str(raised.value) == f"{path}:{line}: {told}"


def test_a_parent_may_stand_in_another_lexicon_or_be_reached_in_two_ways(tmp_path):
    above, below = tmp_path / "above.tsv", tmp_path / "below.tsv"
    above.write_text(HEAD + "a x\tevigraph:a\tdrug\t\nb x\tevigraph:b\tdrug\tevigraph:a\n", encoding="utf-8")
    below.write_text(HEAD + "c x\tevigraph:c\tdrug\tevigraph:a|evigraph:b\n", encoding="utf-8")

    for files in ([above, below], [below, above]):
        assert load_lexicons(files).parents("evigraph:c") == ("evigraph:a", "evigraph:b")
    with pytest.raises(LexiconError, match=r"below\.tsv:2: .*'evigraph:a'"):
        load_lexicons([below])


def test_a_circle_through_two_files_names_the_row_that_closes_it(tmp_path):
    one, two = tmp_path / "one.tsv", tmp_path / "two.tsv"
    one.write_text(HEAD + "a x\tevigraph:a\tdrug\tevigraph:b\n", encoding="utf-8")
    two.write_text(HEAD + "b x\tevigraph:b\tdrug\tevigraph:a\n", encoding="utf-8")

    with pytest.raises(LexiconError, match=r"one\.tsv:2: .*found evigraph:a -> evigraph:b -> evigraph:a"):
        load_lexicons([one, two])


def test_a_long_chain_of_parents_is_no_circle(tmp_path):
    rows = [f"x {n} y\tevigraph:{n}\tdrug\t{f'evigraph:{n + 1}' if n < 5000 else ''}\n" for n in range(5001)]
    path = tmp_path / "deep.tsv"
    path.write_text(HEAD + "".join(rows), encoding="utf-8")

    assert load_lexicons([path]).parents("evigraph:4999") == ("evigraph:5000",)


@pytest.mark.parametrize("name", [*NAMES, "measures"])
def test_every_shipped_lexicon_stands_by_itself(name):
    assert len(load_lexicons([resources.lexicon(name)]))


def test_a_missing_or_undecodable_lexicon_is_refused(tmp_path):
    with pytest.raises(LexiconError, match=r"gone\.tsv"):
        load_lexicons([tmp_path / "gone.tsv"])
    (tmp_path / "latin.tsv").write_bytes(b"name\tid\ttype\n\xe9t\xe9\tevigraph:x\tdrug\n")
    with pytest.raises(LexiconError, match="not UTF-8"):
        load_lexicons([tmp_path / "latin.tsv"])


def test_a_file_by_a_user_needs_four_columns_and_adds_to_known_ids(tmp_path):
    path = tmp_path / "own.tsv"
    path.write_text(
        "name\tid\ttype\tparent\n# ours\nobe-cel\tevigraph:obe-cel\ttherapy\tevigraph:car-t\n"
        "autologous CAR-T\tevigraph:car-t\ttherapy\n",
        encoding="utf-8",
    )
    lexicon = load_lexicons([resources.lexicon("therapies"), path])
    assert found(lexicon, "Obe-cel") == [("Obe-cel", "evigraph:obe-cel")]
    assert lexicon.parents("evigraph:obe-cel") == ("evigraph:car-t",)
    assert lexicon.concept("evigraph:car-t").name == "car-t"


@pytest.fixture(scope="module")
def shipped():
    return load_lexicons(map(resources.lexicon, NAMES))


@pytest.mark.parametrize("name", NAMES)
def test_shipped_keys_are_those_that_folding_gives(name):
    rows = list(read_rows(resources.lexicon(name)))
    assert rows
    assert [row.name for row in rows if row.key.split(" ") != key_tokens(row.name)] == []


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("chimeric antigen receptor T-cell therapy", "car-t", "therapy"),
        ("CD19-directed CAR T-cell therapy", "cd19 car-t", "therapy"),
        ("humanised CD19 CAR-T", "humanised cd19 car-t", "therapy"),
        ("CD19/CD22 CAR-T cells", "cd19/cd22 car-t", "therapy"),
        ("tisa-cel", "tisagenlecleucel", "drug"),
        ("CTL019", "tisagenlecleucel", "drug"),
        ("KTE-X19", "brexucabtagene autoleucel", "drug"),
        ("allogeneic haematopoietic stem cell transplantation", "allo-hsct", "therapy"),
        ("haplo-SCT", "haplo-hsct", "therapy"),
        ("BMT", "hsct", "therapy"),
        ("FLAG-IDA", "flag-ida", "therapy"),
        ("R-CHOP", "r-chop", "therapy"),
        ("imatinib mesylate", "imatinib", "drug"),
        ("TKIs", "tyrosine kinase inhibitor", "therapy"),
        ("ALL", "acute lymphoblastic leukemia", "disease"),
        ("R/R B-ALL", "B-cell acute lymphoblastic leukemia", "disease"),
        ("neutropenia", "neutrophil count decreased", "adverse_event"),
        ("decreased serum potassium", "hypokalemia", "adverse_event"),
        ("CRS", "cytokine release syndrome", "adverse_event"),
        ("hand-foot syndrome", "palmar-plantar erythrodysesthesia syndrome", "adverse_event"),
        ("CD22", "CD22", "gene"),
        ("BCR/ABL1", "BCR-ABL1", "gene"),
        ("haemoglobin", "hemoglobin", "chemical"),
    ],
)
def test_shipped_lexicons_know_how_papers_write(shipped, text, name, kind):
    (match,) = shipped.find(f"of {text}, ")
    assert (match.surface, match.concepts[0].name, match.type) == (text, name, kind)


@pytest.mark.parametrize(
    "text",
    [
        "all patients had an HR of 0.5 (95% CI 0.4 to 0.6) at the same date",
        "the impact of the set was best at rest; OS, PFS, EFS, CR, MRD and CI",
        "a cart, a beam, a flag and a chop",
        "no water, air, blood or milk; a control, an option, the target",
        "monitor and capture the balance; CO2, B12, T2, G3",
    ],
)
def test_shipped_lexicons_leave_everyday_words_alone(shipped, text):
    assert [m.surface for m in shipped.find(text) if m.type != "chemical"] == []


def test_regimens_have_parts(shipped):
    assert [drug.name for drug in shipped.parts("evigraph:fec")] == ["fluorouracil", "epirubicin", "cyclophosphamide"]

"""Files read column by column, and row by row: the same rows, and the same mistakes."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline import resources
from pipeline.errors import LexiconError
from pipeline.extract.terms import Lexicon, load_lexicons
from pipeline.extract.terms.columns import Columns
from pipeline.extract.terms.files import COLUMNS, REQUIRED, read_rows
from tests.extract.builders import NAMES

FULL = "\t".join(COLUMNS) + "\n"


def by_rows(path):
    columns = Columns()
    columns.add_rows(read_rows(path))
    return columns


def by_file(path):
    columns = Columns()
    columns.add_file(path)
    return columns


def outcome(read, path):
    try:
        return read(path)
    except LexiconError as error:
        return str(error)


CELLS = {
    "name": ["aspirin", "ASA", "# of", "Acetyl salicylic acid", "5-FU", "", " ", "12"],
    "id": ["evigraph:a", "evigraph:b", "DRUGBANK:1", "bare", "two parts:x", ""],
    "type": ["drug", "disease", ""],
    "parent": ["", "evigraph:b", "evigraph:b|evigraph:c"],
    "flags": ["", "case", "hidden", "case|hidden", "hidden|case", "loud"],
    "xref": ["", "MESH:D1", "MESH:D1|MESH:D2"],
    "parts": ["", "evigraph:a|evigraph:b"],
    "key": ["", "aspirin", "acetyl salicylic acid"],
}


@st.composite
def files(draw):
    further = draw(st.lists(st.sampled_from(COLUMNS[len(REQUIRED) :]), unique=True))
    header = draw(st.permutations([*REQUIRED, *further]))
    # At most one column holds anything but what is right: one mistake hides no other.
    careless = draw(st.sampled_from(["none", *header]))
    lines = ["\t".join(header)]
    for _ in range(draw(st.integers(0, 4))):
        cells = [draw(st.sampled_from(CELLS[column] if column == careless else CELLS[column][:2])) for column in header]
        lines.append("\t".join(cells))
        if draw(st.integers(0, 7)) == 0:
            lines.append(draw(st.sampled_from(["", "# by hand", "  ", "\t" * (len(header) - 1), "x\tevigraph:x"])))
    return draw(st.sampled_from(["\n", "\r\n"])).join(lines) + draw(st.sampled_from(["", "\n", "\n\n"]))


@given(content=files())
@example(content="name\tid\ttype\n# of\tevigraph:a\tdrug\n")
def test_a_file_gives_the_same_by_columns_and_by_rows(tmp_path_factory, content):
    path = tmp_path_factory.getbasetemp() / "any.tsv"
    path.write_bytes(content.encode())

    assert outcome(by_file, path) == outcome(by_rows, path)


@pytest.mark.parametrize("name", [*NAMES, "measures"])
def test_shipped_files_give_the_same_by_columns_and_by_rows(name):
    path = resources.lexicon(name)

    assert by_file(path) == by_rows(path)


@pytest.mark.parametrize("name", NAMES)
def test_built_files_are_read_at_once(name, monkeypatch):
    def refuse(path):
        raise AssertionError(f"{path} is read row by row")

    monkeypatch.setattr("pipeline.extract.terms.columns.read_rows", refuse)

    assert by_file(resources.lexicon(name)).names


def test_several_files_make_one_lexicon_whichever_way_each_is_read(tmp_path):
    built, own, plain = tmp_path / "built.tsv", tmp_path / "own.tsv", tmp_path / "plain.tsv"
    built.write_text(FULL + "acute leukemia\tevigraph:al\tdisease\t\t\tMESH:D1\t\tacute leukemia\n", encoding="utf-8")
    own.write_text("name\tid\ttype\tparent\n# ours\nAML\tevigraph:aml\tdisease\tevigraph:al\n", encoding="utf-8")
    plain.write_text("type\tname\tid\ndrug\tacute leukaemias\tevigraph:x\n", encoding="utf-8")

    lexicon = load_lexicons([built, own, plain])

    assert [name for name, _ in lexicon.names()] == ["acute leukemia", "AML", "acute leukaemias"]
    assert [concept.id for concept in lexicon.concepts()] == ["evigraph:al", "evigraph:aml", "evigraph:x"]
    assert dict(lexicon.links()) == {"evigraph:aml": ("evigraph:al",)}
    assert [concept.id for concept in lexicon.by_xref("MESH:D1")] == ["evigraph:al"]
    assert (lexicon.xrefs("evigraph:al"), lexicon.xrefs("evigraph:aml")) == (("MESH:D1",), ())
    (match,) = lexicon.find("Acute Leukemia")
    assert [concept.id for concept in match.concepts] == ["evigraph:x", "evigraph:al"]


def test_a_row_without_a_key_among_rows_with_one_is_folded(tmp_path):
    path = tmp_path / "own.tsv"
    path.write_text(
        FULL + "Tumours\tevigraph:a\tdisease\t\t\t\t\t\nfever\tevigraph:b\tdisease\t\t\t\t\tfever\n", encoding="utf-8"
    )

    assert by_file(path).keys == ["tumor", "fever"]


def test_a_file_of_a_header_alone_has_no_names(tmp_path):
    path = tmp_path / "empty.tsv"
    path.write_text(FULL, encoding="utf-8")

    lexicon = load_lexicons([path])

    assert (len(lexicon), lexicon.concepts(), list(lexicon.names()), lexicon.find("fever")) == (0, (), [], [])
    assert lexicon.lookup("fever") == Lexicon([]).lookup("fever") == ()

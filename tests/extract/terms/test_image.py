"""The image of built lexicon files: what reading the files would give, and only as long as they are the same."""

import pickle
import zlib

import pytest

from pipeline import resources
from pipeline.errors import LexiconError
from pipeline.extract.terms import load_lexicons
from pipeline.extract.terms.columns import Columns
from pipeline.extract.terms.files import COLUMNS
from pipeline.extract.terms.image import NAME, read_image
from pipeline.extract.terms.lexicon import Lexicon, write_image
from pipeline.training.lexicons.build import LOADED

HEADER = "\t".join(COLUMNS) + "\n"
DRUGS = (
    "blinatumomab\tevigraph:blina\tdrug\tevigraph:bite\t\tDRUGBANK:DB09052\t\tblinatumomab\n"
    "α-interferon\tevigraph:ifn\tdrug\t\t\t\t\talpha interferon\n"
    "ALL\tevigraph:all-drug\tdrug\t\tcase\t\t\tall\n"
    "bispecific T-cell engager\tevigraph:bite\ttherapy\t\t\t\t\tbispecific t cell engager\n"
    "two drugs\tevigraph:two\ttherapy\t\t\t\tevigraph:blina|evigraph:ifn\ttwo drug\n"
)
DISEASES = (
    "acute lymphoblastic leukemia\tevigraph:all\tdisease\t\t\tMESH:D1|MESH:D2\t\tacute lymphoblastic leukemia\n"
    "ALL\tevigraph:all\tdisease\t\tcase\t\t\tall\n"
    "acute\tevigraph:acute\tdisease\t\thidden\t\t\tacute\n"
)
OWN = (
    "name\tid\ttype\tparent\n"
    "ALL\tevigraph:own\tdrug\tevigraph:bite\n"
    "blina\tevigraph:blina\tdrug\t\n"
    "fever chart\tx:1\tother\t\n"
)
TEXT = "ALL and acute lymphoblastic leukaemia after blina and blinatumomab, a bispecific T cell engager; a fever chart."


@pytest.fixture
def built(tmp_path):
    paths = []
    for name, rows in (("drugs", DRUGS), ("diseases", DISEASES)):
        paths.append(tmp_path / f"{name}.tsv")
        paths[-1].write_text(HEADER + rows, encoding="utf-8")
    write_image(paths, tmp_path / NAME)
    return paths


@pytest.fixture
def own(tmp_path):
    path = tmp_path / "own.tsv"
    path.write_text(OWN, encoding="utf-8")
    return path


def by_files(paths):
    columns = Columns()
    for path in paths:
        columns.add_file(path)
    return Lexicon(columns)


def same(one, other):
    assert list(one.names()) == list(other.names())
    assert (len(one), one.concepts(), one.links()) == (len(other), other.concepts(), other.links())
    for concept in one.concepts():
        assert one.parts(concept.id) == other.parts(concept.id)
        assert one.xrefs(concept.id) == other.xrefs(concept.id)
        assert all(one.by_xref(xref) == other.by_xref(xref) for xref in one.xrefs(concept.id))
    assert one._table.walked() == other._table.walked()


def test_an_image_gives_what_its_files_give(built, own):
    for paths in (built, [*built, own]):
        same(load_lexicons(paths), by_files(paths))
        assert load_lexicons(paths).find(TEXT) == by_files(paths).find(TEXT)


def test_files_that_have_an_image_are_not_read_row_by_row(built, own, monkeypatch):
    read = []
    monkeypatch.setattr(Columns, "add_file", lambda _, path: read.append(path))

    load_lexicons([*built, own])

    assert read == [own]


@pytest.mark.parametrize("choose", [lambda paths: paths[:1], lambda paths: paths[::-1], lambda paths: paths[1:]])
def test_other_files_than_those_of_the_image_are_read_themselves(built, choose):
    same(load_lexicons(choose(built)), by_files(choose(built)))


def test_a_file_that_was_changed_counts_as_it_is_now(built):
    with built[1].open("a", encoding="utf-8") as handle:
        handle.write("fever\tevigraph:fever\tdisease\t\t\t\t\tfever\n")

    assert [match.surface for match in load_lexicons(built).find("a fever")] == ["fever"]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda packed: packed[:-1],
        lambda packed: packed[:-9] + bytes(9),
        lambda _: b"",
        lambda _: b"{}\n",
        lambda _: b"[]\n",
        lambda packed: packed.replace(b'"layout": 2', b'"layout": 1'),
        lambda packed: packed.replace(b'"sizes": [', b'"sizes": [%d, ' % 10**30),
        lambda packed: packed.partition(b"\n")[0] + b"\n" + zlib.compress(bytes(1 << 24)),
    ],
)
def test_an_image_that_is_spoilt_is_passed_over(built, spoil):
    path = built[0].with_name(NAME)
    path.write_bytes(spoil(path.read_bytes()))

    assert read_image(built) is None
    same(load_lexicons(built), by_files(built))


def test_links_to_the_files_lead_to_their_image(built, tmp_path):
    (tmp_path / "links").mkdir()
    links = [tmp_path / "links" / path.name for path in built]
    for link, path in zip(links, built, strict=True):
        link.symlink_to(path)

    assert read_image(links) is not None


def test_a_parent_of_ones_own_below_itself_is_refused_behind_an_image(built, own):
    own.write_text("name\tid\ttype\tparent\nT engagers\tevigraph:bite\ttherapy\tevigraph:blina\n", encoding="utf-8")

    with pytest.raises(LexiconError, match="below itself"):
        load_lexicons([*built, own])


def test_a_lexicon_of_an_image_can_be_pickled(built, own):
    paths = [*built, own]

    same(pickle.loads(pickle.dumps(load_lexicons(paths))), by_files(paths))


def test_the_shipped_image_is_of_the_shipped_files():
    paths = [resources.lexicon(file.removesuffix(".tsv")) for file in LOADED]

    assert read_image(paths) is not None
    same(load_lexicons(paths), by_files(paths))

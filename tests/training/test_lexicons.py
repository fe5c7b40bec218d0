"""The build, over terminologies of a few lines in the formats of the real ones."""

import gzip

import pytest

from pipeline.errors import LexiconError
from pipeline.extract.terms import NameResolver, load_lexicons
from pipeline.training.lexicons.__main__ import main
from pipeline.training.lexicons.build import FILES, build
from pipeline.training.lexicons.headings import natural, order_free
from pipeline.training.lexicons.patterns import expand

DO = "terms/disease_ontology"
GENE_COLUMNS = (
    "#tax_id\tGeneID\tSymbol\tSynonyms\ttype_of_gene\tFull_name_from_nomenclature_authority\tOther_designations\n"
)
CONCEPT_COLUMNS = "id\ttype\tnames\tflags\tparent\tmembers\tparts\txref\treason\n"
OBO = (
    '[Term]\nid: DOID:2\nname: bad fever\nsynonym: "red fever" EXACT []\nsynonym: "bad fever, long" EXACT []\n'
    'synonym: "BFLX" EXACT []\nsynonym: "Smith\'s fever" EXACT []\nsynonym: "hot" RELATED []\n'
)
SOURCES = {
    "terms/drugbank_vocabulary.csv": (
        "DrugBank ID,Accession Numbers,Common name,CAS,UNII,Synonyms,Standard InChI Key\n"
        'DB1,,Imaginib,,,"Imaginib | Imaginib mesylate | IMAGINIB-MESYLATE | IM | 1,2-dihydro-3,4-imagine | IMGN",\n'
        "DB2,,Iron,,,,\nDB3,,Boring car-t,,,,\nDB4,,Imaginin,,,,\n"
    ),
    "terms/mesh_2015/terms.tsv": "mesh_id\tmesh_name\nD000001\tIron\nD000002\tFever, Bad\nD000003\tQuietol\n"
    "D000007\tCupping, Dry\nD000008\tBleeding, Old\n",
    "terms/mesh_2015/tree-numbers.tsv": (
        "mesh_id\tmesh_name\tmesh_tree_number\nD000001\tIron\tD01.268.1\nD000002\tFever, Bad\tC23.888\n"
        "D000003\tQuietol\tD02.1\nD000007\tCupping, Dry\tE02.1\nD000008\tBleeding, Old\tE04.9\n"
    ),
    f"{DO}/HumanDO.tsv": 'id\tlabel\tsubClassOf\n"DOID:1"\t"fever"\t""\n"DOID:2"\t"bad fever"\t"fever"\n',
    f"{DO}/MESHinDO.tsv": 'id\tlabel\txrefs\n"DOID:2"\t"bad fever"\t"MESH:D000002"\n',
    **{
        f"{DO}/{name}.obo": OBO
        for name in ("DO_cancer_slim", "DO_childhood_cancer_slim", "DO_rare_slim", "NCIthesaurus", "HumanDO_2015")
    },
    "terms/ctcae_v5_terms.tsv": "term\tdefinition\nNausea\tx\nEye disorders - Other, specify\t-\n",
    "data/bc5cdr/train.pubtator": "1|t|x\n1\t0\t1\tquietine\tChemical\tD000003\n1\t0\t1\tfever fit\tDisease\tD000002\n",
    f"{DO}/allXREFinDO.tsv": 'id\tlabel\txref\n"DOID:2"\t"bad fever"\t"MIM:22"\n"DOID:1"\t"fever"\t"MESH:D000004"\n',
    "terms/crossmaps/mesh_mappings.tsv": (
        "MESH\tD000003\tQuietol\tCHEBI\tCHEBI:3\tquietolum\nMESH\tC000005\tOtherol\tCHEBI\tCHEBI:5\totherol\n"
        "MESH\tD000009\tImaginib Besylate\tCHEBI\tCHEBI:9\timaginib besylate\n"
        "MESH\tD000002\tFever, Bad\tHP\tHP:2\twicked temperature\nMESH\tC000006\tX protein, human\tUP\tP1\tX\n"
        "MESH\tD000002\tFever, Bad\tNCIT\tC2\tBad Fever\n"
    ),
    "terms/crossmaps/drugbank_mappings.tsv": "DRUGBANK_ID\tNAMESPACE\tID\tSOURCE\nDB1\tCHEBI\t5\tchebi\n",
    "terms/oncotree.json": (
        '{"T": {"name": "Tissue", "externalReferences": {}, "children": {"BF": {"name": "Fever Tumor, NOS", '
        '"externalReferences": {"NCI": ["C2"]}, "children": {}}}}}'
    ),
    "data/ncbi_disease/train.pubtator": "9|t|shivers\n9|a|shivers\n9\t0\t7\tshivers\tDiseaseClass\tOMIM:22\n",
    "data/biored/train.pubtator": (
        "7|t|the flow of imaginib, the flow of time, a flow: what flow is; CD nineteen; held back.\n7|a|.\n"
        "7\t4\t8\tflow\tChemicalEntity\tD000003\n7\t63\t74\tCD nineteen\tGeneOrGeneProduct\t1\n"
        "7\t76\t85\theld back\tGeneOrGeneProduct\t999\n\n"
        "8|t|learned by heart\n8|a|.\n8\t0\t7\tlearned\tChemicalEntity\tD000003\n"
    ),
    "data/biored/dev.pubtator": "8|t|learned by heart\n8|a|.\n8\t0\t7\tlearned\tChemicalEntity\tD000003\n",
    "data/nlm_gene/train.pubtator": "",
}
OVERLAY = {
    "therapies.tsv": CONCEPT_COLUMNS
    + "evigraph:tki\ttherapy\tTK{I|-inhibitor}\tcase\t\tdrug:imaginib\t\t\tclass\n"
    + "evigraph:car-t\ttherapy\tcar-t\t\t\t\t\tdrug:boring car-t\tclass\n"
    + "evigraph:cupping\ttherapy\tdry cupping\t\t\t\t\t\tprocedure\n"
    + "evigraph:bloodletting\ttherapy\tbloodletting\t\t\t\t\t\tprocedure\n",
    "headings.tsv": "id\theading\treason\nevigraph:bloodletting\tBleeding, Old\tthe same under another name\n",
    "drugs.tsv": CONCEPT_COLUMNS,
    "diseases.tsv": CONCEPT_COLUMNS + "disease:fever\t\tpyrexia ; red fever\t\t\t\t\t\tusual word\n",
    "genes.tsv": CONCEPT_COLUMNS,
    "adverse_events.tsv": CONCEPT_COLUMNS,
    "stop.tsv": "names\tkind\taction\treason\nBEST\tgene\thide\ta word\n",
}


@pytest.fixture
def folders(tmp_path):
    shared, overlay = tmp_path / "shared", tmp_path / "overlay"
    for folder, files in ((shared, SOURCES), (overlay, OVERLAY)):
        for name, text in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    genes = "9606\t1\tCD19\tB4|CVID3\tprotein-coding\tCD19 molecule\tB-lymphocyte antigen CD19|x\n"
    genes += "9606\t2\tHR\t-\tprotein-coding\t-\t-\n9606\t3\tBEST\t-\tprotein-coding\t-\t-\n"
    genes += "9606\t4\tOLD1\t-\tpseudo\t-\t-\n9606\t5\tMIR21\t-\tncRNA\t-\t-\n9606\t6\tLINC7\t-\tncRNA\t-\t-\n"
    genes += "9606\t7\tSOX2\t-\tprotein-coding\t-\tred mucosis type I|amplified in red mucosis|SOX2 protein"
    genes += "|beta-soxin|imaginin\n"
    with gzip.open(shared / "terms/Homo_sapiens.gene_info.gz", "wt", encoding="utf-8") as handle:
        handle.write(GENE_COLUMNS + genes)
    return shared, overlay, tmp_path


def built(folders):
    shared, overlay, root = folders
    build(shared, root / "out", overlay)
    return load_lexicons(root / "out" / file for file in FILES)


def test_the_same_sources_give_the_same_bytes(folders):
    shared, overlay, root = folders
    assert build(shared, root / "one", overlay) == build(shared, root / "two", overlay)
    for file in FILES:
        assert (root / "one" / file).read_bytes() == (root / "two" / file).read_bytes()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("imaginib mesylate", ("DRUGBANK:DB1", "imaginib", "drug")),
        ("iron", ("DRUGBANK:DB2", "iron", "chemical")),
        ("quietine", ("MESH:D000003", "quietol", "chemical")),
        # A name kept by hand is that of its concept alone.
        ("red fever", ("DOID:1", "fever", "disease")),
        ("fever fits", ("DOID:2", "bad fever", "disease")),
        ("pyrexia", ("DOID:1", "fever", "disease")),
        ("nausea", ("evigraph:ae-nausea", "nausea", "adverse_event")),
        ("CVID3", ("NCBIGene:1", "CD19", "gene")),
        ("TKIs", ("evigraph:tki", "tki", "therapy")),
        # Names by way of a cross-reference: ChEBI's, HP's, OncoTree's; of a corpus, by MESH or OMIM id.
        ("quietolum", ("MESH:D000003", "quietol", "chemical")),
        ("otherol", ("DRUGBANK:DB1", "imaginib", "drug")),
        ("wicked temperature", ("DOID:2", "bad fever", "disease")),
        ("fever tumours", ("DOID:2", "bad fever", "disease")),
        ("shivers", ("DOID:2", "bad fever", "disease")),
        ("CD nineteen", ("NCBIGene:1", "CD19", "gene")),
        ("B-lymphocyte antigen CD19", ("NCBIGene:1", "CD19", "gene")),
        ("Sox2", ("NCBIGene:7", "SOX2", "gene")),
        ("sox2", ("NCBIGene:7", "SOX2", "gene")),
        # Proteins of one word, which their endings tell; what a drug is called is the drug.
        ("β-soxin", ("NCBIGene:7", "SOX2", "gene")),
        ("imaginin", ("DRUGBANK:DB4", "imaginin", "drug")),
        # What papers say of what an index writes, and a short form that only one concept has.
        ("long bad fever", ("DOID:2", "bad fever", "disease")),
        ("Smith fever", ("DOID:2", "bad fever", "disease")),
        ("BFLX", ("DOID:2", "bad fever", "disease")),
        ("imaginib besylate", ("DRUGBANK:DB1", "imaginib", "drug")),
        ("miR-21", ("NCBIGene:5", "MIR21", "gene")),
    ],
)
def test_names_of_the_sources_are_found(folders, text, expected):
    (match,) = built(folders).find(text)
    concept = match.concepts[0]
    assert (concept.id, concept.name, concept.type) == expected


@pytest.mark.parametrize(
    "text",
    [
        "flow",
        "held back",
        "LINC7",
        "learned",
        "IM",
        "1,2-dihydro-3,4-imagine",
        "hot",
        "HR",
        "BEST",
        "OLD1",
        "B4",
        "imgn",
        "Other, specify",
    ],
)
def test_names_held_back_are_not_found(folders, text):
    assert built(folders).find(text) == []


def test_a_disease_that_a_gene_is_designated_by_is_no_name_of_the_gene(folders):
    lexicon = built(folders)

    assert lexicon.lookup("red mucosis type I") == ()
    assert [concept.id for concept in lexicon.lookup("amplified in red mucosis")] == ["NCBIGene:7"]


def test_an_event_has_the_number_of_the_disease_that_is_called_so(folders):
    overlay = folders[1] / "adverse_events.tsv"
    overlay.write_text(
        CONCEPT_COLUMNS + "evigraph:ae-fever\tadverse_event\tbad fever\t\t\t\t\t\tusual word\n", encoding="utf-8"
    )

    assert "DOID:2" in built(folders).xrefs("evigraph:ae-fever")


def test_a_fusion_is_no_name_of_one_of_its_genes(folders):
    overlay = folders[1] / "genes.tsv"
    overlay.write_text(
        CONCEPT_COLUMNS + "evigraph:fusion-cd\tgene\tCD nineteen\t\tgene:CD19\t\t\t\tfusion gene\n", encoding="utf-8"
    )

    assert [concept.id for concept in built(folders).lookup("CD nineteen")] == ["evigraph:fusion-cd"]


def test_members_stand_below_their_class_and_cross_references_are_absorbed(folders):
    lexicon = built(folders)
    assert NameResolver(lexicon).resolve("tki") == {"evigraph:tki", "DRUGBANK:DB1"}
    assert lexicon.concept("DRUGBANK:DB3") is None
    assert lexicon.by_xref("DRUGBANK:DB3")[0].id == "evigraph:car-t"


def test_a_spelling_of_a_concept_is_written_once(folders):
    names = [name for name, concept in built(folders).names() if concept.id == "DRUGBANK:DB1"]
    assert names == ["imaginib", "imaginib", "Imaginib mesylate", "IM", "IMGN", "Otherol", "Imaginib Besylate"]


def test_procedures_have_the_headings_that_are_called_as_they_are_or_stated(folders):
    lexicon = built(folders)
    assert [[c.name for c in lexicon.by_xref(id)] for id in ("MESH:D000007", "MESH:D000008")] == [
        ["dry cupping"],
        ["bloodletting"],
    ]


@pytest.mark.parametrize("line", ["evigraph:none\tCupping, Dry\twhy", "evigraph:cupping\tNo Heading\twhy"])
def test_a_stated_heading_must_be_one_and_of_a_therapy(folders, line):
    shared, overlay, root = folders
    (overlay / "headings.tsv").write_text(f"id\theading\treason\n{line}\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=r"headings\.tsv: no such therapy or no such heading of MeSH: evigraph:"):
        build(shared, root / "out", overlay)


def test_an_overlay_line_without_source_or_reason_is_refused(folders):
    shared, overlay, root = folders
    path = overlay / "therapies.tsv"
    path.write_text(CONCEPT_COLUMNS + "drug:nothing\t\tx\t\t\t\t\t\twhy\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=r"therapies\.tsv:2: no source has 'drug:nothing'"):
        build(shared, root / "out", overlay)
    path.write_text(CONCEPT_COLUMNS + "evigraph:x\ttherapy\txray\t\t\t\t\t\t\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=r"therapies\.tsv:2: a line needs its reason"):
        build(shared, root / "out", overlay)


def test_a_missing_source_is_named(folders, capsys):
    shared, overlay, root = folders
    (shared / "terms/ctcae_v5_terms.tsv").unlink()
    with pytest.raises(LexiconError, match="ctcae_v5_terms"):
        build(shared, root / "out", overlay)
    assert main(["--shared", str(root / "nowhere"), "--out", str(root / "out")]) == 1
    assert "EVIGRAPH_SHARED" in capsys.readouterr().err


def test_alternatives_in_braces_are_each_a_name():
    assert expand("{anti-|}CD19 CAR{-T| T cell}") == [
        "anti-CD19 CAR-T",
        "anti-CD19 CAR T cell",
        "CD19 CAR-T",
        "CD19 CAR T cell",
    ]


def test_concepts_have_their_cross_references(folders):
    lexicon = built(folders)
    assert lexicon.xrefs("DOID:2") == ("MESH:D000002", "OMIM:22")
    assert lexicon.xrefs("DRUGBANK:DB1") == ("MESH:C000005", "MESH:D000009")
    assert lexicon.xrefs("DRUGBANK:DB2") == ("MESH:D000001",)
    assert lexicon.xrefs("evigraph:ae-nausea") == ()


def test_names_held_back_from_text_are_known_to_those_who_ask(folders):
    lexicon = built(folders)
    assert [concept.id for concept in lexicon.lookup("flow")] == ["MESH:D000003"]
    assert [concept.id for concept in lexicon.lookup("IM")] == ["DRUGBANK:DB1"]
    assert lexicon.lookup("learned") == ()


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("Leukemia, Lymphoid", "Lymphoid Leukemia"),
        ("Leukemia, Lymphocytic, Chronic, B-Cell", "B-Cell Chronic Lymphocytic Leukemia"),
        ("Fever", "Fever"),
        ("1,2-Dichloro, 5", "1,2-Dichloro, 5"),
    ],
)
def test_headings_are_written_as_papers_do(heading, name):
    assert natural(heading) == name
    assert order_free(heading) == order_free(name)


#: More lines for the sources, each for a rule about which identifier is whose.
MORE = {
    "terms/drugbank_vocabulary.csv": (
        'DB4,,Novomab,,,"NMX",\nDB5,,Curaronium,,,,\nDB6,,Mitocin,,,,\nDB7,,Leaf tea,,,"Herb brew",\n'
    ),
    "terms/mesh_2015/terms.tsv": (
        "D000010\tMitocins\nD000011\tMitocin\nD000012\tCuraronium Bromide\nD000013\tPlant Brews\n"
        "D000014\tChills\nD000015\tShaking\nD000016\tAntifebrile Agents\nD000017\tOther substance\n"
    ),
    "terms/mesh_2015/tree-numbers.tsv": (
        "D000010\tMitocins\tD02.2\nD000011\tMitocin\tD02.3\nD000012\tCuraronium Bromide\tD02.4\n"
        "D000013\tPlant Brews\tD20.1\nD000014\tChills\tC23.1\nD000015\tShaking\tC23.2\n"
        "D000016\tAntifebrile Agents\tD27.1\nD000017\tOther substance\tD02.5\n"
    ),
    f"{DO}/HumanDO.tsv": '"DOID:3"\t"chills"\t"fever"\n"DOID:4"\t"chills type 2"\t"chills"\n',
    f"{DO}/MESHinDO.tsv": '"DOID:3"\t"chills"\t"MESH:D000015"\n',
    f"{DO}/allXREFinDO.tsv": (
        '"DOID:3"\t"chills"\t"MIM:31"\n"DOID:3"\t"chills"\t"MIM:32"\n"DOID:4"\t"chills type 2"\t"MIM:32"\n'
    ),
    "terms/ctcae_v5_terms.tsv": "Trembling\tx\n",
    "data/bc5cdr/train.pubtator": (
        "1\t0\t1\tnovomab\tChemical\tC000901\n1\t0\t1\tNovomab\tChemical\tD000077001\n"
        "1\t0\t1\tNMX\tChemical\tD000017\n1\t0\t1\tNMX\tChemical\tD000017\n"
        "1\t0\t1\therb brew\tChemical\tD000013\n1\t0\t1\therb brew\tChemical\tD000013\n"
        "1\t0\t1\ttrembling\tDisease\tD000015\n1\t0\t1\ttrembling\tDisease\tD000015\n"
    ),
}


@pytest.fixture
def more(folders):
    shared, overlay, root = folders
    for name, text in MORE.items():
        path = shared / name
        path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")
    therapies = overlay / "therapies.tsv"
    line = "evigraph:antifebrile\ttherapy\tantifebrile\t\t\t\t\t\tclass\n"
    therapies.write_text(therapies.read_text(encoding="utf-8") + line, encoding="utf-8")
    return built((shared, overlay, root))


@pytest.mark.parametrize(
    ("id", "expected"),
    [
        # What the corpora call by the drug's name, under its old and its new id.
        ("DRUGBANK:DB4", ("MESH:C000901", "MESH:D000077001")),
        # The heading of a salt where the drug has none; the very name before its plural.
        ("DRUGBANK:DB5", ("MESH:D000012",)),
        ("DRUGBANK:DB6", ("MESH:D000011",)),
        # A wider heading that the corpora use is not the drug's.
        ("DRUGBANK:DB7", ()),
        # The heading of its own name, though it refers to another; a number of OMIM goes with the narrower disease.
        ("DOID:3", ("MESH:D000014", "OMIM:31")),
        ("DOID:4", ("OMIM:32",)),
        # A class of ours has the heading that is called so; an event what the corpora call so.
        ("evigraph:antifebrile", ("MESH:D000016",)),
        ("evigraph:ae-trembling", ("MESH:D000015",)),
    ],
)
def test_a_concept_has_the_identifiers_that_headings_and_corpora_give_its_name(more, id, expected):
    assert more.xrefs(id) == expected


def test_a_synonym_that_the_corpora_use_otherwise_is_not_the_drugs(more):
    assert [concept.id for concept in more.lookup("NMX")] == ["MESH:D000017"]

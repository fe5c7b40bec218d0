"""The names of the field, each in a sentence of its own: which concept the shipped lexicons find."""

import pytest

from pipeline.extract.terms import NameResolver, load_lexicons
from pipeline.resources import lexicon


@pytest.fixture(scope="module")
def shipped():
    return load_lexicons(map(lexicon, ("therapies", "drugs", "diseases", "genes", "adverse_events")))


@pytest.fixture(scope="module")
def resolver(shipped):
    return NameResolver(shipped)


def found(lexicon, text):
    return {match.surface: match.concepts[0] for match in lexicon.find(text)}


CELLS = [
    ("Twelve patients received CAR T-cell therapy.", "CAR T-cell therapy", "evigraph:car-t"),
    ("Infusion of chimeric antigen receptor-modified T cells was safe.", None, "evigraph:car-t"),
    ("Responses to CD19-directed CAR T cells were durable.", "CD19-directed CAR T cells", "evigraph:car-t-cd19"),
    ("Anti‐CD19 CAR-T cells were infused on day 0.", None, "evigraph:car-t-cd19"),
    ("CART19 was infused.", "CART19", "evigraph:car-t-cd19"),
    ("We gave CD22 CAR T cells after relapse.", "CD22 CAR T cells", "evigraph:car-t-cd22"),
    ("CD19/CD22 CAR-T was given to 20 patients.", "CD19/CD22 CAR-T", "evigraph:car-t-cd19-cd22"),
    ("Tandem CD19/CD22 CAR-T cells were manufactured.", None, "evigraph:car-t-cd19-cd22"),
    ("Bispecific CD19/CD22 CAR T cells expanded.", None, "evigraph:car-t-cd19-cd22"),
    ("A humanised CD19 CAR T-cell product was used.", None, "evigraph:car-t-cd19-humanised"),
    ("BCMA CAR-T cells were given for myeloma.", "BCMA CAR-T cells", "evigraph:car-t-bcma"),
    ("Universal CAR-T cells need no donor match.", "Universal CAR-T cells", "evigraph:car-t-universal"),
    ("CAR-NK cells persisted for a year.", "CAR-NK cells", "evigraph:car-nk"),
    ("GD2 CAR T cells crossed the barrier.", "GD2 CAR T cells", "evigraph:car-t-gd2"),
    # The target tells more than where the cells are from.
    ("Donor-derived CD7 CAR-T cells were given.", "CD7 CAR-T cells", "evigraph:car-t-cd7"),
    ("Universal CD7 CAR-T cells were given.", "Universal CD7 CAR-T cells", "evigraph:car-t-ucart7"),
    ("Donor lymphocyte infusions followed.", "Donor lymphocyte infusions", "evigraph:dli"),
]
TRANSPLANTS = [
    ("He proceeded to allo-HSCT.", "allo-HSCT", "evigraph:hsct-allogeneic"),
    ("An allogeneic hematopoietic cell transplant was done.", None, "evigraph:hsct-allogeneic"),
    ("Haplo-HCT gave the same survival.", "Haplo-HCT", "evigraph:hsct-haplo"),
    ("HSCT from a haploidentical donor was chosen.", "HSCT from a haploidentical donor", "evigraph:hsct-haplo"),
    ("Matched sibling donor HSCT was standard.", "Matched sibling donor HSCT", "evigraph:hsct-msd"),
    ("An unrelated donor transplant was planned.", "unrelated donor transplant", "evigraph:hsct-mud"),
    ("Umbilical cord blood transplantation failed.", None, "evigraph:hsct-cord"),
    ("She had an autologous stem cell transplantation.", None, "evigraph:hsct-autologous"),
    ("Myeloablative conditioning was used.", "Myeloablative conditioning", "evigraph:conditioning-mac"),
    ("Reduced-intensity conditioning was used.", "Reduced-intensity conditioning", "evigraph:conditioning-ric"),
    ("TBI-based conditioning was better.", "TBI-based conditioning", "evigraph:conditioning-tbi"),
    ("BuCy was the backbone.", "BuCy", "evigraph:bucy"),
    ("PTCy-based prophylaxis was given.", None, "evigraph:ptcy"),
    ("Rabbit antithymocyte globulin was added.", "Rabbit antithymocyte globulin", "evigraph:atg-rabbit"),
]
REGIMENS = [
    ("Venetoclax plus azacitidine was given.", "Venetoclax plus azacitidine", "evigraph:ven-aza"),
    ("Folinic acid rescue began.", "Folinic acid", "DRUGBANK:DB00650"),
    ("6-MP and MTX were given.", "6-MP", "DRUGBANK:DB01033"),
    ("FLAG-IDA was the salvage.", "FLAG-IDA", "evigraph:flag-ida"),
    ("Hyper-CVAD plus a kinase inhibitor was given.", "Hyper-CVAD", "evigraph:hyper-cvad"),
    ("Mini-hyper-CVD was tolerable.", "Mini-hyper-CVD", "evigraph:mini-hyper-cvd"),
    ("A 7+3 regimen induced remission.", "7+3 regimen", "evigraph:7-3"),
    ("R-CHOP was given for six cycles.", "R-CHOP", "evigraph:r-chop"),
    ("Capizzi methotrexate was compared.", "Capizzi methotrexate", "evigraph:capizzi"),
    ("mFOLFOX6 was given every two weeks.", "mFOLFOX6", "evigraph:folfox"),
    ("ABVD cured most.", "ABVD", "evigraph:abvd"),
    ("BEAM conditioning preceded the graft.", "BEAM conditioning", "evigraph:beam"),
    ("VAC chemotherapy was randomised.", "VAC chemotherapy", "evigraph:vac"),
    ("ICE chemotherapy was repeated.", "ICE chemotherapy", "evigraph:ice"),
    ("A BFM protocol was followed.", "BFM protocol", "evigraph:bfm"),
    ("DA-EPOCH-R was infused.", "DA-EPOCH-R", "evigraph:r-epoch"),
    ("Daratumumab was added to VRd.", "VRd", "evigraph:vrd"),
]
OTHERS = [
    ("Intensity-modulated radiotherapy spared the gland.", None, "evigraph:rt-imrt"),
    ("SBRT was given in five fractions.", "SBRT", "evigraph:rt-sbrt"),
    ("Cranial irradiation was omitted.", "Cranial irradiation", "evigraph:rt-cranial"),
    ("Proton beam therapy was offered.", "Proton beam therapy", "evigraph:rt-proton"),
    ("Best supportive care was the control.", "Best supportive care", "evigraph:best-supportive-care"),
    ("The control was watchful waiting.", "watchful waiting", "evigraph:observation"),
    ("Usual care was the comparator.", "Usual care", "evigraph:usual-care"),
    ("No treatment was given to the others.", "No treatment", "evigraph:no-treatment"),
    ("SGLT2 inhibitors lowered the risk.", "SGLT2 inhibitors", "evigraph:sglt2-inhibitor"),
    ("A TNF inhibitor was stopped.", "TNF inhibitor", "evigraph:anti-tnf"),
    ("Cognitive behavioural therapy was delivered online.", None, "evigraph:cbt"),
    ("The influenza vaccine was well tolerated.", "influenza vaccine", "evigraph:vaccine-influenza"),
    ("Piperacillin-tazobactam was started.", "Piperacillin-tazobactam", "evigraph:pip-tazo"),
    ("Total knee arthroplasty was done.", "Total knee arthroplasty", "evigraph:total-knee-arthroplasty"),
    ("A low-molecular-weight heparin was used.", "low-molecular-weight heparin", "evigraph:lmwh"),
    ("Anti-PD-1 therapy was resumed.", "Anti-PD-1 therapy", "evigraph:anti-pd1"),
    ("Second-generation EGFR TKIs were compared.", "Second-generation EGFR TKIs", "evigraph:tki-egfr-2"),
]


@pytest.mark.parametrize(("sentence", "surface", "id"), CELLS + TRANSPLANTS + REGIMENS + OTHERS)
def test_a_therapy_is_found_under_the_names_of_papers(shipped, sentence, surface, id):
    mentions = found(shipped, sentence)
    assert id in {concept.id for concept in mentions.values()}
    if surface:
        assert mentions[surface].id == id


@pytest.mark.parametrize(
    ("sentence", "drugs"),
    [
        ("CLAG-M was the salvage.", "cladribine cytarabine filgrastim mitoxantrone"),
        ("CLIA was the salvage.", "cladribine cytarabine idarubicin"),
        ("VDCP was given for induction.", "vincristine daunorubicin cyclophosphamide prednisone"),
        ("A+AVD was compared.", "brentuximab-vedotin doxorubicin vinblastine dacarbazine"),
        ("N-AVD was compared.", "nivolumab doxorubicin vinblastine dacarbazine"),
        ("OEPA was given to the children.", "vincristine etoposide prednisone doxorubicin"),
        ("BeEAM preceded the graft.", "bendamustine etoposide cytarabine melphalan"),
        ("R-DHAX was repeated.", "rituximab dexamethasone cytarabine oxaliplatin"),
        ("P-GEMOX was given.", "pegaspargase gemcitabine oxaliplatin"),
        ("Isa-KRd was given.", "isatuximab carfilzomib lenalidomide dexamethasone"),
        ("SVd was superior.", "selinexor bortezomib dexamethasone"),
        ("VeIP chemotherapy was given.", "vinblastine ifosfamide cisplatin"),
        ("Rapid COJEC was given.", "cisplatin vincristine carboplatin etoposide cyclophosphamide"),
        ("N5 MSKCC was given.", "cyclophosphamide doxorubicin vincristine cisplatin etoposide"),
        ("AC followed by paclitaxel was given.", "doxorubicin cyclophosphamide paclitaxel"),
    ],
)
def test_a_regimen_is_taken_apart_into_its_own_drugs(shipped, sentence, drugs):
    (regimen,) = found(shipped, sentence).values()
    assert {part.name.replace(" ", "-") for part in shipped.parts(regimen.id)} == set(drugs.split())


@pytest.mark.parametrize(
    ("product", "names"),
    [
        ("tisagenlecleucel", ("CTL019", "tisa-cel", "Kymriah")),
        ("axicabtagene ciloleucel", ("axi-cel", "KTE-C19", "Yescarta")),
        ("brexucabtagene autoleucel", ("KTE-X19", "brexu-cel", "Tecartus")),
        ("lisocabtagene maraleucel", ("JCAR017", "liso-cel", "Breyanzi")),
        ("obecabtagene autoleucel", ("obe-cel", "AUTO1")),
        ("blinatumomab", ("blina", "Blincyto", "MT103")),
        ("inotuzumab ozogamicin", ("Besponsa", "InO", "inotuzumab")),
        ("gemtuzumab ozogamicin", ("Mylotarg", "CMA-676")),
        ("ponatinib", ("Iclusig", "AP24534")),
        ("venetoclax", ("ABT-199", "Venclexta")),
        ("pegaspargase", ("Oncaspar", "PEG-asparaginase")),
        ("pembrolizumab", ("Keytruda", "MK-3475")),
    ],
)
def test_brands_codes_and_short_forms_are_the_drug(shipped, product, names):
    (target,) = {concept.id for concept in found(shipped, f"They received {product} weekly.").values()}
    for name in names:
        assert target in {concept.id for concept in found(shipped, f"They received {name} weekly.").values()}, name


@pytest.mark.parametrize(
    ("above", "below"),
    [
        (
            "immunotherapy",
            ("tisagenlecleucel", "blinatumomab", "inotuzumab ozogamicin", "CD19/CD22 CAR-T", "nivolumab"),
        ),
        ("CAR-T", ("CD19 CAR-T", "KTE-X19", "BCMA CAR-T", "CD7 CAR-T", "cilta-cel")),
        ("CD19 CAR-T", ("tisa-cel", "CD19/CD22 CAR-T", "humanized CD19 CAR-T")),
        ("CD22 CAR-T", ("CD19/CD22 CAR-T",)),
        ("bispecific T-cell engager", ("blinatumomab", "teclistamab", "epcoritamab")),
        ("antibody-drug conjugate", ("inotuzumab ozogamicin", "brentuximab vedotin")),
        ("tyrosine kinase inhibitor", ("imatinib", "second-generation BCR-ABL TKI", "osimertinib")),
        ("BCR-ABL TKI", ("dasatinib", "ponatinib", "asciminib")),
        ("HSCT", ("haplo-HSCT", "cord blood transplantation", "autologous HSCT", "MUD-HSCT")),
        ("conditioning", ("BuCy", "Cy/TBI", "myeloablative conditioning", "BEAM conditioning")),
        ("chemotherapy", ("doxorubicin", "FLAG-IDA", "mercaptopurine", "FOLFOX", "asparaginase")),
        ("radiotherapy", ("TBI", "IMRT", "cranial irradiation", "brachytherapy")),
        ("antihypertensive", ("amlodipine", "ramipril", "losartan", "metoprolol")),
        ("antibiotic", ("ceftriaxone", "meropenem", "azithromycin", "vancomycin")),
        ("surgery", ("mastectomy", "total hip arthroplasty", "laparoscopic surgery")),
        ("psychotherapy", ("cognitive behavioural therapy", "interpersonal psychotherapy")),
        ("vaccine", ("HPV vaccine", "BNT162b2", "pneumococcal conjugate vaccine")),
    ],
)
def test_a_class_finds_what_stands_below_it(resolver, above, below):
    held = resolver.resolve(above, {"therapy", "drug"})
    for name in below:
        assert resolver.concepts(name, {"therapy", "drug"})[0].id in held, name


def test_a_transplant_of_own_cells_is_no_immunotherapy(resolver):
    assert "evigraph:hsct-autologous" not in resolver.resolve("immunotherapy")


@pytest.mark.parametrize(
    ("regimen", "parts"),
    [
        ("FLAG-IDA", {"fludarabine", "cytarabine", "filgrastim", "idarubicin"}),
        ("hyper-CVAD", {"cyclophosphamide", "vincristine", "doxorubicin", "dexamethasone"}),
        ("R-CHOP", {"rituximab", "cyclophosphamide", "doxorubicin", "vincristine", "prednisone"}),
        ("FOLFOX", {"leucovorin", "fluorouracil", "oxaliplatin"}),
        ("XELIRI", {"capecitabine", "irinotecan"}),
        ("VRd", {"bortezomib", "lenalidomide", "dexamethasone"}),
        ("BuCy", {"busulfan", "cyclophosphamide"}),
    ],
)
def test_a_regimen_has_its_drugs(shipped, resolver, regimen, parts):
    assert {part.name for part in shipped.parts(resolver.concepts(regimen)[0].id)} == parts


EVENTS = [
    ("Liver function damage occurred in 12%.", "evigraph:ae-hepatotoxicity"),
    ("Decreased serum potassium levels were seen in six.", "evigraph:ae-hypokalemia"),
    ("A potassium decrease was noted.", "evigraph:ae-hypokalemia"),
    ("Elevated serum calcium was rare.", "evigraph:ae-hypercalcemia"),
    ("Low platelets delayed the next cycle.", "evigraph:ae-platelet-count-decreased"),
    ("Raised transaminases resolved.", "evigraph:ae-transaminases-increased"),
    ("Elevated AST was reversible.", "evigraph:ae-aspartate-aminotransferase-increased"),
    ("An increase in serum creatinine was seen.", "evigraph:ae-creatinine-increased"),
    ("Hair loss was universal.", "evigraph:ae-alopecia"),
    ("Hand-foot syndrome led to a pause.", "evigraph:ae-palmar-plantar-erythrodysesthesia-syndrome"),
    ("Infusion-related reactions were mild.", "evigraph:ae-infusion-related-reaction"),
    ("Neutropenic fever was common.", "evigraph:ae-febrile-neutropenia"),
    ("Oral mucositis required opioids.", "evigraph:ae-mucositis-oral"),
    ("Chemotherapy-induced peripheral neuropathy persisted.", "evigraph:ae-peripheral-neuropathy"),
    ("B-cell aplasia lasted a year.", "evigraph:ae-hypogammaglobulinemia"),
    ("VOD/SOS was fatal in one.", "evigraph:ae-sinusoidal-obstruction-syndrome"),
    ("Transplant-associated thrombotic microangiopathy occurred.", "evigraph:ae-tma"),
    ("IEC-HS was treated with anakinra.", "evigraph:ae-hlh"),
    ("Tumour lysis was prevented.", "evigraph:ae-tumor-lysis-syndrome"),
    ("Immune-related adverse events were few.", "evigraph:ae-immune-related"),
    ("Nasal bleeding was noted.", "evigraph:ae-epistaxis"),
    ("CMV reactivation was frequent.", "evigraph:ae-cytomegalovirus-infection-reactivation"),
    ("Septic shock followed.", "evigraph:ae-sepsis"),
    ("QTc prolongation was asymptomatic.", "evigraph:ae-electrocardiogram-qt-corrected-interval-prolonged"),
]


@pytest.mark.parametrize(("sentence", "id"), EVENTS)
def test_an_adverse_event_is_found_under_the_words_of_tables(shipped, resolver, sentence, id):
    concepts = [concept for match in shipped.find(sentence) for concept in match.concepts]
    events = {concept.id for concept in concepts if concept.type == "adverse_event"}
    assert events & {id, *resolver.descendants(id)}


def test_adverse_events_carry_the_mesh_descriptor_of_a_name(shipped):
    assert "evigraph:ae-platelet-count-decreased" in {c.id for c in shipped.by_xref("MESH:D013921")}
    assert "evigraph:ae-hypokalemia" in {c.id for c in shipped.by_xref("MESH:D007008")}


@pytest.mark.parametrize(
    ("sentence", "id"),
    [
        ("BCR::ABL1 was detected.", "evigraph:fusion-bcr-abl1"),
        ("TEL-AML1 predicted a good outcome.", "evigraph:fusion-etv6-runx1"),
        ("MLL-AF4 is found in infants.", "evigraph:fusion-kmt2a-aff1"),
        ("The t(8;21) translocation was present.", "evigraph:fusion-runx1-runx1t1"),
        ("TCF3::HLF is rare.", "evigraph:fusion-tcf3-hlf"),
        ("KMT2A-r leukemia relapses early.", "evigraph:fusion-kmt2a-r"),
    ],
)
def test_a_fusion_is_found_under_any_of_its_names(shipped, sentence, id):
    assert id in {concept.id for concept in found(shipped, sentence).values()}


@pytest.mark.parametrize(
    ("names", "label"),
    [
        (("R/R B-ALL", "BCP-ALL", "precursor B-cell acute lymphoblastic leukaemia", "pre-B ALL"), "B-ALL"),
        (("Ph+ ALL", "Philadelphia chromosome-positive acute lymphoblastic leukemia"), "Ph-positive ALL"),
        (("MLL-r ALL", "KMT2A-rearranged acute lymphoblastic leukemia"), "KMT2A-r ALL"),
        (("R/R AML", "acute myelogenous leukemia"), "AML"),
        (("diffuse large B-cell lymphomas", "R/R DLBCL"), "DLBCL"),
        (("Hodgkin's disease", "classical Hodgkin lymphoma"), "Hodgkin lymphoma"),
        (("higher-risk myelodysplastic syndrome", "HR-MDS"), "MDS"),
    ],
)
def test_state_and_short_form_leave_the_disease_what_it_is(shipped, names, label):
    (wanted,) = {concept.id for concept in found(shipped, f"{label} was treated.").values()}
    for name in names:
        assert wanted in {concept.id for concept in found(shipped, f"{name} was treated.").values()}, name


@pytest.mark.parametrize(
    "sentence",
    [
        "The car drove into a cart; a flag, a beam, a chop, ice and rice.",
        "Flow was measured by CT, MR and IR; the MAC address and the PR interval.",
        "In AC and EC, TC was lower; the PD, the MS and the MM of the IT group.",
        "CR was 1.2 mg/dl and BP 120; Flu, Cy and MP stood for nothing.",
        "HD and PE, PA and AD, DC, RT and ST are left to the document.",
        "A C-arm was used; ports were flushed; a mod of the analgesic effect.",
    ],
)
def test_short_forms_of_many_meanings_are_left_to_the_document(shipped, sentence):
    kinds = {"therapy", "drug", "disease", "adverse_event"}
    assert [match.surface for match in shipped.find(sentence) if match.type in kinds] == []


@pytest.mark.parametrize(
    ("short", "meanings"),
    [
        ("Flu", {"influenza", "fludarabine"}),
        ("Cy", {"cyclophosphamide"}),
        ("MP", {"mercaptopurine", "melphalan/prednisone"}),
        ("MAC", {"myeloablative conditioning"}),
        ("CAR", {"car-t", "NR1I3"}),
        ("AC", {"doxorubicin/cyclophosphamide"}),
        ("PD", {"Parkinson's disease"}),
        ("HD", {"Hodgkin's lymphoma", "Huntington's disease", "hemodialysis"}),
        ("PE", {"pulmonary embolism", "plasma exchange"}),
        ("AD", {"Alzheimer's disease", "atopic dermatitis"}),
    ],
)
def test_what_a_short_form_may_mean_is_known_all_the_same(shipped, short, meanings):
    assert meanings <= {concept.name for concept in shipped.lookup(short)}

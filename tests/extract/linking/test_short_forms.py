"""What short forms and words of several meanings stand for, by what the text around them says: pairs of traps."""

from __future__ import annotations

import pytest

from tests.extract.builders import record

#: The text, a name in it, and what its first occurrence stands for there, by any name that the lexicons know; None
#: where nothing of theirs is meant.
ROWS = [
    # A disease and the word.
    ("Relapsed ALL in children is treated with blinatumomab.", "ALL", "acute lymphoblastic leukemia"),
    ("Two boys with ALL had a relapse in the testis.", "ALL", "acute lymphoblastic leukemia"),
    ("ALL relapsed in nine children.", "ALL", "acute lymphoblastic leukemia"),
    ("Treatment of ALL and AML differs.", "ALL", "acute lymphoblastic leukemia"),
    ("ALL PATIENTS RECEIVED ANTIBIOTICS", "ALL", None),
    ("MORTALITY FROM ALL CAUSES IN CHILDREN", "ALL", None),
    ("ALL CHILDREN WERE VACCINATED AT SCHOOL", "ALL", None),
    ("CHILDREN WITH RELAPSED ALL TREATED WITH BLINATUMOMAB", "ALL", "acute lymphoblastic leukemia"),
    ("ALL of the participants signed.", "ALL", None),
    ("In ALL patients the wound was closed.", "ALL", None),
    ("All patients with leukaemia had a fever.", "All", None),
    ("The ALL was released and lordosis improved in the lumbar spine.", "ALL", None),
    # A regimen, a gene's product, a hospital.
    ("CHOP was given every 21 days with rituximab.", "CHOP", "CHOP regimen"),
    ("CHOP expression rose in cells under endoplasmic reticulum stress.", "CHOP", "DDIT3"),
    ("The staff at CHOP enrolled the patients.", "CHOP", None),
    ("Patients with HIV on cART were eligible.", "cART", "antiretroviral therapy"),
    ("Expression of the CART peptide in the hypothalamus was measured.", "CART", "CARTPT"),
    # What stands beside a gene's symbol does so beside each that the table knows.
    ("The CAT gene was silenced.", "CAT", "catalase"),
    ("Amplification of MET was detected.", "MET", "MET"),
    ("TAM resolved in neonates with Down syndrome.", "TAM", "transient abnormal myelopoiesis"),
    ("M2 TAM density predicted relapse of the tumour.", "TAM", None),
    ("DBA/2 mice were used.", "DBA", None),
    ("Patients with DBA depend on transfusions.", "DBA", "Diamond-Blackfan anemia"),
    ("The gold standard was flow cytometry.", "gold", None),
    # A cytokine is measured or given.
    ("Serum IFN-γ peaked on day 7.", "IFN-γ", "IFNG"),
    ("Levels of GM-CSF rose before neurotoxicity.", "GM-CSF", "CSF2"),
    ("G-CSF was given at 5 µg/kg from day 7.", "G-CSF", "G-CSF"),
    # Responses, and what else is written so.
    ("CR was achieved in nine children with leukaemia.", "CR", None),
    ("Serum Cr doubled within two days.", "Cr", "creatinine"),
    ("Urinary Cr was measured each morning.", "Cr", "creatinine"),
    ("Cr clearance fell below 30 mL/min.", "Cr", "creatinine"),
    ("Hexavalent Cr was found in the soil.", "Cr", "chromium"),
    ("Co and Cr concentrations rose after metal hip implants.", "Cr", "chromium"),
    ("The CR formulation of oxycodone was taken twice daily.", "CR", None),
    ("Carvedilol CR tablets were compared with immediate-release tablets.", "CR", None),
    ("CR levels were 0.9 mg/dl and urea was normal.", "CR", "creatinine"),
    ("PR was positive in 60% of the breast cancers, as was the estrogen receptor.", "PR", "progesterone receptor"),
    ("ER and PR status were read by immunohistochemistry in breast tumours.", "PR", "progesterone receptor"),
    ("PR was seen in three patients and stable disease in two.", "PR", None),
    ("The PR interval was prolonged on the ECG.", "PR", None),
    ("PD in 3 patients and SD in 4 were the best responses of these tumours.", "PD", None),
    ("Patients with PD took levodopa for tremor.", "PD", "Parkinson's disease"),
    ("Dopaminergic neurons are lost in PD.", "PD", "Parkinson's disease"),
    ("PD catheters became infected and peritonitis followed.", "PD", "peritoneal dialysis"),
    ("PD dementia is common.", "PD", "Parkinson's disease"),
    ("Tumours that express PD-1 ligand shrank.", "PD", "PD-1"),
    ("Panic attacks, agoraphobia and PD were rated by a psychiatrist.", "PD", "panic disorder"),
    ("OS cell lines such as Saos-2 were irradiated.", "OS", "osteosarcoma"),
    ("Limb salvage in OS of the femur, a bone tumour.", "OS", "osteosarcoma"),
    ("Median OS was 14 months.", "OS", None),
    ("TTP was 6.1 months and survival 12 months.", "TTP", None),
    ("Acquired TTP was treated with plasma exchange and caplacizumab.", "TTP", "thrombotic thrombocytopenic purpura"),
    ("The mean score was 12 (SD 3).", "SD", None),
    # Radiotherapy, transcription, imaging.
    ("RT of 50 Gy was given to the breast.", "RT", "radiotherapy"),
    ("After surgery, adjuvant RT was delivered to the tumour bed.", "RT", "radiotherapy"),
    ("Transcripts were measured by RT-PCR.", "RT", None),
    ("Quantitative RT PCR of mRNA was done.", "RT", None),
    ("Slides were kept at RT for 10 min and washed.", "RT", None),
    ("A chest CT scan was done.", "CT", None),
    ("Neoadjuvant CT with cisplatin followed by radiotherapy shrank the tumour.", "CT", "chemotherapy"),
    ("IT methotrexate was given with cytarabine.", "IT", None),
    ("IT staff of the hospital wrote the software.", "IT", None),
    # The nervous system and the joints, and methods.
    ("Early MS was treated with interferon beta.", "MS", "multiple sclerosis"),
    ("MS patients had new lesions.", "MS", "multiple sclerosis"),
    ("Peptides were identified by LC-MS/MS analysis.", "MS", None),
    ("Tandem MS of the peptides gave a spectrum.", "MS", None),
    ("MS components such as waist and triglycerides were counted in obese adults.", "MS", "metabolic syndrome"),
    ("Rheumatic MS of the mitral valve was repaired.", "MS", "mitral stenosis"),
    ("Relapsed MM was treated with bortezomib.", "MM", "multiple myeloma"),
    ("Metastatic MM of the skin was treated with dacarbazine, a drug for melanoma.", "MM", "melanoma"),
    ("HD of stage III was treated with ABVD.", "HD", "Hodgkin lymphoma"),
    ("HD patients with chorea carry CAG repeats.", "HD", "Huntington disease"),
    ("Maintenance HD three times a week through a fistula.", "HD", "hemodialysis"),
    ("HD MTX at 5 g/m2 was infused.", "HD", None),
    ("Early RA was treated with methotrexate and joint counts fell.", "RA", "rheumatoid arthritis"),
    ("All-trans RA receptor signalling caused differentiation.", "RA", "retinoic acid"),
    ("AD patients had amyloid plaques.", "AD", "Alzheimer disease"),
    ("Moderate-to-severe AD with eczema of the skin was treated with dupilumab.", "AD", "atopic dermatitis"),
    ("AD inheritance was seen in the pedigree.", "AD", None),
    ("Active AS of the spine in HLA-B27 carriers.", "AS", "ankylosing spondylitis"),
    ("Severe AS with a calcified aortic valve.", "AS", "aortic stenosis"),
    # The heart, the lungs and pregnancy.
    ("Acute PE and deep vein thrombosis were treated with heparin.", "PE", "pulmonary embolism"),
    ("Early-onset PE in pregnant women with proteinuria.", "PE", "preeclampsia"),
    ("Malignant PE was drained by thoracentesis of the pleura.", "PE", "pleural effusion"),
    ("Sessions of PE were given for Guillain-Barre syndrome.", "PE", "plasma exchange"),
    ("Sputum grew mucoid PA in cystic fibrosis.", "PA", None),
    ("Leisure-time PA was measured by accelerometer.", "PA", None),
    ("ST elevation was seen on the ECG.", "ST", None),
    ("Resting HR fell by 10 bpm.", "HR", None),
    ("The HR gene is mutated in atrichia and alopecia.", "HR", "HR"),
    ("The HR was 0.61 (95% CI 0.4-0.9).", "HR", None),
    ("Paroxysmal AF was ablated.", "AF", "atrial fibrillation"),
    ("Chronic HF with reduced ejection fraction.", "HF", "heart failure"),
    ("Acute MI and stroke were counted.", "MI", "myocardial infarction"),
    ("Sickling was mild in SCD treated with hydroxyurea.", "SCD", "sickle cell disease"),
    # Antigen receptors, receptors and cars.
    ("The CAR construct had a CD28 domain.", "CAR", None),
    ("Expression of the CAR was measured after transduction.", "CAR", None),
    ("CAR T cells expanded.", "CAR T cells", "CAR-T"),
    ("CAR activation by phenobarbital induces CYP2B6 in hepatocytes.", "CAR", "NR1I3"),
    ("PXR and CAR are nuclear receptors of the liver.", "CAR", "NR1I3"),
    ("CAR mediates entry of adenoviruses, as does coxsackievirus binding.", "CAR", "CXADR"),
    ("They came by CAR because traffic was light.", "CAR", None),
    # Symbols that are words.
    ("CAT activity and SOD fell.", "CAT", "catalase"),
    ("A CAT scan of the head was normal.", "CAT", None),
    ("THE CAT AND THE DOG OWNERS", "CAT", None),
    ("Boys with WAS have eczema and few platelets.", "WAS", "Wiskott-Aldrich syndrome"),
    ("TREATMENT WAS STOPPED EARLY IN SEVERAL CENTRES", "WAS", None),
    ("MET amplification drives resistance to EGFR inhibitors.", "MET", "MET"),
    ("MET exon 14 skipping responds to capmatinib.", "MET", "MET"),
    ("Exercise of 5 MET h per week was reported.", "MET", None),
    ("CRITERIA WERE MET IN SEVERAL CENTRES", "MET", None),
    ("REST represses neuronal genes.", "REST", "REST"),
    ("PAIN AT REST AFTER OPERATIONS OF THE KNEE", "REST", None),
    ("THE IMPACT OF TREATMENT ON CHILDREN", "IMPACT", None),
    ("SHE WAS TREATED AT HOME", "SHE", None),
    ("KIT mutations were found.", "KIT", "KIT"),
    ("Expression of LIF was low.", "LIF", "LIF"),
    ("The RET gene was rearranged.", "RET", "RET"),
    ("A LIF was filled in.", "LIF", None),
    # Laboratory.
    ("CRP levels rose to 120 mg/l.", "CRP", "CRP"),
    ("CRP binds the lac operon of Escherichia coli with cAMP, as the regulon shows.", "CRP", None),
    ("IL-6 and CRP were high in serum.", "CRP", "CRP"),
    # Influenza and fludarabine.
    ("Flu 30 mg/m2 was given for four days.", "Flu", "fludarabine"),
    ("Conditioning with Bu and Flu was well tolerated.", "Flu", "fludarabine"),
    ("Seasonal Flu vaccines were offered.", "Flu", "influenza vaccine"),
    ("The flu came early that winter.", "flu", "influenza"),
    ("FLU resistant Candida had a high MIC, as did voriconazole.", "FLU", "fluconazole"),
    ("Cy 60 mg/kg was given with TBI.", "Cy", "cyclophosphamide"),
    ("Samples were labelled with Cy3 dye.", "Cy", None),
    ("Cys residues form bridges.", "Cys", None),
    ("IV CY for lupus nephritis.", "CY", "cyclophosphamide"),
    ("CTX 1 g/m2 was infused monthly for lupus.", "CTX", "cyclophosphamide"),
    ("Serum CTX levels fell with bone resorption.", "CTX", None),
    ("CTX resistance of ESBL isolates.", "CTX", "cefotaxime"),
    # Purines and steroids.
    ("Oral MP and MTX were the maintenance.", "MP", "mercaptopurine"),
    ("TPMT activity guides the dose of MP.", "MP", "mercaptopurine"),
    ("Pulses of MP were given for optic neuritis.", "MP", "methylprednisolone"),
    ("MP 2 mg/kg was started for acute GVHD.", "MP", "methylprednisolone"),
    ("Mycoplasma was grown, and MP pneumonia was treated with a macrolide.", "MP", None),
    ("ATG was given at 5 mg/kg.", "ATG", "anti-thymocyte globulin"),
    ("The ATG start codon was mutated.", "ATG", None),
    ("Bu levels were targeted before the transplant.", "Bu", "busulfan"),
    ("TT 10 mg/kg, Bu and Flu were given.", "TT", "thiotepa"),
    ("The TT genotype was rare, as was the CT genotype of this polymorphism.", "TT", None),
    ("High-dose Mel 200 mg/m2 for myeloma.", "Mel", "melphalan"),
    ("Weekly VCR 1.5 mg/m2 caused neuropathy.", "VCR", "vincristine"),
    ("DNR 60 mg/m2 and cytarabine were the induction.", "DNR", "daunorubicin"),
    ("A DNR order was signed at the end of life.", "DNR", None),
    ("Nutritional IDA with low ferritin.", "IDA", "iron deficiency anemia"),
    ("DOX cardiotoxicity was prevented.", "DOX", "doxorubicin"),
    ("DOX inducible expression in transfected cells.", "DOX", "doxycycline"),
    ("DEX 40 mg with lenalidomide for myeloma.", "DEX", "dexamethasone"),
    ("DEX infusion for sedation with propofol.", "DEX", "dexmedetomidine"),
    ("GO was added to induction of AML.", "GO", "gemtuzumab ozogamicin"),
    ("GO enrichment analysis and KEGG.", "GO", None),
    ("NE infusion was started for septic shock, with other catecholamines.", "NE", "norepinephrine"),
    # Regimens.
    ("Four cycles of AC followed by paclitaxel.", "AC", "AC-T"),
    ("AC joint dislocation of the shoulder.", "AC", None),
    ("Adjuvant EC followed by docetaxel for breast cancer.", "EC", "EC-T"),
    ("Human EC proliferation and angiogenesis.", "EC", None),
    ("Salvage ICE chemotherapy for lymphoma.", "ICE", "ICE"),
    ("ICE packs were used for the cold therapy.", "ICE", None),
    ("FLAG antibody was used for western blot.", "FLAG", None),
    ("Salvage FLAG for relapsed AML.", "FLAG", "FLAG"),
    ("HDAC inhibitors change histone acetylation.", "HDAC", "HDAC inhibitors"),
    # Transplantation and what it leads to.
    ("MAC regimens caused more mucositis than RIC.", "MAC", "myeloablative conditioning"),
    ("Busulfan-based MAC before allogeneic transplantation.", "MAC", "myeloablative conditioning"),
    ("MAC infection was treated with azithromycin.", "MAC", "mycobacterium avium complex"),
    ("MAC lung disease with bronchiectasis.", "MAC", "mycobacterium avium complex"),
    ("MAC of sevoflurane was lower in the elderly.", "MAC", None),
    ("C5b-9, or MAC, deposition on cells by complement.", "MAC", None),
    ("BM blasts were counted.", "BM", None),
    ("Transplant-associated TMA was treated with eculizumab.", "TMA", "thrombotic microangiopathy"),
    ("A TMA of tumour cores was stained by immunohistochemistry.", "TMA", None),
    ("Severe SOS was treated with defibrotide.", "SOS", "sinusoidal obstruction syndrome"),
    ("The SOS response of bacteria needs RecA.", "SOS", None),
    ("SCT recipients were followed.", "SCT", "hsct"),
    ("People with SCT carry hemoglobin S as a trait, sickle cells being rare.", "SCT", None),
    ("CBT from unrelated cord blood.", "CBT", "cord blood transplantation"),
    ("CBT sessions reduced anxiety.", "CBT", "cognitive behavioural therapy"),
    ("MSC infusions for steroid-refractory GVHD.", "MSC", "mesenchymal stem cells"),
    ("PCP prophylaxis with trimethoprim.", "PCP", "pneumocystis pneumonia"),
    ("PCP blocks the NMDA receptor like ketamine.", "PCP", "phencyclidine"),
    ("Their PCP referred them to primary care.", "PCP", None),
    # The gut, metabolism and others.
    ("Active UC was treated with mesalazine.", "UC", "ulcerative colitis"),
    ("The trial randomised to UC or the intervention group.", "UC", "usual care"),
    ("Fistulizing CD was treated with infliximab.", "CD", "Crohn disease"),
    ("DM and hypertension were common.", "DM", "diabetes mellitus"),
    ("Juvenile DM with rash and myositis.", "DM", "dermatomyositis"),
    ("ED visits fell.", "ED", None),
    ("Severity of ED was rated by IIEF before sildenafil.", "ED", "erectile dysfunction"),
    ("Prolonged PT and aPTT.", "PT", "prolonged PT"),
    ("Nonsteroidal AI therapy after tamoxifen.", "AI", "aromatase inhibitor"),
    ("GC cells from gastric tumours.", "GC", "gastric cancer"),
    ("High-risk NB with MYCN amplification.", "NB", "neuroblastoma"),
    ("Alveolar RMS was resected.", "RMS", "rhabdomyosarcoma"),
    ("PV with JAK2 mutation was treated by phlebotomy.", "PV", "polycythemia vera"),
    ("PV isolation ablation for atrial fibrillation.", "PV", None),
    ("FA pathway genes and crosslink repair.", "FA", "Fanconi anemia"),
    ("FA supplements of folate in pregnancy at 5 mg.", "FA", "folic acid"),
    # Words with several meanings.
    ("Fine-needle aspiration of the node was done.", "aspiration", None),
    ("The risk of aspiration was high after feeding.", "aspiration", "aspiration"),
    ("ST-segment depression was seen on the ECG.", "depression", None),
    ("Symptoms of depression and anxiety.", "depression", "depression"),
    ("Stroke volume fell with cardiac output.", "Stroke", None),
    ("Survivors of stroke were followed.", "stroke", "stroke"),
    ("Fear conditioning of rats to a stimulus.", "conditioning", None),
    ("Conditioning with busulfan was myeloablative.", "Conditioning", "conditioning"),
    ("Heat shock proteins were induced.", "shock", None),
    ("They were in shock, with hypotension.", "shock", "shock"),
]  # fmt: skip


def at_first(mentions, text, name):
    """The mention that covers the first occurrence of a name as its own word."""
    start = next(
        i
        for i in range(len(text))
        if text.startswith(name, i)
        and not text[i - 1 : i].isalnum()
        and not text[i + len(name) : i + len(name) + 1].isalpha()
    )
    end = start + len(name)
    return next((m for m in mentions if m.span.start <= start and m.span.end >= end and m.concepts), None)


@pytest.mark.parametrize(("text", "name", "meaning"), ROWS)
def test_a_name_stands_for_what_its_text_supports(plain_extractor, text, name, meaning):
    found = at_first(plain_extractor.extract(record(None, text)).mentions, text, name)
    if meaning is None:
        assert found is None
    else:
        wanted = {concept.id for concept in plain_extractor.lexicon.lookup(meaning)}
        assert wanted
        assert found is not None
        assert found.concepts[0].id in wanted

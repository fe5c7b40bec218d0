"""Figures as papers write them: a stretch of text, and all that is read out of it."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.quantities import parse


def figure(kind, surface, **fields):
    return kind, surface, {name: value for name, value in fields.items() if value is not None}


def percent(surface, value=None, *, unit="%", **more):
    return figure("percent", surface, value=value, unit=unit, **more)


def fraction(surface, events, total):
    return figure("fraction", surface, events=events, total=total)


def count(surface, events, name):
    return figure("count", surface, value=events, events=events, name=name)


def everybody(surface, events, name):
    return figure("count", surface, events=events, total=events, name=name)


def size(surface, total):
    return figure("sample_size", surface, value=total, total=total)


def ratio(surface, name, value, **more):
    return figure("ratio", surface, name=name, value=value, **more)


def interval(surface, low, high, level=None):
    return figure("interval", surface, low=low, high=high, level=level)


def p(surface, value, qualifier=None):
    return figure("p_value", surface, value=value, qualifier=qualifier)


def time(surface, value, unit, **more):
    return figure("time_point", surface, value=value, unit=unit, **more)


def grade(surface, name):
    return figure("grade", surface, name=name)


def dispersion(surface, spread, low, **more):
    return figure("dispersion", surface, spread=spread, low=low, **more)


def duration(surface, value, unit, **more):
    return figure("duration", surface, value=value, unit=unit, **more)


def plain(surface, value, **more):
    return figure("number", surface, value=value, **more)


def read(text):
    """What `parse` finds, without places, absent fields and the qualifier that every bare figure has."""
    return [
        figure(
            quantity.kind,
            quantity.surface,
            **{
                field.name: value
                for field in dataclasses.fields(quantity)
                if field.name not in ("kind", "span", "surface", "head")
                and (value := getattr(quantity, field.name)) is not None
                and (field.name, value) != ("qualifier", "=")
            },
        )
        for quantity in parse(text)
    ]


FIGURES = [
    # A single digit before a closing bracket is no mark of a list where a range, a fraction or a word goes before it.
    ("4 days (IQR 3-6) vs 7", [duration("4 days", 4, "days"), dispersion("IQR 3-6", "iqr", 3, high=6), plain("7", 7)]),
    ("all of them (5/5) and", [fraction("5/5", 5, 5)]),
    ("5% (4-6) in", [percent("5%", 5), interval("(4-6)", 4, 6)]),
    ("to 12 (9) g with", [plain("12", 12), plain("9", 9)]),
    ("(grade 2 in 3) and", [grade("grade 2", "2"), plain("3", 3)]),
    # Counts of a list in brackets, and marks of references.
    (
        "fever (8), infection (4) and cough (1) ...",
        [figure("count", each, value=int(each), events=int(each)) for each in "841"],
    ),
    (
        "fever (3 patients), infection (4), ...",
        [count("3 patients", 3, "patients"), figure("count", "4", value=4, events=4)],
    ),
    ("asthma (12), bronchitis (13) and croup (14) ...", []),
    (
        "(fever [4 events], infection [4] and rash [1])",
        [count("4 events", 4, "events"), *(figure("count", each, value=int(each), events=int(each)) for each in "41")],
    ),
    ("(asthma [12]) and croup [14] are", []),
    ("levels (<5×10−4; rare)", []),
    (
        "95% confidence interval [CI] 13.8-not evaluable",
        [interval("95% confidence interval [CI] 13.8-not evaluable", 13.8, None, 95)],
    ),
    ("(95% CI, 22.1 to not yet reached)", [interval("95% CI, 22.1 to not yet reached", 22.1, None, 95)]),
    ("(RR 1.02; 0.95 to 1.09)", [ratio("RR 1.02; 0.95 to 1.09", "risk_ratio", 1.02, low=0.95, high=1.09)]),
    ("0.02 (95% CI, < 0.01 to 0.05)", [plain("0.02", 0.02), interval("95% CI, < 0.01 to 0.05", 0.01, 0.05, 95)]),
    ("greater than or equal to grade 3", [grade("greater than or equal to grade 3", ">=3")]),
    # The same in another unit is no second figure.
    ("from 8.2% (65 mmol/mol) to 6.1% (43 mmol/mol)", [percent("8.2%", 8.2), percent("6.1%", 6.1)]),
    ("-1.77 vs. -1.54% [-19.4 vs. -16.8 mmol/mol]", [plain("-1.77", -1.77), percent("-1.54%", -1.54)]),
    (
        "by -0.78%, -8.5 ± 1.6 mmol/mol, P<0.01",
        [percent("-0.78%", -0.78), p("P<0.01", 0.01, "<")],
    ),
    (
        "109.1 h (96.1-129.5, P<0.01)",
        [duration("109.1 h", 109.1, "hours"), interval("(96.1-129.5", 96.1, 129.5), p("P<0.01", 0.01, "<")],
    ),
    ("by 1.1% (12 mmol/mol; P<0.001)", [percent("1.1%", 1.1), p("P<0.001", 0.001, "<")]),
    ("glucose of 126 mg/dl (7.0 mmol/l)", [plain("126", 126)]),
    ("glucose of 7.0 mmol/l (126 mg/dl)", [plain("7.0", 7.0)]),
    ("weight of 80 kg (176 lb)", [plain("80", 80)]),
    # What is in brackets is another figure where the unit is none of the same thing.
    ("in 8.2% (65 mg/dl)", [percent("8.2%", 8.2), plain("65", 65)]),
    # A minus sign apart from its number.
    ("(- 1.2 vs. - 0.6)", [plain("- 1.2", -1.2), plain("- 0.6", -0.6)]),
    ("12 vs - 3", [plain("12", 12), plain("- 3", -3)]),
    (
        "(Cohen's d - 0.96; 95% CI - 1.73, - 0.15)",
        [
            ratio("Cohen's d - 0.96", "coefficient", -0.96),
            interval("95% CI - 1.73, - 0.15", -1.73, -0.15, 95),
        ],
    ),
    # Intervals in other dress.
    ("(95% CI 22%: 74%)", [interval("95% CI 22%: 74%", 22, 74, 95)]),
    ("0.12 [-0.04; 0.28]95%CI", [plain("0.12", 0.12), interval("[-0.04; 0.28]95%CI", -0.04, 0.28, 95)]),
    # Names and units with numbers in them.
    ("FEF25%-75% (233 mL/s)", [plain("233", 233)]),
    ("-58 mL/24 hr", [plain("-58", -58)]),
    ("34·0 mL/min per 1·73 m2", [plain("34·0", 34)]),
    ("34 mL/min/1.73 m^2", [plain("34", 34)]),
    ("Remission was seen in 71.4% of children.", [percent("71.4%", 71.4)]),
    ("Nearly 40 % relapsed.", [percent("Nearly 40 %", 40, qualifier="~")]),
    ("More than 85% survived.", [percent("More than 85%", 85, qualifier=">")]),
    ("At least 60% responded.", [percent("At least 60%", 60, qualifier=">=")]),
    ("fewer than 5% of blasts", [percent("fewer than 5%", 5, qualifier="<")]),
    ("Survival exceeded 90%.", [percent("exceeded 90%", 90, qualifier=">")]),
    ("up to 12.5% of the cohort", [percent("up to 12.5%", 12.5, qualifier="<=")]),
    ("an estimated 30%", [percent("an estimated 30%", 30, qualifier="~")]),
    ("about a 20% rate", [percent("about a 20%", 20, qualifier="~")]),
    ("approximately 33 percent", [percent("approximately 33 percent", 33, qualifier="~")]),
    ("thirty percent of families", [percent("thirty percent", 30)]),
    ("Thirty-three per cent did well", [percent("Thirty-three per cent", 33)]),
    ("≥80% of infusions", [percent("≥80%", 80, qualifier=">=")]),
    ("<1% had seizures", [percent("<1%", 1, qualifier="<")]),
    ("> 95 % of cells", [percent("> 95 %", 95, qualifier=">")]),
    ("a rate of 60-69%", [percent("60-69%", low=60, high=69, spread="range")]),
    ("between 20% and 30%", [percent("20%", 20), percent("30%", 30)]),
    ("from 12% to 30%", [percent("12%", 12), percent("30%", 30)]),
    ("10% to 15%", [percent("10% to 15%", low=10, high=15, spread="range")]),
    ("3.5-4.5%", [percent("3.5-4.5%", low=3.5, high=4.5, spread="range")]),
    ("15%–20%", [percent("15%–20%", low=15, high=20, spread="range")]),
    ("78.8% (26/33)", [percent("78.8%", 78.8), fraction("26/33", 26, 33)]),
    ("26/33 (78.8%)", [fraction("26/33", 26, 33), percent("78.8%", 78.8)]),
    ("26 / 33 children", [fraction("26 / 33", 26, 33)]),
    ("26 of 33 children", [fraction("26 of 33", 26, 33)]),
    ("26 out of 33", [fraction("26 out of 33", 26, 33)]),
    ("three of the seven patients", [fraction("three of the seven", 3, 7)]),
    ("Three of seven children", [fraction("Three of seven", 3, 7)]),
    ("none of 14 patients", [fraction("none of 14", 0, 14)]),
    ("seventeen of these 20 infants", [fraction("seventeen of these 20", 17, 20)]),
    ("1,204 of 3,310 women", [fraction("1,204 of 3,310", 1204, 3310)]),
    ("n = 23", [size("n = 23", 23)]),
    ("(n=23)", [size("n=23", 23)]),
    ("(N = 1,024)", [size("N = 1,024", 1024)]),
    ("n=12/40", [fraction("n=12/40", 12, 40)]),
    ("HR 0.62", [ratio("HR 0.62", "hazard_ratio", 0.62)]),
    ("HR = 0.62", [ratio("HR = 0.62", "hazard_ratio", 0.62)]),
    ("HR, 0.62", [ratio("HR, 0.62", "hazard_ratio", 0.62)]),
    ("HR: 0.62", [ratio("HR: 0.62", "hazard_ratio", 0.62)]),
    ("hazard ratio of 0.62", [ratio("hazard ratio of 0.62", "hazard_ratio", 0.62)]),
    ("hazard ratio [HR], 0.62", [ratio("hazard ratio [HR], 0.62", "hazard_ratio", 0.62)]),
    ("hazard ratio (HR) was 0.62", [ratio("hazard ratio (HR) was 0.62", "hazard_ratio", 0.62)]),
    ("adjusted hazard ratio 1.45", [ratio("hazard ratio 1.45", "hazard_ratio", 1.45)]),
    ("aHR 1.45", [ratio("aHR 1.45", "hazard_ratio", 1.45)]),
    ("subhazard ratio = 2.1", [ratio("subhazard ratio = 2.1", "hazard_ratio", 2.1)]),
    ("OR 3.2", [ratio("OR 3.2", "odds_ratio", 3.2)]),
    ("odds ratio (OR) 3.2", [ratio("odds ratio (OR) 3.2", "odds_ratio", 3.2)]),
    ("aOR = 3.2", [ratio("aOR = 3.2", "odds_ratio", 3.2)]),
    ("RR 1.08", [ratio("RR 1.08", "risk_ratio", 1.08)]),
    ("relative risk of 1.08", [ratio("relative risk of 1.08", "risk_ratio", 1.08)]),
    ("risk ratio, 1.08", [ratio("risk ratio, 1.08", "risk_ratio", 1.08)]),
    ("rate ratio 0.7", [ratio("rate ratio 0.7", "risk_ratio", 0.7)]),
    ("incidence rate ratio 0.7", [ratio("incidence rate ratio 0.7", "risk_ratio", 0.7)]),
    ("HR for death 0.51", [ratio("HR for death 0.51", "hazard_ratio", 0.51)]),
    ("HR 2.37, 1.65-3.41", [ratio("HR 2.37, 1.65-3.41", "hazard_ratio", 2.37, low=1.65, high=3.41)]),
    ("the or 3 of them", [plain("3", 3)]),
    ("95% CI 0.41-0.94", [interval("95% CI 0.41-0.94", 0.41, 0.94, level=95)]),
    ("95% CI, 0.41 to 0.94", [interval("95% CI, 0.41 to 0.94", 0.41, 0.94, level=95)]),
    ("95% CI: 0.41, 0.94", [interval("95% CI: 0.41, 0.94", 0.41, 0.94, level=95)]),
    ("95% CI [0.41; 0.94]", [interval("95% CI [0.41; 0.94", 0.41, 0.94, level=95)]),
    ("(95% CI = 0.41–0.94)", [interval("95% CI = 0.41–0.94", 0.41, 0.94, level=95)]),
    ("95% confidence interval 0.41-0.94", [interval("95% confidence interval 0.41-0.94", 0.41, 0.94, level=95)]),
    (
        "95% confidence interval [CI], 0.41-0.94",
        [interval("95% confidence interval [CI], 0.41-0.94", 0.41, 0.94, level=95)],
    ),
    (
        "95% confidence interval (CI) of 0.41 to 0.94",
        [interval("95% confidence interval (CI) of 0.41 to 0.94", 0.41, 0.94, level=95)],
    ),
    ("CI 0.41-0.94", [interval("CI 0.41-0.94", 0.41, 0.94)]),
    ("90% CI 12% to 30%", [interval("90% CI 12% to 30%", 12, 30, level=90)]),
    ("95% credible interval 0.4-0.9", [interval("95% credible interval 0.4-0.9", 0.4, 0.9, level=95)]),
    ("95% CI 3.1-not reached", [interval("95% CI 3.1-not reached", 3.1, None, level=95)]),
    ("99% CI, 0.2-5", [interval("99% CI, 0.2-5", 0.2, 5, level=99)]),
    ("95% CI -1.2 to 0.4", [interval("95% CI -1.2 to 0.4", -1.2, 0.4, level=95)]),
    ("80% (95% CI 61-99%)", [percent("80%", 80), interval("95% CI 61-99%", 61, 99, level=95)]),
    (
        "hazard ratio 0.7 (0.5-0.98)",
        [ratio("hazard ratio 0.7", "hazard_ratio", 0.7), interval("(0.5-0.98)", 0.5, 0.98)],
    ),
    ("P = .015", [p("P = .015", 0.015)]),
    ("p=0.02", [p("p=0.02", 0.02)]),
    ("P < 0.001", [p("P < 0.001", 0.001, qualifier="<")]),
    ("p≤0.05", [p("p≤0.05", 0.05, qualifier="<=")]),
    ("p > 0.99", [p("p > 0.99", 0.99, qualifier=">")]),
    ("p=1.2 x 10-5", [p("p=1.2 x 10-5", 1.2e-05)]),
    ("p = 3.1 × 10^-4", [p("p = 3.1 × 10^-4", 0.00031)]),
    ("p < 10^-4", [p("p < 10^-4", 0.0001, "<")]),
    ("p-value < 10^-5", [p("p-value < 10^-5", 0.00001, "<")]),
    ("$p < 0.001$", [p("p < 0.001", 0.001, qualifier="<")]),
    ("*P* < .001", [p("P* < .001", 0.001, qualifier="<")]),
    ("$P=1.2 \\times 10^{-4}$", [p("P=1.2 \\times 10^{-4", 0.00012)]),
    ("p &lt; 0.05", [p("p &lt; 0.05", 0.05, qualifier="<")]),
    ("$>50\\%$", [percent(">50\\%", 50, qualifier=">")]),
    ("p=0·041", [p("p=0·041", 0.041)]),
    ("P-value = 0.2", [p("P-value = 0.2", 0.2)]),
    ("p for trend = 0.04", [p("p for trend = 0.04", 0.04)]),
    ("p-trend=0.04", [p("p-trend=0.04", 0.04)]),
    ("P (log-rank) = 0.01", [p("P (log-rank) = 0.01", 0.01)]),
    ("p was not given", []),
    ("p = 0.045 and p = 0.3", [p("p = 0.045", 0.045), p("p = 0.3", 0.3)]),
    ("5-year overall survival", [time("5-year", 5, "years")]),
    ("2-yr EFS", [time("2-yr", 2, "years")]),
    ("at 24 months", [time("at 24 months", 24, "months", name="at")]),
    ("at 1 year", [time("at 1 year", 1, "years", name="at")]),
    ("at 2 and 5 years", [time("at 2 and 5 years", 2, "years", high=5, name="at")]),
    ("at 2, 5 years", [time("at 2, 5 years", 2, "years", high=5, name="at")]),
    ("by day 28", [time("by day 28", 28, "days", name="by")]),
    ("day 28", [time("day 28", 28, "days")]),
    # A colon behind a time sets no ratio.
    (
        "at day 56: 39.6% vs. 21.9%",
        [time("at day 56", 56, "days", name="at"), percent("39.6%", 39.6), percent("21.9%", 21.9)],
    ),
    ("at month 6: 40%", [time("at month 6", 6, "months", name="at"), percent("40%", 40)]),
    ("on day +100", [time("on day +100", 100, "days", name="on")]),
    ("week 12", [time("week 12", 12, "weeks")]),
    ("at week 12", [time("at week 12", 12, "weeks", name="at")]),
    ("after 6 months", [time("after 6 months", 6, "months", name="after")]),
    ("within 30 days", [time("within 30 days", 30, "days", name="within")]),
    ("30-day mortality", [time("30-day", 30, "days")]),
    ("the 3- and 5-year rates", [time("3- and 5-year", 3, "years", high=5)]),
    ("12 month survival", [time("12 month", 12, "months")]),
    ("two-year survival", [time("two-year", 2, "years")]),
    ("during the first 100 days", [time("during the first 100 days", 100, "days", name="during the first")]),
    ("the 3rd day", [time("the 3rd day", 3, "days")]),
    ("in the sixth week", [time("in the sixth week", 6, "weeks", name="in")]),
    ("from baseline to eight weeks", [time("baseline to eight weeks", 8, "weeks")]),
    ("36 hours after the injection", [time("36 hours", 36, "hours")]),
    ("4 months postpartum", [time("4 months", 4, "months")]),
    ("2-3 weeks after the injection", []),
    (
        "fell from 2.4 to 1.9 days",
        [
            ("duration", "2.4", {"value": 2.4, "unit": "days"}),
            ("duration", "1.9 days", {"value": 1.9, "unit": "days"}),
        ],
    ),
    (
        "at 3, 6 and 9 months",
        [
            time("3", 3, "months", name="at"),
            time("6", 6, "months", name="at"),
            time("9 months", 9, "months", name="at"),
        ],
    ),
    (
        "on days 2, 4 and 6",
        [time("2", 2, "days", name="on"), time("4", 4, "days", name="on"), time("6", 6, "days", name="on")],
    ),
    ("on days 2, 4 and 6 of each cycle", []),
    ("15 mg/m2 on day 1", []),
    ("on day 8", [time("on day 8", 8, "days", name="on")]),
    ("at W24", [time("at W24", 24, "weeks", name="at")]),
    ("POD 5", [time("POD 5", 5, "days")]),
    ("weeks 8 and 16", [time("8", 8, "weeks"), time("16", 16, "weeks")]),
    ("at week 12 and 20%", [time("at week 12", 12, "weeks", name="at"), percent("20%", 20)]),
    ("weeks 1 through 12", [time("weeks 1 through 12", 12, "weeks")]),
    (
        "at weeks 2, 4 and 6",
        [time("2", 2, "weeks", name="at"), time("4", 4, "weeks", name="at"), time("6", 6, "weeks", name="at")],
    ),
    ("grade 3", [grade("grade 3", "3")]),
    ("Fever was of grade 3.", [grade("grade 3", "3")]),
    ("grade 3, 2, and 1", [grade("3", "3"), grade("2", "2"), grade("1", "1")]),
    ("grades 1, 2 or 3", [grade("grades 1, 2 or 3", "1-3")]),
    ("Fever was of grade 1 or 2.", [grade("grade 1 or 2", "1-2")]),
    ("CRS of any grade", [grade("any grade", "any")]),
    ("All grades", [grade("All grades", "any")]),
    ("It began in 2013.", []),
    ("All had stage 3.", []),
    ("Grade 3-4", [grade("Grade 3-4", "3-4")]),
    ("grade 3 or 4", [grade("grade 3 or 4", "3-4")]),
    ("grade ≥3", [grade("grade ≥3", ">=3")]),
    ("grade >=3", [grade("grade >=3", ">=3")]),
    ("grade > 2", [grade("grade > 2", ">=3")]),
    ("grade 3 or higher", [grade("grade 3 or higher", ">=3")]),
    ("grade III/IV", [grade("grade III/IV", "3-4")]),
    ("grades 1 and 2", [grade("grades 1 and 2", "1-2")]),
    ("grade IV", [grade("grade IV", "4")]),
    ("≥ grade 3", [grade("≥ grade 3", ">=3")]),
    ("range 186-3,180 days", [dispersion("range 186-3,180 days", "range", 186, high=3180, unit="days")]),
    ("(range, 2-17 years)", [dispersion("range, 2-17 years", "range", 2, high=17, unit="years")]),
    ("range 0.3 to 18.1", [dispersion("range 0.3 to 18.1", "range", 0.3, high=18.1)]),
    ("ranging from 4 to 19 months", [dispersion("ranging from 4 to 19 months", "range", 4, high=19, unit="months")]),
    ("IQR 3-9", [dispersion("IQR 3-9", "iqr", 3, high=9)]),
    (
        "interquartile range, 12 to 40 months",
        [dispersion("interquartile range, 12 to 40 months", "iqr", 12, high=40, unit="months")],
    ),
    ("(IQR: 12–40)", [dispersion("IQR: 12–40", "iqr", 12, high=40)]),
    ("SD 3.2", [dispersion("SD 3.2", "sd", 3.2)]),
    ("standard deviation of 4.1 days", [dispersion("standard deviation of 4.1 days", "sd", 4.1, unit="days")]),
    ("SE 0.3", [dispersion("SE 0.3", "se", 0.3)]),
    ("7.6 ± 3.7 years", [duration("7.6 ± 3.7 years", 7.6, "years", low=3.7, spread="sd")]),
    ("7.6±3.7", [plain("7.6±3.7", 7.6, low=3.7, spread="sd")]),
    ("88.5 ± 4.2%", [percent("88.5 ± 4.2%", 88.5, low=4.2, spread="sd")]),
    ("88.5% ± 4.2%", [percent("88.5% ± 4.2%", 88.5, low=4.2, spread="sd")]),
    ("12 +/- 3 months", [duration("12 +/- 3 months", 12, "months", low=3, spread="sd")]),
    ("541 days", [duration("541 days", 541, "days")]),
    ("18.5 months", [duration("18.5 months", 18.5, "months")]),
    ("a median of 3 years", [duration("3 years", 3, "years")]),
    ("six months", [duration("six months", 6, "months")]),
    ("10-12 weeks", [duration("10-12 weeks", None, "weeks", low=10, high=12, spread="range")]),
    ("for 3 to 6 months", [duration("3 to 6 months", None, "months", low=3, high=6, spread="range")]),
    ("over 6 months", [time("over 6 months", 6, "months", name="over")]),
    ("more than 6 months", [duration("more than 6 months", 6, "months", qualifier=">")]),
    ("under 14 years", [duration("14 years", 14, "years")]),
    ("72 hours", [duration("72 hours", 72, "hours")]),
    ("no deaths", [count("no deaths", 0, "deaths")]),
    ("No patients relapsed.", [count("No patients", 0, "patients")]),
    ("none of the patients", [count("none of the patients", 0, "patients")]),
    ("None had seizures.", [count("None", 0, "None")]),
    ("no treatment-related deaths", [count("no treatment-related deaths", 0, "deaths")]),
    ("No severe infections were seen", [count("No severe infections", 0, "infections")]),
    ("all patients", [everybody("all patients", None, "all patients")]),
    ("all 33 patients", [everybody("all 33 patients", 33, "all patients")]),
    ("All seven children", [everybody("All seven children", 7, "all children")]),
    ("five patients", [count("five patients", 5, "patients")]),
    ("Twelve children", [count("Twelve children", 12, "children")]),
    ("25 relapses", [count("25 relapses", 25, "relapses")]),
    ("3 deaths", [count("3 deaths", 3, "deaths")]),
    ("two of them died", [plain("two", 2)]),
    ("four treatment-related deaths", [count("four treatment-related deaths", 4, "deaths")]),
    ("one patient", [count("one patient", 1, "patient")]),
    ("120 breast cancer patients", [count("120 breast cancer patients", 120, "patients")]),
    ("thirty-seven high-risk infants", [count("thirty-seven high-risk infants", 37, "infants")]),
    ("one died", [plain("one", 1)]),
    ("2.5 points lower", [plain("2.5", 2.5)]),
    ("the score was 14.2", [plain("14.2", 14.2)]),
    ("an increase of +3.1", [plain("+3.1", 3.1)]),
    ("1,500 seeds", [plain("1,500", 1500)]),
]

SENTENCES = [
    (
        "Remission rates were 78.8% (26/33) overall and 96.1% and 57.1% in the two strata, respectively.",
        [
            percent("78.8%", 78.8),
            fraction("26/33", 26, 33),
            percent("96.1%", 96.1),
            percent("57.1%", 57.1),
            plain("two", 2),
        ],
    ),
    (
        "Median follow-up was 541 days (range, 186-3,180 days).",
        [duration("541 days", 541, "days"), dispersion("range, 186-3,180 days", "range", 186, high=3180, unit="days")],
    ),
    ("Five patients (71.4%) went into remission.", [count("Five patients", 5, "patients"), percent("71.4%", 71.4)]),
    (
        "Overall survival was 85.2% vs. 70.4% (hazard ratio [HR], 0.43; 95% confidence interval [CI], 0.18–1.01).",
        [
            percent("85.2%", 85.2),
            percent("70.4%", 70.4),
            ratio("hazard ratio [HR], 0.43", "hazard_ratio", 0.43),
            interval("95% confidence interval [CI], 0.18–1.01", 0.18, 1.01, level=95),
        ],
    ),
    (
        "EFS at 3 years was 61 ± 7% and 38 ± 6% (p=0.004).",
        [
            time("at 3 years", 3, "years", name="at"),
            percent("61 ± 7%", 61, low=7, spread="sd"),
            percent("38 ± 6%", 38, low=6, spread="sd"),
            p("p=0.004", 0.004),
        ],
    ),
    (
        "Fever of grade 3-4 struck 7 of 33 children (21%).",
        [grade("grade 3-4", "3-4"), fraction("7 of 33", 7, 33), percent("21%", 21)],
    ),
    (
        "The OR was 2.4 (95% CI 1.1-5.2, P = .03).",
        [ratio("OR was 2.4", "odds_ratio", 2.4), interval("95% CI 1.1-5.2", 1.1, 5.2, level=95), p("P = .03", 0.03)],
    ),
    (
        "Two of 19 patients (11%; 95% CI, 1-33) died within 100 days.",
        [
            fraction("Two of 19", 2, 19),
            percent("11%", 11),
            interval("95% CI, 1-33", 1, 33, level=95),
            time("within 100 days", 100, "days", name="within"),
        ],
    ),
    ("A drop of 12.4 mm Hg (SD 3.1)", [plain("12.4", 12.4), dispersion("SD 3.1", "sd", 3.1)]),
    (
        "No deaths and two relapses were seen among 40 children.",
        [count("No deaths", 0, "deaths"), count("two relapses", 2, "relapses"), count("40 children", 40, "children")],
    ),
    (
        "Median age was 7.6 years (IQR 3.2–11.9).",
        [duration("7.6 years", 7.6, "years"), dispersion("IQR 3.2–11.9", "iqr", 3.2, high=11.9)],
    ),
    (
        "Neutrophils recovered after a median of 14 days (range 9 to 31).",
        [duration("14 days", 14, "days"), dispersion("range 9 to 31", "range", 9, high=31)],
    ),
    (
        "the 2-year cumulative incidence of relapse was 24.5% [95% CI: 12.1%-39.0%]",
        [time("2-year", 2, "years"), percent("24.5%", 24.5), interval("95% CI: 12.1%-39.0%", 12.1, 39, level=95)],
    ),
    (
        "Group A (n = 41) fared better than group B (n = 39): 30/41 vs 19/39.",
        [size("n = 41", 41), size("n = 39", 39), fraction("30/41", 30, 41), fraction("19/39", 19, 39)],
    ),
    (
        "Of 120 women, 17 (14.2%) stopped early.",
        [count("120 women", 120, "women"), plain("17", 17), percent("14.2%", 14.2)],
    ),
    (
        "mean 4.2 (SD 1.1) v 6.8 (1.3)",
        [plain("4.2", 4.2), dispersion("SD 1.1", "sd", 1.1), plain("6.8", 6.8), plain("1.3", 1.3)],
    ),
    ("rates were 12.5%, 30.1% and 57.4%", [percent("12.5%", 12.5), percent("30.1%", 30.1), percent("57.4%", 57.4)]),
    (
        "0.72 [95% CI, 0.40-1.30]; p = 0.28",
        [plain("0.72", 0.72), interval("95% CI, 0.40-1.30", 0.4, 1.3, level=95), p("p = 0.28", 0.28)],
    ),
    (
        "survival fell from 90% at 1 year to 71% at 5 years",
        [
            percent("90%", 90),
            time("at 1 year", 1, "years", name="at"),
            percent("71%", 71),
            time("at 5 years", 5, "years", name="at"),
        ],
    ),
    (
        "HRs were 0.79 (0.54-1.16) and 0.51 (0.31-0.82)",
        [
            ratio("HRs were 0.79", "hazard_ratio", 0.79),
            interval("(0.54-1.16)", 0.54, 1.16),
            plain("0.51", 0.51),
            interval("(0.31-0.82)", 0.31, 0.82),
        ],
    ),
    ("P for interaction = .62", [p("P for interaction = .62", 0.62)]),
    (
        "between-group difference, 4.1 percentage points",
        [percent("4.1 percentage points", 4.1, unit="percentage points")],
    ),
    ("a 12% points gain", [percent("12% points", 12, unit="percentage points")]),
    ("median OS 14.7 versus 8.4 months", [plain("14.7", 14.7), duration("8.4 months", 8.4, "months")]),
    ("ORR (95% CI) was 44% (35 to 53)", [percent("44%", 44), interval("(35 to 53)", 35, 53)]),
    ("one of the two patients", [fraction("one of the two", 1, 2)]),
    (
        "hazard ratio 0.43, 95% CI 0.18-1.01",
        [ratio("hazard ratio 0.43", "hazard_ratio", 0.43), interval("95% CI 0.18-1.01", 0.18, 1.01, level=95)],
    ),
    ("RR=1.3, 95% CI=1.1-1.6", [ratio("RR=1.3", "risk_ratio", 1.3), interval("95% CI=1.1-1.6", 1.1, 1.6, level=95)]),
    (
        "a risk difference of -3.2% (95% CI, -6.1 to -0.3)",
        [percent("-3.2%", -3.2), interval("95% CI, -6.1 to -0.3", -6.1, -0.3, level=95)],
    ),
    ("in 7 (21%) and 9 (27%) patients", [plain("7", 7), percent("21%", 21), plain("9", 9), percent("27%", 27)]),
    ("(7/33, 21%)", [fraction("7/33", 7, 33), percent("21%", 21)]),
    ("(21%, 7/33)", [percent("21%", 21), fraction("7/33", 7, 33)]),
    ("21% (n = 7)", [percent("21%", 21), size("n = 7", 7)]),
    ("0.0%", [percent("0.0%", 0)]),
    ("100%", [percent("100%", 100)]),
    (".5%", [percent(".5%", 0.5)]),
    ("<0.1%", [percent("<0.1%", 0.1, qualifier="<")]),
    ("a 95% remission rate", [percent("95%", 95)]),
    ("89.1 %", [percent("89.1 %", 89.1)]),
    ("2.3–4.5 years", [duration("2.3–4.5 years", None, "years", low=2.3, high=4.5, spread="range")]),
    ("4.5 (2.3 to 9.1) years", [plain("4.5", 4.5), interval("(2.3 to 9.1)", 2.3, 9.1)]),
    # By how much a time was changed, and by when something had happened.
    ("prolonged median survival by 2.4 months", [duration("2.4 months", 2.4, "months")]),
    ("the stay was shorter by 3 days", [duration("3 days", 3, "days")]),
    ("survival was improved by 2.4 months", [duration("2.4 months", 2.4, "months")]),
    ("pain was prolonged by W24", [time("by W24", 24, "weeks", name="by")]),
    ("improved survival was seen by 2 years", [time("by 2 years", 2, "years", name="by")]),
    ("day 0 to day 28", [time("day 0 to day 28", 28, "days")]),
    ("a 3-month-old infant", [time("3-month", 3, "months")]),
    ("aged 3-17", [plain("3", 3), plain("17", 17)]),
    ("the first 2 years", [duration("2 years", 2, "years")]),
    ("p=.04, HR=.5", [p("p=.04", 0.04), ratio("HR=.5", "hazard_ratio", 0.5)]),
]

NONE = [
    "$\\geq 1.5 \\times 10^9/\\text{L}$",
    "$<1 \\times 10^{-4}$",
    "$5 \\mu\\text{g}/\\text{m}^2$",
    "10<sup>9</sup>/L",
    "as others say<sup>12,13</sup>",
    "as others say$^{12}$",
    "15 µg/m2/day",
    "5-15 mcg/m2/day",
    "90 microg/week",
    "a dose of 1.0 g",
    "a medium containing 2.0 or 2.5 mg/L",
    "compared with 600 IU D3",
    "(1 SD: 15 points)",
    "MRD <10^-2",
    "in group 2 patients",
    "in all but two patients",
    "9 mg/day",
    "50 mg twice daily",
    "1.5 mg/kg every 3 weeks",
    "within ≤2/3 years",
    "45 Gy in 25 fractions",
    "100 mg/m(2)",
    "every 28 days",
    "every two weeks",
    "3 times daily",
    "four cycles",
    "6 cycles of chemotherapy",
    "on days 1, 8 and 15 of each cycle",
    "NCT01234567",
    "ISRCTN12345678",
    "PMID: 31234567",
    "https://example.org/2020/15",
    "in March 2019",
    "12 May 2020",
    "between 2010 and 2018",
    "2014-2022",
    "1998",
    "phase 2",
    "phase II/III trial",
    "stage III",
    "type 2 diabetes",
    "Table 2",
    "CD19",
    "CD19-negative relapse",
    "CD19/CD22",
    "IL-6",
    "HER2",
    "10^9/L",
    "0.5 x 10^9/L",
    "randomised 2:1",
    "a 1:1:1 ratio",
    "80% power",
    "a power of 90%",
    "alpha = 0.05",
    "two-sided",
    "the 3rd dose",
    "as shown before [12]",
    "as shown before [12,15-17].",
    "as shown elsewhere (12).",
    "5-FU",
    "6-mercaptopurine",
    "(1) efficacy and (2) safety",
    "group 2",
    "arm A",
    "ECOG 1",
    "SARS-CoV-2",
    "COVID-19",
    "B12",
    "H1N1",
    "exon 19",
    "chromosome 21",
    "3 units/kg",
    "level 3",
    "Figure 1",
    "the ELIANA trial",
    "KMT2A",
    "PD-L1",
    "DOI: 10.1000/182",
    "10.1000/xyz123",
    "https://doi.org/10.1000/182",
    "100 IU",
    "doses of 5 to 10 mg",
    "EudraCT 2015-000123-45",
    "95% confidence",
    "the 95% CI",
    "twice",
    "I",
    "MIS-C",
    "10.5 Gy",
]


@pytest.mark.parametrize(("text", "expected"), FIGURES)
def test_a_figure_is_read_as_it_is_written(text, expected):
    assert read(text) == expected


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_a_sentence_gives_its_figures_in_order(text, expected):
    assert read(text) == expected


@pytest.mark.parametrize("text", NONE)
def test_what_only_looks_like_a_figure_is_none(text):
    assert read(text) == []


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_figure_leaves_the_figures_beside_it_alone(text):
    around = f"Of 40 children 12.5% relapsed ({text}); p = 0.03."
    kinds = [quantity.kind for quantity in parse(around)]
    assert kinds[0] == "count"
    assert "percent" in kinds
    assert kinds[-1] == "p_value"


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("Nearly 40% relapsed", "40"),
        ("at least 12 patients", "12"),
        ("hazard ratio [HR], 0.43", "0.43"),
        ("at 24 months", "24"),
        ("by day +28", "+28"),
        ("more than 6 months", "6"),
    ],
)
def test_the_number_itself_has_a_place_of_its_own(text, head):
    (quantity,) = parse(text)
    assert quantity.head is not None
    assert quantity.head.of(text) == head


FRAGMENTS = [text for text, _ in FIGURES + SENTENCES] + NONE
JOINTS = [
    "",
    " ",
    ", ",
    " (",
    ") ",
    "; ",
    " and ",
    " vs. ",
    "\n",
    "%",
    "-",
    "±",
    "·",
    "\\geq ",
    "[",
    "]",
    "\0",
    "一",
    "𝟚",
]


def check(text):
    end = 0
    for quantity in parse(text):
        assert quantity.surface == quantity.span.of(text)
        assert quantity.surface
        assert end <= quantity.span.start < quantity.span.end <= len(text)
        assert quantity.head is None or quantity.span.contains(quantity.head)
        end = quantity.span.end


@given(st.text() | st.text("0123456789.,%±-–()/[]=<>≥ pnCIHRofto·x^$\\"))
def test_any_text_gives_figures_that_lie_in_it_in_order(text):
    check(text)


@given(st.lists(st.sampled_from(FRAGMENTS) | st.sampled_from(JOINTS) | st.text(max_size=3), max_size=8).map("".join))
def test_figures_run_together_still_lie_in_the_text_in_order(text):
    check(text)


@given(st.floats(0, 100).map(lambda value: round(value, 1)), st.sampled_from(["%", " %", " percent", " per cent"]))
def test_a_percentage_is_read_back(value, sign):
    assert read(f"Remission in {value}{sign} of children") == [percent(f"{value}{sign}", value)]


@given(st.integers(0, 900), st.integers(1, 900), st.sampled_from(["/", " / ", " of ", " out of ", " of the "]))
def test_a_fraction_is_read_back(events, more, link):
    total = events + more
    written = f"{events}{link}{total}"
    assert read(f"Remission in {written} children") == [fraction(written, events, total)]


@given(st.integers(0, 10_000), st.sampled_from("<=≤>≥"), st.sampled_from(["p", "P"]), st.sampled_from(["", " "]))
def test_a_p_value_is_read_back(tenthousandths, sign, letter, gap):
    value = tenthousandths / 10_000
    written = f"{letter}{gap}{sign}{gap}{value:.4f}"
    (found,) = parse(f"Relapse was rarer ({written}).")
    assert (found.kind, found.value, found.surface) == ("p_value", value, written)

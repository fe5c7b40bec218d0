"""What ``evigraph names`` says of a name."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        (
            "chimeric antigen receptor T cell",
            [
                "CAR T cells  evigraph:car-t  therapy",
                "  other names: CAR-T; chimeric antigen receptor T cells",
                "  parents: immunotherapy (evigraph:immunotherapy)",
                "  below (1): tisagenlecleucel (DRUGBANK:DB13881)",
            ],
        ),
        (
            "DRUGBANK:DB09052",
            ["blinatumomab  DRUGBANK:DB09052  drug", "  parents: immunotherapy (evigraph:immunotherapy)"],
        ),
        ("cd19", ["CD19  NCBIGene:930  gene"]),
    ],
)
def test_a_name_is_told_with_what_stands_around_it(evigraph, name, lines):
    result = evigraph("names", name)

    assert (result.exit_code, result.stdout.splitlines()) == (0, lines)


def test_a_measure_is_told_as_well(evigraph):
    told = evigraph("names", "complete remission").stdout.splitlines()

    assert told[0] == "complete remission  measure:CR  response"
    assert told[1].startswith("  other names: complete response; CR; ")
    assert " more" in told[1]


def test_an_unknown_name_lists_near_ones(evigraph):
    result = evigraph("names", "blinatumumab")

    assert (result.exit_code, result.stdout) == (1, "")
    assert "no name is known as 'blinatumumab'; near ones: blinatumomab" in " ".join(result.stderr.split())

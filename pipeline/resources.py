"""Where the models, the lexicons and the default configuration are: inside the wheel, or at the checkout's root."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent


def root() -> Path:
    """The folder that holds ``models/`` and ``config.yaml``."""
    # The wheel carries them in a folder of the package; a checkout, and an editable install of one, has none.
    packaged = _PACKAGE / "_data"
    return packaged if packaged.is_dir() else _PACKAGE.parent


def default_config() -> Path:
    """The configuration that comes with evigraph."""
    return root() / "config.yaml"


def lexicon(name: str) -> Path:
    """The file of a lexicon that comes with evigraph; it need not exist."""
    return root() / "models" / "lexicons" / f"{name}.tsv"


def lexicons() -> list[str]:
    """The names of the lexicons that come with evigraph, sorted."""
    return sorted(path.stem for path in (root() / "models" / "lexicons").glob("*.tsv"))


def encoder() -> Path:
    """The folder of the encoder that recognises mentions and PICO elements."""
    return root() / "models" / "encoder"


def short_forms() -> Path:
    """The table of what short forms mean by field."""
    return root() / "models" / "senses" / "short_forms.tsv"


def homologues() -> Path:
    """The table of the genes of other organisms that correspond to human ones."""
    return root() / "models" / "homologues" / "homologues.tsv"


def variants() -> Path:
    """The table of the numbers that dbSNP has for variants often written about."""
    return root() / "models" / "variants" / "variants.tsv"


def section_roles() -> Path:
    """The model of the roles of an abstract's sentences."""
    return root() / "models" / "sections" / "abstract_roles.tsv"


def relation_model() -> Path:
    """The model of relations."""
    return root() / "models" / "relations" / "relations.npz"


def pointer() -> Path:
    """The folder of the model that points from figures to what they are of."""
    return root() / "models" / "pointer"


def interventions() -> Path:
    """The folder of the model that marks what patients were given."""
    return root() / "models" / "interventions"


def ranking() -> Path:
    """The model of which measure, and which group, a figure is of."""
    return root() / "models" / "ranking" / "ranking.npz"


def received() -> Path:
    """The model of which therapies the group of a row received."""
    return root() / "models" / "received" / "received.npz"

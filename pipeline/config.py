"""The configuration: ``config.yaml`` read, checked and turned into plain values.

It ends at those who compose the stages: a stage takes plain arguments and never sees it.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    ValidationInfo,
)
from pydantic_core import ErrorDetails

from pipeline import resources
from pipeline.errors import ConfigError

_BUILTIN = "builtin:"
_URL = r"^https?://[^/?#]+[^?#]*$"
#: Values that no message shows begin with this key.
_SECRET = "fetch.api_key"
# What the YAML library lets through of a value that is none of its tag's (a 30th of February), of more digits or
# brackets than Python takes, and of bytes that are no text.
_NOT_YAML = (yaml.YAMLError, ValueError, LookupError, AttributeError, RecursionError)
_BUILTIN_LEXICONS = ("therapies", "drugs", "diseases", "genes", "adverse_events")


def _lexicon_path(entry: object, info: ValidationInfo) -> object:
    """The file that an entry means: ``builtin:NAME``, or a path relative to the configuration's folder."""
    if isinstance(entry, Path):
        return entry
    if not isinstance(entry, str):
        raise ValueError(f"expected a file's name, found {entry!r}")
    if entry.startswith(_BUILTIN):
        name = entry.removeprefix(_BUILTIN)
        path = resources.lexicon(name)
        if not path.is_file():
            known = resources.lexicons()
            near = difflib.get_close_matches(name, known, n=1, cutoff=0.0)
            hint = f"; the nearest is {_BUILTIN}{near[0]}" if near else ""
            raise ValueError(f"no lexicon that comes with evigraph is called {name!r}{hint}")
        return path
    folder: Path = (info.context or {}).get("folder", Path())
    path = folder / entry
    if not path.is_file():
        raise ValueError(f"no such file: {path}")
    return path


def _several(entry: object) -> object:
    """One file that stands without a list."""
    return [entry] if isinstance(entry, str | Path) else entry


def _not_empty(files: tuple[Path, ...]) -> tuple[Path, ...]:
    if not files:
        raise ValueError("names no file")
    return files


def _listed(value: object) -> object:
    """A list as a tuple, a word without a list as one of a single word."""
    return tuple(value) if isinstance(value, list) else (value,) if isinstance(value, str) else value


def _on_or_off(value: object) -> object:
    # YAML reads a bare `on` as true and `off` as false.
    return {True: "on", False: "off"}[value] if isinstance(value, bool) else value


def checked_email(email: str) -> str:
    """An e-mail address that could be one.

    Raises:
        ValueError: when it has no ``@`` between other characters, or white space.
    """
    if not re.fullmatch(r"[^@\s]+@[^@\s]+", email):
        raise ValueError(f"expected an e-mail address, found {email!r}")
    return email


LexiconFile = Annotated[Path, BeforeValidator(_lexicon_path)]


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class ExtractSettings(_Section):
    """What the extraction may do.

    Attributes:
        scispacy: ``auto`` uses scispaCy where it is installed, ``on`` demands it, ``off`` does without.
        infer_totals: fill in a denominator from the size of the study or arm, and name it in ``inferred``.
        other_measures: report figures of measures that no lexicon names, as ``OTHER``.
        candidates: how the nearest name is found for a source's mention that no lexicon names: ``off`` not at all,
            ``trigrams`` by an index of evigraph's own, ``scispacy`` by scispaCy's candidate generator.
        models: the learned models that recognise mentions beside the lexicons: ``encoder``, which comes with evigraph,
            and any installed spaCy pipeline by its name or folder; none where the list is empty.
        relations: find relations between the concepts that a document names.
    """

    scispacy: Annotated[Literal["auto", "on", "off"], BeforeValidator(_on_or_off)] = "auto"
    infer_totals: bool = True
    other_measures: bool = True
    candidates: Annotated[Literal["off", "trigrams", "scispacy"], BeforeValidator(_on_or_off)] = "off"
    models: Annotated[tuple[Annotated[str, Field(min_length=1)], ...], BeforeValidator(_listed)] = ("encoder",)
    relations: bool = True


class BatchSettings(_Section):
    """How a run is carried out.

    Attributes:
        workers: how many processes extract at once; 1 is this process alone.
    """

    workers: Annotated[int, Field(ge=1)] = 1


class StoreSettings(_Section):
    """Where the evidence is kept.

    Attributes:
        url: a file, relative to the working folder, or a database URL.
    """

    url: Annotated[str, Field(min_length=1)] = "evidence.db"


class FetchSettings(_Section):
    """How literature is fetched.

    Attributes:
        email: the user's e-mail address, which NCBI asks for; None where the command line or EVIGRAPH_EMAIL tells it.
        api_key: the user's key at NCBI, for 10 requests a second in the place of 3.
        base_url: where the E-utilities are.
        pubtator_url: where the PubTator3 API is.
        batch_size: records a request, and a file.
        retries: how often a request that failed is made again.
        timeout: seconds without a word from the service after which a request has failed.
    """

    email: Annotated[str, AfterValidator(checked_email)] | None = None
    api_key: Annotated[SecretStr, Field(min_length=1)] | None = None
    base_url: Annotated[str, Field(pattern=_URL)] = "https://eutils.ncbi.nlm.nih.gov/entrez/eutils"
    pubtator_url: Annotated[str, Field(pattern=_URL)] = "https://www.ncbi.nlm.nih.gov/research/pubtator3-api"
    batch_size: Annotated[int, Field(ge=1, le=500)] = 200
    retries: Annotated[int, Field(ge=0, le=20)] = 5
    timeout: Annotated[float, Field(gt=0)] = 60.0


class Config(_Section):
    """The whole configuration.

    Attributes:
        lexicons: the files that name therapies, drugs, diseases, genes and adverse events.
        measures: the files that name the outcome measures; one may be given without a list.
        extract: what the extraction may do.
        batch: how a run is carried out.
        store: where the evidence is kept.
        fetch: how literature is fetched.
    """

    # Not strict: YAML has lists, where a value that never changes is a tuple.
    lexicons: Annotated[tuple[LexiconFile, ...], Field(strict=False), AfterValidator(_not_empty)] = Field(
        default_factory=lambda: tuple(resources.lexicon(name) for name in _BUILTIN_LEXICONS)
    )
    measures: Annotated[
        tuple[LexiconFile, ...], Field(strict=False), BeforeValidator(_several), AfterValidator(_not_empty)
    ] = Field(default_factory=lambda: (resources.lexicon("measures"),))
    extract: ExtractSettings = ExtractSettings()
    batch: BatchSettings = BatchSettings()
    store: StoreSettings = StoreSettings()
    fetch: FetchSettings = FetchSettings()


def load_config(path: str | Path | None = None) -> Config:
    """Read a configuration.

    Args:
        path: the file; the one that comes with evigraph where None.

    Raises:
        ConfigError: naming the file and the key, when the file is not there or no YAML, a key is unknown (with the
            nearest known one), or a value is of the wrong kind.
    """
    place = resources.default_config() if path is None else Path(path)
    try:
        content = yaml.safe_load(place.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"{place}: cannot be read: {error.strerror or error}") from error
    except _NOT_YAML as error:
        raise ConfigError(f"{place}: is not YAML: {_yaml_fault(error)}") from error
    if content is None:
        content = {}
    if not isinstance(content, dict):
        raise ConfigError(f"{place}: expected keys with values, found {type(content).__name__}")
    try:
        return Config.model_validate(content, context={"folder": place.parent})
    except ValidationError as error:
        faults = "\n".join(f"{place}: {_fault(details)}" for details in error.errors(include_url=False))
        raise ConfigError(faults) from error


def checked_workers(workers: int) -> int:
    """A number of workers that was given in the place of the configuration's, under the same rule.

    Raises:
        ConfigError: when it is no whole number from 1.
    """
    try:
        return BatchSettings(workers=workers).workers
    except ValidationError as error:
        raise ConfigError("\n".join(map(_fault, error.errors(include_url=False)))) from error


def known_keys() -> list[str]:
    """Every key of the configuration, sections joined by a dot: ``batch.workers``."""
    return list(_keys(Config))


def _keys(section: type[BaseModel], above: str = "") -> Iterator[str]:
    for name, field in section.model_fields.items():
        yield above + name
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel):
            yield from _keys(field.annotation, f"{above}{name}.")


def _fault(details: ErrorDetails) -> str:
    key = ".".join(str(part) for part in details["loc"])
    if details["type"] == "extra_forbidden":
        return f"unknown key {key!r}; the nearest known one is {_nearest(key)!r}"
    context: Mapping[str, Any] = details.get("ctx", {})
    if "error" in context:
        message = str(context["error"])
    elif key.startswith(_SECRET):
        message = details["msg"]
    else:
        message = f"{details['msg']}, found {details['input']!r}"
    return f"{key}: {message.replace('tuple', 'list')}"


def _yaml_fault(error: Exception) -> str:
    """What is wrong and where; without the line itself, which may hold a secret."""
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark is not None:
        mark = error.problem_mark
        told = " ".join(part for part in (error.context, error.problem) if part)
        return f"{told} (line {mark.line + 1}, column {mark.column + 1})"
    return " ".join(str(error).split())


def _nearest(key: str) -> str:
    """The known key whose own name looks most like this one's, of the same section where two look the same."""
    section, _, name = key.rpartition(".")

    def likeness(known: str) -> tuple[float, bool]:
        above, _, own = known.rpartition(".")
        return difflib.SequenceMatcher(None, name.lower(), own).ratio(), above == section

    return max(known_keys(), key=likeness)

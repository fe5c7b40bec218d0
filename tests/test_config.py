from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import resources
from pipeline.config import Config, known_keys, load_config
from pipeline.errors import ConfigError


@pytest.fixture
def write(tmp_path):
    def write(text: str) -> Path:
        path = tmp_path / "config.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_the_configuration_that_comes_with_evigraph_says_what_the_defaults_are():
    assert load_config() == Config()


def test_it_names_every_key():
    text = resources.default_config().read_text(encoding="utf-8")

    assert [key for key in known_keys() if f"{key.rpartition('.')[2]}:" not in text] == []


def test_every_default_lexicon_is_there():
    config = Config()

    assert [path.name for path in (*config.lexicons, *config.measures) if not path.is_file()] == []


def test_a_program_names_lexicons_by_their_paths(tmp_path):
    assert Config(lexicons=(tmp_path / "mine.tsv",)).lexicons == (tmp_path / "mine.tsv",)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("measures: builtin:measures", ["measures.tsv"]),
        ("measures: mine.tsv", ["mine.tsv"]),
        ("measures: [builtin:measures, mine.tsv]", ["measures.tsv", "mine.tsv"]),
    ],
)
def test_measures_are_one_file_or_several(write, tmp_path, text, names):
    (tmp_path / "mine.tsv").touch()

    assert [path.name for path in load_config(write(text)).measures] == names


def test_an_empty_file_is_the_defaults(write):
    assert load_config(write("# nothing\n")) == Config()


@pytest.mark.parametrize(
    ("text", "key", "nearest"),
    [
        ("lexicon: []", "lexicon", "lexicons"),
        ("mesures: builtin:measures", "mesures", "measures"),
        ("extract: {scispcy: auto}", "extract.scispcy", "extract.scispacy"),
        ("extract: {infer_total: true}", "extract.infer_total", "extract.infer_totals"),
        ("workers: 2", "workers", "batch.workers"),
        ("batch: {worker: 2}", "batch.worker", "batch.workers"),
        ("store: {uri: x.db}", "store.uri", "store.url"),
        ("fetch: {mail: me@example.org}", "fetch.mail", "fetch.email"),
        ("fetch: {api_ky: 0123}", "fetch.api_ky", "fetch.api_key"),
    ],
)
def test_an_unknown_key_is_refused_with_file_place_and_nearest_known_one(write, text, key, nearest):
    path = write(text)

    with pytest.raises(ConfigError) as raised:
        load_config(path)

    assert str(raised.value) == f"{path}: unknown key {key!r}; the nearest known one is {nearest!r}"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("batch: {workers: 0}", "batch.workers: Input should be greater than or equal to 1, found 0"),
        ("batch: {workers: many}", "batch.workers: Input should be a valid integer, found 'many'"),
        ("batch: {workers: true}", "batch.workers: Input should be a valid integer, found True"),
        ("extract: {scispacy: maybe}", "extract.scispacy: Input should be 'auto', 'on' or 'off', found 'maybe'"),
        ("extract: {infer_totals: 1}", "extract.infer_totals: Input should be a valid boolean, found 1"),
        ("fetch: {email: me}", "fetch.email: expected an e-mail address, found 'me'"),
        ("fetch: {api_key: 5551234}", "fetch.api_key: Input should be a valid string"),
        ("fetch: {batch_size: 501}", "fetch.batch_size: Input should be less than or equal to 500, found 501"),
        ("fetch: {timeout: 0}", "fetch.timeout: Input should be greater than 0, found 0"),
        (
            "fetch: {base_url: 'file:///etc'}",
            "fetch.base_url: String should match pattern '^https?://[^/?#]+[^?#]*$', found 'file:///etc'",
        ),
        ("store: {url: ''}", "store.url: String should have at least 1 character, found ''"),
        ("extract:", "extract: Input should be a valid dictionary or instance of ExtractSettings, found None"),
        ("lexicons: []", "lexicons: names no file"),
        ("lexicons: builtin:drugs", "lexicons: Input should be a valid list, found 'builtin:drugs'"),
        ("lexicons: [3]", "lexicons.0: expected a file's name, found 3"),
        (
            "lexicons: [builtin:drug]",
            "lexicons.0: no lexicon that comes with evigraph is called 'drug'; the nearest is builtin:drugs",
        ),
        ("- a\n- b", "expected keys with values, found list"),
    ],
)
def test_a_wrong_value_is_refused_with_its_key(write, text, told):
    path = write(text)

    with pytest.raises(ConfigError) as raised:
        load_config(path)

    assert str(raised.value) == f"{path}: {told}"


def test_all_faults_are_told_at_once(write):
    path = write("batch: {workers: 0}\nstor: {}")

    with pytest.raises(ConfigError) as raised:
        load_config(path)

    assert str(raised.value).splitlines() == [
        f"{path}: batch.workers: Input should be greater than or equal to 1, found 0",
        f"{path}: unknown key 'stor'; the nearest known one is 'store'",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "a: [",
        "a: b: c",
        "\t",
        "store: {url: 2020-02-30}",
        "store: {url: !!int x}",
        "store: {url: !!bool x}",
        "store: {url: !!timestamp x}",
        f"batch: {{workers: 1{'0' * 5000}}}",
        "[" * 10_000,
    ],
)
def test_what_is_no_yaml_is_refused(write, text):
    with pytest.raises(ConfigError, match="is not YAML"):
        load_config(write(text))


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(ConfigError, match=r"nosuch\.yaml: cannot be read: No such file"):
        load_config(tmp_path / "nosuch.yaml")


@pytest.mark.parametrize(("text", "mode"), [("on", "on"), ("off", "off"), ("'on'", "on"), ("auto", "auto")])
def test_a_bare_on_is_the_word_on_though_yaml_takes_it_for_true(write, text, mode):
    assert load_config(write(f"extract: {{scispacy: {text}}}")).extract.scispacy == mode


def test_lexicons_of_ones_own_are_relative_to_the_configuration(write, tmp_path, monkeypatch):
    (tmp_path / "mine.tsv").write_text("name\tid\ttype\n", encoding="utf-8")
    path = write("lexicons: [builtin:therapies, mine.tsv]")
    monkeypatch.chdir("/")

    assert load_config(path).lexicons == (resources.lexicon("therapies"), tmp_path / "mine.tsv")


def test_a_lexicon_that_is_not_there_is_refused(write, tmp_path):
    with pytest.raises(ConfigError) as raised:
        load_config(write("lexicons: [mine.tsv]"))

    assert str(raised.value) == f"{tmp_path / 'config.yaml'}: lexicons.0: no such file: {tmp_path / 'mine.tsv'}"


@pytest.mark.parametrize(
    "text",
    [
        "fetch: {api_key: s3cr3t}",
        "fetch:\n  api_key: 's3cr3t\n",
        "fetch:\n  api_key: s3cr3t: x",
        "fetch: {api_key: [s3cr3t]}",
    ],
)
def test_a_key_is_shown_neither_in_settings_nor_in_errors(write, text):
    try:
        shown = repr(load_config(write(text)))
    except ConfigError as error:
        shown = str(error)

    assert "s3cr3t" not in shown

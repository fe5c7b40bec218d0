"""How fast names are found in text, beside spaCy's PhraseMatcher, FlashText and libraries that could do a part of it.

``make bench-matching``. The text is papers and abstracts of the folder that EVIGRAPH_SHARED names, as plain text; where
there is none, the sample corpora, repeated. Each matcher gets a process of its own and finds all names of all lexicons
in one run over the text. FlashText, pyahocorasick, ahocorasick-rs and marisa-trie take part with
``--peer PYTHON``, an interpreter that has them.

What each gives is not the same. PhraseMatcher and FlashText know a name in the spelling of its row, letter case aside.
The Aho-Corasick automata and the double-array trie are given evigraph's own folded tokens, in the form that suits them
best, and only say where names may be: what a name may stand beside, its letter case, and its concepts would come on
top.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from pipeline import resources
from pipeline.extract.terms.files import Row, read_rows
from pipeline.ingest import read_file
from pipeline.schema import SourceRecord
from pipeline.training.lexicons.rows import row, write

RESULTS = Path(__file__).parent / "results" / "matching.md"
LEXICONS = ("therapies", "drugs", "diseases", "genes", "adverse_events")
ROUNDS = 3
#: Characters of each kind of text.
HALF = 1_500_000
#: To how many names the lexicons may grow.
GROWN = 500_000

# Of each: `load` makes the matcher, `find` gives how many names stand in a text. Times are those of the processor.
_FRAME = """
import json, sys, time
from pathlib import Path
folder = Path(sys.argv[1])
texts = json.loads((folder / "texts.json").read_text("utf-8"))
{prepare}
begun = time.process_time()
{load}
loaded = time.process_time() - begun
{find}
times = []
for _ in range(int(sys.argv[2])):
    begun = time.process_time()
    found = sum(map(find, texts))
    times.append(time.process_time() - begun)
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(json.dumps([loaded, min(times), int(peak.split()[1]) / 1024, found, {version}]))
"""
_NAMES = 'names = json.loads((folder / "names.json").read_text("utf-8"))'
_KEYS = 'keys = json.loads((folder / "keys.json").read_text("utf-8"))'
_FOLDED = "from pipeline.extract.terms.normalise import cut, fold_all\n"

_OURS = {
    "prepare": "from pipeline.extract.terms import load_lexicons\npaths = sorted((folder / {folder!r}).glob('*.tsv'))",
    # The index is made whole by the first text.
    "load": "lexicon = load_lexicons(paths)\nlexicon.find('none')",
    "find": "def find(text): return len(lexicon.find(text))",
    "version": "''",
}
_SPACY = {
    "prepare": _NAMES + "\nimport spacy\nfrom spacy.matcher import PhraseMatcher",
    "load": "nlp = spacy.blank('en')\nnlp.max_length = 10**8\nmatcher = PhraseMatcher(nlp.vocab, attr='LOWER')\n"
    "matcher.add('name', list(nlp.tokenizer.pipe(names)))",
    "find": "from spacy.util import filter_spans\n"
    "def find(text): return len(filter_spans(matcher(nlp.make_doc(text), as_spans=True)))",
    "version": "spacy.__version__",
}
_FLASHTEXT = {
    "prepare": _NAMES + "\nfrom flashtext import KeywordProcessor",
    "load": "matcher = KeywordProcessor()\nmatcher.add_keywords_from_list(names)",
    "find": "def find(text): return len(matcher.extract_keywords(text, span_info=True))",
    "version": "__import__('importlib.metadata').metadata.version('flashtext')",
}
# Two spaces between tokens, one before and behind: what is found begins and ends with tokens.
_PYAHOCORASICK = {
    "prepare": _KEYS + "\nimport ahocorasick\n" + _FOLDED,
    "load": "matcher = ahocorasick.Automaton()\n"
    "for key in keys: matcher.add_word(' ' + key.replace(' ', '  ') + ' ', len(key))\n"
    "matcher.make_automaton()",
    "find": "def find(text):\n"
    "    return sum(1 for _ in matcher.iter_long(' ' + '  '.join(fold_all(cut(text).tokens)) + ' '))",
    "version": "__import__('importlib.metadata').metadata.version('pyahocorasick')",
}
_AHOCORASICK_RS = {
    "prepare": _KEYS + "\nfrom ahocorasick_rs import AhoCorasick, MatchKind\n" + _FOLDED,
    "load": "matcher = AhoCorasick([' ' + key.replace(' ', '  ') + ' ' for key in keys], "
    "matchkind=MatchKind.LeftmostLongest)",
    "find": "def find(text):\n"
    "    return len(matcher.find_matches_as_indexes(' ' + '  '.join(fold_all(cut(text).tokens)) + ' '))",
    "version": "__import__('importlib.metadata').metadata.version('ahocorasick_rs')",
}
_MARISA = {
    "prepare": _KEYS + "\nimport marisa_trie\nfrom itertools import accumulate\n" + _FOLDED,
    "load": "trie = marisa_trie.Trie(key.replace(' ', '') for key in keys)\nmost = max(map(len, trie.keys()))",
    "find": "def find(text):\n"
    "    folded = fold_all(cut(text).tokens)\n"
    "    ends = list(accumulate(map(len, folded)))\n"
    "    whole, borders, free, found = ''.join(folded), set(ends), 0, 0\n"
    "    for token, end in zip(folded, ends):\n"
    "        start = end - len(token)\n"
    "        if start >= free:\n"
    "            known = [start + len(key) for key in trie.prefixes(whole[start : start + most])]\n"
    "            known = [at for at in known if at in borders]\n"
    "            if known: free, found = known[-1], found + 1\n"
    "    return found",
    "version": "__import__('importlib.metadata').metadata.version('marisa-trie')",
}


def _texts() -> tuple[str, list[str]]:
    """What the texts are, and the texts."""
    shared = os.environ.get("EVIGRAPH_SHARED")
    if shared and (Path(shared) / "data").is_dir():
        data = Path(shared) / "data"
        lines = (data / "structured_abstracts.jsonl").read_text("utf-8").splitlines()
        papers = (text for path in sorted((data / "jats").iterdir()) for text in _read(path))
        abstracts = (json.loads(line)["abstract"] for line in lines)
        return "papers and abstracts, half each", [*_some(papers), *_some(abstracts)]
    corpora = Path(__file__).parent.parent / "corpora"
    known = [text for path in sorted(corpora.iterdir()) if path.name != "README.md" for text in _read(path)]
    return "sample corpora, repeated", list(_some(text for _ in range(10_000) for text in known))


def _read(path: Path) -> Iterator[str]:
    return (record.document.text for record in read_file(path) if isinstance(record, SourceRecord))


def _some(texts: Iterator[str]) -> Iterator[str]:
    total = 0
    for text in texts:
        total += len(text)
        if total > HALF:
            return
        yield text


def _grown(rows: list[Row]) -> list[Row]:
    """Further names, of words of those that there are, as many as are missing."""
    made: list[Row] = []
    for number, (one, other) in enumerate(zip(rows, reversed(rows), strict=True)):
        name = f"{one.name.split()[0]} {other.name.split()[-1]}"
        further = row(name, f"bench:{number % 40_000}", "drug")
        if len(rows) + len(made) == GROWN:
            break
        if further is not None:
            made.append(further)
    return made


def _prepare(folder: Path) -> tuple[str, float, int]:
    """Write what the matchers work with.

    Returns:
        What the texts are, their size in MB, and the number of names.
    """
    what, texts = _texts()
    rows = []
    for number, name in enumerate(LEXICONS):
        found = list(read_rows(resources.lexicon(name)))
        rows += found
        for kind in ("shipped", "grown"):
            (folder / kind).mkdir(exist_ok=True)
            (folder / kind / f"{number}.tsv").symlink_to(resources.lexicon(name))
    write(folder / "grown" / "more.tsv", _grown(rows))
    shown = [each for each in rows if "hidden" not in each.flags]
    (folder / "texts.json").write_text(json.dumps(texts), encoding="utf-8")
    (folder / "names.json").write_text(json.dumps(sorted({each.name for each in shown})), encoding="utf-8")
    (folder / "keys.json").write_text(json.dumps(sorted({each.key for each in shown})), encoding="utf-8")
    return what, sum(len(text.encode()) for text in texts) / 1e6, len(rows)


def _measure(python: str, way: dict[str, str], folder: Path, rounds: int) -> tuple[float, float, float, int, str]:
    """Seconds to load, seconds to find (the least), peak memory in MB, names found, the version."""
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)}
    run = [python, "-c", _FRAME.format(**way), str(folder), str(rounds)]
    done = subprocess.run(run, capture_output=True, text=True, env=environment, check=False)
    if done.returncode:
        raise SystemExit(f"{done.stderr}\n{python} cannot run this:\n{run[2]}")
    loaded, found, peak, number, release = json.loads(done.stdout.splitlines()[-1])
    return loaded, found, peak, number, release


def main() -> int:
    """Run the matchers over the same text and print a table; with ``--write`` keep it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peer", help="an interpreter that has flashtext, pyahocorasick, ahocorasick-rs, marisa-trie")
    parser.add_argument("--write", action="store_true", help=f"keep the table as {RESULTS.name}")
    arguments = parser.parse_args()
    peer, load = arguments.peer, os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        what, size, names = _prepare(folder)
        ours, grown = ({**_OURS, "prepare": _OURS["prepare"].format(folder=kind)} for kind in ("shipped", "grown"))
        ways = [
            ("evigraph", sys.executable, ours, ROUNDS),
            (f"evigraph, {GROWN:,} names", sys.executable, grown, ROUNDS),
            ("spaCy PhraseMatcher", sys.executable, _SPACY, 1),
        ]
        if peer:
            ways += [
                ("FlashText", peer, _FLASHTEXT, ROUNDS),
                ("pyahocorasick over folded tokens", peer, _PYAHOCORASICK, ROUNDS),
                ("ahocorasick-rs over folded tokens", peer, _AHOCORASICK_RS, ROUNDS),
                ("marisa-trie over folded tokens", peer, _MARISA, ROUNDS),
            ]
        rows = []
        for title, python, way, rounds in ways:
            loaded, seconds, peak, number, release = _measure(python, way, folder, rounds)
            rows.append(
                f"| {title}{' ' + release if release else ''} | {size / seconds:.2f} | {loaded:.2f} | {peak:.0f} "
                f"| {number:,} |"
            )
            print(rows[-1], flush=True)
    report = "\n".join(
        [
            "# Finding names in text",
            "",
            f"{datetime.now(UTC):%Y-%m-%d}, {platform.machine()}, one of {os.cpu_count()} cores, Python "
            f"{platform.python_version()}, evigraph {version('evigraph')}. `make bench-matching"
            f"{' PEER=PYTHON' if peer else ''}` makes this again. All {names:,} names of all lexicons at once over "
            f"{size:.1f} MB of text ({what}). Time is the processor's, of several rounds the least; memory is the peak "
            f"of the process, the text included. Load average of the machine at the start: {load:.1f}.",
            "",
            "| matcher | MB a second | s to load | peak MB | names found |",
            "|---|---|---|---|---|",
            *rows,
            "",
            *(line for line in (__doc__ or "").split("\n\n")[2].strip().splitlines()),
            "",
        ]
    )
    print(report)
    if arguments.write:
        RESULTS.parent.mkdir(exist_ok=True)
        RESULTS.write_text(report, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

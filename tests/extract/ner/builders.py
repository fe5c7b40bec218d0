"""What the tests of this folder are made of."""

from functools import cache

from tokenizers import Tokenizer

from pipeline import resources
from pipeline.extract.ner import Encoder
from pipeline.schema import Concept, Document, Mention, Passage, Span


@cache
def shipped_encoder():
    return Encoder(resources.encoder())


@cache
def shipped_tokenizer():
    return Tokenizer.from_file(str(resources.encoder() / "tokenizer.json"))


def abstract(text):
    return Document("file:test", text, (Passage("abstract", Span(0, len(text))),), "test.txt", "text")


def place(text, words, after=0):
    start = text.index(words, after)
    return Span(start, start + len(words))


def named(text, words, type, id="evigraph:test", **more):
    span = place(text, words)
    return Mention(span, words, type, (Concept(id, words.lower(), type),), **{"score": 1.0, **more})

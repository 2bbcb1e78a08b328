"""The row of the sentence embedding: does it find the same texts alike as the original encoder?"""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
from scipy.stats import spearmanr

from models.eval.table import Row, bootstrap
from models.text import data as texts
from models.text import own
from models.text.minilm import original
from models.text.train import embed, tokenizer
from voicemon.reading.pieces import LONG_WORDS
from voicemon.reading.reader import OnnxReader

SOME = 500  # comments and service turns each, beside our own held-out sentences
AIM = 0.95


def row(data: Path, reader: OnnxReader) -> Row:
    """Agreement on pairs: half a text and its nearest neighbour, half drawn at random."""
    read = _texts(data)
    encoder, wordpiece = original(), tokenizer()
    theirs = np.concatenate(
        [embed(encoder, wordpiece, read[k : k + 64]).numpy() for k in range(0, len(read), 64)]
    )
    ours = np.stack([reading.embedding for reading in reader.read([("", text) for text in read])])
    first, second = _pairs(theirs)
    wanted, got = (
        (vectors[first] * vectors[second]).sum(1).astype(float) for vectors in (theirs, ours)
    )
    agreement = float(np.corrcoef(wanted, got)[0, 1])
    low, high = bootstrap(
        range(len(first)),
        lambda at: float(np.corrcoef(wanted[at], got[at])[0, 1]),  # type: ignore[index]
    )
    return Row(
        "Sentence embedding", "agreement (Pearson) of cosines with the original MiniLM's",
        f"{len(first)} pairs, half of them nearest neighbours", "—", agreement, low, high,
        f"≥ {AIM}", agreement >= AIM,
        f"rank correlation {spearmanr(wanted, got).statistic:.3f}; "
        f"mean cosine to the original {float((theirs * ours).sum(1).mean()):.3f}",
    )  # fmt: skip


def _texts(data: Path) -> list[str]:
    """Texts that the reader reads in one piece."""
    rng = random.Random(7)
    comments = [each.text for each in texts.goemotions(data, "test")]
    turns = sorted(set(texts.service_turns(data, "test")))
    held_out = [each.text for each in own.acts() if each.held_out]
    some = [*rng.sample(comments, SOME), *rng.sample(turns, SOME), *held_out]
    return [text for text in some if len(text.split()) <= LONG_WORDS]


def _pairs(theirs: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Indices of the two texts of each pair."""
    likeness = theirs @ theirs.T
    np.fill_diagonal(likeness, -1)
    first = np.arange(len(theirs))
    any_other = np.random.default_rng(7).integers(1, len(theirs), len(theirs))
    second = np.concatenate([likeness.argmax(1), (first + any_other) % len(theirs)])
    return np.concatenate([first, first]), second

"""Rows of the text model: emotions, complaints elsewhere, false alarms, likeness, speed and size.

Run on a quiet core for the speed row. Elsewhere the label `complaint` is judged (displeased, or
something is wrong); `negativity` alone stands in the note. The airline tweets and the complaints
were never trained on; MultiDoGO's test turns belong to a split whose train part was.
"""

from __future__ import annotations

import csv
import json
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score, roc_auc_score
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from models.eval import likeness
from models.eval.table import Row, bootstrap
from models.text import data as texts
from voicemon.evidence.wording import WordingWitness
from voicemon.reading.reader import OnnxReader
from voicemon.types import Reading, Role, Utterance

FOLDER = Path(__file__).parents[1] / "text"
TWEETS = 4000  # of the airline tweets, drawn with a fixed seed
RAISED = 1.0  # log-odds from which the witness counts as alarmed by a neutral turn
SPEED_TEXTS = 300
GRID = np.linspace(0.02, 0.9, 45)

Texts = Sequence[str]


@dataclass(frozen=True, slots=True)
class Rated:
    """Texts with a truth of 0 or 1."""

    texts: list[str]
    truth: np.ndarray


def rows(data: Path) -> list[Row]:
    """Every text row of the results table."""
    reader = OnnxReader(FOLDER)
    simple = TfIdf(data)
    return [
        *_emotions(data, reader, simple),
        *_elsewhere(data, reader, simple),
        _false_alarms(data, reader),
        likeness.row(data, reader),
        *_cost(data, reader),
    ]


def read(reader: OnnxReader, rows_: Texts) -> list[Reading]:
    """Readings in order; a text that stands twice is read once."""
    known = {text: reader.read([("", text)])[0] for text in dict.fromkeys(rows_)}
    return [known[text] for text in rows_]


class TfIdf:
    """The baseline: TF-IDF of words and pairs, logistic regression from GoEmotions' train split."""

    def __init__(self, data: Path) -> None:
        train, dev = texts.goemotions(data, "train"), texts.goemotions(data, "dev")
        self._words = TfidfVectorizer(ngram_range=(1, 2), min_df=3, sublinear_tf=True)
        values = self._words.fit_transform([example.text for example in train])
        truth = np.array([texts.targets(example) for example in train])
        self._models = [
            LogisticRegression(C=4, solver="liblinear").fit(values, column) for column in truth.T
        ]
        found = self.scores([example.text for example in dev])
        wanted = np.array([texts.targets(example) for example in dev])
        self.cuts = [
            max(
                GRID,
                key=lambda cut, k=k: f1_score(wanted[:, k], found[:, k] > cut, zero_division=0),
            )
            for k in range(wanted.shape[1])
        ]

    def scores(self, rows_: Texts) -> np.ndarray:
        """Probabilities [n, outputs]."""
        values = self._words.transform(rows_)
        return np.stack([model.predict_proba(values)[:, 1] for model in self._models], axis=1)

    def negative(self, rows_: Texts) -> np.ndarray:
        """Probability of a negative emotion, [n]."""
        return self.scores(rows_)[:, texts.OUTPUTS.index("group_negative")]


def _macro(truth: np.ndarray, said: np.ndarray, picked: Sequence[int]) -> float:
    hits, claims, wants = truth & said, said, truth
    index = np.asarray(picked)
    tp, claimed, wanted = (part[index].sum(0) for part in (hits, claims, wants))
    return float(np.mean(2 * tp / np.maximum(claimed + wanted, 1)))


def _emotions(data: Path, reader: OnnxReader, simple: TfIdf) -> list[Row]:
    test = texts.goemotions(data, "test")
    truth = np.array([texts.targets(example) for example in test]) == 1
    description = json.loads((FOLDER / "reader.json").read_text(encoding="utf-8"))
    cuts = np.array([description["thresholds"][name] for name in texts.OUTPUTS])
    count = len(texts.EMOTIONS)
    everything = range(len(test))
    made = []
    for form, change in (("as written", str), ("as heard", texts.as_heard)):
        said_in = [change(example.text) or example.text for example in test]
        found = np.array(
            [[reading.labels[name] for name in texts.OUTPUTS] for reading in read(reader, said_in)]
        )
        base = simple.scores(said_in) > np.array(simple.cuts)
        for metric, part, paper, aim in (
            ("macro-F1, 28 emotions", slice(0, count), "0.46", 0.46),
            ("macro-F1, 4-way sentiment", slice(count, None), "0.69", 0.69),
        ):
            wanted, said = truth[:, part], (found > cuts)[:, part]
            ours = _macro(wanted, said, everything)
            low, high = bootstrap(
                everything,
                lambda picked, w=wanted, s=said: _macro(w, s, picked),  # type: ignore[arg-type]
            )
            plain = _macro(wanted, base[:, part], everything)
            baseline = f"BERT-base in the paper {paper}; TF-IDF {plain:.2f}"
            place = f"GoEmotions test, {form}"
            row = Row(
                "Text emotion", metric, place, baseline, ours, low, high, f"≥ {aim}", ours >= aim
            )
            made.append(row)
    return made


def airline(data: Path) -> Rated:
    """Tweets to airlines: negative or not. The file holds a few bytes that are not UTF-8."""
    path = data / "text" / "twitter_airline" / "Tweets.csv"
    with path.open(encoding="utf-8", errors="replace") as file:
        found = [
            (row["text"].lstrip("="), row["airline_sentiment"] == "negative")
            for row in csv.DictReader(file)
        ]
    some = random.Random(7).sample(found, TWEETS)
    return Rated([text for text, _ in some], np.array([truth for _, truth in some]))


def complaints(data: Path) -> Rated:
    """Tweets to firms: a complaint or not."""
    path = data / "text" / "complaints_tweets" / "complaints-data.csv"
    with path.open(encoding="utf-8", errors="replace") as file:
        found = [row for row in csv.reader(file) if len(row) >= 3 and row[2] in {"0", "1"}]
    return Rated([row[1] for row in found], np.array([row[2] == "1" for row in found]))


@lru_cache(maxsize=1)
def _vader() -> SentimentIntensityAnalyzer:
    return SentimentIntensityAnalyzer()


def _vader_negative(rows_: Texts) -> np.ndarray:
    return np.array([-_vader().polarity_scores(text)["compound"] for text in rows_])


def _elsewhere(data: Path, reader: OnnxReader, simple: TfIdf) -> list[Row]:
    made = []
    for name, rated, aim in (
        ("airline tweets, negative or not", airline(data), 0.85),
        ("complaint tweets, complaint or not", complaints(data), 0.80),
    ):
        for form, change in (("as written", str), ("as heard", texts.as_heard)):
            said_in = [change(text) or text for text in rated.texts]
            found = read(reader, said_in)
            ours = np.array([reading.labels["complaint"] for reading in found])
            alone = _auc(rated.truth, np.array([r.labels["negativity"] for r in found]))
            auc = _auc(rated.truth, ours)
            low, high = bootstrap(
                range(len(ours)), lambda at, t=rated.truth, o=ours: _auc(t[at], o[at])
            )  # type: ignore[index]
            vader = _auc(rated.truth, _vader_negative(said_in))
            plain = _auc(rated.truth, simple.negative(said_in))
            baseline = f"VADER {vader:.2f}; TF-IDF {plain:.2f}"
            place = f"{name}, {form}"
            made.append(
                Row(
                    "Negativity", "AUC", place, baseline, auc, low, high, f"≥ {aim}", auc >= aim,
                    f"the label negativity alone {alone:.3f}",
                )
            )  # fmt: skip
    return made


def _auc(truth: np.ndarray, scores: np.ndarray) -> float:
    return float(roc_auc_score(truth, scores)) if 0 < truth.sum() < len(truth) else float("nan")


def _raise(reader: OnnxReader, text: str) -> float:
    """What the witness of words adds to the log-odds for this turn."""
    utterance = Utterance("", "", Role.CUSTOMER, 0.0, 1.0, text, (), "en", 0.0, 0.0)
    found = WordingWitness().weigh(utterance, reader.read([("", text)])[0])
    return sum(evidence.log_odds for evidence in found)


def _false_alarms(data: Path, reader: OnnxReader) -> Row:
    turns = texts.service_turns(data, "test")
    known = {text: _raise(reader, text) for text in dict.fromkeys(turns)}
    raised = np.array([known[text] for text in turns])
    alarms = raised >= RAISED
    low, high = bootstrap(range(len(alarms)), lambda at: float(alarms[at].mean()))  # type: ignore[index]
    vader = float((_vader_negative(turns) > 0.05).mean())
    share = float(alarms.mean())
    return Row(
        "Negativity",
        "false alarms (turns raised by ≥ 1 log-odds)",
        "MultiDoGO test, service chats",
        f"VADER (compound < −0.05) {vader:.3f}",
        share,
        low,
        high,
        "≤ 0.01",
        share <= 0.01,
        f"mean log-odds of a turn {raised.mean():+.2f}",
    )


def _cost(data: Path, reader: OnnxReader) -> list[Row]:
    comments = random.Random(7).sample(texts.goemotions(data, "test"), SPEED_TEXTS)
    spent_ms = _spent_ms(lambda text: reader.read([("", text)]), [each.text for each in comments])
    words = float(np.mean([len(each.text.split()) for each in comments]))
    size_mb = (
        sum((FOLDER / name).stat().st_size for name in ("reader.onnx", "tokenizer.json")) / 1e6
    )
    return [
        Row(
            "Text model", "ms an utterance, one core", f"GoEmotions test, {words:.0f} words a text",
            "—", spent_ms, None, None, "≤ 8", spent_ms <= 8, "median CPU time",
        ),
        Row(
            "Text model", "MB of weights and tokenizer", "models/text",
            "—", size_mb, None, None, "≤ 24", size_mb <= 24,
        ),
    ]  # fmt: skip


def _spent_ms(work: Callable[[str], object], rows_: Texts) -> float:
    spent = []
    for text in rows_:
        started = time.process_time()
        work(text)
        spent.append(time.process_time() - started)
    return float(np.median(spent)) * 1000

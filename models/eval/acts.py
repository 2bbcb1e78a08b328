"""Rows of agents' acts and customers' cues: F1 on industries that nothing was trained on.

Our own hand-written sentences (`models/text/own.py`), at the thresholds that ship. A test sentence
whose cosine to a training sentence is 0.9 or more (original MiniLM) is left out. Beside them stand
keyword rules. Counselling talk (AnnoMI) and peer support (EPITOME) are reported as they are: their
labels mean something near, not the same.
"""

from __future__ import annotations

import csv
import json
import random
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
from sklearn.metrics import roc_auc_score

from models.eval.table import Row, bootstrap
from models.text import own
from models.text.minilm import original
from models.text.train import embed, tokenizer
from voicemon.evidence.wording_lexicon import Side, lexicon
from voicemon.evidence.wording_signals import AGENT, CUSTOMER, Signal, heard
from voicemon.reading.reader import OnnxReader

FOLDER = Path(__file__).parents[1] / "text"
AIM = 0.80
NEAREST = 0.9
SOME = 1500  # of the sentences of a corpus elsewhere

# What keyword rules know: the lexicon's agent cues where it has one for the act, else these.
LEXICON = {
    "acknowledge": "agent_acknowledges",
    "apologise": "agent_apology",
    "ownership": "agent_ownership",
    "next_step": "agent_next_step",
    "reassure": "agent_reassures",
    "manager": "manager_request",
    "repeat": "repeat",
    "churn": "churn",
    "legal": "legal",
    "gratitude": "thanks",
    "resolved": "resolved",
}
KEYWORDS = {
    "validate": r"you(?:'re| are) (?:absolutely |quite |completely )?right|every right|"
    r"makes sense|understandabl|fair|reasonable|should(?:n't| not) have|(?:i'd|i would) be",
    "open_question": r"^(?:so |and )?(?:what|how|why|which|where)\b|tell me|walk me|describe",
    "summarise_back": r"^(?:so|okay so|right so)\b|let me (?:repeat|recap|check|make sure)|"
    r"understand (?:you )?correctly|to (?:confirm|summarise|recap)|what i'm hear",
    "personalise": r"\b(?:mr|mrs|ms|mr\.|mrs\.)\s\w+|since you|because you|as you(?:'re|'ve)?\b|"
    r"you(?:'ve| have) been with us|you (?:said|told|mentioned)",
    "confusion": r"confus|don't (?:get|understand|follow)|what do you mean|lost me",
    "problem": r"problem|issue|broken|(?:n't|not) work|doesn't|hasn't|wrong|down|late|still|nobody",
}


def rows(data: Path) -> list[Row]:
    """Every row of acts and cues."""
    reader = OnnxReader(FOLDER)
    cuts = json.loads((FOLDER / "reader.json").read_text(encoding="utf-8"))["thresholds"]
    made = []
    for task, prefix, names, sentences, side, signals in (
        ("Agent acts", "act", own.ACTS, own.acts(), Side.AGENT, AGENT),
        ("Customer cues", "cue", own.CUES, own.cues(), Side.CUSTOMER, CUSTOMER),
    ):
        test = apart([s for s in sentences if s.held_out], [s for s in sentences if not s.held_out])
        read = [reader.read([("", s.text)])[0].labels for s in test]
        truth = {name: np.array([name in s.has for s in test]) for name in names}
        ours = {
            n: np.array([r[f"{prefix}_{n}"] > cuts[f"{prefix}_{n}"] for r in read]) for n in names
        }
        rules = {n: np.array([by_rule(n, s.text, side) for s in test]) for n in names}
        for name in own.OPEN & set(names):  # not marked on every sentence
            unknown = np.array([name not in s.has | s.looks_like for s in test])
            ours[name][unknown] = rules[name][unknown] = False
        made += [_row(task, n, test, truth[n], ours[n], rules[n]) for n in names]
        made.append(_mean_row(task, names, truth, ours, rules))
        made.append(_sure_row(task, signals, test, read))
    return [*made, *_annomi(data, reader), *_epitome(data, reader)]


def apart(test: Sequence[own.Marked], train: Sequence[own.Marked]) -> list[own.Marked]:
    """The test sentences that have no near neighbour among those of training."""
    encoder, wordpiece = original(), tokenizer()

    def vectors(some: Sequence[own.Marked]) -> np.ndarray:
        parts = [some[k : k + 64] for k in range(0, len(some), 64)]
        return np.concatenate(
            [embed(encoder, wordpiece, [s.text for s in part]).numpy() for part in parts]
        )

    nearest = (vectors(test) @ vectors(train).T).max(axis=1)
    return [s for s, near in zip(test, nearest, strict=True) if near < NEAREST]


def by_rule(name: str, text: str, side: Side) -> bool:
    """What keyword rules say."""
    if name in LEXICON:
        known = lexicon("en")
        found = known.find(text, side) if known else []
        return any(match.phrase.name == LEXICON[name] for match in found)
    return bool(re.search(KEYWORDS[name], text.lower()))


def f1(truth: np.ndarray, said: np.ndarray) -> float:
    """F1 of two boolean arrays; 0 where nothing is true and nothing said."""
    return float(2 * (truth & said).sum() / max(truth.sum() + said.sum(), 1))


def _row(
    task: str,
    name: str,
    test: list[own.Marked],
    truth: np.ndarray,
    ours: np.ndarray,
    rules: np.ndarray,
) -> Row:
    low, high = bootstrap(range(len(truth)), lambda at: f1(truth[at], ours[at]))  # type: ignore[index]
    hard = np.array([name in s.looks_like for s in test])
    note = (
        f"{truth.sum()} have it, {hard.sum()} look like it, of {len(test)}; "
        f"precision {(truth & ours).sum() / max(ours.sum(), 1):.2f}, "
        f"recall {(truth & ours).sum() / max(truth.sum(), 1):.2f}, "
        f"said of look-alikes {ours[hard].mean():.2f}"
    )
    share = f1(truth, ours)
    return Row(
        task, f"F1, {name.replace('_', ' ')}", "own, held-out industries",
        f"keyword rules {f1(truth, rules):.2f}", share, low, high, "", None, note,
    )  # fmt: skip


def _mean_row(
    task: str,
    names: Iterable[str],
    truth: dict[str, np.ndarray],
    ours: dict[str, np.ndarray],
    rules: dict[str, np.ndarray],
) -> Row:
    names = list(names)

    def mean(at: object) -> float:
        return float(np.mean([f1(truth[n][at], ours[n][at]) for n in names]))  # type: ignore[index]

    everything = range(len(truth[names[0]]))
    low, high = bootstrap(everything, mean)
    share = mean(slice(None))
    plain = float(np.mean([f1(truth[n], rules[n]) for n in names]))
    met = share >= AIM if task == "Agent acts" else None
    return Row(
        task, "mean F1", "own, held-out industries", f"keyword rules {plain:.2f}",
        share, low, high, f"≥ {AIM:.2f}" if met is not None else "", met,
    )  # fmt: skip


def _sure_row(
    task: str,
    signals: Sequence[Signal],
    test: Sequence[own.Marked],
    read: Sequence[Mapping[str, float]],
) -> Row:
    """How often it is right where the product says it without a phrase: when nearly certain."""
    right = [
        bool(names & sentence.has)
        for sentence, labels in zip(test, read, strict=True)
        for signal, _ in heard(signals, labels, ())
        if not (names := {label[4:] for label in signal.labels}) & own.OPEN
        or names & (sentence.has | sentence.looks_like)
    ]
    low, high = bootstrap(right, lambda picked: float(np.mean(picked)))  # type: ignore[arg-type]
    return Row(
        task, "share right where nearly certain", "own, held-out industries", "—",
        float(np.mean(right)), low, high, "", None, f"{sum(right)} of {len(right)} said",
    )  # fmt: skip


def _elsewhere(
    corpus: str, wanted: str, label: str, texts: list[str], truth: np.ndarray, reader: OnnxReader
) -> Row:
    """AUC of a head against a label of another corpus."""
    some = sorted(random.Random(7).sample(range(len(texts)), min(SOME, len(texts))))
    scores = np.array([reader.read([("", texts[k])])[0].labels[label] for k in some])
    kept = truth[some]
    rule = np.array(
        [by_rule(label.removeprefix("act_"), texts[k], Side.AGENT) for k in some], float
    )

    def auc(values: np.ndarray, at: object = slice(None)) -> float:
        chosen = kept[at]  # type: ignore[index]
        return (
            float(roc_auc_score(chosen, values[at])) if 0 < chosen.sum() < len(chosen) else np.nan
        )  # type: ignore[index]

    low, high = bootstrap(range(len(some)), lambda at: auc(scores, at))
    return Row(
        "Agent acts elsewhere", f"AUC, {label.removeprefix('act_').replace('_', ' ')}",
        f"{corpus}: {wanted}", f"keyword rules {auc(rule):.2f}", auc(scores), low, high, "", None,
        f"{kept.sum()} of {len(kept)}",
    )  # fmt: skip


def _annomi(data: Path, reader: OnnxReader) -> list[Row]:
    with (data / "text" / "annomi" / "AnnoMI-full.csv").open(encoding="utf-8") as file:
        every = [row for row in csv.DictReader(file) if row["interlocutor"] == "therapist"]
    turns = list({(r["transcript_id"], r["utterance_id"]): r for r in every}.values())
    texts = [row["utterance_text"] for row in turns]
    kinds = (
        ("open questions", "act_open_question", [r["question_subtype"] == "open" for r in turns]),
        ("reflections", "act_summarise_back", [r["reflection_exists"] == "True" for r in turns]),
        ("reflections", "act_acknowledge", [r["reflection_exists"] == "True" for r in turns]),
    )
    return [
        _elsewhere("AnnoMI, counsellors' turns", wanted, label, texts, np.array(truth), reader)
        for wanted, label, truth in kinds
    ]


def _epitome(data: Path, reader: OnnxReader) -> list[Row]:
    made = []
    for part, wanted, label in (
        ("emotional-reactions", "emotional reactions", "act_acknowledge"),
        ("interpretations", "interpretations", "act_acknowledge"),
        ("explorations", "explorations", "act_open_question"),
    ):
        path = data / "text" / "epitome" / "dataset" / f"{part}-reddit.csv"
        with path.open(encoding="utf-8") as file:
            every = list(csv.DictReader(file))
        truth = np.array([row["level"] != "0" for row in every])
        texts = [row["response_post"] for row in every]
        made.append(_elsewhere("EPITOME, answers", wanted, label, texts, truth, reader))
    return made

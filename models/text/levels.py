"""`python -m models.text.levels [--check]`: the two heads that tell how frustrated a turn sounds.

`frustrated` reads the customer's turn, `frustrating` the agent's turn before it ("I'll have to
transfer you again" tells what a dry "fine" means); the sum of their log-odds is that of level 2 or
more. They are logistic readers over the same states as the other heads (`heads.TAPS`), taken from
the shipped int8 graph itself and written back into it, so that nothing else of the model moves.

They learn from turns written for this project with their levels: `models/frustration/turns.tsv`,
the scenarios that are there for tuning, and the made-up dialogues. A level stands for the share of
reviewers who would say "frustrated" (`SHARE`). Of a turn in several pieces the reader reports
the most telling one, so the fit, too, looks at the piece that tells most, found in rounds.
`--check` leaves out scenarios in turn and writes nothing.
"""

from __future__ import annotations

import argparse
import csv
import json
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from scipy.optimize import minimize
from scipy.special import expit
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold
from tokenizers import Tokenizer

from models.frustration.dialogues import dialogues
from models.frustration.share import SHARE
from voicemon.reading.pieces import pieces
from voicemon.reading.reader import OnnxReader
from voicemon.simulate.scenario import Scenario, Step, scenarios
from voicemon.types import Role

HERE = Path(__file__).parent
TURNS = HERE.parent / "frustration" / "turns.tsv"
SCENARIOS = HERE.parent / "frustration" / "scenarios.toml"
NAMES = ("frustrated", "frustrating")
VERSION = "4"
RIDGE = 120.0  # on weights of standardised features; chosen on scenarios left out
BEFORE_RIDGE = 4.0  # times as much for the agent's turn: it tells less
ROUNDS = 4
FOLDS = 6
TAPS = "/Concat_output_0"  # the states that every head reads, in the exported graph
LOGITS = "/Concat_1_output_0"

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Turn:
    """A customer's turn, the agent's before it ("" for none), and the level from 0 to 4."""

    scenario: str
    level: int
    before: str
    text: str


@dataclass(frozen=True, slots=True)
class Heads:
    """Weights on standardised features: of the words, of the turn before, and the bias."""

    words: Floats
    before: Floats
    bias: float


@dataclass(frozen=True, slots=True)
class Lessons:
    """Standardised features of every piece; `of_words`, `of_before` [pieces] name the turn."""

    words: Floats
    of_words: NDArray[np.int64]
    before: Floats
    of_before: NDArray[np.int64]
    wanted: Floats
    weights: Floats

    def some(self, turns: NDArray[np.int64]) -> Lessons:
        """Those of some turns, renumbered."""
        at = np.full(len(self.wanted), -1)
        at[turns] = np.arange(len(turns))
        words, before = at[self.of_words], at[self.of_before]
        return Lessons(
            self.words[words >= 0],
            words[words >= 0],
            self.before[before >= 0],
            before[before >= 0],
            self.wanted[turns],
            self.weights[turns],
        )


def turns() -> list[Turn]:
    """Everything that may be learnt from."""
    return [*written(), *_composed(), *_dialogues()]


def written() -> Iterator[Turn]:
    """The rows of `turns.tsv`."""
    with TURNS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            yield Turn(row["scenario"], int(row["level"]), row["before"], row["text"])


def _composed() -> Iterator[Turn]:
    for scenario in scenarios(SCENARIOS):
        yield from of_scenario(scenario)


def of_scenario(scenario: Scenario) -> Iterator[Turn]:
    """The customer's turns, each paraphrase with one of the agent's turn before it."""
    before: tuple[str, ...] = ("",)
    for step in scenario.steps:
        if not isinstance(step, Step):
            continue
        if step.role is Role.AGENT:
            before = step.says
        elif step.level is not None:
            for number, said in enumerate(step.says):
                yield Turn(scenario.name, step.level, before[number % len(before)], said)


def _dialogues() -> Iterator[Turn]:
    for dialogue in dialogues():
        before = ""
        for said in dialogue.turns:
            if said.level is None:
                before = said.text
            else:
                yield Turn(dialogue.name, said.level, before, said.text)
                before = ""


def as_heard(text: str) -> str:
    """As recognisers without punctuation write it."""
    return " ".join("".join(c for c in text.lower() if c.isalnum() or c in " '").split())


def opened(folder: Path, *inner: str) -> tuple[onnxruntime.InferenceSession, Tokenizer]:
    """The exported graph with these inner values for outputs, and its tokenizer."""
    graph = onnx.load(folder / "reader.onnx")
    for name in inner:
        graph.graph.output.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, None))
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    described = json.loads((folder / "reader.json").read_text(encoding="utf-8"))
    tokenizer.enable_truncation(int(described["max_tokens"]))
    return onnxruntime.InferenceSession(graph.SerializeToString(), options), tokenizer


class States:
    """The states that the heads read, from the shipped graph: a piece → [taps × width]."""

    def __init__(self, folder: Path) -> None:
        self._session, self._tokenizer = opened(folder, TAPS)
        self._kept: dict[str, Floats] = {}

    def of(self, text: str) -> list[Floats]:
        """One row a piece of the text, as the reader cuts it."""
        return [self._piece(piece) for piece in pieces(text)]

    def _piece(self, piece: str) -> Floats:
        if piece not in self._kept:
            ids = np.array([self._tokenizer.encode(piece).ids], np.int64)
            self._kept[piece] = self._session.run([TAPS], {"ids": ids})[0][0].astype(float)
        return self._kept[piece]


def lessons(given: Sequence[Turn], states: States) -> tuple[Lessons, Floats, Floats]:
    """Features of the turns as written and as heard, and the mean and scale that they were given.

    Turn k stands at k as written and at k + len(given) as heard.
    """
    twice = [(t.text, t.before) for t in given] + [
        (as_heard(t.text), as_heard(t.before)) for t in given
    ]
    words = [(number, row) for number, (text, _) in enumerate(twice) for row in states.of(text)]
    before = [(number, row) for number, (_, text) in enumerate(twice) for row in states.of(text)]
    values = np.array([row for _, row in words])
    mean, scale = values.mean(0), values.std(0) + 1e-3
    levels = np.array([turn.level for turn in given] * 2)
    found = Lessons(
        (values - mean) / scale,
        np.array([number for number, _ in words]),
        (np.array([row for _, row in before]) - mean) / scale,
        np.array([number for number, _ in before]),
        np.array(SHARE)[levels],
        np.ones(len(levels)),
    )
    return found, mean, scale


def fit(own: Lessons) -> Heads:
    """Heads whose log-odds add up; both sides of level 2 weigh the same."""
    grave = own.wanted > 0.5
    sides = np.where(grave, 0.5 / grave.mean(), 0.5 / (1 - grave.mean()))
    weights = own.weights * sides
    width = own.words.shape[1]
    heads = Heads(np.zeros(width), np.zeros(width), 0.0)
    words, before = _means(own.words, own.of_words, own), _means(own.before, own.of_before, own)
    for number in range(ROUNDS):
        if number:
            words = _telling(own.words, own.of_words, heads.words, own)
            before = _telling(own.before, own.of_before, heads.before, own)
        heads = _fitted(words, before, own.wanted, weights, heads)
    return heads


def _fitted(words: Floats, before: Floats, wanted: Floats, weights: Floats, start: Heads) -> Heads:
    width = words.shape[1]

    def cost(point: Floats) -> tuple[float, Floats]:
        w, v, bias = point[:width], point[width:-1], point[-1]
        logit = words @ w + before @ v + bias
        loss = weights @ (np.logaddexp(0.0, logit) - wanted * logit)
        error = weights * (expit(logit) - wanted)
        ridge = 0.5 * RIDGE * (w @ w + BEFORE_RIDGE * (v @ v))
        slope = np.concatenate(
            [
                words.T @ error + RIDGE * w,
                before.T @ error + RIDGE * BEFORE_RIDGE * v,
                [error.sum()],
            ]
        )
        return float(loss + ridge), slope

    first = np.concatenate([start.words, start.before, [start.bias]])
    found = minimize(cost, first, jac=True, method="L-BFGS-B", options={"maxiter": 300}).x
    return Heads(found[:width], found[width:-1], float(found[-1]))


def _means(rows: Floats, of: NDArray[np.int64], own: Lessons) -> Floats:
    total = np.zeros((len(own.wanted), rows.shape[1]))
    np.add.at(total, of, rows)
    return total / np.maximum(np.bincount(of, minlength=len(own.wanted)), 1)[:, None]


def _telling(rows: Floats, of: NDArray[np.int64], weights: Floats, own: Lessons) -> Floats:
    """Each turn's piece with the highest log-odds; zeros for a turn that is not there."""
    found = np.zeros((len(own.wanted), rows.shape[1]))
    best = np.full(len(own.wanted), -np.inf)
    for row, turn, value in zip(rows, of, rows @ weights, strict=True):
        if value > best[turn]:
            best[turn], found[turn] = value, row
    return found


def log_odds(heads: Heads, own: Lessons) -> Floats:
    """What the product would say of each turn."""
    words = _telling(own.words, own.of_words, heads.words, own) @ heads.words
    return (
        words + _telling(own.before, own.of_before, heads.before, own) @ heads.before + heads.bias
    )


def check(given: Sequence[Turn], own: Lessons) -> str:
    """AUC of level 2 or more with scenarios left out in turn."""
    groups = np.array([turn.scenario for turn in given] * 2)
    said, alone = np.zeros(len(groups)), np.zeros(len(groups))
    for learnt, left in GroupKFold(FOLDS).split(groups, groups=groups):
        heads, apart = fit(own.some(learnt)), own.some(left)
        said[left] = log_odds(heads, apart)
        words = _telling(apart.words, apart.of_words, heads.words, apart) @ heads.words
        alone[left] = words + heads.bias
    grave = own.wanted > 0.5
    half = len(given)
    means = [said[:half][np.array([t.level for t in given]) == k].mean() for k in range(len(SHARE))]
    return (
        f"{half} turns, scenarios left out: AUC {roc_auc_score(grave[:half], said[:half]):.3f} as "
        f"written, {roc_auc_score(grave[half:], said[half:]):.3f} as heard, "
        f"{roc_auc_score(grave[:half], alone[:half]):.3f} without the turn before; "
        "mean log-odds by level " + " ".join(f"{mean:+.2f}" for mean in means)
    )


def graft(folder: Path, heads: Heads, mean: Floats, scale: Floats) -> None:
    """Write the heads into the graph, in the place of earlier ones of these names."""
    model = onnx.load(folder / "reader.onnx")
    graph = model.graph
    _strip(graph)
    columns = np.stack([heads.words / scale, heads.before / scale], axis=1)
    bias = np.array([heads.bias, 0.0]) - mean @ columns
    graph.initializer.append(numpy_helper.from_array(columns.astype(np.float32), "levels.weight"))
    graph.initializer.append(numpy_helper.from_array(bias.astype(np.float32), "levels.bias"))
    last = next(k for k, node in enumerate(graph.node) if "probabilities" in node.output)
    own = [
        helper.make_node("Gemm", [TAPS, "levels.weight", "levels.bias"], ["levels.out"], "levels"),
        helper.make_node("Concat", [LOGITS, "levels.out"], ["levels.all"], "levels.all", axis=1),
    ]
    graph.node[last].input[0] = "levels.all"
    for node in reversed(own):
        graph.node.insert(last, node)
    path = folder / "reader.json"
    described = json.loads(path.read_text(encoding="utf-8"))
    known = [label for label in described["labels"] if label not in NAMES]
    described |= {"version": VERSION, "labels": [*known, *NAMES]}
    shape = next(each for each in graph.output if each.name == "probabilities").type.tensor_type
    shape.shape.dim[1].dim_value = len(described["labels"])
    onnx.checker.check_model(model)
    onnx.save(model, folder / "reader.onnx")
    path.write_text(json.dumps(described, indent=1) + "\n", encoding="utf-8")


def _strip(graph: onnx.GraphProto) -> None:
    for node in [node for node in graph.node if node.name.startswith("levels")]:
        graph.node.remove(node)
    for kept in [kept for kept in graph.initializer if kept.name.startswith("levels.")]:
        graph.initializer.remove(kept)
    for node in graph.node:
        if "probabilities" in node.output:
            node.input[0] = LOGITS


def apart(given: Sequence[Turn]) -> OnnxReader:
    """The reader with heads that learnt from these turns alone: whoever tunes on words must not
    have them read by what knows them by heart.
    """
    own, mean, scale = lessons(given, States(HERE))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for file in ("reader.onnx", "reader.json", "tokenizer.json"):
            (folder / file).write_bytes((HERE / file).read_bytes())
        graft(folder, fit(own), mean, scale)
        return OnnxReader(folder)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--to", type=Path, default=HERE)
    parser.add_argument("--check", action="store_true")
    chosen = parser.parse_args()
    given = turns()
    own, mean, scale = lessons(given, States(chosen.to))
    print(check(given, own))
    if not chosen.check:
        graft(chosen.to, fit(own), mean, scale)
        print(f"written; put the new hashes of {chosen.to} into models/registry.toml")


if __name__ == "__main__":
    main()

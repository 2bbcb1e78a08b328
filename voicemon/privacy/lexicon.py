"""The number words of each language, and the small words that people put between digits."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The number words of a language."""

    digits: dict[str, str]  # "seven" → "7", "seventeen" → "17"
    tens: dict[str, int]
    repeats: dict[str, int]  # "double" → 2
    hundred: frozenset[str]
    quantity: frozenset[str]  # words that make a number an amount
    only_between: frozenset[str]  # a digit only beside another one: "oh"

    def knows(self, word: str) -> bool:
        """True for a word that can stand in a number, leaving aside `only_between`."""
        return (
            word.isdecimal()
            or word in self.tens
            or (word in self.digits and word not in self.only_between)
        )


def _words(text: str) -> list[str]:
    return text.split()


def _from_zero(text: str) -> dict[str, str]:
    return {word: str(number) for number, word in enumerate(_words(text))}


def _tens(text: str) -> dict[str, int]:
    return {word: 20 + 10 * place for place, word in enumerate(_words(text))}


_DE = _from_zero(
    "null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn "
    "fünfzehn sechzehn siebzehn achtzehn neunzehn"
) | {"zwo": "2", "ein": "1"}
_DE_TENS = _tens("zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig")
_DE_JOINED = {  # einundzwanzig … neunundneunzig are one word
    f"{unit}und{ten}": str(value + int(digit))
    for ten, value in _DE_TENS.items()
    for unit, digit in _DE.items()
    if len(digit) == 1 and unit not in {"null", "eins"}
}

LEXICONS = {
    "en": Lexicon(
        digits=_from_zero(
            "zero one two three four five six seven eight nine ten eleven twelve thirteen "
            "fourteen fifteen sixteen seventeen eighteen nineteen"
        )
        | {"nought": "0", "naught": "0", "oh": "0", "o": "0"},
        tens=_tens("twenty thirty forty fifty sixty seventy eighty ninety"),
        repeats={"double": 2, "triple": 3, "treble": 3},
        hundred=frozenset({"hundred"}),
        quantity=frozenset(_words("thousand million billion grand dozen k")),
        only_between=frozenset({"oh", "o"}),
    ),
    "de": Lexicon(
        digits=_DE | _DE_JOINED,
        tens=_DE_TENS,
        repeats={"doppel": 2, "dreifach": 3},
        hundred=frozenset({"hundert"}),
        quantity=frozenset(_words("tausend million millionen dutzend")),
        only_between=frozenset({"ein"}),
    ),
    "es": Lexicon(
        digits=_from_zero(
            "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce "
            "quince dieciséis diecisiete dieciocho diecinueve"
        ),
        tens=_tens("veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa"),
        repeats={"doble": 2, "triple": 3},
        hundred=frozenset({"cien", "ciento"}),
        quantity=frozenset(_words("mil millón millones")),
        only_between=frozenset(),
    ),
}
FILLERS = frozenset(
    _words(
        "uh um er erm ah hm mm okay ok so and then dash hyphen space yeah yes right next followed "
        "by äh ähm und dann strich minus ja eh este y luego guion guión sí"
    )
)
POLITE = FILLERS | frozenset(  # what people say around dictated digits
    _words(
        "it it's its is that's that sure the my please number numbers hold on second again sorry "
        "repeat i'll say digits es ist meine die lautet bitte nummer el número mi"
    )
)
UNITS = frozenset(  # after a number they make it an amount, a time or a count
    _words(
        "dollar dollars bucks euro euros pound pounds cent cents pence quid usd eur gbp percent "
        "am pm a.m p.m o'clock oclock second seconds minute minutes hour hours day days week weeks "
        "month months year years times people units items pieces boxes pounds kilos miles degrees "
        "kilometers meters feet inches shares points calls emails messages business st nd rd th "
        "euro prozent uhr minuten stunden tage wochen monate jahre stück mal "
        "dólares pesos minutos horas días semanas meses años veces unidades"
    )
)
MONTHS = frozenset(
    _words(
        "january february march april june july august september october november december "
        "januar februar märz mai juni juli oktober dezember enero febrero marzo abril mayo junio "
        "julio agosto septiembre octubre noviembre diciembre"
    )
)

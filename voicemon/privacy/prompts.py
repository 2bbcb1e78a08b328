"""What was asked for: the words that say which number comes next, and whether it is a secret.

"What's your card number?" makes the next digits a card, "order number" makes them harmless. The
phrases of all languages stand together; they do not collide.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What is masked; the value is what the reader sees in brackets."""

    CARD = "card number"
    SECURITY_CODE = "security code"
    PIN = "PIN"
    PASSWORD = "password"
    PHONE = "phone number"
    NATIONAL_ID = "national id"
    EMAIL = "e-mail"


@dataclass(frozen=True, slots=True)
class Prompt:
    """A phrase between two character offsets that names a number; `kind` None: a harmless one."""

    start: int
    end: int
    kind: Kind | None


_WHOSE = r"(?:the|your|my|that|this|his|her|our)"
_NAMED = r"(?: ?(?:numbers?|codes?|ids?|reference|no\.?|#))"
_HARMLESS = (
    r"last (?:four|4)(?: digits?| numbers?)?"
    rf"(?: (?:of|on|from|for) {_WHOSE} (?!social|ssn)(?:\w+ )?(?:card|account|phone)(?: number)?)?",
    r"(?:ending|ends|end|finishing|endet) (?:in|with|auf|mit)",
    rf"(?:claim|order|invoice|case|policy|tracking|booking|confirmation|flight|serial|model|account"
    rf"|member(?:ship)?|customer|employee|part|sku|vin|contract|quote|room|gate|seat|unit|store"
    rf"|extension|zip|postal|post|product|item|version|batch|ticket|reference|job|work order"
    rf"|routing|promo|discount|error|license plate|registration){_NAMED}",
    r"post ?code|zip|date of birth|birthday|born|expir(?:y|ation|es)(?: date)?|exp date"
    r"|valid (?:until|thru|through)|(?:model|order|invoice) (?:year|date)|street"
    r"|address is|house number",
    r"(?:kunden|bestell|vorgangs|rechnungs|schaden|vertrags|auftrags|referenz|fall)[- ]?nummer"
    r"|postleitzahl|geburtsdatum|gültig bis|hausnummer",
    r"número de (?:pedido|orden|reclamación|factura|cliente|póliza|caso|referencia)"
    r"|código postal|fecha de nacimiento|caduc\w+",
)
_SECRET = {
    Kind.CARD: (
        r"card numbers?|numbers? (?:on|of|from) (?:the front of )?(?:the|your|my) (?:\w+ )?card"
        r"|(?:card|visa|mastercard|amex|american express) is"
        r"|(?:visa|mastercard|amex|american express|(?:debit|credit) card),?(?= [\dofts])"
        r"|(?:sixteen|16|fifteen|15)[- ]digits?|long number|card details|digits (?:on|of) the front"
        r"|kreditkartennummer|kartennummer|número de (?:la |su |mi )?tarjeta"
    ),
    Kind.SECURITY_CODE: (
        r"(?<!social )security (?:code|number)|cv[vc]2?|c v [vc]|card verification(?: code| value)?"
        r"|(?:three|four|3|4)[- ](?:digits?|numbers?)(?: \w+)? (?:on|at|from) the"
        r" (?:back|front|rear)"
        r"|(?:code|numbers?|digits) (?:on|at) (?:the )?(?:back|reverse)"
        r"|prüfnummer|prüfziffer|sicherheitscode|código de seguridad"
    ),
    Kind.PIN: (
        r"pin(?: number| code)?|pass ?code|access code|one[- ]time (?:code|pass ?code|password)"
        r"|verification code|otp|(?:four|five|six|4|5|6)[- ]digit (?:code|pin)"
        r"|code (?:that )?(?:i|we|you)(?:'ve)?(?: just)? (?:sent|texted|received|got)"
        r"|geheimzahl|tan|clave"
    ),
    Kind.PASSWORD: (
        r"password|pass ?phrase|memorable (?:word|information)|secret word|security word"
        r"|kennwort|passwort|contraseña"
    ),
    Kind.PHONE: (
        r"(?:phone|telephone|mobile|cell(?:phone| phone)?|contact|callback|call[- ]back|landline"
        r"|home|daytime|fax|whatsapp)(?: phone)? numbers?"
        r"|(?:best|good|right) (?:phone )?number|area code"
        r"|number (?:to|where|that) (?:reach|call|ring|we|i|you)"
        rf"|(?:call|reach|ring|text|phone|contact) (?:me|you|us|him|her|them)(?: back)? (?:at|on)"
        rf"|{_WHOSE} (?:phone|cell|mobile|number)(?: number)?(?: is|'s)|phone is"
        r"|telefonnummer|handynummer|mobilnummer|rückrufnummer|rufnummer|erreich\w*(?: \w+)? unter"
        r"|teléfono|móvil|celular|llám\w+ al"
    ),
    Kind.NATIONAL_ID: (
        r"social security(?: numbers?)?|ssn|social(?= (?:is|number|please)|[,?.]| (?:\d|and|so))"
        rf"|(?:of|with) {_WHOSE} social|{_WHOSE} social(?! \w)|national insurance(?: numbers?)?"
        r"|n\.?i\.? number|nino|tax(?:payer)? (?:id|identification)(?: number)?|national id"
        r"|passport number|driver'?s? licen[sc]e(?: number)?|identity (?:card )?number"
        r"|steuer-?\s?id\w*|steuernummer|sozialversicherungsnummer|ausweisnummer"
        r"|dni|(?:mi|su|tu|número de) ni[ef]|documento de identidad"
    ),
    Kind.EMAIL: r"e-?mail(?: address| adresse)?|correo(?: electrónico)?",
}
_PATTERNS: tuple[tuple[Kind | None, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(rf"(?<!\w)(?:{pattern})(?!\w)"))
    for kind, pattern in (*((None, pattern) for pattern in _HARMLESS), *_SECRET.items())
)
_QUESTION = re.compile(
    r"(?:what(?:'s| is| was| are)|tell me|give me|confirm|(?:can|may|could|will) (?:i|you|we)"
    r"|provide|read|need|say|enter|verify|have you got|do you have|and your?"
    r"|wie (?:ist|lautet)|nennen|cuál es|dígame|me da)\b(?:(?![.!]).)*$"
)


def prompts(text: str) -> list[Prompt]:
    """Every naming phrase in `text` (lower case), in order; of overlapping ones the longest."""
    found = [
        Prompt(match.start(), match.end(), kind)
        for kind, pattern in _PATTERNS
        for match in pattern.finditer(text)
    ]
    found.sort(
        key=lambda prompt: prompt.start - prompt.end
    )  # longest first; harmless before secret
    kept: list[Prompt] = []
    for prompt in found:
        if all(prompt.end <= other.start or prompt.start >= other.end for other in kept):
            kept.append(prompt)
    return sorted(kept, key=lambda prompt: prompt.start)


def asks(text: str, prompt: Prompt) -> bool:
    """True when the words before the phrase ask for it ("can you confirm your password")."""
    return _QUESTION.search(text[: prompt.start]) is not None

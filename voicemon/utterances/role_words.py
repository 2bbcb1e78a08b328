"""Which of two speakers is the agent, by what they say: phrases with weights in log-odds.

A phrase that agents say more often than customers counts for the agent, by about the logarithm of
how much more often; phrases of customers count against. Each kind counts at most `MOST_OF_A_KIND`
times. The lexicon is short on purpose: someone who reads it can say why a role was given. English,
German, Spanish; other languages give no roles.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

MOST_OF_A_KIND = 3
MOST_NATS = 8.0
_SHARE_OF_REPEATS = 0.5  # a phrase said again tells less than it did the first time

_AGENT_EN = (
    (3.0, r"how (?:can|may|could) (?:i|we) (?:help|assist|be of)"),
    (3.0, r"thank(?:s| you) (?:so much )?for (?:calling|contacting|choosing|reaching)"),
    (3.0, r"(?:this )?call (?:is|may be|will be) (?:being )?(?:recorded|monitored)"),
    (2.5, r"(?:anything|something) else (?:that )?(?:i|we) can (?:help|assist|do)"),
    (2.5, r"what can (?:i|we) (?:do|help)(?: you)?"),
    (2.0, r"(?:verify|confirm) (?:your|the last|that you)"),
    (2.0, r"for (?:security|verification)(?: purposes)?"),
    (2.0, r"(?:may|can|could) i (?:please )?(?:have|get|ask for|take) (?:your|the|a few)"),
    (2.0, r"(?:please hold|hold (?:on )?(?:the line|for (?:a|one))|bear with me|"
          r"(?:put|place) you on (?:a )?(?:brief )?hold)"),
    (2.0, r"thank(?:s| you) for (?:your patience|holding|waiting|bearing)"),
    (2.0, r"(?:apologi[sz]e|sorry) for (?:the|any) (?:inconvenience|delay|trouble|wait)"),
    (2.0, r"(?:transfer you|connect you (?:to|with)|put you through)"),
    (1.5, r"(?:i'd be|i'll be|i would be|i am|i'm) (?:more than )?(?:happy|glad) to help"),
    (1.5, r"i can (?:certainly|definitely|absolutely|help|assist|see (?:that|here|your|you))"),
    (1.5, r"let me (?:check|look|pull|see|just|go ahead|take a look|bring|review|verify|open)"),
    (1.0, r"i(?:'ll| will) (?:go ahead|check|look into|send you|process|escalate|issue|refund)"),
    (1.0, r"(?:our|my) (?:system|records|team|department|supervisor|technician|end)"),
    (1.0, r"(?:sorry to hear|understand (?:your|how|that you|why you))"),
    (1.0, r"is that (?:correct|right)\b|does that (?:work|sound)"),
    (1.0, r"we(?:'ll| will| can| do offer| offer| have (?:a|an|two|three)) "),
    (0.7, r"you(?:'re| are) (?:very |most )?welcome"),
    (0.5, r"\byour (?:account|card|order|policy|claim|name|number|address|date|email|phone|bill|"
          r"vehicle|car|password|pin|details|birth|zip|postcode|booking|reservation|issue|concern)"),
    (0.5, r"have a (?:great|good|nice|wonderful|lovely)"),
)  # fmt: skip
_CUSTOMER_EN = (
    (2.0, r"i(?:'m| am| was)? (?:just )?call(?:ing|ed)? (?:because|about|to (?:ask|report|see|find|"
          r"check|cancel|get)|in (?:about|to)|you (?:because|about|people|guys))"),
    (2.0, r"i(?:'ve| have) (?:been|already|called|waited|tried|had|got|lost)"),
    (1.5, r"i(?:'d| would) like to|i (?:want|need) (?:to|a|my|someone|this|you)\b"),
    (1.5, r"(?:can|could|would) you (?:please )?(?:help|tell me|explain|send me|fix|check|cancel)"),
    (1.5, r"i (?:lost|can't|cannot|couldn't|was charged|got charged|didn't (?:get|order|receive)|"
          r"never (?:got|received|ordered)|paid|forgot|ordered|received|bought)"),
    (1.5, r"(?:doesn't|does not|don't|isn't|not|won't|stopped) work(?:ing)?"),
    (1.5, r"(?:speak|talk) (?:to|with) (?:a|your|the) (?:manager|supervisor|human|person|real)"),
    (1.0, r"you (?:people|guys|charged|told me|said|keep|promised)|your (?:company|service|website|"
          r"colleague|app)\b"),
    (1.0, r"how (?:long|much) (?:will|does|is|would)|when (?:will|can) i|do i (?:need|have)"),
    (0.5, r"\bmy (?:account|card|order|policy|claim|name is|number is|address is|email|phone|bill|"
          r"car|husband|wife|son|daughter|money|internet|password|booking|flight|package|house|"
          r"vehicle|date|birth|last name|insurance)"),
)  # fmt: skip
_AGENT_DE = (
    (3.0, r"(?:wie|womit|was) (?:kann|darf) ich (?:ihnen |für sie )?(?:helfen|weiterhelfen|tun)"),
    (3.0, r"(?:danke|vielen dank) für ihren anruf|schön dass sie anrufen"),
    (2.5, r"noch etwas (?:für sie )?tun|kann ich (?:sonst )?noch (?:etwas )?(?:für|helfen)"),
    (2.5, r"(?:gespräch|anruf) wird (?:\w+ ){0,3}(?:aufgezeichnet|mitgeschnitten)"),
    (2.0, r"(?:nennen sie|sagen sie|geben sie|bestätigen sie) (?:mir )?(?:bitte )?(?:ihr|noch)"),
    (2.0, r"(?:darf|kann) ich (?:bitte )?(?:ihre?n?|um ihre?n?)"),
    (2.0, r"(?:einen (?:kleinen )?moment|augenblick) bitte|bleiben sie (?:bitte )?(?:dran|in der)"),
    (2.0, r"(?:danke|dank) für ihre geduld|ich verbinde sie|zur (?:sicherheit|verifizierung)"),
    (2.0, r"entschuldigen (?:wir uns )?(?:für )?die (?:unannehmlichkeiten|umstände|wartezeit)"),
    (1.5, r"ich (?:schaue|sehe|prüfe|überprüfe) (?:das |hier |gerne |mal |kurz |gleich )"),
    (1.0, r"tut mir leid (?:dass sie|das zu hören)|ich verstehe (?:ihren|ihre|dass sie)"),
    (0.5, r"\bihre?[nmrs]? (?:konto|vertrag|karte|kundennummer|name|adresse|bestellung|anliegen|"
          r"rechnung|geburtsdatum|anschluss|paket)"),
)  # fmt: skip
_CUSTOMER_DE = (
    (2.0, r"ich rufe (?:\w+ )?(?:an|wegen)|ich habe (?:\w+ )?(?:ein problem|eine frage|angerufen)"),
    (1.5, r"ich (?:möchte|will|brauche|hätte gern)|können sie mir (?:bitte )?(?:sagen|helfen)"),
    (1.5, r"(?:funktioniert|geht|klappt) (?:\w+ )?nicht|nicht (?:angekommen|bekommen|erhalten)"),
    (1.5, r"ich warte (?:schon|seit)|(?:ihren|den) (?:chef|vorgesetzten) sprechen"),
    (0.5, r"\bmeine?[nmrs]? (?:konto|vertrag|karte|bestellung|rechnung|internet|anschluss|paket|"
          r"geld|name ist|mann|frau)"),
)  # fmt: skip
_AGENT_ES = (
    (3.0, r"(?:en qué|cómo) (?:le |lo |la |te )?(?:puedo|podemos) (?:ayudar|servir)"),
    (3.0, r"gracias por (?:llamar|comunicarse|contactar|su llamada)"),
    (2.5, r"algo más en (?:lo )?que (?:le )?pueda|esta llamada (?:será|está siendo)"),
    (2.0, r"me (?:puede|podría|permite|confirma|indica|facilita) (?:\w+ )?(?:su|el número|un)"),
    (2.0, r"(?:un momento|permítame|espere|no cuelgue) por favor|permítame (?:un|revisar|ver)"),
    (2.0, r"gracias por (?:su paciencia|esperar|la espera)|por (?:su )?seguridad"),
    (2.0, r"(?:disculpe|lament[oa]\w*|sentimos) (?:las|los|la|el) (?:molestias|inconveniente)"),
    (1.5, r"(?:voy a|déjeme) (?:revisar|verificar|comprobar|transferir)|le transfiero"),
    (1.0, r"(?:siento|lamento) (?:mucho )?(?:oír|escuchar|lo ocurrido)|entiendo su"),
    (0.5, r"\bsu (?:cuenta|tarjeta|pedido|nombre|número|dirección|póliza|factura|contrato|fecha)"),
)  # fmt: skip
_CUSTOMER_ES = (
    (2.0, r"(?:estoy )?llam(?:o|ando) (?:porque|para|por)|he llamado (?:ya|varias|tres|dos)"),
    (1.5, r"(?:quiero|quería|quisiera|necesito) (?:que|saber|cancelar|hablar|un|una|mi)"),
    (1.5, r"no (?:funciona|me (?:llega|ha llegado|llegó|han)|he recibido|puedo|recibí)"),
    (1.5, r"me (?:cobraron|han cobrado|dijeron)|llevo (?:\w+ )+(?:esperando|sin)"),
    (1.5, r"hablar con (?:un|el|su|la) (?:encargad|supervis|gerente|responsable|persona)"),
    (0.5, r"\bmi (?:cuenta|tarjeta|pedido|póliza|factura|contrato|dinero|internet|marido|esposa)"),
)  # fmt: skip
_LEXICON = {
    "en": (_AGENT_EN, _CUSTOMER_EN),
    "de": (_AGENT_DE, _CUSTOMER_DE),
    "es": (_AGENT_ES, _CUSTOMER_ES),
}


def agent_nats(texts: Iterable[str], language: str) -> float:
    """How much likelier an agent than a customer says all this, in nats, within ±8; 0 unknown."""
    said = " ".join(texts).lower().replace("’", "'")
    said = re.sub(r"[^\w' ]+", " ", said)
    said = re.sub(r"\s+", " ", said)
    total = sum(weight * _counts(len(phrase.findall(said))) for weight, phrase in _known(language))
    return max(-MOST_NATS, min(MOST_NATS, total))


def _counts(found: int) -> float:
    return float(sum(_SHARE_OF_REPEATS**k for k in range(min(found, MOST_OF_A_KIND))))


@lru_cache(maxsize=8)
def _known(language: str) -> tuple[tuple[float, re.Pattern[str]], ...]:
    agent, customer = _LEXICON.get(language[:2].lower(), ((), ()))
    return (
        *((weight, re.compile(phrase)) for weight, phrase in agent),
        *((-weight, re.compile(phrase)) for weight, phrase in customer),
    )

import type { SupportedLanguage } from "@chorus/meaning/text/languages";

type Phrases = Partial<Record<SupportedLanguage, RegExp>>;

const phrases = (...some: string[]) =>
  new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${some.join("|")})(?![\p{L}\p{N}])`, "giu");

/** Frustration that single words do not show: repetition, waiting, giving up. A mere "how long" asks for a length. */
export const FRUSTRATION: Phrases = {
  en: phrases(
    String.raw`(?:second|third|fourth|fifth|\d{1,3}(?:nd|rd|th)) time`,
    String.raw`still (?:no|not|waiting|nothing)`,
    "again and again",
    String.raw`(?<!(?:lasts?|runs?|works?|open|keeps?|stays?) (?:\p{L}{1,20} )?)for (?:weeks|days|hours|ages)`,
    "nobody (?:answers|replies|cares)",
    String.raw`how (?:long|many (?:more )?times|often) (?:(?:do|must|will|should|shall) (?:i|we)|am i|are we) (?:\p{L}{1,20} ){0,4}(?:wait|ask|call|write|tell|explain|repeat|complain|chase)`,
    String.raw`how (?:long|many times|often) have (?:i|we) (?:\p{L}{1,20} )?(?:been waiting|waited|asked|called|written|told|complained)`,
    "how much longer",
    "last chance",
    "cancel (?:everything|my|the)",
    "money back",
  ),
  de: phrases(
    "immer noch (?:nicht|keine?|keinen|nichts)",
    "zum (?:zweiten|dritten|vierten|x-ten) mal",
    "seit (?:wochen|tagen|stunden)",
    "niemand (?:antwortet|meldet)",
    String.raw`wie (?:lange|oft) (?:muss|müssen|soll|sollen) (?:ich|wir) (?:\p{L}{1,20} ){0,5}(?:warten|anrufen|schreiben|fragen|nachfragen|erklären|wiederholen)`,
    "wie lange (?:denn )?noch",
    "kündigen?",
    "geld zurück",
  ),
  es: phrases(
    "(?:segunda|tercera|cuarta) vez",
    "todavía no",
    "aún no",
    "sigo esperando",
    "desde hace (?:semanas|días|horas)",
    "nadie (?:contesta|responde)",
    "cuántas veces (?:más )?(?:tengo que|tenemos que|hay que|debo) (?:esperar|llamar|escribir|repetir|explicar|pedir|decir)",
    "cuánto tiempo más",
  ),
};

/** Thanks that are none. */
export const IRONY: Phrases = {
  en: phrases("(?:thanks|thank you|thx|cheers) for nothing"),
  de: phrases("(?:danke|dankeschön|(?:vielen |besten )?dank) für (?:nichts|gar nichts)"),
  es: phrases("gracias por nada"),
  ar: phrases("شكرا على لا شيء"),
};

/** Praise in the words of a refusal. */
export const PRAISE: Phrases = {
  en: phrases(
    String.raw`(?:can['’]?t|cannot|can not|couldn['’]?t|could not) (?:\p{L}{1,20} ){1,5}(?:enough|happier|better)`,
    String.raw`(?:couldn['’]?t|could not) (?:ask|wish) for (?:more|better)`,
  ),
  de: phrases(String.raw`nicht genug (?:danken|bedanken|loben)`, "nicht besser sein"),
  es: phrases(String.raw`no (?:puedo|podemos) (?:agradecer|agradecér)\p{L}{0,10} (?:lo suficiente|bastante|más)`),
};

/** Words of feeling in what only greets, asks politely or takes itself back. */
export const NO_FEELING: Phrases = {
  en: phrases(
    "good (?:morning|afternoon|evening|day|night)",
    "no thanks?(?: you)?",
    "(?:thanks|thank you|thx|cheers)(?: so much| very much| a lot)? in advance",
    String.raw`(?:would|['’]d|will) be (?:\p{L}{1,20} )?(?:nice|great|good|lovely|happy|glad|wonderful|helpful|perfect|pleased|cool)`,
    "(?:how|as) (?:quick|good|helpful|bad|poor)",
    String.raw`(?:worried|upset|angry|annoyed) (?:\p{L}{1,20} )?(?:for no reason|for nothing|unnecessarily|too (?:soon|early))`,
  ),
  de: phrases(
    "nein danke",
    "(?:danke|(?:vielen |besten )?dank)(?: schon)?(?: mal)? im voraus",
    String.raw`wäre (?:\p{L}{1,20} )?(?:gut|super|toll|klasse|prima|hilfreich|perfekt)`,
    "(?:wie|so|möglichst) (?:schnell|gut|schlecht|schlimm)",
    "(?:umsonst|ohne grund) genervt",
  ),
  es: phrases(
    "buen[oa]s? (?:días?|tardes?|noches?)",
    "no gracias",
    "gracias (?:de antemano|por adelantado)",
    String.raw`(?:sería|estaría) (?:\p{L}{1,20} )?(?:genial|bueno|bien|perfecto|estupendo)`,
    "(?:qué tan|cómo de|lo más) (?:rápido|bueno|malo|bien|mal)",
  ),
};

/** After a cheer they say that it is none: "Super, schon wieder kaputt". */
export const AGAIN: Phrases = {
  en: phrases(
    "yet again",
    "once again",
    "broken again",
    "late again",
    "wrong again",
    "still (?:not|no|broken|nothing)",
  ),
  de: phrases(
    "schon wieder",
    "wieder (?:kaputt|defekt|falsch|nicht|nichts|keine?|keinen)",
    "immer noch (?:nicht|keine?|keinen|kaputt|nichts)",
  ),
  es: phrases(
    "otra vez (?:roto|rota|mal|lo mismo|sin|no)",
    "de nuevo (?:roto|rota|mal|sin|no)",
    "sigue (?:sin|roto|rota)",
  ),
};
/** The same, in one sentence with the cheer only. */
export const BROKEN: Phrases = {
  en: phrases("broken?", "missing", "does(?:n['’]?t| not) work", "defective", "damaged"),
  de: phrases("kaputt", "defekt", "fehlt", "geht nicht", "funktioniert nicht", "beschädigt"),
  es: phrases("rot[oa]", "no funciona", "no llega", "dañad[oa]", "falta"),
};
/** A cheer that stands alone in front. */
export const CHEER =
  /^\s*(?:na |oh |ja |well |just )?(?:super|toll|klasse|prima|perfekt|wunderbar|spitze|great|perfect|nice|lovely|wonderful|brilliant|fantastic|awesome|excellent|genial|perfecto|estupendo|fantástico|maravilloso|excelente)\s*[,.!…:–-]/iu;

import type { SupportedLanguage } from "@chorus/meaning/text/languages";
import { wholeWords } from "@chorus/meaning/text/whole-words";

export type Phrases = Partial<Record<SupportedLanguage, RegExp>>;

/** In capitals or not. Without modifiers (`(?-i:…)`): in a long run of all tests the rest lost its `i` beside them, which it did not alone. */
export const phrases = (...some: string[]) => new RegExp(wholeWords(...some), "giu");

/** Written just so: names. */
export const names = (...some: string[]) => new RegExp(wholeWords(...some), "gu");

/** Whether something is so is no praise. */
const UNASKED = String.raw`(?![^.!?\n]{0,200}\?)`;

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
    "(?:dis|un)satisfied",
    String.raw`not (?:\p{L}{1,20} )?(?:acceptable|impressed)`,
    "(?:i|we) expected better",
    "not what (?:i|we) (?:ordered|expected)",
    "(?:have|had|['’]ve) had enough of (?:you|your|this|these|it|waiting)",
    "sick (?:and tired )?of (?:this|it|your|waiting|being)",
    "(?:are you|you must be|you have to be|you['’]re|you are) (?:kidding|joking)",
    "ignor(?:ed|ing) (?:me|us|(?:my|our) (?:e-?mails?|messages?|calls?|questions?|requests?|complaints?))",
    "(?:los(?:t|ing|e)|running out of) (?:my |our |all )?patience",
    String.raw`never again (?:will|do|would) (?:i|we)|never (?:\p{L}{1,20} )?(?:order|buy|shop)(?:ing)? (?:\p{L}{1,20} ){0,3}again`,
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
    "unzufrieden",
    String.raw`nicht (?:\p{L}{1,20} )?(?:akzeptabel|begeistert|hinnehmbar)`,
    "so geht das nicht",
    String.raw`mir reicht(?:['’]s| es) (?:langsam|jetzt|allmählich|endgültig)|jetzt reicht(?:['’]s| es)(?! (?:für|aus|dann))`,
    "(?:nase|schnauze) (?:\\p{L}{1,20} )?voll",
    "(?:veräppeln|verarschen|veralbern)|auf den arm nehmen",
    "(?:das ist|ist das|soll das) (?:doch |wohl |ja )?ein (?:schlechter )?witz",
    String.raw`nie wieder (?:\p{L}{1,20} ){0,3}(?:bestelle|kaufe)|(?:bestelle|kaufe) (?:\p{L}{1,20} ){0,4}nie wieder`,
    "(?:ist|war) (?:wirklich |ja |doch |echt )?das letzte(?=\\s*(?:[.!]|$))",
    "geduld (?:ist|war) (?:\\p{L}{1,20} )?am ende",
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
    "hart[oa]s?",
    "insatisfech[oa]s?",
    "no es aceptable",
    "cansad[oa]s? de (?:esperar|llamar|que|tant[oa]s?|sus)",
    "tomadura de pelo|tomando el pelo",
    String.raw`nunca más (?:\p{L}{1,20} ){0,2}(?:compr|pid|ped|pienso)\p{L}*`,
    "(?:perd|pierd|agot)\\p{L}* la paciencia",
  ),
  ar: phrases(
    ...["غير مقبولة?", "غير لائقة?", "غير معقولة?", "مستا(?:ءة?|ؤون|ئين)", "سئم(?:ت|نا)", "(?:أمر|شيء) مخجل"],
    ...["هذه سرقة", String.raw`لن (?:أشتري|أطلب|أتعامل) (?:\p{L}{1,20} ){0,2}(?:مرة أخرى|مجددا|بعد اليوم)`],
  ),
};

/** Thanks that are none. */
export const IRONY: Phrases = {
  en: phrases(
    "(?:thanks|thank you|thx|cheers) for nothing",
    "(?:nice|kind|good) of you to (?:finally (?:answer|reply|respond|call)|(?:answer|reply|respond|call) (?:after|at last|finally))",
  ),
  de: phrases(
    "(?:danke|dankeschön|(?:vielen |besten )?dank) für (?:nichts|gar nichts)",
    "schön,? dass sie sich (?:(?:erst|endlich|schon|auch) (?:\\p{L}{1,20} )?|nach \\p{L}{1,20} (?:wochen|tagen|monaten) (?:\\p{L}{1,20} )?)melden",
  ),
  es: phrases("gracias por nada"),
  ar: phrases("شكرا على لا شيء"),
};

/** What is a pity, without anger. */
export const REGRET: Phrases = {
  en: phrases("(?<!be )a (?:real |great )?(?:shame|pity)", "(?:what|such) a (?:shame|pity)"),
  de: phrases("(?<!wäre |nicht )(?:sehr |echt )?schade"),
  es: phrases("(?:qué|una) (?:lástima|pena)"),
};

/** Praise that single words do not show, or in the words of a refusal. */
export const PRAISE: Phrases = {
  en: phrases(
    String.raw`(?:can['’]?t|cannot|can not|couldn['’]?t|could not) (?:\p{L}{1,20} ){1,5}(?:enough|happier|better)`,
    String.raw`(?:couldn['’]?t|could not) (?:ask|wish) for (?:more|better)`,
    "second to none",
    "(?:saved|made) my (?:day|week|life)",
    "(?<!be |not )(?:much|greatly|really|highly) appreciated",
    "(?:i|we) (?:really|so|truly|do|very much) appreciate (?:your|that|how|all)",
    String.raw`(?<!not |never |n['’]t )(?:fits|works|runs) perfectly${UNASKED}`,
    "(?:can['’]?t|cannot) wait to (?:try|use|wear|test|unpack)",
  ),
  de: phrases(
    String.raw`nicht genug (?:danken|bedanken|loben)`,
    "nicht besser sein",
    "(?<!nicht |nie |kaum )(?:sehr|so|super|wirklich|wahnsinnig) geholfen(?! hätten?)",
    String.raw`(?<!(?:nicht|wenig|kaum|wäre|gerade|als) (?:\p{L}{1,20} )?)begeistert${UNASKED}`,
    String.raw`(?<!nicht |nie )(?:ganz |absolut )?einwandfrei${UNASKED}`,
  ),
  es: phrases(
    "(?<!no )me (?:han|has|ha) ayudado (?:muchísimo|mucho)",
    "(?<!no )(?:fue|ha sido|han sido) de gran ayuda",
    String.raw`no (?:puedo|podemos) (?:agradecer|agradecér)\p{L}{0,10} (?:lo suficiente|bastante|más)`,
  ),
};

const THANKS_EN = "(?:thanks|thank you|thx|cheers)(?: so much| very much| a lot)?";
const THANKS_DE = "(?:danke(?:schön)?|(?:(?:vielen|herzlichen|besten) )?dank)";

/** Of the weather, the roads and one's health, which are nobody's fault here. */
const NASTY_EN = "(?:terrible|horrible|awful|bad|poor|worst|disgusting)";
const NASTY_DE = "(?:schlecht|schlimm|furchtbar|schrecklich)(?:e[nsrm]?)?";
const NASTY_ES = "(?:mal|malo|mala|terrible|horrible|pésimo|pésima)";

/** Words of feeling in what only greets, asks politely, refuses politely or takes itself back. */
export const NO_FEELING: Phrases = {
  en: phrases(
    `${NASTY_EN} (?:weather|storms?|rain|snow|winter|traffic|roads?|cold|flu|headache|back|eyesight|news)`,
    `(?:weather|storm|traffic) (?:(?:is|was|has been) )?(?:\\p{L}{1,20} )?${NASTY_EN}`,
    "good (?:morning|afternoon|evening|day|night)",
    "hate to (?:bother|ask|be (?:a|the|that) \\p{L}{1,20}|trouble|nag|complain|interrupt)",
    "my bad",
    "(?:remov|clean|fight|prevent|against|for)(?:es?|ing|s)? (?:\\p{L}{1,20} )?(?:terrible|bad|awful|nasty) (?:stains?|smells?|odou?rs?|dirt|marks?|acne|skin)",
    "no thanks?(?: you)?",
    String.raw`${THANKS_EN}(?: for (?:\p{L}{1,20} ){0,5}\p{L}{1,20})?,? but`,
    `${THANKS_EN} for (?:the|your) (?:kind |generous )?(?:offer|suggestion)`,
    "(?:nice|kind|good) of you,? but no",
    "(?:would|['’]d) be a (?:real |great )?(?:shame|pity)",
    String.raw`(?:would|['’]d) (?:\p{L}{1,20} )?appreciate (?:\p{L}{1,20} ){0,3}(?:answer|reply|response|if)`,
    "(?:thanks|thank you|thx|cheers)(?: so much| very much| a lot)? in advance",
    String.raw`(?:would|['’]d|will) be (?:\p{L}{1,20} )?(?:nice|great|good|lovely|happy|glad|wonderful|helpful|perfect|pleased|satisfied|cool)`,
    "(?:how|as) (?:quick|helpful|bad|poor)|(?:how|(?<!not )as) good",
    String.raw`(?:worried|upset|angry|annoyed) (?:\p{L}{1,20} )?(?:for no reason|for nothing|unnecessarily|too (?:soon|early))`,
  ),
  de: phrases(
    "nein danke",
    String.raw`${THANKS_DE}(?: für (?:\p{L}{1,20} ){0,5}\p{L}{1,20})?,? aber`,
    `${THANKS_DE} für (?:das|ihr|den|ihren) (?:\\p{L}{1,20} )?(?:angebot|vorschlag)`,
    "(?:schmeckt|riecht) (?:\\p{L}{1,20} )?sauer",
    "(?:danke|(?:vielen |besten )?dank)(?: schon)?(?: mal)? im voraus",
    String.raw`wäre (?:\p{L}{1,20} )?(?:gut|super|toll|klasse|prima|hilfreich|perfekt|zufrieden)`,
    "(?:wie|so|möglichst) (?:schnell|schlecht|schlimm)|(?:wie|(?<!nicht )so|möglichst) gut",
    "(?:umsonst|ohne grund) genervt",
    `${NASTY_DE} (?:wetter|unwetter|sturm|winter|verkehr|straßen|erkältung|grippe|augen|nachrichten?)`,
    `(?:wetter|verkehr) (?:ist|war) (?:\\p{L}{1,20} )?${NASTY_DE}`,
  ),
  es: phrases(
    "buen[oa]s? (?:días?|tardes?|noches?)",
    "no gracias",
    String.raw`(?:muchas )?gracias(?: por (?:\p{L}{1,20} ){0,5}\p{L}{1,20})?,? pero`,
    "muy amable(?: de su parte)?,? pero",
    "gracias por (?:la|su) oferta",
    "gracias (?:de antemano|por adelantado)",
    String.raw`(?:sería|estaría) (?:\p{L}{1,20} )?(?:genial|bueno|bien|perfecto|estupendo|satisfech[oa]|content[oa])`,
    "(?:qué tan|cómo de|lo más) (?:rápido|bueno|malo|bien|mal)",
    `${NASTY_ES} (?:tiempo|clima|tráfico|gripe|noticias?)`,
    `(?:tiempo|clima|temporal|tormenta) (?:terrible|horrible|pésimo|tan malo)`,
  ),
  ar: phrases(String.raw`شكرا(?: \p{L}{1,20}){0,4}[،,]? و?لكن(?:ي|ني)?`),
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
    "another (?:delay|problem|error|excuse|week of (?:delay|waiting))",
  ),
  de: phrases(
    "schon wieder",
    "noch (?:eine?n?) (?:verspätung|problem|fehler|verzögerung|ausrede)",
    "wieder (?:kaputt|defekt|falsch|nicht|nichts|keine?|keinen)",
    "immer noch (?:nicht|keine?|keinen|kaputt|nichts)",
  ),
  es: phrases(
    "otra vez (?:roto|rota|mal|lo mismo|sin|no)",
    "de nuevo (?:roto|rota|mal|sin|no)",
    "sigue (?:sin|roto|rota)",
    "otr[oa] (?:retraso|problema|error|excusa|semana de (?:retraso|espera))",
  ),
};
/** The same, in one sentence with the cheer only. */
export const BROKEN: Phrases = {
  en: phrases("broken?", "missing", "does(?:n['’]?t| not) work", "defective", "damaged", "lost"),
  de: phrases("kaputt", "defekt", "fehlt", "geht nicht", "funktioniert nicht", "beschädigt"),
  es: phrases("rot[oa]", "no funciona", "no llega", "dañad[oa]", "falta"),
};
/** A cheer that stands alone in front. */
export const CHEER =
  /^\s*(?:na |oh |ja |well |just )?(?:super|toll|klasse|prima|perfekt|wunderbar|spitze|great|perfect|nice|lovely|wonderful|brilliant|fantastic|awesome|excellent|(?:nice|great|good) (?:job|work)|qué bien|genial|perfecto|estupendo|fantástico|maravilloso|excelente)\s*[,.!…:–-]/iu;

import { PARTICIPLE_GERMAN, tellsOfPast } from "./tense.ts";
import { wholeWords } from "./whole-words.ts";

/** What must be so before something else is. */
const IF = wholeWords(
  "if|unless|provided (?:that|you|it|they|we)|contingent on|dependent on|barring|given that|pending (?:an?|the|your|our|inspection|approval|receipt|return|confirmation|review)|with (?:any |some |a bit of )?luck|all being well|in (?:case|that case|the event)|(?:as|so) long as|on condition|subject to|depend(?:s|ing) on|assuming|supposing|should (?:you|it|they|the)",
  "wenn|falls|im falle?|(?:für|gesetzt) den fall|im (?:normalfall|regelfall|idealfall)|bestenfalls|mit (?:etwas |ein bisschen |ein wenig )?glück|es sei denn|sofern|vorausgesetzt|vorbehaltlich|unter der (?:bedingung|voraussetzung)|je nach(?:dem)?|gegen (?:rechnung|vorlage|quittung|nachweis)|in (?:diesem|dem|so einem|solch einem) fall|bei (?:einem )?(?:bedarf|verfügbarkeit|defekt|mängeln|schäden|verlust|beschädigung|nichtgefallen)|sollten? (?:sie|du|es|das|der|die|ihre?|wir|ich)",
  "si|siempre que|con (?:un poco de )?suerte|a menos que|a condición|con tal de|en caso de|en (?:ese|tal) caso|suponiendo|dependiendo|de (?:haber|ser así|llegar|recibir)\\p{L}*",
  "[وف]?(?:[إا]ذا|لو|بشرط|في حال(?:ة)?|ما لم)",
);
/** What must happen first. */
const LATER = wholeWords(
  String.raw`once|when(?:ever)?|(?:as soon as|the moment) (?:\p{L}+ ){0,5}(?:you|your|receiv\p{L}+|returned|(?:we|i) (?:have|get)|with us|back|arriv\p{L}+|inspected|checked)|upon|having (?:\p{L}+ed|seen|got|had)|(?:on|only|only after|after) (?:receipt|arrival|inspection|approval|receiving|inspect\p{L}+|checking)|only after|after (?:you|we|i|he|she|it|they|your|our)|(?:following|after)(?: (?:a|an|the|this|your|our))? (?:inspection|payment|confirmation|arrival|delivery|receipt|approval|check|return)`,
  String.raw`sobald|solange|sowie (?:die|der|das|sie|wir|ich)|nachdem|(?:erst|nur) nach|nach (?:erhalt|eingang|rückerhalt|rückgabe|rücksendung|prüfung|begutachtung)|nach (?:der|dem|ihre[rm]|deine[rm]|eure[rm]) (?:erhalt|eingang|rückgabe|rücksendung|prüfung|bestätigung|zahlung|zusage|freigabe|überweisung|einsendung)|bei (?:vorlage|rückgabe|rücksendung|rückerhalt|eingang|erhalt|prüfung)`,
  String.raw`cuando|en cuanto|tan pronto|una vez (?:que|\p{L}+[aei]d[oa]s?)|(?:después|luego) de (?:que|\p{L}+r)|(?:tras|después de) (?:la |su |el )?(?:recepción|confirmación|pago|revisión|devolución|llegada|entrega)|tras (?:recib\p{L}+|\p{L}+rl[ao]s?)|al (?:recibir|llegar)\p{L}*|solo tras`,
  String.raw`[وف]?(?:عند(?:ما)?|بعد (?:[أا]ن|استلام\p{L}*|وصول\p{L}*|فحص\p{L}*|[إا]رسال\p{L}*|تأكيد\p{L}*|دفع\p{L}*)|بمجرد|حالما)`,
);
/** What waits for something else, whoever's it is. */
const NOT_BEFORE = new RegExp(
  wholeWords(
    "as soon as",
    "(?<!(?:than|as|ever|never|day|week|year|long|once) )before(?= (?:i|we|you|he|she|it|they|the|your|our|my|this|that|any|an?|\\p{L}{2,20}ing)(?!\\p{L}))",
    "bevor",
    "ehe(?= (?:ich|wir|sie|das|die|der|es|er|man|ihr)(?!\\p{L}))",
    "antes de (?:que|\\p{L}+r)",
    "[وف]?قبل [أا]ن",
  ),
  "iu",
);
/** Of a thing that was done it does not matter what it comes after: only clauses are told, of which it may be the only past one. */
const LATER_CLAUSE =
  /(?<![\p{L}\p{N}])(?:once|when(?:ever)?|as soon as|the moment|after|before|having|sobald|solange|nachdem|bevor|ehe|cuando|en cuanto|tan pronto|una vez|(?:antes|después|luego) de que|antes de|قبل [أا]ن)(?![\p{L}\p{N}])[^,;]*(?:,|;|$)/giu;
/** Says that something may be so, or that somebody takes it to be so. */
const HEDGE = wholeWords(
  "unlikely|likely|improbable|doubt(?:s|ful)?|would|could|might|(?<!\\d\\p{L}{0,2} )may(?!,? \\d)|maybe|perhaps|wonder(?:s|ing)?|guesses|(?<!(?:i|we)(?: do)? )guess|thinks|believes|reckons|possibly|probably|presumably|hopefully|must have|as far as (?:i|we) (?:know|can)",
  "ggf|gegebenenfalls|evtl|eventuell|wohl|unwahrscheinlich|zweifelhaft|fraglich|(?:be)?zweifle|könnten?|würden?|dürften?|müssten?|vielleicht|frage mich|fragt sich|glaubt|denkt|meint|möglicherweise|womöglich|vermutlich|mutmaßlich|wahrscheinlich|höchstwahrscheinlich|hoffentlich|meines wissens|soweit (?:ich|wir) (?:weiß|wissen|sehen?)|unter umständen",
  "a lo mejor|con suerte|ojalá|dudo|dudamos|dudoso|improbable|poco probable|quizás?|me pregunto|cree|creen|seguramente|tal vez|puede (?:que|ser)|es (?:posible|probable)|(?:por lo|hasta donde) (?:que )?(?:sé|sabemos|tengo entendido)|que (?:yo sepa|sepamos)|probablemente|posiblemente|podrían?|podríamos",
  "[وف]?(?:ربما|لعل\\p{L}{0,4}|يحتمل|من المحتمل|قد [يت]كون)",
);
/** What somebody only takes to be so: of all that is said in one breath. */
const BELIEF = wholeWords(
  "(?:i|we)(?:['’]d| would) (?:say|guess|think)|(?:i|we)(?: (?:do|would))? (?:think|believe|suppose|guess|assume|imagine|reckon|presume|suspect|gather|understand (?:that|it|he|she|they))(?! (?:of|about|you(?:\\s*[.,!]|$)))",
  "(?:ich|wir) (?:glauben?(?! (?:ihnen|dir|euch))|denken?(?! (?:daran|dran|an))|meinen?|vermuten?|schätzen?|hoffen?|nehmen? an|gehen? davon aus)|(?:glaube|denke|meine|vermute|schätze) ich|(?:glauben|denken|meinen|vermuten) wir",
  "creo|creemos|pienso|supongo|suponemos|imagino|me parece",
  "[وف]?(?:[أن]ظن|[أن]عتقد)",
);
/** What only looks so: of its own clause, "It looks like the lid is broken, we will send a new one." */
const LOOKS = wholeWords(
  "seem(?:s|ed)?|appears? (?:to|that|as)|looks (?:as|like)|apparently|seemingly",
  "anscheinend|scheinbar|offenbar|scheint|scheinen",
  "parece|al parecer|por lo visto|aparentemente",
  "[وف]?يبدو",
);
/** Leaves open what it would be otherwise: beside a promise a condition, beside what was done only its extent. */
const LIMIT = wholeWords(
  String.raw`only|where|given that|provided|providing|pending|otherwise|were (?:it|they|you)`,
  String.raw`nur|dann|soweit|insofern|außer|angenommen|andernfalls|ansonsten|sonst`,
  String.raw`solo|sólo|a cambio de|previ[oa]|en el caso|de lo contrario|salvo`,
  String.raw`[وف]?(?:[إا]لا|فقط|[إا]ن(?! شاء))`,
);
const OF_DEED = new RegExp([IF, HEDGE, BELIEF, LOOKS].join("|"), "iu");
const BELIEVED = new RegExp(BELIEF, "iu");
const SEEMING = new RegExp(LOOKS, "iu");
const LATER_WORD = new RegExp(LATER, "iu");
const OF_PROMISE = new RegExp([IF, LATER, HEDGE, LIMIT].join("|"), "iu");
/** How something is as a rule or ought to be, and what nobody is sure of. */
const AS_A_RULE = new RegExp(
  wholeWords(
    String.raw`usually|normally|generally|as a rule|ordinarily|should (?:\p{L}{1,20} )?(?:be|have)|ought to|not (?:sure|certain|clear)|unclear|unconfirmed`,
    String.raw`in der regel|normalerweise|üblicherweise|gewöhnlich|im allgemeinen|unklar|nicht (?:sicher|klar)|eigentlich|sollten? [^.!?]{0,60} (?:sein|haben)`,
    String.raw`normalmente|habitualmente|por lo general|debería[n]?|debe[n]? (?:de )?(?:haber|estar)`,
  ),
  "iu",
);
/** "Kommt das Paket an, erstatten wir", "Should it arrive", "Had you told us": a verb before its subject, and another after the comma. */
const VERB_FIRST = new RegExp(
  [
    String.raw`(?:^|[,;]\s)\s{0,5}(?:should|had|were) (?:i|you|we|it|he|she|they|the|your|this|that|there|any\p{L}*|my|our)(?!\p{L})`,
    String.raw`^\s{0,5}(?!(?:mit|seit|statt|samt|laut|damit|somit|heute|danke|jetzt|zuletzt|gegen|wegen|neben|zwischen|unten|oben|soeben|eben|inzwischen|deswegen|meine|deine|seine|eine|keine|unsere|alle|viele|diese|welche|schade|leute|gute)(?!\p{L}))\p{L}{1,20}(?:t|en|e|st|ind|ar|ird) (?:es|er|sie|das|der|die|dies\p{L}{0,2}|ihre?|unsere?|meine?|deine?|eine?|keine?|man|wir|ich|du|alles|etwas|nichts|jemand)(?!\p{L})[^.!?]{0,150}, (?:so |dann )?\p{L}{2,20}(?:e|en|t|st) (?:ich|wir|sie|du|es|man|er|ihnen|das|der|die)(?!\p{L})`,
  ].join("|"),
  "iu",
);
/** "Send it back and we will …", "Ist er kaputt, schicken wir …": what begins with an order or a verb waits for it. */
const ORDER_FIRST =
  /^\s*(?:please |bitte |por favor )?(?:send|return|bring|give|show|pay|confirm|sign|fill|upload|schicken|senden|bringen|geben|zeigen|zahlen|bestätigen|ist|sind|war|haben?|hat|env[ií]e(?:n|nos)?|devuelva(?:n|lo|la)?)(?![\p{L}\p{N}])[^.!?]{0,200}?(?:,|(?<![\p{L}])(?:and|then|und|dann|y)(?![\p{L}]))/iu;
const AS = String.raw`(?<!(?<!\p{L})(?:as|like|wie|como) (?:i |we |ich |wir )?)`;
/** What somebody else says, or somebody took to be so. */
const REPORTED = new RegExp(
  String.raw`(?<![\p{L}\p{N}])${AS}(?:${[
    "said|told|says|(?<!(?:the|your|my|our|his|her|their|this|that|a|any|insurance|warranty|of) )claims? (?:that|it|to|he|she|they|there)|claimed|stated|promised|assured|mentions|mentioned|thought(?! about)|believed|reckoned|according to|supposedly|allegedly|reportedly|rumou?rs?|heard|(?:i|we) hear(?! you)|word is",
    "(?:is|are|was|were) (?:said|supposed|believed|reported|rumou?red|alleged) to",
    "sagte[n]?|gesagt|sagt|hieß|heißt es|es heißt|(?<!(?:ist|war|sind|zu|sehr|so|nicht|wird|klingt|läuft|und) )laut(?= \\p{L})|zufolge|nach (?:angaben?|aussage|auskunft)|gerüchte\\p{L}*|hörten?|gehört(?=,| haben?| habe|\\s*[.!]|$)|behauptet\\p{L}*|meinten?|gemeint|erzählt(?:en?)?|erwähnt(?:en?)?|(?<!(?<!\\p{L})an \\p{L}{2,10} )gedacht|dachten?|glaubten?|versprach(?:en)?|versprochen|angeblich",
    `(?:soll|sollen|will|wollen|mag)(?: [^\\s,.;!?]{1,30}){0,12} (?:${PARTICIPLE_GERMAN}|worden|gewesen) (?:sein|haben)`,
    "dijo|dijeron|(?:ha|han) dicho|dice[n]?|decían?|afirm(?:a|an|ó|aron)|asegur(?:a|an|ó|aron)|comentó|mencionó|prometió|prometieron|según|supuestamente|presuntamente|se supone|he oído|hemos oído|pensaba|creía",
    "[وف]?(?:قال(?:ت|وا)?|[يت]قول(?:ون)?|يقال|قيل|زعم(?:وا)?|[يت]زعم(?:ون)?|سمع(?:ت|نا)|حسب|(?:من )?المفترض|يفترض)",
  ].join("|")})(?![\p{L}\p{N}])`,
  "iu",
);
/** Words up to a verb, of one clause: "und der hat gesagt" is another's. */
const WITH_WHOM = String.raw`(?: (?!(?:und|aber|hat|hatte|dass)(?!\p{L}))[^\s,.;]{1,30}){0,8}`;
/** What one has told somebody else oneself, and that one would do it. */
const TOLD_MYSELF = new RegExp(
  [
    String.raw`(?<!\p{L})(?:i|we)(?:['’]ve|['’]d| have| had| also| already| just){0,3} (?:said|told|stated|assured|promised|mentioned)(?!\p{L})(?:(?: (?:you|him|her|them))?(?: that)? (?:i|we)(?:['’]d| would)(?!\p{L}| like))?`,
    String.raw`(?<!\p{L})(?:hab(?:e|en)|hatten?) (?:ich|wir)${WITH_WHOM} (?:gesagt|erwähnt|versprochen)(?!\p{L})`,
    String.raw`(?<!\p{L})(?:ich|wir) (?:hab(?:e|en)|hatten?)${WITH_WHOM} (?:gesagt|erwähnt|versprochen)(?!\p{L})`,
    String.raw`(?<!\p{L})(?:ich sagte|wir sagten)(?!\p{L})`,
  ].join("|"),
  "giu",
);
/** "… das stimmt aber nicht", "which is wrong". */
const TAKEN_BACK =
  /(?<=[,;–—-]\s(?:but |and |aber |und |pero )?|\s(?:but|aber|pero)\s)(?:(?:that|which|this|it)(?:['’]s| is| was|n['’]t)? (?:\p{L}{1,20} )?(?:wrong|untrue|false|incorrect|not (?:true|right|correct|so))(?!\p{L})|(?:that|which|this) (?:isn|wasn)['’]t (?:true|right|correct|so)(?!\p{L})|(?:das|dies|was) (?:stimmt|stimmte|trifft|ist|war) (?:\p{L}{1,20} ){0,3}(?:nicht|falsch|unwahr|irrtum|missverständnis)(?!\p{L})|(?:eso|esto|lo que|lo cual) (?:no (?:es|era) (?:verdad|cierto|correcto|así)|(?:es|era) (?:falso|mentira|incorrecto))(?!\p{L}))/iu;

/** Says neither of these, though it has their words. */
export const HARMLESS =
  /(?<![\p{L}\p{N}])(?:not only|no later|not later|(?:no|zero) (?:extra |additional )?(?:cost|costs|charge|fee|fees|problem|worries|matter|doubt)|(?:without|beyond) (?:a |any )?doubt|as soon as (?:possible|(?:i|we) can)|at once|once (?:more|again|and for all|(?:a|per|every) \p{L}+)|nicht nur|nicht später|kein(?:e|en)? (?:probleme?|sorgen?|umstände|zweifel)|keinerlei (?:kosten|gebühren|umstände)|(?:sobald|so bald) (?:wie|als) möglich|no solo|no sólo|(?:no hay )?ningún problema|no hay problema|sin coste|no más tarde|no (?:se|te|os) preocup\p{L}+|(?:tan pronto como|en cuanto) (?:sea posible|pueda|podamos)|en cuanto a|de nada|(?:would|['’]d) like to (?:apologi[sz]e|thank|say sorry|let you know|inform|tell you|confirm)|^\s{0,5}dann(?= (?:schicken?|senden?|melden?|erstatten?|überweisen?|rufen?) (?:ich|wir) (?:\p{L}+ ){0,3}(?:heute|morgen|gleich|sofort|jetzt|umgehend)(?!\p{L}))|do not worry|don['’]t worry|not hesitate|nicht zögern|no\.? ?\d[\p{L}\d-]{0,30}|[وب]?لا (?:تقلق|تقلقي|مشكلة|بأس|شك))(?![\p{L}\p{N}])/giu;

/** Whether a promise waits for something, or is only likely. */
export function isConditional(sentence: string): boolean {
  return OF_PROMISE.test(sentence) || VERB_FIRST.test(sentence) || ORDER_FIRST.test(sentence);
}

/** A sentence without "I told" and "I said I would", which pass on nothing of others and leave nothing open. */
export function withoutOwnReports(sentence: string): string {
  return sentence.replaceAll(TOLD_MYSELF, " ");
}

/** Whether a sentence passes on what others say, or takes back what it says. */
export function isHearsay(sentence: string): boolean {
  return REPORTED.test(withoutOwnReports(sentence)) || TAKEN_BACK.test(sentence);
}

/** What follows is said for itself: "The lid could not be repaired, so we replaced it." */
const FOR_ITSELF =
  /;|\s[–—]\s|(?<![\p{L}\p{N}])(?:(?<!(?:anything|nothing|all) )but|however|so(?! (?:that|far|much|many|long|soon|sorry|gut wie))|therefore|aber|sondern|jedoch|daher|deshalb|deswegen|stattdessen|trotzdem|pero|sino|así que|por eso|por lo que(?! (?:sé|sabemos))|لكن|and(?= (?:if|when|should|once)(?!\p{L}))|und(?= (?:wenn|falls|sollten?|sobald)(?!\p{L}))|y(?= (?:si|cuando)(?!\p{L})))(?![\p{L}\p{N}])/iu;

/** What of a sentence nobody only believes or sees. */
export function withoutGuesses(sentence: string): string[] {
  const parts = sentence.split(FOR_ITSELF).filter((part) => !BELIEVED.test(part));
  return parts.map((part) =>
    part
      .split(",")
      .filter((clause) => !SEEMING.test(clause))
      .join(","),
  );
}

interface Part {
  words: string;
  /** Waits for something, is only likely or said by others. */
  isDoubtful: boolean;
}

/** The parts of a sentence; of a part that comes after something else only what has been, which alone is sure to be so. */
export function partsOf(sentence: string): Part[] {
  const plain = sentence.replaceAll(HARMLESS, " ");
  const isTakenBack = TAKEN_BACK.test(plain);
  return plain.split(FOR_ITSELF).map((part) => {
    const isLater = LATER_WORD.test(part) || NOT_BEFORE.test(part);
    const main = part.replaceAll(LATER_CLAUSE, " ");
    const isOpen = OF_DEED.test(part) || AS_A_RULE.test(part) || VERB_FIRST.test(part);
    const isDoubtful = isTakenBack || isOpen || isHearsay(part) || (isLater && !tellsOfPast(main));
    return { words: part, isDoubtful };
  });
}

/**
 * Whether a sentence tells of a deed that is only likely, waits for something or is said by others.
 * @param isDeed whether a part of it tells of one
 */
export function isDoubtful(sentence: string, isDeed: (part: string) => boolean): boolean {
  return partsOf(sentence).some((part) => part.isDoubtful && isDeed(part.words));
}

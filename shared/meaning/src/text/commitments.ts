import { HARMLESS, isConditional, isHearsay, withoutGuesses, withoutOwnReports } from "./conditions.ts";
import { isThreat } from "./threats.ts";
import { isThwarted, thwartsDeed } from "./thwarted.ts";
import { isSlight } from "./undone.ts";

const LETTER = String.raw`[\p{L}\p{N}]`;
/** What is done to an order, a sum or a parcel. */
const SERVED = String.raw`(?:sent|shipped|delivered|refunded|replaced|posted|mailed|emailed|credited|reimbursed|forwarded|dispatched|returned|repaired|fixed|collected|picked up|called|contacted|arranged|processed|issued|paid|transferred|exchanged|corrected|updated|reset|restored|unlocked|activated|extended|waived|removed|resolved|notified|informed|booked|rebooked|cancelled|canceled|added|compensated)`;
const SERVING = String.raw`(?:sending|shipping|refunding|replacing|posting|mailing|arranging|crediting|reimbursing|forwarding|calling|contacting|delivering|emailing)`;
const DAY = String.raw`(?:today|tonight|tomorrow|(?:on |by |this |next )?(?:mon|tues|wednes|thurs|fri|satur|sun)day)`;
const TAG = String.raw`(?:heute|morgen|übermorgen|(?:am |diesen |nächsten )?(?:(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|sonnabend))`;
/** A verb and its particle, which ends the clause: "leite das weiter". */
const apart = (verb: string, particles: string) =>
  String.raw`${verb} (?:[^\s,.;]{1,30} ){0,7}(?:${particles})(?=\s*(?:[.,;!]|$)|\s+(?:und|aber|sobald|wenn|oder)\s)`;
const ENGLISH_PROMISE = [
  String.raw`(?:i|we)(?:['’]m| am|['’]re| are) (?:now )?${SERVING}`,
  String.raw`(?:i|we)(?:['’]ll| will| am going to|['’]m going to| are going to|['’]re going to| shall| promise| can have)`,
  String.raw`you(?:['’]ll| will| should) (?:\p{L}+ )?(?:receive|get|see|hear (?:back|from|by)|have (?:it|them|your|the|an? (?:answer|reply|refund|new))|be ${SERVED})`,
  String.raw`(?:will|(?:it|they|he|she)['’]ll) (?:\p{L}+ )?(?:be (?:\p{L}+ )?${SERVED}|be (?:with you|in your inbox|in the post|on (?:its|the|their) way|at your|there (?:by|on|at|tomorrow|today))|get (?:back|in touch|you|it|this|your|a|the)|let (?:you|them|him|her) know|call|send|refund|ship|arrive|reach|contact|email|come(?! (?:on|out|off|up|from|to an?)(?!\p{L}))|collect|ring|replace|credit|deliver)`,
  String.raw`(?:parcel|package|order|refund|replacement|letter|invoice|delivery|it|they) (?:goes out|go out|ships?|leaves?|arrives?) (?:\p{L}+ ){0,2}${DAY}`,
  String.raw`(?:driver|technician|courier|colleague|mechanic|engineer|plumber|electrician) (?:comes|brings|delivers|collects|calls|repairs) (?:[^\s,.;]{1,30} ){0,4}${DAY}`,
];
const GERMAN_PROMISE = [
  String.raw`(?:ich|wir) (?:werden?|schicken?|senden?|melden?|veranlassen?|erstatten?|überweisen?|buchen?|prüfen?|rufen?|bestellen?|tauschen?|verschicken?|versprechen?|schaue?n?|hole?n?|kläre?n?|storniere?n?|reserviere?n?|bringe?n?)`,
  String.raw`(?:ich|wir) kümmer(?:e|n) (?:mich|uns) (?:[^\s,.;]{1,30} ){0,2}(?:darum|sofort|gleich|um (?:ihre?[nms]?|deine?[nms]?|das|die|den|es))`,
  String.raw`(?:ich|wir) (?:liefer[en]n?|mache?n?) (?:ihnen|dir|euch)`,
  String.raw`(?:ich|wir) mache?n? (?:das|es) (?:gleich|sofort|heute|morgen|umgehend)`,
  String.raw`(?:ich|wir) schreibe?n? (?:(?:ihnen|dir|euch) )?(?:(?:das|es) )?(?:gleich|sofort|heute|morgen|übermorgen|eine?n? (?:e-?mail|mail|nachricht|gutschrift))`,
  apart(String.raw`(?:ich|wir) schreibe?n?`, "gut"),
  apart(String.raw`(?:ich|wir) leite?n?`, "weiter|ein"),
  apart(String.raw`(?:ich|wir) trage?n?`, "ein|nach"),
  apart(String.raw`(?:ich|wir) lege?n?`, "bei|dazu|drauf|zurück"),
  String.raw`(?:ich|wir) lege?n? (?:ihnen|dir|euch)(?! .{0,20}(?:nahe|ans herz))`,
  apart(String.raw`(?:ich|wir) gebe?n?`, "weiter|zurück|frei|auf|durch"),
  String.raw`(?:ich|wir) gebe?n? (?:[^\s,.;]{1,30} ){0,5}(?:bescheid|rückmeldung|gutschein|rabatt|geld|gutschrift|auskunft|nachlass)`,
  String.raw`(?:ich|wir) kommen? (?:[^\s,.;]{1,30} ){0,5}(?:vorbei|auf (?:sie|dich|euch) zu|zu (?:ihnen|dir|euch)|darauf zurück)`,
  String.raw`(?:werde|werden|schicken?|senden?|melden?|erstatten?|überweisen?|rufen?) (?:ich|wir)`,
  String.raw`(?:^|und )\s{0,5}(?:schicken?|senden?|erstatten?|überweisen?|liefern|schreiben?) (?:ihnen|dir|euch)(?! (?:aus|wegen|weil))`,
  String.raw`(?:^|und )\s{0,5}(?:melde mich|melden uns|rufe (?:sie|dich|euch)|rufen (?:sie|dich|euch) (?:[^\s,.;]{1,30} ){0,4}an)`,
  String.raw`(?:sie|du) (?:(?:erhalten|bekommen|kriegen|erhältst|bekommst)(?! diese)|hören (?:von|bald|spätestens|bis|morgen|heute))`,
  String.raw`(?:sie|du) (?:werden|wirst) [^,.;!?]{0,80}(?:erhalten|bekommen|angerufen|benachrichtigt|informiert|kontaktiert|abgeholt|beliefert)`,
  String.raw`(?:sie|du) (?:werden|wirst) (?:[^\s,.;]{1,30} ){0,3}von uns hören`,
  String.raw`wird (?:\S+ ){0,6}(?:geliefert|erstattet|verschickt|versendet|überwiesen|gutgeschrieben|abgeholt|ersetzt|anrufen|kommen)`,
  String.raw`(?:paket|päckchen|sendung|ersatz|bestellung|ware|lieferung|rechnung|brief|es) geht (?:[^\s,.;]{1,30} ){0,4}(?:raus|hinaus)`,
  String.raw`(?:techniker(?:in)?|fahrer(?:in)?|kurier|kolleg(?:e|in)|meister(?:in)?|monteur(?:in)?|paket|sendung|lieferung|ersatz) (?:kommt|bringt|liefert|holt|repariert|schaut) (?:[^\s,.;]{1,30} ){0,4}${TAG}`,
];
const SPANISH_PROMISE = [
  String.raw`(?:vamos|voy) a \p{L}+r(?:l[aeo]s?|[mt]e)?`,
  String.raw`\p{L}{2,}(?:aremos|eremos|iremos|aré|eré|iré)`,
  String.raw`(?:le|les|te|se l[aeo]s?|te l[aeo]s?) (?:enviamos|llamamos|devolvemos|reembolsamos|mandamos|envío|llamo|mando|devuelvo)`,
  String.raw`recibirás?`,
  String.raw`será (?:enviado|entregado|reembolsado)s?`,
];
/** "We will" and "I shall" are letters before the verb, which begin other words as well: so only with verbs of service. */
const SERVE_ARABIC =
  "رسل|بعث|شحن|وصل|سلم|عيد|رد|رجع|ستبدل|بدل|عوض|حول|دفع|سدد|صلح|فحص|تحقق|تأكد|تاكد|راجع|تابع|تصل|تواصل|خبر|بلغ|علم|فعل|لغي|حجز|جهز|خصم|حل";
const SERVICE_ARABIC =
  "[إا]رسال|شحن|توصيل|تسليم|رد|استرداد|[إا]عادة|[إا]رجاع|استبدال|تعويض|تحويل|[إا]صلاح|التواصل|الاتصال|[إا]لغاء|تفعيل|فحص|خصم";
const WE_OR_I_ARABIC = `[نأا](?:${SERVE_ARABIC})(?:ك|كم|ه|ها|هم)?`;
const ARABIC_PROMISE = [
  `[وف]?(?:س|سوف )${WE_OR_I_ARABIC}`,
  `[وف]?(?:سيتم|سوف يتم) (?:${SERVICE_ARABIC})(?:ك|كم|ه|ها)?`,
];
const PROMISES = [...ENGLISH_PROMISE, ...GERMAN_PROMISE, ...SPANISH_PROMISE, ...ARABIC_PROMISE].join("|");
/** Phrases of a commitment. */
const PROMISE = new RegExp(`(?<!${LETTER})(?:${PROMISES})(?!${LETTER})`, "iu");
/** "Casi le reembolsamos" is of the past: only the verb would promise. */
const ALMOST = new RegExp(`(?<!${LETTER})(?:nearly|almost|beinahe|casi|por poco) (?:${PROMISES})(?!${LETTER})`, "iu");
/** What a device or a page does, which nobody promises. */
const SIGN_EN = String.raw`(?:error|warning|click|beep|noise|sound|light|screen|window|button|link|page|field|menu|icon|list|pop-?up|prompt|notice|code \d)`;
const SIGN_DE = String.raw`(?:fehler\p{L}*|warn\p{L}*|klick\p{L}*|piep\p{L}*|geräusch\p{L}*|ton|hinweis\p{L}*|meldung\p{L}*|fenster|seite)`;
const SIGN_ES = String.raw`(?:error|aviso|advertencia|clic|pitido|ruido|sonido|ventana|pantalla)`;
/** Looks like a commitment, but says what somebody must do, feels, sees or is. */
const FIGURE_OF_SPEECH = new RegExp(
  `(?<!${LETTER})(?:${[
    String.raw`you(?:['’]ll| will) (?:\p{L}+ )?(?:have to|need to|be (?:charged|asked|surprised|fine|sorry)|see)|you should (?:\p{L}+ )?see (?:an?|the|your) (?:button|link|page|field|menu|icon|list|message)|(?:i|we)(?:['’]ll| will| are going to) (?:(?:certainly |do our best to )?(?:try|attempt)|have to|need to|see|be (?:honest|happy|glad|sorry|late)|admit|wait|need)|will (?:\p{L}+ )?be (?:a|an|too|very|so|hard|difficult|expensive|fine|ok)|ich (?:gebe (?:es )?(?:offen )?zu|komme (?:aus|gerade|damit|mit|von|da)|mache mir|lege (?:viel |großen )?wert|werde (?:noch )?(?:verrückt|wahnsinnig|langsam|ungeduldig|sauer|wütend|krank)|schreibe (?:ihnen|euch|dir)?,? weil)|wir (?:kommen (?:aus|gerade)|machen uns)|(?:sie|du) (?:werden|wirst) (?:sehen|müssen|feststellen|merken)|(?:ich|wir) (?:werden?) (?:\p{L}+ ){0,3}versuchen|(?:voy|vamos) a (?:intentar|tratar de)\p{L}*|intentar(?:é|emos)|tratar(?:é|emos) de|voy a (?:tener que|ser)|vamos a ver|tendr(?:é|emos|ás?) que|ver(?:é|emos|ás?)`,
    String.raw`you(?:['’]ll| will| should) (?:\p{L}+ )?(?:get|receive|see|hear|have|find|notice) (?:an?|the|your|some|this|that) (?:\p{L}+ ){0,3}${SIGN_EN}s?`,
    String.raw`(?:i|we)(?:['’]ll| will| shall|['’]m going to| am going to| are going to|['’]re going to) (?:(?:also|all|just|probably|then|now|soon|still) ){0,2}be(?! (?:${SERVING}|in touch|able to|with you|back (?:to|with) (?:you|an?)|there (?:by|at|on|tomorrow|today)))`,
    String.raw`(?:i|we)(?:['’]ll| will| shall) have(?! (?:it|them|this|that|your|the|somebody|someone|an? (?:look|technician|courier|driver|colleague|new|answer)))`,
    String.raw`(?:i|we)(?:['’]ll| will| shall) let(?! (?:you|him|her|them)(?!\p{L}))`,
    String.raw`(?:i|we)(?:['’]ll| will| shall|['’]m going to| am going to| are going to|['’]re going to) (?:\p{L}+ )?(?:let you in|get over|say|let (?:it|this|that|them|him|her|go)(?! know)|close|open (?:again|at|on)|reopen|move to|think|miss|lose|love|like|assume|remain|stay|hope|expect|regret|die|cry|remember|forget|complain|leave|raise (?:the |our )?prices?|celebrate)`,
    String.raw`(?:ich|wir|sie|du) (?:werden?|wirst) [^,.;!?]{0,80}(?:sein|haben|schließen|umziehen|bleiben)(?=\s*(?:[.,;!?]|$))`,
    String.raw`(?:ich|wir) mache?n? (?:ihnen|dir|euch) (?:[^\s,.;]{1,30} ){0,2}(?:sorgen?|vorwürfe|vorwurf|mut|freude|umstände)`,
    String.raw`(?:ich|wir) gebe?n? (?:ihnen|dir|euch)? ?(?:da |völlig |natürlich |vollkommen )?recht`,
    String.raw`(?:ich|wir) (?:rufen?|melden?)(?: (?:mich|uns|sie))? (?:[^\s,.;]{1,30} ){0,2}(?:aus|wegen|weil|von)`,
    String.raw`(?:ich|wir) rufen? (?:[^\s,.;]{1,30} ){0,3}an,? (?:weil|um|da)`,
    String.raw`(?:sie|du) (?:werden|wirst|erhalten|bekommen|kriegen|erhältst|bekommst|hören) (?:[^\s,.;]{1,30} ){0,3}${SIGN_DE}(?: (?:erhalten|bekommen|sehen|hören))?`,
    String.raw`(?:estar|ser|cerrar|abrir|perder|pensar|quedar|seguir|esperar|echar|permanecer|descansar)(?:é|emos)`,
    String.raw`(?:voy|vamos) a (?:estar|cerrar|abrir|perder|pensar|quedar|seguir|esperar|descansar)\p{L}*`,
    String.raw`(?:le|les|te) llam(?:o|amos) (?:desde|por|porque|para|de)`,
    String.raw`(?:le|les|te) (?:mando|mandamos|envío|enviamos) (?:un |muchos )?(?:saludos?|abrazos?|besos?)`,
    String.raw`recibirás? (?:un|una|el|la|este|esta) (?:\p{L}+ ){0,3}${SIGN_ES}`,
  ].join("|")})(?!${LETTER})`,
  "giu",
);
/** Of verbs that tell what happens as well as what somebody has in mind. */
const HABIT =
  /(?<![\p{L}\p{N}])(?:immer(?! noch)|normalerweise|üblicherweise|gewöhnlich|in der regel|grundsätzlich|seit \p{L}+|siempre|normalmente|usually|normally)(?![\p{L}\p{N}])/iu;
/** Phrases in the first person. */
const OWN =
  /(?<![\p{L}\p{N}])(?:i|we|ich|wir|voy|vamos|\p{L}{2,}(?:aremos|eremos|iremos|aré|eré|iré)|[وف]?(?:س|سوف )[نأا]\p{L}{2,})(?![\p{L}\p{N}])/iu;
/** Words that say the opposite of what stands beside them. */
const NEGATION =
  /(?<![\p{L}\p{N}])(?:not|won['’]?t|wont|can['’]?t|dont|doesnt|cannot|shan['’]?t|don['’]?t|doesn['’]?t|\p{L}+n['’]t|never|unable|fail(?:s|ed)? to|no longer|nobody|no one|none|nothing|zero|neither|nor|hardly|barely|scarcely|seldom|rarely|impossible|nicht|mitnichten|kein\p{L}*|nie|niemals|nimmer|niemand\p{L}*|nichts|nirgends|weder|kaum|schwerlich|unmöglich|no|ni|nunca|jamás|tampoco|nadie|nada|ning(?:ún|un[ao]s?)|apenas|imposible|en absoluto|[وف]?(?:لن|لم|لا|ليست?|لست|لسنا|غير))(?![\p{L}\p{N}])/iu;
/** Says no without a negation. "We will cancel your order" may be just what was asked for. */
const REFUSAL =
  /(?<![\p{L}\p{N}])(?:instead of|keep (?:the|your)|withhold|cancel (?:your|the) (?:refund|replacement|repayment)|refus(?:e[sd]?|ing|al)|declin(?:e[sd]?|ing)|reject(?:s|ed|ing)?|den(?:y|ies|ied|ying)|unfortunately|out of the question|leider|ausgeschlossen|einbehalten|ablehnen|abgelehnt|verweiger[nt]|bedauerlicherweise|abseh\p{L}*|storniere?n? (?:ihre|ihren|deine|deinen) erstattung|lamentablemente|desgraciadamente|rechaz\p{L}*|(?:de)?negar\p{L}*|للأسف)(?![\p{L}\p{N}])/iu;
/** "I will check if …" and "I will tell you when …" are commitments, and so is what waits only for the speaker: "once I have checked". */
const WHETHER =
  /(?<![\p{L}\p{N}])(?:check|see|ask|know|find out|look|tell you|confirm|verify|prüfen?|comprobar\p{L}*|verificar\p{L}*|ver) (?:if|when|si|cuándo)(?![\p{L}\p{N}])|(?<![\p{L}\p{N}])(?:(?:tell|notify|inform|message|update|call|ring|phone|text|e-?mail|contact|write to) you|let you know|confirm(?: (?:it|this|that|the \p{L}+))?(?: (?:to|with) you)?(?: by \p{L}+)?|bescheid|(?:melde mich|melden uns)(?: bei ihnen| bei dir)?|avis(?:aré|aremos|arl[eo]s?|arte)|llamar(?:é|emos)),? (?:when|once|as soon as|sobald|wenn|cuando|en cuanto)(?![\p{L}\p{N}])|(?<![\p{L}\p{N}])(?:when|once|as soon as|after) (?:i|we)(?:['’](?:m|re|ve)| am| are| have| get)? (?:home|back|there|checked|know|known|asked|spoken|talked|heard|looked|finished|found out)(?![\p{L}\p{N}])|(?<![\p{L}\p{N}])sobald (?:ich|wir) (?:mehr |etwas |näheres )?(?:weiß|wissen|zu hause|zurück)(?![\p{L}\p{N}])/giu;
/** Of what waits for the speaker alone, only this word would say that it waits. */
const CONJUNCTION =
  /(?<![\p{L}\p{N}])(?:if|when|once|as soon as|after|sobald|wenn|si|cuándo|cuando|en cuanto)(?![\p{L}\p{N}])/giu;
const QUESTION = /[?？؟;]\s*$|^\s*¿|^\s*(?:هل|متى|كيف|لماذا|أين)(?!\p{L})/u;
/** The start of another clause; the group is a word by which the clause depends on the one before. */
const CLAUSE =
  /(?:,\s)?(?<![\p{L}\p{N}])(that|dass|que|whether|ob)(?![\p{L}\p{N}])|[,;:–—،]|\s-\s|(?<![\p{L}\p{N}])(?:but|however|and|so that|because|which|who|aber|sondern|jedoch|und|damit|weil|denn|pero|sino|porque|(?:así|ya|por lo|sino) que|y)(?![\p{L}\p{N}])/iu;

/** Whether a sentence is a commitment: not negated, not a question, not about others, not conditional. */
export function isCommitment(sentence: string): boolean {
  if (!PROMISE.test(sentence)) return false;
  if (QUESTION.test(sentence) || isHearsay(sentence)) return false;
  const certain = withoutOwnReports(sentence)
    .replaceAll(HARMLESS, " ")
    .replaceAll(WHETHER, (phrase) => phrase.replaceAll(CONJUNCTION, " "))
    .replaceAll(FIGURE_OF_SPEECH, " ");
  if (isConditional(certain) || HABIT.test(certain)) return false;
  return withoutGuesses(certain).some(hasCertainClause);
}

/** "I do not think that we will …" refuses in the clause before, "We will make sure that it does not …" promises there. */
function hasCertainClause(sentence: string): boolean {
  // Clauses and the words between them take turns.
  const parts = sentence.split(CLAUSE);
  let isRefused = false;
  for (let at = 0; at < parts.length; at += 2) {
    const clause = parts[at] ?? "";
    const isDependent = parts[at - 1] !== undefined;
    const isAgainst = thwartsDeed(clause) || isThreat(clause);
    const isUndone = isAgainst || isSlight(clause) || ALMOST.test(clause);
    isRefused = NEGATION.test(clause) || REFUSAL.test(clause) || isUndone || (isDependent && isRefused);
    if (!isRefused && PROMISE.test(clause)) return true;
  }
  return false;
}

/** Between clauses that may be one: "Das Geld haben wir nicht, wie versprochen, erstattet." */
const PAUSE = /^[\s,–—،-]{1,4}$/u;
/** Of clauses inside another, which goes on after them as it began. */
const SUBORDINATE = /^(?:because|which|who|weil|denn|damit|so that|porque|(?:ya|así|por lo) que)$/iu;
/** "As promised", and "die wir bestellt haben", whose verb comes last. */
const INSERTED =
  /^\s*(?:(?:as|like|wie|como|كما)(?!\p{L})|(?:der|die|das|den|dem|denen|deren|dessen)\s.{0,100}\s(?:haben?|hat|wurden?|ist|sind|war(?:en)?)\s*$)/iu;
/** Of something, which is told of again after it: "Your order, which had not been paid, was cancelled." */
const RELATIVE = /^\s*(?:der|die|das|den|dem|denen|deren|dessen)\s/iu;
const WHICH = /^(?:which|who)$/iu;
const AGAIN = /^\s*(?:was|were|has|have|had|is|are|wurden?|ist|sind|hat|haben|habe|war(?:en)?)(?!\p{L})/iu;
/** What begins a clause that is not denied with the one before it. */
const ANEW =
  /^\s*(?:so|then|therefore|thus|hence|instead|now|yet|still|nevertheless|dann|also|daher|deshalb|deswegen|darum|stattdessen|dafür|jetzt|trotzdem|dennoch|nun|entonces|ahora|por eso|en su lugar|(?:و|ف|لكن|بل)\p{L}{2,30}|لكن|بل)(?!\p{L})/iu;
const IS_DE = "(?:wurden?|ist|sind|hat|haben|habe|war(?:en)?|hatten?)";
/** A clause with a subject of its own. "Sent it" and "den Deckel verschickt" have none, and with "or" it is the end of a list. */
const SUBJECT = new RegExp(
  [
    String.raw`(?<!\p{L})(?:i|we|they|he|she|ich|wir|er|man|du|yo|nosotr[oa]s|(?:l[aeo]s? |te |se )?(?:he|hemos) \p{L}{2,20}o)(?!\p{L})`,
    String.raw`^\s*(?:it|you|this|that|there|these|those|everything|es|sie|ihr|alles|usted(?:es)?|ell[oa]s?|él|نحن|أنا|لقد|قد|\p{L}{3,12}نا)(?!\p{L})`,
    String.raw`^\s*تمت? \p{L}{2,20} ال`,
    String.raw`(?<!\p{L})(?:it|you|this|that)(?:['’](?:s|ve|re)| (?:was|were|is|are|has|have|had))(?!\p{L})`,
    String.raw`(?<!\p{L})(?:es|sie|das) ${IS_DE}(?!\p{L})`,
    String.raw`^\s*(?:the|a|my|our|your|their|his|her)\s(?!.{0,100}\sn?or\s)`,
    String.raw`^\s*(?:der|die|das|eine?|unsere?|ihre?|meine?|deine?)\s(?!.{0,100}\s(?:oder|noch)\s).{0,60}\s?${IS_DE}(?!\p{L})`,
    String.raw`^\s*(?:el|la|los|las|una?|sus?|nuestr[oa]s?)\s(?!.{0,100}\s(?:o|ni)\s).{0,60}\s(?:fue(?:ron)?|ha|han|está)(?!\p{L})`,
  ].join("|"),
  "iu",
);
const NEITHER = /(?<!\p{L})weder(?!\p{L})/iu;
const NOR = /^\s*noch(?!\p{L})/iu;

/**
 * Whether a sentence negates the deed that it tells of: what did not happen is told by the same words as what did. "I have refunded
 * it, so nothing more is needed" tells of one. Without any, whether something in it is negated.
 * @param isDeed whether a clause tells of one
 */
export function isNegated(sentence: string, isDeed: (clause: string) => boolean): boolean {
  const clauses = clausesOf(sentence.replaceAll(HARMLESS, " "));
  let isRefused = false;
  let hasDeed = false;
  for (const [at, { mark, clause, isDependent }] of clauses.entries()) {
    const deed = isDeed(clause);
    const isNor = NOR.test(clause) && clauses.slice(0, at).some((one) => NEITHER.test(one.clause));
    const isNegative = isNegation(clause) || isNor;
    const isInside = SUBORDINATE.test(mark);
    const isOneWith = isDependent || (PAUSE.test(mark) && !startsAnew(clause));
    if (deed && (isNegative || (isOneWith && isRefused))) return true;
    hasDeed ||= deed;
    // An insertion that tells of no deed ends nothing: "None of them, I am sorry to say, were sent."
    const isKept = isInside || isOneWith || INSERTED.test(clause) || (PAUSE.test(mark) && !deed);
    const isAside = WHICH.test(mark) || (PAUSE.test(mark) && RELATIVE.test(clause));
    const next = clauses[at + 1];
    if (isAside && next && PAUSE.test(next.mark) && AGAIN.test(next.clause)) continue;
    isRefused = isNegative || (isKept && isRefused);
  }
  return !hasDeed && clauses.some(({ clause }) => isNegation(clause));
}

/** In so many words, or by what became of the deed. */
function isNegation(clause: string): boolean {
  return NEGATION.test(clause) || isThwarted(clause);
}

function startsAnew(clause: string): boolean {
  return INSERTED.test(clause) || ANEW.test(clause) || SUBJECT.test(clause);
}

/** Clauses with what stands before them. */
function clausesOf(sentence: string): { mark: string; clause: string; isDependent: boolean }[] {
  const marks = [...sentence.matchAll(new RegExp(CLAUSE, "giu"))];
  const ends = [...marks.map(({ index }) => index), sentence.length];
  const first = { mark: "", clause: sentence.slice(0, ends[0]), isDependent: false };
  const others = marks.map((found, at) => ({
    mark: found[0],
    clause: sentence.slice(found.index + found[0].length, ends[at + 1]),
    isDependent: found[1] !== undefined,
  }));
  return [first, ...others];
}

/** A customer's commitment must be in the first person: "you will get" is about the tenant. */
export function isOwnCommitment(sentence: string): boolean {
  return isCommitment(sentence) && OWN.test(sentence);
}

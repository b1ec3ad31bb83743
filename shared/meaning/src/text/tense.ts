import { supportedLanguageOf } from "./languages.ts";

/** What is still to come. */
const FUTURE =
  /(?<![\p{L}\p{N}])(?:will|won['’]t|shall|(?:\p{L}+)['’]ll|(?:am|are|is|['’]m|['’]re|['’]s) (?:about|due|expected|scheduled) to|going to|tomorrow|tonight|soon|shortly|later today|(?<!(?:was|were) (?:\p{L}+ )?)(?:next|coming) (?:week|month|year|time|(?:mon|tues|wednes|thurs|fri|satur|sun)day)|(?:in|within) (?:the next|\d{1,3}|an?|one|two|three|a few|some) (?:few )?(?:minute|hour|day|week|month|working day|business day)s?|goes out|(?:i|we) (?:\p{L}{1,20} )?(?:plan|intend|need|want|hope|have|mean) to|(?:ich|wir) (?:muss|müssen|will|wollen|möchten?|sollten?|soll|sollen)|(?:muss|müssen|wollen|möchten?|sollten?|sollen) (?:ich|wir)|(?:queremos|quiero|esperamos|espero|debemos|debo|tenemos que|tengo que|he de|hemos de|hay que)|(?:semana|mes|año|lunes|martes|miércoles|jueves|viernes|sábado|domingo) que viene|werden?|wirst|werdet|wird|übermorgen|bald|demnächst|in kürze|(?:nächste[nrms]?|kommende[nrms]?) (?:woche|monat|jahr|tage[n]?|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|mal)|(?:innerhalb|binnen)|(?:voy|vas|va|vamos|vais|van) a \p{L}+r(?:l[aeo]s?|[mt]e|nos)?|\p{L}{2,}(?:aré|eré|iré|aremos|eremos|iremos|ará|erá|irá|arán|erán|irán|arás|erás|irás)|pasado mañana|pronto|en breve|próxim[ao]s?|dentro de|سوف|غد\p{M}*ا?\p{M}*|الغد|قريب\p{M}*ا?\p{M}*|إن شاء الله|ان شاء الله|القادمة?|المقبلة?|[وف]?س[نيتأا][\p{L}\p{M}]{2,30})(?![\p{L}\p{N}])/iu;
/** `morgen` and `mañana` are also the morning. */
const MORROW =
  /(?<![\p{L}\p{N}])(?<!(?:guten?|heute|gestern|am|jeden|diesen|diesem|gegen|esta|la|buena|cada|ayer por la) )(?:morgen|mañana)(?![\p{L}\p{N}])/iu;
/** How long what is so goes on: a day to come does not make it something to come. */
const LIMIT =
  /(?<![\p{L}\p{N}])(?:until|till|ends?|ended|since|from|valid|bis|endet|ab|seit|gültig|hasta|desde|termina)(?![\p{L}\p{N}])/iu;
/** What somebody shall do. */
const NO_FACT =
  /^\s*(?:(?:and|then|now|so|also|just|dann|jetzt|nun|und|entonces|ahora|y) )?(?:please|bitte|por favor|press|hold|click|open|try|check|send|let|have|enjoy|give|go|take|make sure|do not|don['’]t|drücken|halten|klicken|öffnen|versuchen|schicken|senden|geben|gehen|prüfen|nehmen|من فضلك)(?![\p{L}\p{N}])|(?<![\p{L}\p{N}])(?:please|bitte|por favor|welcome|من فضلك)(?![\p{L}\p{N}])/iu;

/** What is said after "I wanted to" all the same. */
const TELLING_EN = "let (?:you|him|her|them) know|say|tell|inform|ask|thank|confirm|mention|apologi[sz]e|check in";
const TELLING_DE = String.raw`[^.!?]{0,60}(?:mitteilen|sagen|informieren|bescheid|fragen|bedanken|danken|melden|entschuldigen)`;
const TELLING_ES = "informar|decir|comentar|avisar|comunicar|preguntar|agradecer|confirmar";
/** "Almost 40 EUR" is a sum, "almost all of it" a part. */
const NO_SUM = String.raw`(?! (?:\p{L}{1,3} )?\d| (?:all|every|always|half|alle[nsmr]?|immer|ganz|todo|todos|toda|todas|siempre)(?!\p{L}))`;
/** What was not done, or would only have been: told by the same words as what was. */
const UNREAL = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?:${[
    "(?:would|could|should|might) have|(?:would|could|should|might)['’]ve|['’]d(?:['’]ve| (?:\\p{L}{1,20} )?have)|hätten?|wären?",
    String.raw`habr(?:ía|íamos|ían)|hubier\p{L}{1,6}|no (?:podr|pued)\p{L}{1,6}|لن`,
    `(?:nearly|almost|beinahe|casi|por poco)${NO_SUM}`,
    `(?:wanted|meant|intended|planned|hoped|was going|were going|was about|were about|was supposed|were supposed) to(?! (?:${TELLING_EN})(?!\\p{L}))`,
    "(?:forgot|forgotten|tried|attempted|refuse[sd]?|declined?|neglected|started|began|yet) to|considered|pretend(?:ed|s|ing)?|acted as (?:if|though)|came close to|avoid(?:s|ed)|in theory",
    "declined? (?:the|your|this|that|any)|lehn(?:en?|t|ten) [^.!?]{0,60} ab(?!\\p{L})|abgelehnt|weiger(?:e|n|t|ten?)|verweiger(?:e|n|t|ten?)|(?:nos |me |se )?(?:niego|niega|negamos|negué|negaron) a|rechaz(?:o|a|amos|é|ó)|evit(?:é|amos)|theoretisch|in der theorie|en teoría",
    `(?:wollten?|wolltest)(?!${TELLING_DE})`,
    "so getan, als|taten so, als|vorgetäuscht|vergessen|vergaß(?:en)?|versuchten?|versucht|versäumt(?:en)?|erwogen|geweigert|um ein haar",
    String.raw`(?:quería|queríamos|quise|quisimos)(?! (?:${TELLING_ES}))|(?:iba|íbamos|iban) a|a punto de`,
    "(?:intenté|intentamos|traté|tratamos) (?:de )?|olvid(?:é|amos|ó)|fing(?:í|imos|ió|ieron)|(?:he|ha|hemos|han) (?:olvidado|intentado)",
    "(?:تظاهرت|تظاهرنا|كدت|كاد|كادت|كدنا|حاولت|حاولنا|نسيت|نسينا)|كن(?:ت|ا) [أن]?(?:ريد|نوي)|أرد(?:ت|نا) أن",
  ].join("|")})(?![\p{L}\p{N}])`,
  "iu",
);

/** German for "almost", and English for "quick". */
const ALMOST_GERMAN = new RegExp(String.raw`(?<![\p{L}\p{N}])fast${NO_SUM}(?![\p{L}\p{N}])`, "iu");

/** Whether a sentence tells of what did not happen, or happens only if. */
export function isUnreal(sentence: string): boolean {
  return UNREAL.test(sentence) || (ALMOST_GERMAN.test(sentence) && supportedLanguageOf(sentence) !== "en");
}

/** Whether a sentence speaks of what is still to come, by its verbs or its day. */
export function tellsOfFuture(sentence: string): boolean {
  return FUTURE.test(sentence) || MORROW.test(sentence);
}

/** Whether a sentence says until or since when something is so. */
export function hasLimit(sentence: string): boolean {
  return LIMIT.test(sentence);
}

/** "Indeed" before what has been, and "has been done". */
const DONE_ARABIC = /(?<![\p{L}\p{M}])[وف]?(?:لقد \p{L}|تم(?:ت)? (?:ال)?\p{L}{3})/u;

/** Whether a sentence says that something is so, in a language whose words for other things are known. */
export function tellsOfFact(sentence: string): boolean {
  return !NO_FACT.test(sentence) && (supportedLanguageOf(sentence) !== null || DONE_ARABIC.test(sentence));
}

export const PARTICIPLE_GERMAN = String.raw`(?:\p{L}{0,12}ge\p{L}{2,20}(?:t|en)|(?:be|ver|er|ent|zer|über|emp)\p{L}{2,20}(?:t|en)|\p{L}{2,20}iert)`;
const WAS_ENGLISH = String.raw`(?<!(?:is|are|be|get|gets|being|['’]s|['’]re|am|['’]m) (?:\p{L}{1,20} )?)(?!(?:need|indeed|feed|speed|seed|proceed|succeed|exceed|hundred|supposed|limited|detailed|closed|interested)(?!\p{L}))\p{L}{2,20}ed`;
const PAST = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?:${[
    String.raw`was|were|did|didn['’]t|wasn['’]t|had|been|sent|came|went|got|made|found|told|spoke|took|gave|left|paid|broke|lost|saw|said|wrote|ran|brought|bought|sold|held|kept|felt|met|rang|began|chose|fell|knew|threw|drove|caught|built|spent|stood|thought|understood|heard|dealt|became|ago|last`,
    WAS_ENGLISH,
    String.raw`(?:habe?n?|hat|bin|ist|sind|seid|hast) (?:[^\s,.;]{1,30} ){0,12}(?!(?:geschlossen|geöffnet|gerne?|gegen|gestern|geplant|gebeten|genug|getrennt|überall|bereit|bitten|besten|ersten|beiden|vergebens)(?!\p{L}))${PARTICIPLE_GERMAN}`,
    String.raw`${PARTICIPLE_GERMAN} (?:worden )?(?:habe?n?|hat|ist|sind|seid)(?! (?:ich|wir|sie|du|es|das|der|die|ihr))`,
    String.raw`(?<!(?:der|die|das|den|dem|des|eine?[nrms]?|ihre?[nrms]?|alle[nr]?) )(?:ver|be|er|zurück)?(?:schick|send|liefer|stell|kauf|zahl|buch|statt|meld|sag|teil|hol|prüf|tausch|frag|mach|wart|setz|brauch|dank|klär|leg|pack|red|stätig|such|arbeit|antwort|reich)e?ten?|\p{L}{2,20}ierten?|(?:konn|muss|durf)ten?`,
    String.raw`erhielt(?:en)?|verschickten?|versandten?|überwies(?:en)?|schrieb(?:en)?|sprach(?:en)?|fand(?:en)?|nahm(?:en)?|brachten?|ließ(?:en)?|trat(?:en)?|begann(?:en)?|geschah|traf(?:en)?|lag(?:en)?|stand(?:en)?|fuhr(?:en)?|bekamen|gaben|verlor(?:en)?|passierte|endete|trug|zog|blieb|sah(?:en)?|las`,
    String.raw`war(?:en)?|wurden?|hatten?|kam(?:en)?|ging(?:en)?|rief(?:en)?|gab|bekam|bestellt|geliefert|letzte\p{L}*|vergangene\p{L}*|seit`,
    String.raw`(?:he|has|ha|hemos|han|había) \p{L}{2,20}(?:ado|ido|cho|sto|to)|fue|fueron|estaba|era|llegó|vino|vinieron|hablé|pedí|compré|llamé|envié|recibí|pagué|pedimos|\p{L}{2,20}(?:aron|ieron)|\p{L}{1,20}ó|\p{L}{3,20}[bdlmnprtv]í|recibimos|devolvimos|vendimos|resolvimos|prometimos|respondimos|perdimos|vimos|quisimos|trajimos|hicimos|hice|hizo|dijo|dijimos|estuv[eo]|estuvimos|tuv[eo]|tuvimos|pus[eo]|pusimos|vi|vio|dio|di|dimos|pud[eo]|salí|fuimos|escribí|escribimos|perdí|rompí|vendí|(?!(?:porqu|est)é)\p{L}{1,20}(?:qu|gu|[cznmtdvblj])é|pasad[oa]|desde|since`,
  ].join("|")})(?![\p{L}\p{N}])`,
  "iu",
);

/** Whether a clause tells of what has been. */
export function tellsOfPast(clause: string): boolean {
  return PAST.test(clause);
}

/** How something is: present forms that do not tell what somebody does. */
const STATE = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?:${[
    "is|are|am|isn['’]t|aren['’]t|has|have|costs?|works?|contains?|includes?|weighs?|belongs?|means?|lasts?|fits?|applies|apply|counts?|stands?|lies|shows?|needs?|takes",
    "ist|sind|bin|hat|habe|haben|kostet|kosten|beträgt|gilt|gelten|enthält|gehört|liegt|liegen|steht|stehen|heißt|bedeutet|passt|funktioniert|wiegt|dauert|reicht|fehlt|braucht|zeigt|läuft|klappt",
    "es|son|está|están|hay|tiene|tienen|cuesta|cuestan|vale|incluye|contiene|pesa|dura|funciona|significa",
  ].join("|")})(?![\p{L}\p{N}])|['’](?:s|re|m)(?!\p{L})`,
  "iu",
);

/** Whether a clause tells how something is. */
export function tellsOfState(clause: string): boolean {
  return STATE.test(clause) || DONE_ARABIC.test(clause);
}

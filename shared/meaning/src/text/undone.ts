import { partsOf } from "./conditions.ts";
import type { SupportedLanguage } from "./languages.ts";
import { tellsOfPast } from "./tense.ts";
import { wholeWords } from "./whole-words.ts";

/** Says the opposite of what comes after it, of moods as of deeds. */
export const OPPOSITE: Record<SupportedLanguage, readonly string[]> = {
  en: ["anything but", "(?:far|a long way) from(?: (?:being|having been|having))?", "nowhere near"],
  de: ["alles andere als", String.raw`weit (?:davon )?entfernt(?:,| davon,?)?`, "weit weg von"],
  es: [
    "todo menos",
    "cualquier cosa menos",
    "(?:muy )?lejos de(?: (?:estar|ser|haber))?",
    "dist(?:o|a|an|amos) mucho de(?: estar)?",
  ],
  ar: ["أبعد ما (?:[أيتن]كون\\p{L}{0,2}) عن", "بعيد(?:ا|ة)? (?:كل البعد )?عن"],
};

/** What has still to be done, which the words for what was done tell of as well. */
const OWED = [
  String.raw`(?:ha(?:s|ve)|needs?|remain(?:s|ed)?|(?:is|are|was|were)(?: still| yet| only)?|ought|(?:wait|await)(?:s|ed|ing)?) to (?:first |still )?be (?:\p{L}+ly )?\p{L}+`,
  String.raw`(?:must|shall) (?:first |still )?be \p{L}+(?:ed|t|en|id)|(?:waits|waiting|awaits|awaiting) (?:for )?(?:its |the |your |to )?(?:refund|replacement|repair|processing|shipment|dispatch|approval)`,
  String.raw`(?:ha(?:s|ve)|had|['’]ve|was|were|am|are|is)(?: been| just| also| now){0,2} (?:asked|told|instructed|advised|ordered|requested|begged) to (?:have|get|send|refund|replace|fix|repair|cancel|ship|process|issue|be)`,
  String.raw`(?:muss|müssen|soll|sollen|sollten?)(?: [^\s,.;!?]{1,30}){0,10} (?:werden|sein)|bleibt (?:noch )?(?:zu|abzu)\p{L}+|(?:ist|sind|wäre|bleib(?:t|en))(?: (?!zu )[^\s,.;!?]{1,30}){0,6} (?:zu (?:erstatten|ersetzen|verschicken|versenden|überweisen|prüfen|klären|reparieren|liefern|stornieren|tauschen|beheben|bezahlen|erledigen|schicken|buchen|lösen)|(?:aus|zurück|um|nach|ein|frei|gut|ab)zu\p{L}{3,16}en)`,
  String.raw`(?:wurden?|worden|bin|sind)(?: [^\s,.;!?]{1,30}){0,4} (?:gebeten|beauftragt|angewiesen)`,
  String.raw`(?:tiene[n]?|ha[ny]?|había) (?:que|de) (?:ser )?\p{L}{3,20}|deben? (?:ser|reembolsarse|enviarse|repararse|cambiarse)|(?:queda|quedan|falta|faltan|está[n]?)(?: (?:aún|todavía))? (?:pendientes? de|por) \p{L}+|me han pedido que`,
  String.raw`[وف]?(?:يجب|ينبغي|يتعين|يلزم|بقي|يبقى) (?:علينا )?(?:[أا]ن )?\p{L}{2,20}|(?:طلب(?:وا)?|طلبت) مني (?:[أا]ن)?`,
];

/** What somebody is only able to do. */
const ABLE = [
  String.raw`(?:i|we) (?:can|could|may) (?:also |now |then |gladly )?(?:issue|send|offer|have|get|arrange|replace|refund|make|provide|give|book|order|prepare|create|ship|process|apply)`,
  String.raw`(?:(?:ich|wir) (?:kann|können|könnten?)|(?:kann|können|könnten?) (?:ich|wir))(?: [^\s,.;!?]{1,30}){0,10} (?:anbieten|schicken|senden|ausstellen|geben|veranlassen|erstatten|ersetzen|buchen|liefern|verschicken|bestellen)`,
  String.raw`(?:puedo|podemos|podríamos) (?:ofrecer|enviar|mandar|emitir|devolver|dar|hacer|reembolsar|cambiar)(?:l[aeo]s?)?`,
  String.raw`(?:يمكنني|يمكننا|نستطيع|أستطيع) (?:[أا]ن )?\p{L}{3,20}`,
];

/** How little of it was done. */
const BARELY = [
  "(?:only|just) (?:in part|partly|partially|halfway)|(?:partly|partially|half)(?= (?:fixed|solved|resolved|repaired|restored|done|finished))|all but|as good as(?= \\p{L}+ed)",
  String.raw`(?:(?:very|too|so) )?(?:little|few)(?= (?:of|(?:\p{L}+ )?(?:has|have|had|was|were|is|are|will|been))(?!\p{L}))|(?:very|too|so) (?:little|few)(?= \p{L})`,
  "(?:stop(?:s|ped)?|fell|falls?) short of|short of(?= \\p{L}+ing)|fail(?:s|ed) to|instead of having",
  String.raw`so gut wie|(?:nur|bloß|lediglich|erst) (?:teilweise|zum teil|halb|zur hälfte)|teilweise(?= (?:behoben|gelöst|repariert|erledigt))|(?:sehr |nur |zu )?wenig(?:e[nrsm]?)?(?= (?:\p{L}+ ){0,4}(?:wurden?|ist|sind|war|waren|hat|haben|wird|werden)(?!\p{L}))|(?:wurden?|ist|sind|hat|haben)(?: \p{L}+){0,3} (?:nur|erst|sehr|bisher|zu) wenig(?:e[nrsm]?)?`,
  String.raw`(?:solo|sólo|solamente) (?:en parte|parcialmente|a medias)|(?:prácticamente|casi)(?= (?:resuelt|arreglad|solucionad)\p{L})|(?:muy |demasiado )?poc[oa]s?(?= (?:\p{L}+ ){0,5}(?:se|ha|han|fue|fueron|hemos)(?!\p{L}))|a medias`,
  String.raw`(?:بشكل|على نحو) جزئي|جزئيا|القليل (?:فقط )?من|قليل(?:ا)? (?:فقط )?من`,
];

/** Denies what it introduces. */
const DENIES = [
  String.raw`(?:it|that)(?:['’]s| is| was) (?:simply |just |quite |entirely |plain )?(?:wrong|false|untrue|incorrect|a lie|a myth|a mistake|nonsense)(?: to (?:say|think|claim|believe))?,? that`,
  String.raw`(?:i|we|they)(?: must| have to| do)? (?:deny|dispute|denied|disputed|contest) (?:that|having)|(?:that|the claim that|to say that) (?:[^.!?]{1,120}) (?:is|was) (?:simply |just )?(?:wrong|false|untrue|incorrect|a lie|not true|not so)`,
  String.raw`es (?:ist|war|wäre) (?:\p{L}+ )?(?:falsch|unwahr|unrichtig|gelogen|ein irrtum|eine lüge|unzutreffend),? (?:zu (?:sagen|behaupten),? )?dass|(?:wir|ich) (?:bestreite[n]?|leugne[n]?|verneine[n]?|dementiere[n]?)|dass [^.!?]{1,150}, (?:ist|war|wäre|stimmt) (?:\p{L}+ ){0,2}(?:falsch|unwahr|unrichtig|gelogen|unzutreffend|nicht|irrtum|lüge)|statt,? dass|anstatt,? dass|von wegen`,
  String.raw`(?:es|era) (?:falso|mentira|incorrecto|un error|erróneo) que|(?:niego|negamos|desmentimos|desmiento) (?:que|haber)|que [^.!?]{1,120} es (?:falso|mentira)|en (?:lugar|vez) de que`,
  String.raw`(?:ليس صحيحا|غير صحيح|من الخط[أا]|ليس من الصحيح|كذب) (?:[أا]ن\p{L}{0,3})|[وف]?(?:ننفي|[أا]نفي|ننكر)`,
];

const OPEN = new RegExp([...OWED, ...ABLE].map((one) => wholeWords(one)).join("|"), "iu");
const SLIGHT = new RegExp(
  [...Object.values(OPPOSITE).flat(), ...BARELY, ...DENIES].map((one) => wholeWords(one)).join("|"),
  "iu",
);
const CLAUSE = /[,;:]|(?<!\p{L})(?:and|und|y)(?!\p{L})/iu;

/** What came of a deed after it: it broke again, or was taken back. */
const TAKEN_BACK = new RegExp(
  [
    String.raw`(?:then|but|and|afterwards|later|since)(?: then| now| again)?,? (?:it|they|this|that|the \p{L}+)(?: has| have)? (?:then |now |just |soon )?(?:broke|broken|failed|stopped|crashed|leaked|came back|gone|died|fell)(?: \p{L}+){0,2} (?:again|down|apart|off|soon|once more)`,
    String.raw`(?:reversed|undone|undid|revoked|recalled|retracted|took back|taken back|rolled back|charged back|booked back)(?: (?:it|this|that|them|again|later))?(?=\s*(?:[.,;!]|$))|(?:reversed|undone|revoked|recalled|rolled back|charged back|taken back) (?:it|this|that|them|again|afterwards|later|since|on \p{L}+day|the day after)`,
    String.raw`(?:dann|danach|aber|später|doch)(?: \p{L}+){0,3} (?:wieder|erneut|nochmals?) (?:kaputt\p{L}*|ausgefallen|defekt|stehen ?geblieben|undicht|gebrochen|aufgetreten|abgestürzt)|(?:wieder|erneut) (?:zurückgebucht|zurückgenommen|rückgängig gemacht|zurückgeholt|storniert|rückgebucht)|zurückgebucht|rückgängig gemacht|widerrufen`,
    String.raw`(?:luego|después|pero)(?: \p{L}+){0,3} (?:se )?(?:rompió|estropeó|falló|averió|dañó)(?: \p{L}+){0,2} (?:de nuevo|otra vez)|(?:luego|después|pero)(?: \p{L}+){0,2} (?:volvió|ha vuelto) a (?:fallar|romperse|estropearse|averiarse)|(?:lo|la|los|las) (?:hemos|he|han) (?:revertido|anulado|deshecho|retirado)|(?:fue|ha sido) (?:revertid|anulad)[oa]`,
    String.raw`(?:ثم|لكنه\p{L}?|ولكن)(?: \p{L}+){0,2} (?:تعطلت?|انكسرت?|توقفت?)(?: \p{L}+)? (?:مرة أخرى|مجددا|ثانية|من جديد)|(?:ثم|و)(?:تراجعنا|سحبناه|استرجعناه|ألغيناه)`,
  ]
    .map((one) => wholeWords(one))
    .join("|"),
  "giu",
);

/**
 * Whether what a sentence tells as done has still to be done, was done by half, is denied or was taken back: of several deeds, the last
 * one. "The problem was far from solved, so we replaced the kettle" tells of one. Without any, whether something in it is so.
 * @param isDeed whether a part of it tells of one
 */
export function isUndone(sentence: string, isDeed: (part: string) => boolean): boolean {
  const parts = partsOf(sentence).map(({ words }) => words);
  const deed = parts.findLast((words) => isDeed(words));
  const told = deed === undefined ? parts : [deed];
  if (told.some((words) => SLIGHT.test(words) || isOwed(words, isDeed))) return true;
  const back = [...sentence.matchAll(TAKEN_BACK)].at(-1);
  if (!back) return false;
  return isDeed(sentence.slice(0, back.index)) && !isDeed(sentence.slice(back.index + back[0].length));
}

/** "We have sent the parcel, and you need to be at home" tells of a deed. */
function isOwed(words: string, isDeed: (part: string) => boolean): boolean {
  if (!OPEN.test(words)) return false;
  return !words.split(CLAUSE).some((clause) => isDeed(clause) && tellsOfPast(clause) && !OPEN.test(clause));
}

/** Whether a clause says that hardly anything of it is so, or the opposite: "Very little of it will be refunded." */
export function isSlight(clause: string): boolean {
  return SLIGHT.test(clause);
}

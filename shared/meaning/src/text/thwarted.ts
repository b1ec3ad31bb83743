import { wholeWords } from "./whole-words.ts";

/** Of one language: what is done for a customer, what may stand before the word that says that it was not, and such words. */
interface Thwarting {
  deed: string;
  /** What comes to nothing as well, but may be stopped as the customer asked: "We cancelled the delivery." */
  parcel: string;
  /** Begins what says of which order or sum it was. */
  of: string;
  /** Verbs that help, and words of time and regret. */
  aside: string;
  thwarted: string;
  /** Verbs whose object is the deed. */
  thwarts: string;
  /** Between the verb and its object. */
  article: string;
}

const ENGLISH: Thwarting = {
  deed: "(?:refund|repayment|reimbursement|replacement|exchange|repair|credit(?: note)?|compensation|payout)s?|(?:refunding|reimbursing|replacing|repairing|exchanging|compensating|crediting)(?: (?:you|it|this|that|them|the \\p{L}+|your \\p{L}+))?",
  parcel: "shipments?|delivery|deliveries",
  of: "of|for|to|on|from|worth",
  aside:
    "was|were|is|are|has|have|had|got|been|being|remains?|stays?|still|currently|now|just|sadly|unfortunately|also|again|already|temporarily|put|placed|simply|completely",
  thwarted:
    "fail(?:ed|s|ing)|fell through|bounced|rejected|refused|denied|declined|turned down|cancell?ed|stopped|halted|blocked|frozen|withheld|voided|reversed|postponed|on hold|on ice|paused|suspended|pending|out of the question|ruled out|impossible|unsuccessful|held (?:back|up)|(?:returned|sent back) by (?:the|your|our|their) bank",
  thwarts:
    "stop(?:s|ped|ping)?|halt(?:s|ed|ing)?|cancel(?:s|l?ed|l?ing)?|block(?:s|ed|ing)?|paus(?:e[sd]?|ing)|suspend(?:s|ed|ing)?|revers(?:e[sd]?|ing)|postpon(?:e[sd]?|ing)|freez(?:es?|ing)|froze|withh[eo]ld(?:s|ing)?|den(?:y|ies|ied|ying)|declin(?:e[sd]?|ing)|reject(?:s|ed|ing)?|refus(?:e[sd]?|ing)|void(?:s|ed|ing)?",
  article: "the|your|this|that|any|a|an|his|her|their",
};
const GERMAN: Thwarting = {
  deed: "(?:rück)?erstattung(?:en)?|rückzahlung(?:en)?|ersatz(?:lieferung(?:en)?)?|umtausch|austausch|gutschrift(?:en)?|reparatur(?:en)?|rücküberweisung|überweisung(?:en)?|entschädigung(?:en)?",
  parcel: "(?:nach)?lieferung(?:en)?|sendung(?:en)?",
  of: "über|für|von|an|der|des|zu",
  aside:
    "ist|sind|wurden?|war|waren|wird|hat|haben|leider|noch|derzeit|aktuell|zurzeit|momentan|bisher|jetzt|vorerst|vorübergehend|auch|wieder|bereits|von (?:der|ihrer|unserer) bank",
  thwarted:
    "gescheitert|scheiterte|fehlgeschlagen|schlug (?:leider )?fehl|abgelehnt|verweigert|storniert|gestoppt|blockiert|gesperrt|pausiert|ausgesetzt|zurückgewiesen|zurückgestellt|zurückgehalten|abgebrochen|ausgeschlossen|angehalten|eingefroren|geplatzt|ausgeblieben|verschoben|auf eis|liegt auf eis|steht (?:noch |leider )?aus|ausstehend|ruht|unmöglich",
  thwarts:
    "stopp(?:en?|te[n]?)|stornier(?:en?|te[n]?)|verweiger(?:n|e|te[n]?)|blockier(?:en?|te[n]?)|pausier(?:en?|te[n]?)|verschieb(?:en?)|verschob(?:en)?",
  article: "die|den|das|ihre[n]?|deine[n]?|eure[n]?|jede[n]?|eine[n]?|diese[n]?",
};
const SPANISH: Thwarting = {
  deed: "reembolsos?|devoluci(?:ón|ones)|reintegros?|reemplazos?|sustituci(?:ón|ones)|reposici(?:ón|ones)|abonos?|reparaci(?:ón|ones)|cambios?",
  parcel: "envíos?|entregas?",
  of: "de|por|para|a|del",
  aside:
    "fue(?:ron)?|ha[n]?|había[n]?|sido|está[n]?|sigue[n]?|quedó|queda|se|aún|todavía|lamentablemente|desgraciadamente|temporalmente|ya|por ahora",
  thwarted:
    "fall(?:ó|ado|aron|a)|fracas(?:ó|ado)|rechaz(?:ó|ad[oa]s?)|deneg(?:ó|ad[oa]s?)|cancel(?:ó|ad[oa]s?)|bloque(?:ó|ad[oa]s?)|detuvo|detenid[oa]s?|suspend(?:ió|id[oa]s?)|pausad[oa]s?|paralizad[oa]s?|congelad[oa]s?|retenid[oa]s?|aplazad[oa]s?|descartad[oa]s?|pendientes?|en espera|en pausa|imposible",
  thwarts:
    "(?:cancel|bloque|par|paus|rechaz|deneg|neg|congel|aplaz)(?:ar|aré|aremos|amos|é|ó|aron|ado)|(?:detend|reten)(?:ré|remos)|(?:deten|reten)er|detuv(?:e|o|imos)|retuv(?:e|o|imos)|suspend(?:er|eré|eremos|imos|í|ió)",
  article: "el|la|los|las|su|sus|tu|tus|este|esta|un|una",
};
const THWARTED = [ENGLISH, GERMAN, SPANISH].map(({ deed, parcel, of, aside, thwarted }) =>
  wholeWords(
    String.raw`(?:${deed}|${parcel})(?: (?:${of})(?: [^\s,;!?]{1,30}){1,3}?)?(?: (?:${aside})){0,4} (?:${thwarted})`,
  ),
);
const THWARTS = [ENGLISH, GERMAN, SPANISH].map(({ deed, thwarts, article }) =>
  wholeWords(String.raw`(?:${thwarts}) (?:(?:${article}) )?(?:\p{L}+ )?(?:${deed})`),
);
/** "Die Erstattung stoppen", with the verb last. */
const THWARTS_LAST_GERMAN = wholeWords(
  String.raw`(?:${GERMAN.deed}) (?:[^\s,.;]{1,30} ){0,3}(?:stoppen|stornieren|ablehnen|verweigern|anhalten|aussetzen|abbrechen|blockieren|zurückhalten|verschieben)`,
);
const DEED_ARABIC = "استرداد|رد|[إا]عادة|استرجاع|[إا]رجاع|استبدال|تعويض|شحن|توصيل|[إا]رسال|تسليم";
const ARABIC = [
  wholeWords(
    `[وف]?(?:رفض(?:نا|ت|وا)?|[إا]لغاء|[أا]لغينا|[إا]يقاف|[أا]وقفنا|تعليق|علقنا|ت[أا]جيل|[أا]جلنا|حظر|تجميد|جمدنا|فشل(?:ت)?|تعذر(?:ت)?|سن(?:رفض|لغي|وقف|علق|ؤجل)) (?:عملية )?(?:ال)?(?:${DEED_ARABIC})`,
  ),
  wholeWords(
    String.raw`(?:ال)?(?:${DEED_ARABIC})(?: \p{L}{1,20}){0,2} (?:معلقة?|مرفوضة?|متوقفة?|موقوفة?|ملغاة|ملغى|مجمدة?|مؤجلة?|قيد الانتظار|فشلت?|تعذرت?)`,
  ),
];
const ALL = new RegExp([...THWARTED, ...THWARTS, THWARTS_LAST_GERMAN, ...ARABIC].join("|"), "iu");
const AS_OBJECT = new RegExp([...THWARTS, THWARTS_LAST_GERMAN, ...ARABIC].join("|"), "iu");

/** Whether a clause says that what is done for a customer failed, was refused, waits or was stopped. */
export function isThwarted(clause: string): boolean {
  return ALL.test(clause);
}

/** Whether a clause tells of stopping or refusing it: "We will stop the refund" promises no refund. */
export function thwartsDeed(clause: string): boolean {
  return AS_OBJECT.test(clause);
}

import { wholeWords } from "./whole-words.ts";

const SOME = String.raw`(?:[^\s,.;!?]{1,30} ){0,6}`;

const MONEY = String.raw`(?:another |an? (?:extra|additional|further) )?(?:[€$£]|(?:eur|usd|gbp|chf) ?\d|\d)`;
const ENGLISH = [
  String.raw`charg(?:e|ing) (?:you|him|her|them|your|the (?:card|account|customer)|an? (?:fee|extra|additional|penalty)|another|extra|interest|${MONEY})`,
  String.raw`(?:debit|bill|invoice|fine|sue|prosecute|penali[sz]e|blacklist) (?:you|your)|(?:deduct|collect|take)(?:ing)? ${SOME}from your (?:refund|account|card|balance|deposit)`,
  String.raw`(?:debt collect(?:or|ors|ion)|collections? (?:agency|department)|bailiffs?|small claims)|(?:send|hand|pass|forward|refer|give|take|turn) ${SOME}to (?:our|a|the) (?:lawyers?|solicitors?|attorneys?|courts?)`,
  String.raw`(?:receive|get|send|issue|face|owe|expect|see) (?:you |them |him |her )?(?:(?:an?|another) (?:\p{L}+ ){0,2}bill|(?:an?|the|another|your|our) (?:\p{L}+ ){0,2}(?:fines?|penalt(?:y|ies)|summons|dunning (?:letter|notice)|reminder fee|late fee|payment reminder|final (?:notice|reminder)|surcharge|invoice for (?:the|your) (?:damage|loss|repair)))`,
  String.raw`(?:will|shall|['’]ll|going to) (?:\p{L}+ )?be (?:sent|returned|paid|transferred|credited|refunded|delivered|shipped) (?:back )?to (?:us|our (?:warehouse|account|bank))`,
  String.raw`(?:stop|halt|block|withhold|suspend|freeze|hold back) (?:the|your|all|any|this) (?:\p{L}+ )?(?:deliver(?:y|ies)|shipments?|parcels?|packages?|orders?)`,
  String.raw`(?:have|get|having) (?:the|your|this|that|any|all) (?:\p{L}+ )?(?:refund|repayment|reimbursement|replacement|exchange|repair|credit|compensation|delivery|shipment|parcel)s? ${SOME}(?:blocked|stopped|cancell?ed|refused|denied|rejected|withheld|suspended|frozen|reversed|voided|halted)`,
  String.raw`(?:little|slim|small|slight|remote|hardly any|hardly a|barely a|poor) (?:chance|hope|prospect|likelihood|probability|possibility)s?|over my dead body|when hell freezes`,
];
const GERMAN = [
  String.raw`(?:\p{L}*mahnung(?:en)?|mahngebühr(?:en)?|mahnbescheid\p{L}*|inkasso\p{L}*|strafanzeige|anzeige erstatten|gerichtsvollzieher\p{L}*|an (?:unsere[nm]?|eine[nm]?|de[nm]) (?:rechts)?anwalt|schadensrechnung|vertragsstrafe|strafgebühr|säumnis\p{L}*|verzugszinsen|nachforderung|zahlungserinnerung|rechnung (?:über|für) (?:den|die|das|ihren?) (?:schaden|verlust|beschädigung))`,
  String.raw`buchen? (?:[^\s,;!?]{1,30} ){0,8}ab(?=\s*(?:[.,;!]|$|und ))|ziehen? (?:[^\s,;!?]{1,30} ){0,8}ein(?=\s*(?:[.,;!]|$|und ))|abbuchen|einziehen|in rechnung stellen|stelle[n]? ${SOME}in rechnung|berechne[n]? (?:wir |ich )?(?:ihnen|dir|euch)|(?:ihnen|dir|euch) ${SOME}berechnen|von (?:ihre[rm]?|deine[rm]?) (?:konto|erstattung|guthaben|kaution|karte|gutschrift) (?:abziehen|ab(?!\p{L})|einbehalten)`,
  String.raw`den teufel tun|(?:einen|den) dreck|nicht im traum|nur über meine leiche|(?:kaum|wenig|keinerlei|geringe) (?:eine )?(?:chance|hoffnung|aussicht|wahrscheinlichkeit)(?:en)?|(?:chance|hoffnung|aussicht)(?:en)? (?:ist|sind) (?:gering|klein)`,
  String.raw`(?:an uns|auf unser konto|zu uns) (?:zurück\p{L}{0,20}|geschickt|gesendet|überwiesen|erstattet|gebucht)`,
  String.raw`(?:ihre[n]?|die|das|alle|jede) (?:lieferung(?:en)?|sendung(?:en)?|pakete?|bestellung(?:en)?|auszahlung|erstattung|rückzahlung) ${SOME}(?:stoppen|anhalten|sperren|einbehalten|zurückhalten|blockieren|aussetzen|einfrieren)`,
];
const SPANISH = [
  String.raw`(?:cobrar|facturar|debitar|multar|demandar|penalizar|denunciar|embargar)(?:é|emos|á|án|l[aeo]s?|te)?|cargar(?:é|emos|l[aeo]s?) (?:a |en |otros? |\d|el importe|la tarifa)`,
  String.raw`(?:le|les|te) (?:cobro|cobramos|facturamos|debitamos)(?= )`,
  String.raw`(?:a|por|con) (?:un |una |nuestr[oa]s? |la |el |los )?(?:abogad[oa]s?|cobrador(?:es)?|empresa de cobros?|agencia de cobros?|cobranzas?|tribunal(?:es)?|juzgado)|(?:un|una|la|otra) (?:multa|penalización|demanda|recargo|recordatorio de pago|factura por (?:los|el|la) (?:daños?|pérdida))`,
  String.raw`(?:detener|parar|bloquear|suspender|retener|congelar)(?:é|emos)? (?:el|la|los|las|su|sus|tu|tus) (?:envíos?|entregas?|paquetes?|pedidos?)`,
  String.raw`(?:poca|poco|escasa|remota|mínima) (?:posibilidad|probabilidad|esperanza)(?:es)?|pocas (?:posibilidades|probabilidades|esperanzas)|ni loc[oa]|ni (?:en|de) (?:sueños?|broma)`,
];
const ARABIC = [
  String.raw`(?:س|سوف )?[نأ]?خصم \p{L}{0,20} ?[^.]{0,40}من (?:حسابك|بطاقتك|رصيدك)\p{L}{0,2}|(?:محام\p{L}*|المحام\p{L}*|المحكمة|تحصيل الديون|شركة (?:ال)?تحصيل|غرامة|إنذار(?:ا)?|فاتورة (?:ب|عن )?ال[أا]ضرار)`,
  String.raw`(?:احتمال|أمل|فرصة) (?:ضئيل|ضعيف|قليل)ة?`,
];
const THREAT = new RegExp([...ENGLISH, ...GERMAN, ...SPANISH, ...ARABIC].map((one) => wholeWords(one)).join("|"), "iu");

/** Takes such a thing back: "We will refund the late fee." */
const FORGIVEN = new RegExp(
  wholeWords(
    String.raw`(?:refund|reimburse|waive|cancel|credit|remove|drop|withdraw)(?:ing)? (?:you )?(?:the|your|any|this|that) (?:\p{L}+ ){0,2}(?:fees?|bills?|fines?|penalt(?:y|ies)|reminders?|charges?|surcharges?)`,
    String.raw`(?:erstatten?|erlassen?|storniere?n?|streiche?n?|nehmen?) (?:[^\s,;!?]{1,30} ){0,4}\p{L}*(?:mahnung|gebühr|zinsen|strafe|inkasso)\p{L}*|\p{L}*(?:mahnung|gebühr|zinsen|strafe)\p{L}* (?:[^\s,;!?]{1,30} ){0,4}(?:erstatten|erlassen|stornieren|streichen|zurück\p{L}+)`,
    String.raw`(?:devolver|reembolsar|anular|cancelar|retirar)(?:é|emos|l[ea]s?)? (?:el|la|los|las|su) (?:recargo|multa|penalización|comisión|tarifa)`,
  ),
  "giu",
);

/** Whether a clause tells of what is done to a customer and not for one: a bill, a reminder, a stopped parcel, money for the shop. */
export function isThreat(clause: string): boolean {
  return THREAT.test(clause.replaceAll(FORGIVEN, " "));
}

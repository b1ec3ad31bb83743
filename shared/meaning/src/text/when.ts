import { PARTICIPLE_GERMAN, tellsOfFuture, tellsOfPast } from "./tense.ts";

/** Words of a text that name a day. */
export interface SaidDay {
  text: string;
  index: number;
}

/** Which of two days is meant; `unclear` where the verbs say both, `untold` where they say neither. */
export type When = "past" | "coming" | "unclear" | "untold";

/** Where another clause begins, which may be of another time; not after the number of a day, and not between two. */
const CLAUSE =
  /[,;:!?،]|(?<!\d\.?\s?)[–—]|(?<!(?<!\d)\d{1,2})\.\s|(?<![\p{L}\p{N}])(?:and|but|that|because|which|und|aber|dass|weil|denn|y|pero|que|porque)(?![\p{L}\p{N}])/giu;
/** Of a coming day, as no past verb takes them; present forms beside a day are meant for it. */
const COMING =
  /(?<![\p{L}\p{N}])(?:by(?= (?:the )?·)|until|next|delivers?|arrives?|comes?|ships?|starts?|opens?|reopens?|closes?|begins?|ends?|expires?|leaves?|takes place|bis|liefer(?:n|t)|komm(?:e|st|t|en)|bin|gehe|geht|fahre|sende|schicke|beginnt|endet|öffnet|schließt|startet|findet|läuft|nächste\p{L}*|kommende\p{L}*|llegan?|viene|entregan?|empieza|termina|vence|abre|cierra|sale|hasta|próxim\p{L}*)(?![\p{L}\p{N}])/iu;
/** What is so on a day, or is asked for one: of a coming one, if no verb says otherwise. */
const OPEN =
  /(?<![\p{L}\p{N}])(?:please|can|could|would|may i|let['’]s|needs?|want|due|suits?|works|closed|open|available|away|free|appointment|deadline|due date|delivery date|is (?:on|the)|are on|bitte|kann|können|könnten?|möchten?|brauche[n]?|passt|geht|geschlossen|geöffnet|zeit|fällig|termin|liefertermin|frist|ist am|sind am|por favor|puede[ns]?|podría[ns]?|quiero|necesito|cerrad[oa]s?|abiert[oa]s?|disponible|cita|plazo|es el|fecha de entrega)(?![\p{L}\p{N}])/iu;
const WILL = /(?<![\p{L}\p{N}])(?:will|shall|going to|wird|wirst|werden?)(?![\p{L}\p{N}])|['’]ll(?!\p{L})/iu;
/** Something was agreed: the day may be the one it was agreed on, or for. */
const AGREED =
  /(?<![\p{L}\p{N}])(?:booked|arranged|scheduled|planned|reserved|agreed|appointment|gebucht|vereinbart|eingetragen|vorgemerkt|reserviert|termin|reservado|programado|acordado|cita)(?![\p{L}\p{N}])/iu;
const HAS = /(?<![\p{L}\p{N}])(?:has|have|['’]ve|habe|haben|hat|he|hemos|ha)(?![\p{L}\p{N}])|['’]ve(?!\p{L})/iu;
/** The day that something is for. */
const FOR = /(?:for|für|para)\s(?:(?:the|el|den|next|coming)\s)?$/iu;
/** From or until which something is so: it may have been set down before. */
const LIMIT = /(?:from|as of|starting|until|till|ab|ab dem|bis|bis zum|a partir|hasta)\s(?:(?:the|el|del?|dem)\s)?$/iu;
const BEEN = /(?<!\p{L})(?:been|had|gewesen|war(?:en)?|hatten?|estado)(?!\p{L})/iu;
/** The parsers take some of them along. */
const PREPOSITION = /^(?:on|from|of|at|am|vom|el|del|de|for|für|para)\s/iu;
/** "Your invoice of", "Ihre Bestellung 4711 vom", "su pedido del": what was written, sent or made on that day. */
const MADE_ON =
  /(?<!\p{L})(?:orders?|invoice|bill|letter|e-?mail|message|note|call|complaint|request|enquiry|inquiry|payment|transfer|purchase|receipt|statement|report|quote|offer|confirmation|return|ticket|conversation|chat|parcel|package|shipment|claim|application|registration)(?:\s(?:no\.?\s)?#?[\p{L}-]{0,6}\d[\p{L}\d-]{0,20})?,?\s(?:is |was )?(?:of|from|dated)\s(?:the\s)?$|(?<!\p{L})(?:pedido|factura|carta|correo|mensaje|llamada|queja|solicitud|pago|transferencia|compra|recibo|reembolso|nota|reclamación|consulta)(?:\s#?[\p{L}-]{0,6}\d[\p{L}\d-]{0,20})?,?\s(?:es )?(?:del?|con fecha(?: del?)?)\s(?:(?:el|día)\s){0,2}$/iu;
/** The same of anything in German, but of what is still to come, and of the times of a day. */
const MADE_ON_GERMAN =
  /(?<!\p{L})(?!(?:Termin|Urlaub|Reise|Flug|Veranstaltung|Vertrag)\p{L}{0,3}\s)\p{Lu}\p{L}{2,40}(?<!mittag|[Aa]bend|[Mm]orgen|[Nn]acht|[Ww]oche)(?:\s(?:[Nn]r\.?\s)?#?[\p{L}-]{0,6}\d[\p{L}\d-]{0,20})?,?\s(?:ist\s)?vom\s$/u;
/** "The contract of 1 February", which may be of either year. */
const OF = /(?<!(?:morning|afternoon|evening|night|mittag|abend|morgen|nacht)\s)(?<!\p{L})(?:of|vom)\s(?:the\s)?$/iu;
/** Of days on which something lasts, "vom 3. bis zum 5.". */
const TO = /^\s?(?:[-–]|(?:bis|to|until|al|hasta|an)(?!\p{L}))/iu;
/** "The lid ordered on 5 March will be replaced": the verb that stands beside the day is the day's. */
const DONE_ON =
  /(?<!(?:be|been|is|are|get|gets|being) (?:\p{L}{1,20} )?)(?<!\p{L})(?:(?!need|indeed)\p{L}{2,20}ed|sent|bought|paid|made)\s(?:(?:it|them)\s)?(?:on\s)?$|(?<!(?:ser|será|serán|es|son|está|están|estamos|estaremos) )(?<!\p{L})(?!llegada|salida|partida|pedido|partido|sábado|cerrad|estado)\p{L}{2,20}(?:ad|id)[oa]s?\s(?:(?:el|día)\s){0,2}$/iu;
/** "I would like it delivered on Monday." */
const WISHED = /(?<!\p{L})(?:like|want|need|have) (?:it|them|this|the|my)(?!\p{L})/iu;
/** "Das am 5. März bestellte Gerät" */
const DONE_AFTER = new RegExp(String.raw`^\s${PARTICIPLE_GERMAN}e[nrms]?\s`, "iu");

/** Too short to have a verb of its own: it goes with the clauses beside it. */
const ALONE =
  /^(?:[^\p{L}]|(?<!\p{L})(?:on|by|from|the|also|then|again|am|bis|auch|dann|wieder|den|dem|der|el|día|también|luego)(?!\p{L}))*$/iu;

/** Of the days that words may name, the one that was or the one to come: by the verbs of their clause, or else of the clauses beside it. */
export function whenOf(found: SaidDay, text: string, isPromised: boolean): When {
  const preposition = PREPOSITION.exec(found.text)?.[0].length ?? 0;
  const day = { text: found.text.slice(preposition), index: found.index + preposition };
  const end = day.index + day.text.length;
  const before = text.slice(Math.max(0, day.index - 80), day.index);
  const after = text.slice(end, end + 40);
  const isSpan = TO.test(after);
  if (!isSpan && (MADE_ON.test(before) || MADE_ON_GERMAN.test(before))) return "past";
  if (!isSpan && OF.test(before)) return "unclear";
  const clauses = clausesOf(text, day);
  const at = clauses.findIndex((clause) => clause.end >= end);
  const own = told(clauses[at]?.words ?? "", before, after, isPromised);
  if (own !== "untold") return own;
  const beside = !ALONE.test(clauses[at]?.words ?? "")
    ? []
    : [...clauses.slice(0, at).toReversed(), ...clauses.slice(at + 1)];
  for (const { words } of beside) {
    const other = told(words, "", "", isPromised);
    if (other === "past" || other === "coming") return other;
  }
  return "untold";
}

function told(clause: string, before: string, after: string, isPromised: boolean): When {
  const isDoneOn = DONE_ON.test(before) || DONE_AFTER.test(after);
  if (isDoneOn) return AGREED.test(clause) || WISHED.test(clause) ? "unclear" : "past";
  if (WILL.test(clause)) return "coming";
  const isPast = tellsOfPast(clause);
  const isComing = COMING.test(clause) || tellsOfFuture(clause);
  if (isPast && (FOR.test(before) || LIMIT.test(before)))
    return HAS.test(clause) && !BEEN.test(clause) ? "coming" : "unclear";
  if (isPast && AGREED.test(clause)) return "unclear";
  if (isPast) return isComing ? "unclear" : "past";
  return isComing || isPromised || FOR.test(before) || OPEN.test(clause) ? "coming" : "untold";
}

/** Without the words of the day, whose full stops are none. */
function clausesOf(text: string, { index, text: said }: SaidDay): { words: string; end: number }[] {
  const end = index + said.length;
  const marks = [...text.matchAll(CLAUSE)].filter((mark) => mark.index < index || mark.index >= end);
  const starts = [0, ...marks.map((mark) => mark.index + mark[0].length)];
  return starts.map((start, at) => {
    const stop = marks[at]?.index ?? text.length;
    const isOwn = start <= index && stop >= end;
    const words = isOwn ? `${text.slice(start, index)}·${text.slice(end, stop)}` : text.slice(start, stop);
    return { words, end: stop };
  });
}

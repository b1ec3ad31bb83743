import { tellsOfDeed } from "./sentence-signals.ts";
import { isDesk, type Unit } from "./units.ts";
import { isNegated } from "@chorus/meaning/text/commitments";
import { partsOf } from "@chorus/meaning/text/conditions";
import { hasLimit, isUnreal, tellsOfFact, tellsOfFuture, tellsOfPast, tellsOfState } from "@chorus/meaning/text/tense";
import { isUndone } from "@chorus/meaning/text/undone";

/** "Der Händler erstattet Ihnen 20 €": written like what was done. */
const DOES =
  /(?<!\p{L})(?:erstattet|ersetzt|storniert|aktualisiert|korrigiert|entsperrt|verlängert|entfernt|veranlasst) (?:ihnen|dir|euch|den|die|das|dem|ihre?n?|eine?n?|alle[ns]?|\d)/iu;
const DONE = ["fix", "outcome", "cause"] as const;
const CLAUSE = /[,;:–—]|(?<!\p{L})(?:and|but|so|und|aber|sondern|y|pero)(?!\p{L})/iu;
const HAD_TO = /(?<!\p{L})mussten?((?: (?!werden(?!\p{L}))[^\s,.;]{1,30}){0,10}) werden(?!\p{L})/iu;
const WAS = /(?<!\p{L})(?:was|were|ha(?:s|ve) been|wurden?|fue|fueron|ha sido|han sido)(?!\p{L})/iu;
const WILL = /(?<!\p{L})(?:will|shall|going to|wird|werden|wirst|será|serán|va a|van a)(?!\p{L})|['’]ll(?!\p{L})/iu;

export function isPromise(unit: Unit): boolean {
  return isDesk(unit) && unit.signals.has("commitment") && !unit.signals.has("question");
}

/** What was done or is so; what was not, and what is still to come is not done, whoever has not quite promised it. */
export function isDone(unit: Unit): boolean {
  if (!isDesk(unit) || isPromise(unit)) return false;
  if (tellsOfFuture(unit.text) || isDueLater(unit) || isUnreal(unit.text)) return false;
  if (isNegated(unit.text, tellsOfDeed) || isUndone(unit.text, tellsOfDeed)) return false;
  return isBorneOut(unit.text) && (DONE.some((signal) => unit.signals.has(signal)) || tellsOfFact(unit.text));
}

/** What the desk did about it: all of a sentence, or a clause beside what is still to come. */
export function isFix(unit: Unit): boolean {
  if (!isDesk(unit) || !unit.signals.has("fix") || unit.signals.has("question")) return false;
  return isDone(unit) || unit.text.split(CLAUSE).some(isDoneClause);
}

/** What came of it, as the customer tells and does not ask. */
export function isOutcome(unit: Unit): boolean {
  return unit.role === "customer" && unit.signals.has("outcome") && !unit.signals.has("question");
}

function isDoneClause(clause: string): boolean {
  // "Musste ersetzt werden" and "was issued within an hour" have words of the future.
  const told = clause.replace(HAD_TO, "wurde$1");
  const isToCome = WILL.test(told) || (tellsOfFuture(told) && !WAS.test(told));
  return tellsOfDeed(told) && !DOES.test(told) && tellsOfPast(told) && !isToCome;
}

/** Whether a verb says that something was done or is so, and nothing that it was only perhaps. */
function isBorneOut(text: string): boolean {
  const parts = partsOf(text);
  const isPast = (part: string) => tellsOfPast(part) || (tellsOfDeed(part) && !DOES.test(part));
  if (parts.some(({ words, isDoubtful }) => isDoubtful && isPast(words))) return false;
  const sure = parts.filter(({ isDoubtful }) => !isDoubtful);
  return sure.some(({ words }) => isPast(words) || (sure.length === parts.length && tellsOfState(words)));
}

function isDueLater(unit: Unit): boolean {
  return !hasLimit(unit.text) && unit.dates.some(({ day }) => day > unit.at.slice(0, 10));
}

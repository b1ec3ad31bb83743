import type { SummaryStatement } from "@chorus/contracts/entities/summary";
import { isDesk, type Unit } from "./units.ts";

export function quote(unit: Unit): SummaryStatement {
  return { text: unit.text, cites: [unit.seq] };
}

/** A customer's words by name: anybody can write "refund approved by Ana", and colleagues take what has no name for a fact. */
export function quoteAsSaid(unit: Unit): SummaryStatement {
  return isDesk(unit) ? quote(unit) : quoteWithName(unit);
}

/** With the author, where the section does not imply it. */
export function quoteWithName(unit: Unit): SummaryStatement {
  return { text: `${unit.name}: ${unit.text}`, cites: [unit.seq] };
}

/** With the due day, when the text names one: `… by Friday (2026-11-27)`. */
export function quoteWithDay(unit: Unit): SummaryStatement {
  const day = unit.dates.at(-1)?.day;
  const text = day === undefined || unit.text.includes(day) ? unit.text : `${unit.text} (${day})`;
  return { text, cites: [unit.seq] };
}

import type { SummaryStatement } from "@chorus/contracts/entities/summary";
import type { Unit } from "./units.ts";

export function quote(unit: Unit): SummaryStatement {
  return { text: unit.text, cites: [unit.seq] };
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

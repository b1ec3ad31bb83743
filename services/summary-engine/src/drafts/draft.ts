import {
  SUMMARY_SECTIONS,
  SUMMARY_TYPES,
  type SummarySection,
  SummaryStatement,
  type SummaryType,
} from "@chorus/contracts/entities/summary";
import { z } from "zod";

const MAX_STATEMENTS = 30;

function sectionsOf(type: SummaryType) {
  const names: readonly string[] = SUMMARY_SECTIONS[type];
  return z.object(
    Object.fromEntries(names.map((name) => [name, z.array(SummaryStatement).max(MAX_STATEMENTS).default([])])),
  );
}

/** A model's answer: for each type its sections, each a list of statements with the messages they cite. */
export const Draft = z.object({
  brief: sectionsOf("brief"),
  handover: sectionsOf("handover"),
  resolution: sectionsOf("resolution"),
  actions: sectionsOf("actions"),
  timeline: sectionsOf("timeline"),
  sentiment: sectionsOf("sentiment"),
  entities: sectionsOf("entities"),
});
export type Draft = z.infer<typeof Draft>;

/** The sections of each type in their order; empty ones are left out. */
export function sectionsByType(draft: Draft): Record<SummaryType, SummarySection[]> {
  const entries = SUMMARY_TYPES.map((type) => {
    const names: readonly string[] = SUMMARY_SECTIONS[type];
    const sections = names.map((name) => ({ name, statements: draft[type][name] ?? [] }));
    return [type, sections.filter(({ statements }) => statements.length > 0)];
  });
  return Object.fromEntries(entries) as Record<SummaryType, SummarySection[]>;
}

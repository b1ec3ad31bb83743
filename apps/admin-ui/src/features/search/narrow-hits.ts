import type { SearchHit } from "@chorus/contracts/entities/search-hit";

export const PERIODS = { any: null, week: 7, month: 30, year: 365 } as const;
export type Period = keyof typeof PERIODS;

export interface HitFilters {
  status: SearchHit["status"] | "";
  /** `none`: conversations that nobody has. */
  agentId: string;
  period: Period;
}

export const NO_HIT_FILTERS: HitFilters = { status: "", agentId: "", period: "any" };

const DAY_MS = 24 * 60 * 60 * 1_000;

/** Those that pass all filters; an older service tells neither time nor agent, and its hits pass. */
export function narrowHits(hits: readonly SearchHit[], filters: HitFilters, nowMs: number): SearchHit[] {
  const { status, agentId, period } = filters;
  const days = PERIODS[period];
  return hits.filter(({ status: own, assignee, at }) => {
    if (status !== "" && own !== status) return false;
    if (agentId !== "" && assignee !== undefined && (assignee?.id ?? "none") !== agentId) return false;
    return days === null || at === undefined || nowMs - Date.parse(at) <= days * DAY_MS;
  });
}

/** Everybody who has one of the conversations, by name. */
export function agentsOf(hits: readonly SearchHit[]): { id: string; name: string }[] {
  const found = new Map(hits.flatMap(({ assignee }) => (assignee ? [[assignee.id, assignee]] : [])));
  return [...found.values()].toSorted((one, other) => one.name.localeCompare(other.name));
}

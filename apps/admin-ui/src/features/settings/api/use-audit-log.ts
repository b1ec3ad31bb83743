import type { RouteResult } from "@chorus/contracts/routes/define-route";
import { listAuditLog } from "@chorus/contracts/routes/tenant";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useDeskSession } from "../../../lib/session/session-context.ts";

type AuditPage = RouteResult<typeof listAuditLog>;
export type AuditEntry = AuditPage["items"][number];

/** The form's values: empty strings are no filter, days are in the reader's zone. */
export interface AuditFilters {
  action: string;
  actorId: string;
  fromDay: string;
  toDay: string;
}

export const NO_FILTERS: AuditFilters = { action: "", actorId: "", fromDay: "", toDay: "" };

/** The filters in the route's form; the last day is included as a whole. */
export function auditQuery({ action, actorId, fromDay, toDay }: AuditFilters) {
  const startOf = (day: string, addDays: number) => {
    const date = new Date(`${day}T00:00:00`);
    date.setDate(date.getDate() + addDays);
    return date.toISOString();
  };
  return {
    ...(action && { action }),
    ...(actorId && { actorId }),
    ...(fromDay && { from: startOf(fromDay, 0) }),
    ...(toDay && { to: startOf(toDay, 1) }),
  };
}

export function useAuditLog(filters: AuditFilters) {
  const { rest } = useDeskSession();
  return useInfiniteQuery({
    queryKey: ["audit-log", filters],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      rest.call(listAuditLog, {
        query: { limit: 50, ...auditQuery(filters), ...(pageParam === null ? {} : { cursor: pageParam }) },
        signal,
      }),
    getNextPageParam: (page) => page.nextCursor,
  });
}

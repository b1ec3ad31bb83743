import { listUsers } from "@chorus/contracts/routes/people";
import { useQuery } from "@tanstack/react-query";
import { useDeskSession } from "../../../lib/session/session-context.ts";

/** The people who may be assigned a conversation, by name. */
export function useColleagues() {
  const { rest } = useDeskSession();
  return useQuery({
    queryKey: ["colleagues"],
    staleTime: 5 * 60_000,
    queryFn: ({ signal }) => rest.call(listUsers, { query: { limit: 200 }, signal }),
    select: (page) => page.items.filter((person) => !person.disabled && person.role !== "viewer"),
  });
}

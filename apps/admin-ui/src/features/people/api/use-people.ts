import type { User } from "@chorus/contracts/entities/people";
import { listUsers } from "@chorus/contracts/routes/people";
import { useQuery } from "@tanstack/react-query";
import { useDeskSession } from "../../../lib/session/session-context.ts";

const PEOPLE_KEY = ["people"] as const;

/** All of the tenant's people, by name, also those who are disabled. */
export function usePeople() {
  const { rest } = useDeskSession();
  return useQuery({
    queryKey: PEOPLE_KEY,
    queryFn: async ({ signal }) => {
      const people: User[] = [];
      let cursor: string | null = null;
      do {
        const query: { limit: number; cursor?: string } = { limit: 200, ...(cursor === null ? {} : { cursor }) };
        const page: { items: User[]; nextCursor: string | null } = await rest.call(listUsers, { query, signal });
        people.push(...page.items);
        cursor = page.nextCursor;
      } while (cursor !== null);
      return people;
    },
  });
}

import { listUserSessions } from "@chorus/contracts/routes/people";
import { useQuery } from "@tanstack/react-query";
import { useDeskSession } from "../../../lib/session/session-context.ts";

/** Where a person is signed in. */
export function useSessions(userId: string) {
  const { rest } = useDeskSession();
  return useQuery({
    queryKey: ["sessions", userId],
    staleTime: 0,
    queryFn: ({ signal }) => rest.call(listUserSessions, { params: { userId }, signal }),
  });
}

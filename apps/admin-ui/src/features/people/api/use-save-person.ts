import type { RouteBodyInput } from "@chorus/contracts/routes/define-route";
import { createUser, patchUser } from "@chorus/contracts/routes/people";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useDeskSession } from "../../../lib/session/session-context.ts";

/** Lists of people that a change makes out of date. */
const LISTS = [["people"], ["colleagues"]] as const;

export function useInvitePerson() {
  const { rest } = useDeskSession();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: RouteBodyInput<typeof createUser>) => rest.call(createUser, { body }),
    onSuccess: () => Promise.all(LISTS.map((queryKey) => queryClient.invalidateQueries({ queryKey }))),
  });
}

export function usePatchPerson(userId: string) {
  const { rest } = useDeskSession();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: RouteBodyInput<typeof patchUser>) => rest.call(patchUser, { params: { userId }, body }),
    onSuccess: () => Promise.all(LISTS.map((queryKey) => queryClient.invalidateQueries({ queryKey }))),
  });
}

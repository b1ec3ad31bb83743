import type { Team } from "@chorus/contracts/entities/people";
import { createTeam, deleteTeam, listTeams, patchTeam } from "@chorus/contracts/routes/teams";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useDeskSession } from "../../../lib/session/session-context.ts";

const KEY = ["teams"] as const;

/** The tenant's teams, by name. */
export function useTeams() {
  const { rest } = useDeskSession();
  return useQuery({
    queryKey: KEY,
    queryFn: async ({ signal }) => (await rest.call(listTeams, { query: { limit: 200 }, signal })).items,
  });
}

export interface TeamInput {
  name: string;
  memberIds: string[];
}

/** Makes a team, or changes the one that is given. */
export function useSaveTeam(team: Team | null) {
  const { rest } = useDeskSession();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: TeamInput) =>
      team ? rest.call(patchTeam, { params: { teamId: team.id }, body }) : rest.call(createTeam, { body }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: KEY }),
  });
}

export function useDeleteTeam() {
  const { rest } = useDeskSession();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (teamId: string) => rest.call(deleteTeam, { params: { teamId } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: KEY }),
  });
}

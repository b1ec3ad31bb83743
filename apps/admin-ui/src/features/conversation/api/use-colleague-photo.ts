import { useColleagues } from "./use-colleagues.ts";

/** The photo of one of the desk's people; null for customers and whoever has none. */
export function useColleaguePhoto(id: string | null): string | null {
  return useColleagues().data?.find((person) => person.id === id)?.avatar ?? null;
}

import { readTroubles, type Trouble } from "@chorus/contracts/routes/troubles";
import { useQuery } from "@tanstack/react-query";
import { TriangleAlert } from "lucide-react";
import { useReadable } from "../lib/browser/use-readable.ts";
import { useTexts } from "../lib/language/texts.ts";
import { useDeskSession } from "../lib/session/session-context.ts";
import { appTexts } from "./app-texts.ts";

const EVERY_MS = 20_000;

/** What of the platform does not work at the moment, in a line. A lost connection is said elsewhere. */
export function TroubleBanner() {
  const t = useTexts(appTexts);
  const troubles = useTroubles();
  return (
    <output>
      {troubles.length > 0 && (
        <span className="flex min-h-8 shrink-0 items-center justify-center gap-2 bg-amber-soft px-4 py-1 text-sm text-amber-ink">
          <TriangleAlert aria-hidden="true" size={15} className="shrink-0" />
          <span>{troubles.map((trouble) => t.troubles[trouble]).join(" ")}</span>
        </span>
      )}
    </output>
  );
}

/** `everything`: the desk is connected, and its questions are not answered. */
function useTroubles(): (Trouble | "everything")[] {
  const { rest, chat } = useDeskSession();
  const isConnected = useReadable(chat.connection).status === "online";
  const { data, isError } = useQuery({
    queryKey: ["troubles"],
    queryFn: async ({ signal }) => (await rest.call(readTroubles, { signal })).items,
    refetchInterval: EVERY_MS,
  });
  if (!isConnected) return [];
  return isError ? ["everything"] : (data ?? []);
}

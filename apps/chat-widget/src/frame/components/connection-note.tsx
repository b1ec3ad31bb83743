import type { Readable } from "@chorus/client-sdk/observable";
import type { ConnectionState } from "@chorus/client-sdk/realtime/connection-state";
import { translate } from "../state/language.ts";
import { useLasting, useReadable } from "../state/use-readable.ts";

/** Most losses are repaired sooner; a note for those would only flicker. */
const PATIENCE_MS = 3_000;

export function ConnectionNote({ connection }: { connection: Readable<ConnectionState> }) {
  const state = useReadable(connection);
  const isShown = useLasting(state.status !== "online", PATIENCE_MS);
  if (!isShown) return null;
  return (
    <output class="connection">
      {state.status === "stopped" ? translate("connectionEnded") : translate("reconnecting")}
    </output>
  );
}

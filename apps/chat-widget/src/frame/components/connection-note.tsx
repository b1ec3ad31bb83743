import type { Readable } from "@chorus/client-sdk/observable";
import type { ConnectionState } from "@chorus/client-sdk/realtime/connection-state";
import { translate } from "../state/language.ts";
import { deviceOnline } from "@chorus/client-sdk/device-online";
import { NOTHING, useLasting, useReadable } from "../state/use-readable.ts";

/** Most losses are repaired sooner; a note for those would only flicker. */
const PATIENCE_MS = 3_000;

/** Said at once when the device knows that it is offline, and after a moment when only the connection is lost. */
export function ConnectionNote({ connection }: { connection: Readable<ConnectionState> | undefined }) {
  const status = useReadable<ConnectionState | null>(connection ?? NOTHING)?.status ?? "online";
  const isDeviceOnline = useReadable(deviceOnline);
  const isLost = useLasting(status !== "online", PATIENCE_MS);
  if (isDeviceOnline && !isLost) return null;
  const text = !isDeviceOnline ? "offline" : status === "stopped" ? "connectionEnded" : "reconnecting";
  return <output class="connection">{translate(text)}</output>;
}

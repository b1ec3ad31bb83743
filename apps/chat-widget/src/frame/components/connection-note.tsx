import type { Readable } from "@chorus/client-sdk/observable";
import type { ConnectionState } from "@chorus/client-sdk/realtime/connection-state";
import { translate } from "../state/language.ts";
import { deviceOnline } from "@chorus/client-sdk/device-online";
import { NOTHING, useLasting, useReadable } from "../state/use-readable.ts";

/** Most losses are repaired sooner; a note for those would only flicker. */
const PATIENCE_MS = 3_000;
/** A message that is not stored for so long, with a connection that works, waits for the server. */
const STORED_WITHIN_MS = 8_000;

interface ConnectionNoteProps {
  connection: Readable<ConnectionState> | undefined;
  /** The oldest message of the customer that is not stored yet. */
  pendingId?: string | null;
}

/** Said at once when the device knows that it is offline, and after a moment when the connection or the server is in trouble. */
export function ConnectionNote({ connection, pendingId = null }: ConnectionNoteProps) {
  const status = useReadable<ConnectionState | null>(connection ?? NOTHING)?.status ?? "online";
  const isDeviceOnline = useReadable(deviceOnline);
  const isLost = useLasting(status !== "online", PATIENCE_MS);
  const isStuck = useLasting(pendingId !== null && status === "online", STORED_WITHIN_MS, pendingId);
  if (isDeviceOnline && !isLost && !isStuck) return null;
  const lost = status === "stopped" ? "connectionEnded" : "reconnecting";
  const text = !isDeviceOnline ? "offline" : isLost ? lost : "notDelivered";
  return <output class="connection">{translate(text)}</output>;
}

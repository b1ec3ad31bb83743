import { CLOSE, type CloseReason } from "@chorus/contracts/frames/close-codes";

/**
 * Why the connection does not retry any more. `not_started`, `stopped`: by the app. `signed_out`: no token available.
 * The others are the gateway's terminal close codes.
 */
export type StopReason = "not_started" | "stopped" | "signed_out" | CloseReason | "refused";

/** Times are the clock's milliseconds. */
export type ConnectionState =
  | { readonly status: "connecting"; readonly attempt: number }
  | { readonly status: "online"; readonly connectionId: string; readonly userId: string; readonly sinceMs: number }
  | { readonly status: "waiting"; readonly attempt: number; readonly retryAtMs: number }
  | { readonly status: "stopped"; readonly reason: StopReason };

/** The name of a terminal close code; `refused` for one this version does not know. */
export function stopReasonOf(code: number): StopReason {
  const names = Object.keys(CLOSE) as CloseReason[];
  return names.find((name) => CLOSE[name].code === code) ?? "refused";
}

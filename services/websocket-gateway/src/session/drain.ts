import type { GatewayContext } from "../context.ts";
import { closeSession, sendFrame } from "./session.ts";

/** Everything else has to fit behind the window: flushing acks, close frames, letting go. */
const RESERVE_MS = 4_000;
const MAX_WINDOW_MS = 20_000;
const GOAWAY_BATCH = 500;
/** Clients that leave by themselves at their moment have it before we close. */
const GRACE_MS = 250;
const CLOSE_FRAMES_MS = 1_000;

/** Clients spread their return over so long that the other gateways can take them. */
export function drainWindowMs(connections: number, connectionsPerSecond: number, deadlineMs: number): number {
  const wantedMs = (connections / connectionsPerSecond) * 1_000;
  return Math.max(0, Math.min(wantedMs, MAX_WINDOW_MS, deadlineMs - RESERVE_MS));
}

/** Sends everybody elsewhere, spread over time; finishes the commits under way; closes what is left. */
export async function drainSessions(context: GatewayContext, deadlineMs: number): Promise<void> {
  context.state.draining = true;
  context.transport().stopListening();
  const windowMs = drainWindowMs(context.sessions.size, context.config.drain.connectionsPerSecond, deadlineMs);
  await sayGoaway(context, windowMs);
  await firstOf(context.sessions.empty(), windowMs + GRACE_MS);
  // Acks go out before the close frame, because a socket keeps its order.
  await firstOf(context.appends.idle(), RESERVE_MS / 2);
  for (const session of context.sessions.all()) closeSession(session, "draining");
  await firstOf(context.sessions.empty(), CLOSE_FRAMES_MS);
}

async function sayGoaway(context: GatewayContext, windowMs: number): Promise<void> {
  let count = 0;
  for (const session of context.sessions.all()) {
    if (!session.connection.isOpen) continue;
    const retryMs = Math.round(context.random() * windowMs);
    sendFrame(session, { type: "goaway", retryMs, reason: "draining" });
    count += 1;
    // Lets the event loop flush, and answer what is still coming in.
    if (count % GOAWAY_BATCH === 0) await new Promise<void>((resolve) => setImmediate(resolve));
  }
}

async function firstOf(work: Promise<void>, timeoutMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  await Promise.race([work, new Promise<void>((resolve) => (timer = setTimeout(resolve, timeoutMs)))]);
  clearTimeout(timer);
}

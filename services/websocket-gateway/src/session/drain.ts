import type { GatewayContext } from "../context.ts";
import { closeSession, sendFrame } from "./session.ts";

/** Time after the window for the rest: flushing acks, close frames, closing sockets. */
const RESERVE_MS = 4_000;
const MAX_WINDOW_MS = 20_000;
const GOAWAY_BATCH = 500;
/** Time for clients to leave by themselves before they are closed. */
const GRACE_MS = 250;
const CLOSE_FRAMES_MS = 1_000;

/** Returning clients are spread over a time that the other gateways can cope with. */
export function drainWindowMs(connections: number, connectionsPerSecond: number, deadlineMs: number): number {
  const wantedMs = (connections / connectionsPerSecond) * 1_000;
  return Math.max(0, Math.min(wantedMs, MAX_WINDOW_MS, deadlineMs - RESERVE_MS));
}

/** Sends all clients to other gateways, spread over time; finishes running commits; closes what is left. */
export async function drainSessions(context: GatewayContext, deadlineMs: number): Promise<void> {
  context.state.draining = true;
  context.transport().stopListening();
  const windowMs = drainWindowMs(context.sessions.size, context.config.drain.connectionsPerSecond, deadlineMs);
  await sendGoaway(context, windowMs);
  await firstOf(context.sessions.empty(), windowMs + GRACE_MS);
  // Acks go out before the close frame, because a socket keeps its order.
  await firstOf(context.appends.idle(), RESERVE_MS / 2);
  for (const session of context.sessions.all()) closeSession(session, "draining");
  // A chat-service that is away must not keep the gateway from ending.
  await firstOf(handOverLatency(context), CLOSE_FRAMES_MS);
  await firstOf(context.sessions.empty(), CLOSE_FRAMES_MS);
}

async function handOverLatency({ latency, clock, events }: GatewayContext): Promise<void> {
  try {
    await latency.handOverAll(clock.now());
  } catch (error) {
    events.unavailable("latency", error);
  }
}

async function sendGoaway(context: GatewayContext, windowMs: number): Promise<void> {
  let count = 0;
  for (const session of context.sessions.all()) {
    if (!session.connection.isOpen) continue;
    const retryMs = Math.round(context.random() * windowMs);
    sendFrame(session, { type: "goaway", retryMs, reason: "draining" });
    count += 1;
    // Lets the event loop flush, and read answers that are still arriving.
    if (count % GOAWAY_BATCH === 0) await new Promise<void>((resolve) => setImmediate(resolve));
  }
}

async function firstOf(work: Promise<void>, timeoutMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  await Promise.race([work, new Promise<void>((resolve) => (timer = setTimeout(resolve, timeoutMs)))]);
  clearTimeout(timer);
}

import { queuePosition } from "@chorus/contracts/frames/signals";
import { LIMITS } from "@chorus/contracts/limits";
import { AppError } from "@chorus/kernel/app-error";
import { acknowledged } from "@chorus/redis/acknowledged";
import type { SyncAnswer } from "../chat-service-client/chat-client.ts";
import type { GatewayContext } from "../context.ts";
import { audienceOf, isReady, sendFrame, type Audience, type ReadySession } from "../session/session.ts";
import type { Joiner } from "./stream.ts";

export interface JoinRequest {
  /** The request to answer; absent for a resumed conversation. */
  id?: string | undefined;
  conversationId: string;
  afterSeq?: number | undefined;
  epoch?: string | undefined;
  /** Bytes of events that may be replayed; Infinity for a plain subscribe, which is bounded by its number of events. */
  budgetBytes: number;
}

/**
 * Subscribes a connection without a race: Redis acknowledges the channel, chat-service answers with the missing events, the stream
 * catches up to that head, and in the same tick the answer is sent and the connection receives live events.
 * @returns the bytes of the answer; 0 when a newer request replaced a resumed one
 * @throws AppError `not_found`, `rate_limited`, `unavailable`, `conflict` when a newer request replaced this one
 */
export async function joinConversation(
  context: GatewayContext,
  session: ReadySession,
  request: JoinRequest,
): Promise<number> {
  const { conversationId } = request;
  const { tenantId } = session.identity.principal;
  const audience = audienceOf(session);
  // A client that subscribes again must not receive live what the replay contains.
  context.streams.leave(session, conversationId);
  requireRoom(context, session);
  const { stream, listening } = context.streams.open(tenantId, conversationId);
  const joiner = stream.addJoiner(audience);
  // The stream's own string, so that all subscribers share one in memory.
  const subscription = context.streams.begin(session, stream.conversationId);
  const isVoid = () => !isReady(session) || subscription.version > 0;
  let hasJoined = false;
  try {
    await acknowledged(listening);
    if (isVoid()) return abandon(session, request);
    let { answer, isReload } = await sync(context, session, request);
    if (isVoid()) return abandon(session, request);
    stream.recordSnapshot(answer);
    // Answers can overtake each other: events between this head and a newer one that the stream began with would be lost.
    if (joiner.sinceSeq !== null && answer.headSeq < joiner.sinceSeq) {
      ({ answer, isReload } = await sync(context, session, request));
      if (isVoid()) return abandon(session, request);
      stream.recordSnapshot(answer);
    }
    const replay = fit(answer, request, isReload);
    if (replay.reachesHead) {
      await stream.reach(answer.headSeq);
      if (isVoid()) return abandon(session, request);
      if (stream.isBroken) throw new AppError("unavailable", { detail: "Please subscribe again.", retryMs: 500 });
    }
    // Nothing is awaited from here on.
    const text = JSON.stringify({
      type: "subscribed",
      ...(request.id === undefined ? {} : { id: request.id }),
      conversationId,
      epoch: answer.epoch,
      headSeq: audience === "agents" ? answer.headSeq : answer.publicHeadSeq,
      recovered: replay.reachesHead && !isReload,
      hasMore: replay.hasMore,
      events: replay.events,
      receipts: answer.receipts,
      conversation: answer.conversation,
    });
    session.connection.send(text);
    if (replay.reachesHead && session.connection.isOpen) {
      sendMissed(session, joiner, answer.headSeq);
      stream.addMember(session, audience);
      subscription.stream = stream;
      hasJoined = true;
      context.presence.greet(session, stream);
      // A chat-service of the release before leaves it out, and answers are not parsed.
      if (typeof answer.queueAhead === "number") sendPlace(session, conversationId, answer.queueAhead);
    }
    return Buffer.byteLength(text);
  } finally {
    stream.removeJoiner(joiner);
    if (!hasJoined) context.streams.giveUp(session, subscription);
    context.streams.closeUnused(stream);
  }
}

/** Whether a newer request replaced this one, or the connection has closed. @throws AppError so that a request is answered */
function abandon(session: ReadySession, request: JoinRequest): number {
  if (request.id === undefined || !isReady(session)) return 0;
  throw new AppError("conflict", { detail: "A newer subscribe or unsubscribe has taken its place." });
}

function requireRoom(context: GatewayContext, session: ReadySession): void {
  const { subscriptions } = session.limits;
  if (context.streams.subscriptions(session).length < subscriptions) return;
  throw new AppError("rate_limited", {
    detail: `At most ${subscriptions} conversations can be followed at once.`,
    retryMs: 1_000,
  });
}

/** Another epoch, or a position beyond the head, belongs to another history: the client gets the newest page. */
async function sync(
  context: GatewayContext,
  session: ReadySession,
  { conversationId, afterSeq, epoch }: JoinRequest,
): Promise<{ answer: SyncAnswer; isReload: boolean }> {
  const { principal } = session.identity;
  const limit = afterSeq === undefined ? LIMITS.subscribeEvents : LIMITS.replayEvents;
  const position = afterSeq === undefined ? {} : { afterSeq };
  const answer = await context.sync({ principal, conversationId, limit, ...position });
  if (afterSeq === undefined || !isOtherHistory(answer, audienceOf(session), afterSeq, epoch))
    return { answer, isReload: false };
  const newest = { principal, conversationId, limit: LIMITS.subscribeEvents };
  return { answer: await context.sync(newest), isReload: true };
}

function isOtherHistory(answer: SyncAnswer, audience: Audience, afterSeq: number, epoch: string | undefined): boolean {
  const headSeq = audience === "agents" ? answer.headSeq : answer.publicHeadSeq;
  return afterSeq > headSeq || (epoch !== undefined && epoch !== answer.epoch);
}

/** As much of the answer as the budget allows. An answer that ends before the head cannot go live, or there would be a gap. */
function fit(answer: SyncAnswer, request: JoinRequest, isReload: boolean) {
  const count = withinBudget(answer.events, request.budgetBytes);
  const isCut = count < answer.events.length;
  if (request.afterSeq === undefined || isReload) {
    // The newest page is cut at its old end.
    const events = isCut ? newestWithin(answer.events, request.budgetBytes) : answer.events;
    return { events, hasMore: answer.hasMore || isCut, reachesHead: true };
  }
  const hasMore = answer.hasMore || isCut;
  return { events: answer.events.slice(0, count), hasMore, reachesHead: !hasMore };
}

function newestWithin(events: SyncAnswer["events"], budgetBytes: number): SyncAnswer["events"] {
  const count = withinBudget(events.toReversed(), budgetBytes);
  return count === 0 ? [] : events.slice(-count);
}

/** How many of the first events fit. */
function withinBudget(events: SyncAnswer["events"], budgetBytes: number): number {
  if (budgetBytes === Infinity) return events.length;
  let sizeBytes = 0;
  for (const [index, event] of events.entries()) {
    sizeBytes += Buffer.byteLength(JSON.stringify(event));
    if (sizeBytes > budgetBytes) return index;
  }
  return events.length;
}

/** What was published before this connection listened is not published again for a while. */
function sendPlace(session: ReadySession, conversationId: string, ahead: number): void {
  const { ttlMs } = queuePosition;
  sendFrame(session, { type: "queue.position", conversationId, ahead, waitSeconds: null, ttlMs });
}

/** Events that were sent to the audience while the answer was on its way. */
function sendMissed(session: ReadySession, joiner: Joiner, headSeq: number): void {
  for (const { seq, frame } of joiner.missed) if (seq > headSeq) session.connection.send(frame);
}

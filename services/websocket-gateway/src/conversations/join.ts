import { LIMITS } from "@chorus/contracts/limits";
import { AppError } from "@chorus/kernel/app-error";
import { acknowledged } from "@chorus/redis/acknowledged";
import type { SyncAnswer } from "../chat-service-client/chat-client.ts";
import type { GatewayContext } from "../context.ts";
import { audienceOf, isReady, type Audience, type ReadySession } from "../session/session.ts";
import type { Joiner } from "./stream.ts";

export interface JoinRequest {
  /** The request to answer; absent for a resumed conversation. */
  id?: string | undefined;
  conversationId: string;
  afterSeq?: number | undefined;
  epoch?: string | undefined;
  /** Bytes of events that may be replayed; Infinity for a plain subscribe, which its number of events bounds. */
  budgetBytes: number;
}

/**
 * Subscribes a connection, race-free: Redis acknowledges the channel, chat-service answers what is missing, the stream gets to
 * that head, and in that same tick the answer goes out and the connection joins the live events.
 * @returns the bytes of the answer; 0 when a resumed conversation was asked for anew meanwhile
 * @throws AppError `not_found`, `rate_limited`, `unavailable`, `conflict` when a newer request has taken its place
 */
export async function joinConversation(
  context: GatewayContext,
  session: ReadySession,
  request: JoinRequest,
): Promise<number> {
  const { conversationId } = request;
  const { tenantId } = session.identity.principal;
  const audience = audienceOf(session);
  // A client that subscribes again must not get live what the replay will bring.
  context.streams.leave(session, conversationId);
  requireRoom(context, session);
  const { stream, listening } = context.streams.open(tenantId, conversationId);
  const joiner = stream.addJoiner(audience);
  // By the stream's own id: all who follow it keep one string, not each their own.
  const subscription = context.streams.begin(session, stream.conversationId);
  const isVoid = () => !isReady(session) || subscription.version > 0;
  let hasJoined = false;
  try {
    await acknowledged(listening);
    if (isVoid()) return abandon(session, request);
    let { answer, isReload } = await sync(context, session, request);
    if (isVoid()) return abandon(session, request);
    stream.recordSnapshot(answer);
    // Answers overtake each other: what is between this one and a newer one that the stream began with would never come.
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
    // From here on nothing is awaited.
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
    }
    return Buffer.byteLength(text);
  } finally {
    stream.removeJoiner(joiner);
    if (!hasJoined) context.streams.giveUp(session, subscription);
    context.streams.closeUnused(stream);
  }
}

/** A newer subscribe or unsubscribe has taken its place, or nobody is there any more. @throws AppError: a request is answered */
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

/** Another epoch, or a position beyond the head, is another history than the server's: the client gets the newest page. */
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

/** As much of the answer as the budget allows. What stops short of the head cannot go live: there would be a hole. */
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

/** Events that went out to the others while the answer was on its way. */
function sendMissed(session: ReadySession, joiner: Joiner, headSeq: number): void {
  for (const { seq, text } of joiner.missed) if (seq > headSeq) session.connection.send(text);
}

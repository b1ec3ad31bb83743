import type { ChatContext } from "../context.ts";
import { actorOf, type Principal } from "../identity/principal.ts";
import type { Caller } from "./caller.ts";
import { peerAddress } from "@chorus/http/peer-address";
import type { MountOptions } from "@chorus/http/mount";
import type { ReadShares } from "@chorus/http/read-shares";
import type { WriteShares } from "@chorus/http/write-shares";
import type { WriteLimits } from "@chorus/http/write-limits";
import { findOpenConversationOf } from "../conversations/rows/conversation-queries.ts";
import { QUOTA_OF_SENDS } from "../messages/append-result.ts";
import { findRepeats } from "../messages/find-repeats.ts";
import { AppError } from "@chorus/kernel/app-error";
import { networkOf } from "@chorus/kernel/network";
import type { Context } from "hono";

/**
 * Counts a send against the sender's limit and sets the rate limit headers.
 * @param body the text, if the request has one
 * @param operation what it is known by when it is sent again, where that is known before its limit
 * @returns undoes the count, for what was stored before
 * @throws AppError `rate_limited`, `invalid` for a text longer than the tenant allows
 */
export async function countSend(
  context: ChatContext,
  principal: Principal,
  http: Context,
  body: string | undefined,
  operation?: Asked,
): Promise<() => Promise<void>> {
  const limits = await context.tenantLimits.of(principal.tenantId);
  if (body !== undefined) requireWithin(limits.bodyCharacters, "body", body);
  const isRepeat = operation && (() => isStored(context, principal, operation));
  const { policy, state, giveBack } = await context.sendLimits.use(principal, limits, isRepeat);
  http.header("RateLimit-Policy", policy);
  http.header("RateLimit", state);
  return giveBack;
}

/** A message or a change of one, by what its author has named it; a first message by its customer, whose open conversation it is in. */
type Asked = { clientMessageId: string } & ({ conversationId: string } | { customerId: string | undefined });

async function isStored(context: ChatContext, principal: Principal, { clientMessageId, ...where }: Asked) {
  const { tenantId } = principal;
  const conversationId =
    "conversationId" in where ? where.conversationId : await openConversationOf(context, tenantId, where.customerId);
  if (conversationId === undefined) return false;
  const operation = { conversationId, actorId: actorOf(principal).actorId, clientMessageId };
  return (await findRepeats(context, tenantId, [operation])).size > 0;
}

async function openConversationOf({ database }: ChatContext, tenantId: string, customerId: string | undefined) {
  if (customerId === undefined) return undefined;
  return (await database.readTenant(tenantId, (tx) => findOpenConversationOf(tx, customerId)))?.id;
}

/**
 * Before a conversation is begun whose first message would be refused; it is counted where it is stored, and one that is stored already
 * needs no room. @throws AppError `rate_limited`
 */
export async function requireRoomToSend(context: ChatContext, principal: Principal, operation: Asked): Promise<void> {
  const { left, waitMs } = context.sendQuota.look(principal.tenantId);
  if (left > 0 || (await isStored(context, principal, operation))) return;
  throw new AppError("rate_limited", { detail: QUOTA_OF_SENDS, retryMs: waitMs });
}

/** For texts that become messages beside another action. @throws AppError `invalid` for one longer than the tenant allows */
export async function requireLength(context: ChatContext, tenantId: string, path: string, text: string): Promise<void> {
  requireWithin((await context.tenantLimits.of(tenantId)).bodyCharacters, path, text);
}

function requireWithin(most: number, path: string, text: string): void {
  if (text.length <= most) return;
  throw new AppError("invalid", {
    detail: `A message may have at most ${most} characters.`,
    errors: [{ path, message: `at most ${most} characters` }],
  });
}

/** Runs reads in the shares of a person, for customers also of their network; those without a principal in that of a network only. */
export function readsInTurn(context: ChatContext, shares: ReadShares): MountOptions<Caller>["readInTurn"] {
  const { trustProxy } = context.config.http;
  return ({ principal }, http, read) => shares(principal, () => networkOf(peerAddress(http, trustProxy)), read);
}

/** Runs writes in the shares of a person; those without a principal in that of a network. */
export function writesInTurn(context: ChatContext, shares: WriteShares): MountOptions<Caller>["writeInTurn"] {
  const { trustProxy } = context.config.http;
  return ({ principal }, http, write) => shares(principal, () => networkOf(peerAddress(http, trustProxy)), write);
}

/** Counts writes per person, for customers also per network; requests without a principal per network only. */
export function countWrites(context: ChatContext, limits: WriteLimits): MountOptions<Caller>["countWrite"] {
  const { trustProxy } = context.config.http;
  return (route, { principal }, http) =>
    limits.count(route, { ...principal, network: networkOf(peerAddress(http, trustProxy)) });
}

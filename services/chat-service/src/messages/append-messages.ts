import type { EventKind } from "@chorus/contracts/entities/event";
import type { PermissionName } from "@chorus/contracts/permissions";
import type { AppendResult } from "@chorus/contracts/routes/internal-chat";
import { appendEvents, type AppendedRow, type EventItem } from "@chorus/database/append-events";
import { actorOf, isCustomer, requirePermission, type Principal } from "../identity/principal.ts";
import { noTracing } from "@chorus/observability/tracing";
import { AppError } from "@chorus/kernel/app-error";
import type { ChatContext } from "../context.ts";
import { refusalOf, refusalOfQuota, resultOf } from "./append-result.ts";
import { findRepeats, operationKey, type Operation } from "./find-repeats.ts";
import { resolvePositions, type ResolvedItem, type Send } from "./resolve-positions.ts";
import type { ChannelEvent } from "../outbox/outbox-store.ts";
import { wakeAndAppend } from "./wake-and-append.ts";

export interface Appended {
  /** In the order of the items. */
  results: AppendResult[];
  /** What was stored, as it is published, for the gateway that has sent it; not what had to wake its conversation first. */
  events: ChannelEvent[];
}

/**
 * Appends sends of one tenant in one commit and answers each in its author's numbering. Events are published after the commit; if
 * that fails, the outbox relay publishes them.
 */
export async function appendMessages(
  context: ChatContext,
  tenantId: string,
  items: readonly Send[],
): Promise<Appended> {
  const { refusals, counted } = await countSends(
    context,
    tenantId,
    items,
    items.map((item) => refusalBeforehand(tenantId, item)),
  );
  let stored = 0;
  try {
    const appended = await append(context, tenantId, items, refusals);
    stored = appended.results.filter((result) => result.ok && !result.duplicate).length;
    return appended;
  } finally {
    if (counted > stored) context.sendQuota.giveBack(tenantId, counted - stored);
  }
}

/** @param refusals of those that are not appended */
async function append(
  context: ChatContext,
  tenantId: string,
  items: readonly Send[],
  refusals: readonly (AppendResult | null)[],
): Promise<Appended> {
  const allowed = items.flatMap((item, index) => (refusals[index] ? [] : [{ item, index }]));
  const results: AppendResult[] = refusals.map((refusal) => refusal ?? refusalOf("internal"));
  if (allowed.length === 0) return { results, events: [] };
  const resolved = await resolvePositions(
    context,
    tenantId,
    allowed.map(({ item }) => item),
  );
  const events = resolved.map((item) => toEventItem(context, item));
  const end = context.tracing.begin(tracedOf(context, resolved), {
    ...{ name: "append", kind: "internal", place: "child", attributes: { "chorus.batch": events.length } },
  });
  const rows = await appendEvents(context.database, tenantId, events).finally(() => end());
  await context.failpoints.reach("committed");
  const sleeping = new Map<string, Sleeping[]>();
  for (const [position, row] of rows.entries()) {
    const target = allowed[position];
    const item = resolved[position];
    const event = events[position];
    if (!target || !item || !event) throw new Error("append_events answers every item once");
    const isWaking = (row.outcome === "closed" || row.outcome === "snoozed") && isCustomer(item.principal);
    if (!isWaking) results[target.index] = resultOf(item.principal, row);
    else
      sleeping.set(item.conversationId, [
        ...(sleeping.get(item.conversationId) ?? []),
        { principal: item.principal, event, index: target.index },
      ]);
  }
  await Promise.all([...sleeping.values()].map((group) => wakeFor(context, group, results)));
  const published = publish(context, tenantId, events, rows);
  await context.failpoints.reach("published", () => context.publisher.drained());
  return { results, events: published };
}

/** The traces of those messages that are recorded. */
function tracedOf({ tracing }: ChatContext, items: readonly ResolvedItem[]): string[] {
  if (tracing === noTracing) return [];
  return items.flatMap(({ clientMessageId }) => tracing.traceOf(clientMessageId) ?? []);
}

/** A customer's message into a conversation that has to be woken first. */
interface Sleeping {
  principal: Principal;
  event: EventItem;
  /** Index of its result. */
  index: number;
}

/** Grouped by conversation, so that their order is kept. */
async function wakeFor(context: ChatContext, group: readonly Sleeping[], results: AppendResult[]): Promise<void> {
  const [first, ...rest] = group;
  if (!first) return;
  const answers = await wakeAndAppend(context, first.principal, [first.event, ...rest.map(({ event }) => event)]);
  for (const [position, answer] of answers.entries()) {
    const item = group[position];
    if (item) results[item.index] = answer;
  }
}

const KINDS = {
  text: { permission: "message.send", event: "message.created" },
  note: { permission: "conversation.organise", event: "note.created" },
  whisper: { permission: "conversation.supervise", event: "whisper" },
} as const satisfies Record<Send["kind"], { permission: PermissionName; event: EventKind }>;

function refusalBeforehand(tenantId: string, item: Send): AppendResult | null {
  if (item.principal.tenantId !== tenantId) return refusalOf("forbidden");
  try {
    requirePermission(item.principal, KINDS[item.kind].permission);
    return null;
  } catch (error) {
    if (error instanceof AppError) return refusalOf(error.code);
    throw error;
  }
}

/**
 * Counts those that are allowed against the tenant's minute. Who answers by mail has no program that sends again: they are counted while
 * there is room, and never refused. What is stored already is answered whatever is left of the minute, and takes nothing of it.
 */
async function countSends(
  context: ChatContext,
  tenantId: string,
  items: readonly Send[],
  refusals: readonly (AppendResult | null)[],
): Promise<{ refusals: readonly (AppendResult | null)[]; counted: number }> {
  const allowed = items.filter((_, index) => refusals[index] === null);
  const { granted: counted, waitMs } = context.sendQuota.take(tenantId, allowed.length);
  if (counted === allowed.length) return { refusals, counted };
  const passed = new Set(await findRepeats(context, tenantId, allowed.map(operationOf)));
  let left = counted;
  const withQuota = items.map((item, index) => {
    const refusal = refusals[index] ?? null;
    const key = operationKey(operationOf(item));
    if (refusal !== null || item.mail || passed.has(key)) return refusal;
    if (left === 0) return refusalOfQuota(waitMs);
    left -= 1;
    passed.add(key);
    return null;
  });
  return { refusals: withQuota, counted };
}

function operationOf({ principal, conversationId, clientMessageId }: Send): Operation {
  return { conversationId, actorId: actorOf(principal).actorId, clientMessageId };
}

function toEventItem(context: ChatContext, item: ResolvedItem): EventItem {
  return {
    conversationId: item.conversationId,
    id: context.ids.next(),
    kind: KINDS[item.kind].event,
    ...actorOf(item.principal),
    clientMessageId: item.clientMessageId,
    data:
      item.kind === "whisper"
        ? { body: item.body }
        : {
            body: item.body,
            replyToSeq: item.replyToSeq,
            replyToPublicSeq: item.replyToPublicSeq,
            ...(item.mail ? { mail: item.mail } : {}),
          },
    ...(item.expectedSeq === null ? {} : { expectedSeq: item.expectedSeq }),
  };
}

function publish(
  context: ChatContext,
  tenantId: string,
  events: readonly EventItem[],
  rows: readonly AppendedRow[],
): ChannelEvent[] {
  const stored = rows.flatMap((row, position) => {
    const event = events[position];
    if (event) context.events.messageStored(tenantId, event, row);
    return event && row.outcome === "appended" ? [{ event, row }] : [];
  });
  return context.publisher.appended(tenantId, stored);
}

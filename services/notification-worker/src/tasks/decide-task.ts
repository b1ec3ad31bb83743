import { readTenantSettings, type TenantSettings } from "@chorus/contracts/entities/tenant-settings";
import { type ChosenChannel, isChosenEvent } from "@chorus/contracts/entities/notification-preferences";
import type { DeliveryChannel } from "@chorus/contracts/entities/delivery";
import { readPresence } from "@chorus/contracts/routes/presence";
import type { TenantTx } from "@chorus/database/database";
import { type ClaimedTask, lockTask } from "@chorus/tasks/claimed-task";
import { continueTasks, finishTasks } from "@chorus/tasks/settle-tasks";
import type { NotificationContext } from "../context.ts";
import { type Decision, decide } from "../decision/decide.ts";
import { closedUntil } from "@chorus/kernel/business-hours";
import { effectivePreferences } from "@chorus/contracts/entities/effective-preferences";
import { isSuspendedFor } from "../deliveries/company-status.ts";
import { channelsOff } from "../deliveries/switched-off.ts";
import { isPresent, mayHaveCome } from "../deliveries/may-have-come.ts";
import { readOrigin } from "../deliveries/read-origin.ts";
import { lockMentions } from "./conversation-mentioned.ts";
import { openDeliveries } from "./open-deliveries.ts";
import { resolveSubject } from "./resolve.ts";
import { type NotificationTask, type Recipient, type Subject, toNotificationTask } from "./subject.ts";

const SUSPENDED = "the company is suspended";

type Presence = "here" | "away" | "unknown";

/** Processes a due task: opens deliveries, waits, or finishes it. Idempotent. */
export async function decideTask(
  context: NotificationContext,
  claimed: ClaimedTask<"notification.decide">,
): Promise<void> {
  const { tenantId } = claimed;
  const { conversationId } = claimed.payload;
  const { seen, clientMessageId } = await context.database.readTenant(tenantId, async (tx) => {
    const subject = await resolveSubject(tx, toNotificationTask(claimed));
    const fromSeq = subject.fromSeq ?? claimed.firstSeq;
    return { seen: subject, clientMessageId: await readOrigin(tx, conversationId, fromSeq) };
  });
  const { tracing } = context;
  const trace = clientMessageId === null ? undefined : tracing.traceOf(clientMessageId);
  const span = { name: "notification.decide", kind: "consumer", place: "child" } as const;
  const outcome = await tracing.inSpan(trace, span, () => act(context, claimed, seen));
  context.events.ended({ taskId: claimed.id, tenantId, conversationId, clientMessageId }, seen.event, outcome);
}

/** @returns what has become of it */
async function act(
  context: NotificationContext,
  claimed: ClaimedTask<"notification.decide">,
  seen: Subject,
): Promise<string> {
  const { tenantId } = claimed;
  // Called before the row is locked: another service must not keep a transaction open.
  const presence = await readPresences(context, tenantId, seen);
  const off = await channelsOff(context, tenantId);
  return context.database.withTenant(tenantId, async (tx) => {
    const locked = await lockTask(tx, claimed);
    const task = toNotificationTask(locked);
    // Who asked again meanwhile asks for something that was not there when it was looked at, and finds no other task to join. Whatever
    // else has changed in this second might as well have changed after the decision.
    const isShared = task.kind === "conversation.mentioned";
    if (isShared) await lockMentions(tx, task);
    const subject = locked.version === claimed.version && !isShared ? seen : await resolveSubject(tx, task);
    const company = await tx.selectFrom("tenants").select(["status", "settings"]).executeTakeFirstOrThrow();
    if (isSuspendedFor(company.status, subject.event)) {
      await finishTasks(tx, [{ task: locked, outcome: SUSPENDED }], context.clock.now());
      return SUSPENDED;
    }
    const notified = await channelsNotified(tx, task, subject.recipients);
    const settings = readTenantSettings(company.settings);
    let opened = 0;
    const nextMs: number[] = [];
    const reasons: string[] = [];
    for (const recipient of subject.recipients) {
      const decision = decideFor(context, { subject, recipient, presence, notified, settings, off });
      context.events.decided(subject.event, decision.do);
      if (decision.do === "drop") reasons.push(decision.reason);
      if (decision.do === "wait") nextMs.push(decision.untilMs);
      if (decision.do !== "send") continue;
      opened += await openDeliveries(context, tx, { task, subject, recipient, channels: decision.channels });
      if (decision.nextMs !== null) nextMs.push(decision.nextMs);
    }
    const nowMs = context.clock.now();
    if (nextMs.length > 0) {
      await continueTasks(tx, [{ task: locked, dueMs: Math.min(...nextMs) }], nowMs);
      return "waits";
    }
    const outcome = reasons[0] ?? (opened > 0 ? "told" : "nobody to tell");
    await finishTasks(tx, [{ task: locked, outcome }], nowMs);
    return outcome;
  });
}

function decideFor(
  context: NotificationContext,
  {
    subject,
    recipient,
    presence,
    notified: notifiedOf,
    settings,
    off,
  }: {
    subject: Subject;
    recipient: Recipient;
    presence: ReadonlyMap<string, Presence>;
    notified: ReadonlyMap<string, Set<ChosenChannel>>;
    settings: TenantSettings;
    off: ReadonlySet<DeliveryChannel>;
  },
): Decision {
  const notified = notifiedOf.get(recipient.id) ?? new Set();
  const { event, sinceMs } = subject;
  if (!isChosenEvent(event)) {
    if (recipient.obsolete) return { do: "drop", reason: recipient.obsolete };
    return notified.has("email") ? { do: "drop", reason: "told" } : { do: "send", channels: ["email"], nextMs: null };
  }
  const group = subject.anyoneWillDo && [...presence.values()].includes("here");
  return decide({
    event,
    nowMs: context.clock.now(),
    sinceMs,
    obsolete: recipient.obsolete,
    presence: group ? "here" : (presence.get(recipient.id) ?? "unknown"),
    preferences: effectivePreferences(recipient.type, settings.notifications, recipient.preferences),
    // What is switched off is nowhere: the next channel of the ladder takes its place.
    reachable: new Set((Object.keys(recipient.addresses) as ChosenChannel[]).filter((channel) => !off.has(channel))),
    notified,
    // Customers may be notified at any hour.
    closedUntilMs: recipient.type === "customer" ? null : closedUntil(settings.businessHours, context.clock.now()),
    graceMs: context.config.graceMs,
  });
}

/** On which channels whom, by this task; what did not come to a former address notified nobody. */
async function channelsNotified(
  tx: TenantTx,
  task: NotificationTask,
  recipients: readonly Recipient[],
): Promise<Map<string, Set<ChosenChannel>>> {
  const rows = await tx
    .selectFrom("deliveries")
    .select(["recipient_id", "channel", "address", "status"])
    .where("task_id", "=", task.id)
    .execute();
  const addresses = new Map(recipients.map((recipient) => [recipient.id, recipient.addresses]));
  const notified = new Map<string, Set<ChosenChannel>>();
  for (const row of rows) {
    const present = addresses.get(row.recipient_id) ?? {};
    if (!mayHaveCome(row, present) && !isPresent(row, present)) continue;
    const channels = notified.get(row.recipient_id) ?? new Set();
    notified.set(row.recipient_id, channels.add(row.channel as ChosenChannel));
  }
  return notified;
}

/** Of those it concerns, where it matters: what was asked for is sent to whoever is here, too. */
async function readPresences(
  context: NotificationContext,
  tenantId: string,
  { event, recipients }: Subject,
): Promise<Map<string, Presence>> {
  if (recipients.length === 0 || !isChosenEvent(event)) return new Map();
  const userIds = recipients.map(({ id }) => id);
  try {
    const { items } = await context.presence.call(readPresence, { body: { tenantId, userIds } });
    // Away and busy people still look at their screens: only those who are not connected miss it.
    return new Map(items.map(({ userId, status }) => [userId, status === "offline" ? "away" : "here"]));
  } catch (error) {
    context.events.presenceUnknown(tenantId, error);
    return new Map();
  }
}

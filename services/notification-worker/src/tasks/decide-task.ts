import { readTenantSettings } from "@chorus/contracts/entities/tenant-settings";
import {
  CHOSEN_EVENTS,
  type ChosenChannel,
  type ChosenEvent,
} from "@chorus/contracts/entities/notification-preferences";
import { readPresence } from "@chorus/contracts/routes/presence";
import type { TenantTx } from "@chorus/database/database";
import { type ClaimedTask, lockTask } from "@chorus/tasks/claimed-task";
import { continueTasks, finishTasks } from "@chorus/tasks/settle-tasks";
import type { NotificationContext } from "../context.ts";
import { type Decision, decide } from "../decision/decide.ts";
import { closedUntil } from "../decision/business-hours.ts";
import { effectivePreferences } from "@chorus/contracts/entities/effective-preferences";
import { openDeliveries } from "./open-deliveries.ts";
import { resolveSubject } from "./resolve.ts";
import { type NotificationTask, type Recipient, type Subject, toNotificationTask } from "./subject.ts";

type Presence = "here" | "away" | "unknown";

/** Processes a due task: opens deliveries, waits, or finishes it. Idempotent. */
export async function decideTask(
  context: NotificationContext,
  claimed: ClaimedTask<"notification.decide">,
): Promise<void> {
  const { tenantId } = claimed;
  // Called before the row is locked: another service must not keep a transaction open.
  const concerned = await context.database.readTenant(tenantId, async (tx) =>
    (await resolveSubject(tx, toNotificationTask(claimed))).recipients.map(({ id }) => id),
  );
  const presence = await readPresences(context, tenantId, concerned);
  await context.database.withTenant(tenantId, async (tx) => {
    const locked = await lockTask(tx, claimed);
    const task = toNotificationTask(locked);
    const subject = await resolveSubject(tx, task);
    let opened = 0;
    const nextMs: number[] = [];
    const reasons: string[] = [];
    for (const recipient of subject.recipients) {
      const decision = await decideFor(context, tx, { task, subject, recipient, presence });
      context.events.decided(subject.event, decision.do);
      if (decision.do === "drop") reasons.push(decision.reason);
      if (decision.do === "wait") nextMs.push(decision.untilMs);
      if (decision.do !== "send") continue;
      opened += await openDeliveries(context, tx, { task, subject, recipient, channels: decision.channels });
      if (decision.nextMs !== null) nextMs.push(decision.nextMs);
    }
    const nowMs = context.clock.now();
    if (nextMs.length > 0) return continueTasks(tx, [{ task: locked, dueMs: Math.min(...nextMs) }], nowMs);
    const outcome = reasons[0] ?? (opened > 0 ? "told" : "nobody to tell");
    await finishTasks(tx, [{ task: locked, outcome }], nowMs);
  });
}

async function decideFor(
  context: NotificationContext,
  tx: TenantTx,
  {
    task,
    subject,
    recipient,
    presence,
  }: {
    task: NotificationTask;
    subject: Subject;
    recipient: Recipient;
    presence: ReadonlyMap<string, Presence>;
  },
): Promise<Decision> {
  const notified = await notifiedChannels(tx, task, recipient);
  const { event, sinceMs } = subject;
  if (!isChosen(event)) {
    if (recipient.obsolete) return { do: "drop", reason: recipient.obsolete };
    return notified.has("email") ? { do: "drop", reason: "told" } : { do: "send", channels: ["email"], nextMs: null };
  }
  const { settings } = await tx.selectFrom("tenants").select("settings").executeTakeFirstOrThrow();
  const group = subject.anyoneWillDo && [...presence.values()].includes("here");
  return decide({
    event,
    nowMs: context.clock.now(),
    sinceMs,
    obsolete: recipient.obsolete,
    presence: group ? "here" : (presence.get(recipient.id) ?? "unknown"),
    preferences: effectivePreferences(
      recipient.type,
      readTenantSettings(settings).notifications,
      recipient.preferences,
    ),
    reachable: new Set(Object.keys(recipient.addresses) as ChosenChannel[]),
    notified,
    // Customers may be notified at any hour.
    closedUntilMs:
      recipient.type === "customer"
        ? null
        : closedUntil(readTenantSettings(settings).businessHours, context.clock.now()),
    graceMs: context.config.graceMs,
  });
}

function isChosen(event: string): event is ChosenEvent {
  return (CHOSEN_EVENTS as readonly string[]).includes(event);
}

async function notifiedChannels(
  tx: TenantTx,
  task: NotificationTask,
  recipient: Recipient,
): Promise<Set<ChosenChannel>> {
  const rows = await tx
    .selectFrom("deliveries")
    .select("channel")
    .where("task_id", "=", task.id)
    .where("recipient_id", "=", recipient.id)
    .execute();
  return new Set(rows.map((row) => row.channel as ChosenChannel));
}

async function readPresences(
  context: NotificationContext,
  tenantId: string,
  userIds: string[],
): Promise<Map<string, Presence>> {
  if (userIds.length === 0) return new Map();
  try {
    const { items } = await context.presence.call(readPresence, { body: { tenantId, userIds } });
    // Away and busy people still look at their screens: only those who are not connected miss it.
    return new Map(items.map(({ userId, status }) => [userId, status === "offline" ? "away" : "here"]));
  } catch (error) {
    context.events.presenceUnknown(tenantId, error);
    return new Map();
  }
}

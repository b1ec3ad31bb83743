import { readTenantSettings } from "@chorus/contracts/entities/tenant-settings";
import {
  CHOSEN_EVENTS,
  type ChosenChannel,
  type ChosenEvent,
} from "@chorus/contracts/entities/notification-preferences";
import type { JobPayload } from "@chorus/contracts/jobs";
import { readPresence } from "@chorus/contracts/routes/presence";
import type { TenantTx } from "@chorus/database/database";
import type { NotificationContext } from "../context.ts";
import { type Decision, decide } from "../decision/decide.ts";
import { closedUntil } from "../decision/business-hours.ts";
import { wakeDelivery } from "../deliveries/wake.ts";
import { effectivePreferences } from "@chorus/contracts/entities/effective-preferences";
import { openDeliveries } from "./open-deliveries.ts";
import { resolveSubject } from "./resolve.ts";
import type { Recipient, Subject, TaskRow } from "./subject.ts";
import { wakeTask } from "./wake.ts";

/** About two hours, doubling: longer than a service is away. */
const MAX_ATTEMPTS = 9;
const FIRST_AGAIN_MS = 15_000;

type Presence = "here" | "away" | "unknown";

/** Looks at a task that is due: opens deliveries, waits, or finishes it. Running it twice does nothing twice. */
export async function decideTask(
  context: NotificationContext,
  { tenantId, taskId }: JobPayload<"notification.decide">,
): Promise<void> {
  const taken = await takeUp(context, tenantId, taskId);
  if (!taken) return;
  // Asked before the row is locked: another service must not keep a transaction open.
  const concerned = await context.database.readTenant(tenantId, async (tx) =>
    (await resolveSubject(tx, taken)).recipients.map(({ id }) => id),
  );
  const presence = await readPresences(context, tenantId, concerned);
  const result = await context.database.withTenant(tenantId, async (tx) => {
    const task = await lockTaken(tx, taken);
    if (!task) return null;
    const subject = await resolveSubject(tx, task);
    const deliveryIds: string[] = [];
    const nextMs: number[] = [];
    const reasons: string[] = [];
    for (const recipient of subject.recipients) {
      const decision = await decideFor(context, tx, { task, subject, recipient, presence });
      context.events.decided(subject.event, decision.do);
      if (decision.do === "drop") reasons.push(decision.reason);
      if (decision.do === "wait") nextMs.push(decision.untilMs);
      if (decision.do !== "send") continue;
      deliveryIds.push(
        ...(await openDeliveries(context, tx, { task, subject, recipient, channels: decision.channels })),
      );
      if (decision.nextMs !== null) nextMs.push(decision.nextMs);
    }
    const dueMs = nextMs.length === 0 ? null : Math.min(...nextMs);
    await update(context, tx, task, {
      dueMs,
      outcome: reasons[0] ?? (deliveryIds.length > 0 ? "told" : "nobody to tell"),
    });
    return { deliveryIds, dueMs, step: task.step + 1 };
  });
  if (!result) return;
  const nowMs = context.clock.now();
  for (const deliveryId of result.deliveryIds)
    await wakeDelivery(context, { tenantId, deliveryId, attempts: 0, dueMs: nowMs });
  if (result.dueMs !== null) await wakeTask(context, { tenantId, taskId, step: result.step, dueMs: result.dueMs });
}

/**
 * Counts the attempt before the work, and puts the next one off: a task at which something always fails is looked at ever more
 * rarely, and ends.
 */
async function takeUp(context: NotificationContext, tenantId: string, taskId: string): Promise<TaskRow | null> {
  const nowMs = context.clock.now();
  return context.database.withTenant(tenantId, async (tx) => {
    const task = await tx
      .selectFrom("notification_tasks")
      .selectAll()
      .where("id", "=", taskId)
      .where("finished_at", "is", null)
      .where("due_at", "<=", new Date(nowMs))
      .forUpdate()
      .executeTakeFirst();
    if (!task) return null;
    const attempts = task.attempts + 1;
    if (attempts > MAX_ATTEMPTS) {
      context.events.taskGivenUp(task);
      await update(context, tx, task, { dueMs: null, outcome: "failed" });
      return null;
    }
    const dueAt = new Date(nowMs + FIRST_AGAIN_MS * 2 ** (attempts - 1));
    await tx.updateTable("notification_tasks").set({ attempts, due_at: dueAt }).where("id", "=", taskId).execute();
    return { ...task, attempts };
  });
}

/** The same attempt: nobody else has taken it up or finished it. */
function lockTaken(tx: TenantTx, { id, attempts }: TaskRow): Promise<TaskRow | undefined> {
  return tx
    .selectFrom("notification_tasks")
    .selectAll()
    .where("id", "=", id)
    .where("finished_at", "is", null)
    .where("attempts", "=", attempts)
    .forUpdate()
    .executeTakeFirst();
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
    task: TaskRow;
    subject: Subject;
    recipient: Recipient;
    presence: ReadonlyMap<string, Presence>;
  },
): Promise<Decision> {
  const told = await channelsTold(tx, task, recipient);
  const { event, sinceMs } = subject;
  if (!isChosen(event)) {
    if (recipient.obsolete) return { do: "drop", reason: recipient.obsolete };
    return told.has("email") ? { do: "drop", reason: "told" } : { do: "send", channels: ["email"], nextMs: null };
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
    told,
    // A customer who waits for an answer may have it at any hour.
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

async function channelsTold(tx: TenantTx, task: TaskRow, recipient: Recipient): Promise<Set<ChosenChannel>> {
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
    // Away and busy people look at their screens, too: only who is not connected misses what is on it.
    return new Map(items.map(({ userId, status }) => [userId, status === "offline" ? "away" : "here"]));
  } catch (error) {
    context.events.presenceUnknown(tenantId, error);
    return new Map();
  }
}

async function update(
  context: NotificationContext,
  tx: TenantTx,
  task: TaskRow,
  { dueMs, outcome }: { dueMs: number | null; outcome: string },
): Promise<void> {
  const change =
    dueMs === null
      ? { finished_at: new Date(context.clock.now()), outcome }
      : { due_at: new Date(dueMs), step: task.step + 1, attempts: 0 };
  await tx.updateTable("notification_tasks").set(change).where("id", "=", task.id).execute();
}

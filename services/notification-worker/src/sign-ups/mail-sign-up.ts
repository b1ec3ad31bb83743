import { signUpLinkToken } from "@chorus/auth/sign-up-link";
import { formatReason } from "@chorus/contracts/entities/delivery-reasons";
import { SYSTEM_TENANT } from "@chorus/contracts/tasks";
import type { TenantTx } from "@chorus/database/database";
import type { SignUpsTable } from "@chorus/database/tables/operator";
import { AppError } from "@chorus/kernel/app-error";
import { type ClaimedTask, TaskPostponed } from "@chorus/tasks/claimed-task";
import { type Selectable, sql } from "kysely";
import type { Outcome } from "../channels/channel.ts";
import type { NotificationContext } from "../context.ts";
import { AMBIGUOUS_AFTER_MS, providerAway, sendSafely } from "../deliveries/deliver.ts";
import { signUpMail } from "../templates/sign-up.ts";

type SignUpRow = Selectable<SignUpsTable>;
type SignUpTask = ClaimedTask<"sign_up.mail">;
type Send = () => Promise<Outcome>;

/** What is switched on is known everywhere within half of this time. */
const SWITCHED_WITHIN_MS = 60_000;

/**
 * Mails the link that opens a company, at most once: that it was handed over is committed before the mail server is called. There is no
 * tenant yet and so no delivery: the row of the sign-up is what is claimed.
 * @returns what has become of it
 */
export async function mailSignUp(context: NotificationContext, task: SignUpTask): Promise<string> {
  const begun = await begin(context, task);
  if (typeof begun === "string") return begun;
  const outcome = await sendSafely(context, aboutMail(task), begun);
  const breaker = context.channels.email?.breaker;
  if (outcome.status === "retry" && outcome.isAway) breaker?.failed();
  else breaker?.succeeded();
  return conclude(context, task, outcome);
}

/** @returns what sends it, claimed; or why nothing is sent */
async function begin(context: NotificationContext, task: SignUpTask): Promise<Send | string> {
  const isOpen = await context.isOn("sign_up", SYSTEM_TENANT);
  return context.database.withTenant(task.tenantId, async (tx) => {
    const row = await tx.selectFrom("sign_ups").selectAll().forUpdate().executeTakeFirst();
    const nowMs = context.clock.now();
    if (!row || row.expires_at.getTime() <= nowMs) return "nothing left";
    if (row.handed_at !== null) {
      const leftMs = row.handed_at.getTime() + AMBIGUOUS_AFTER_MS - nowMs;
      if (leftMs > 0) throw new TaskPostponed(leftMs);
      // Its worker ended while the mail server answered: it may have arrived, and whoever misses it asks again.
      context.events.attempted(aboutMail(task), "unknown", formatReason("worker_ended"));
      return "unknown";
    }
    if (!isOpen) {
      const leftMs = row.created_at.getTime() + SWITCHED_WITHIN_MS - nowMs;
      if (leftMs > 0) throw new TaskPostponed(leftMs);
      await forget(tx);
      return "switched off";
    }
    const away = providerAway(context, { channel: "email" });
    if (away) throw new TaskPostponed(away.untilMs - nowMs);
    const send = await compose(context, tx, row);
    await tx
      .updateTable("sign_ups")
      .set({ handed_at: new Date(nowMs) })
      .execute();
    return send;
  });
}

async function compose({ config, mailer }: NotificationContext, tx: TenantTx, row: SignUpRow): Promise<Send> {
  const { rows } = await sql<{ slug: string }>`select * from tenants_of_address(${row.email})`.execute(tx);
  const mail = await signUpMail({
    ...{ language: row.language, known: rows.map(({ slug }) => slug), signInUrl: config.deskUrl },
    url: `${config.deskUrl}/sign-up/confirm#${signUpLinkToken(config.secrets.links, row.tenant_id)}`,
  });
  return mailer.prepare({ id: `sign-up-${row.tenant_id}`, at: row.created_at, to: row.email, from: "Chorus", mail });
}

/** @throws AppError when it may be tried again */
async function conclude(context: NotificationContext, task: SignUpTask, outcome: Outcome): Promise<string> {
  const about = aboutMail(task);
  const reason = "reason" in outcome ? outcome.reason : null;
  context.events.attempted(about, outcome.status === "retry" ? "held" : outcome.status, reason);
  if (outcome.status === "retry") {
    await context.database.withTenant(task.tenantId, (tx) =>
      tx.updateTable("sign_ups").set({ handed_at: null }).execute(),
    );
    throw new AppError("unavailable", { detail: outcome.reason });
  }
  if (outcome.status === "sent" || outcome.status === "unknown") return outcome.status;
  if (outcome.isOurs) context.events.refusedByPolicy(about, outcome.reason);
  // Nobody gets this link any more.
  await context.database.withTenant(task.tenantId, forget);
  return outcome.status;
}

async function forget(tx: TenantTx): Promise<void> {
  await tx.deleteFrom("sign_ups").execute();
}

function aboutMail({ id, tenantId }: SignUpTask) {
  return { id, tenant_id: tenantId, channel: "email" } as const;
}

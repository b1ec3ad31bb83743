import { createCleanup } from "@chorus/kernel/cleanup";
import { type LocalEnvironment, readLocalEnvironment } from "../config.ts";
import { startDemoShop } from "@chorus/demo/shop/server";
import { replyMailbox } from "@chorus/doubles/development-accounts";
import { startMailbox } from "@chorus/doubles/mailbox/server";
import { requireFreePort } from "@chorus/servers/ports";
import { seedDemoTenant } from "@chorus/demo/seed/seed-demo-tenant";
import { prepareDatabase } from "@chorus/servers/prepare-database";
import { startDataServers } from "./data-servers.ts";
import { urlOf } from "@chorus/servers/ports";
import { listParts, type Part } from "./parts.ts";
import { printSummary } from "./print-summary.ts";
import { startPart } from "./start-part.ts";
import { claimStack, releaseStack, writeStack } from "./stack-file.ts";
import { dim, red, seconds } from "../terminal.ts";
import { startPushDouble } from "@chorus/doubles/push/server";
import { startStripeDouble } from "@chorus/doubles/stripe/server";
import { stripeAccount, twilioAccount } from "@chorus/doubles/development-accounts";
import { startTwilioDouble } from "@chorus/doubles/twilio/server";
import { UserError } from "@chorus/servers/user-error";

/** `make dev`: everything, until Ctrl-C. */
export async function runDev(): Promise<void> {
  const startedAt = performance.now();
  const environment = readLocalEnvironment();
  const parts = listParts(environment);
  const cleanup = createCleanup();
  const stop = stopSignal();
  await claimStack();
  cleanup.defer(releaseStack);
  try {
    await requireFreePorts(parts, environment);
    print("Postgres, Redis and Chroma");
    const data = await startDataServers(environment, cleanup);
    const { databaseUrl, appliedMigrations } = await prepareDatabase(data.adminDatabaseUrl);
    if (appliedMigrations.length > 0) print(`${appliedMigrations.length} migrations applied`);
    const shopOrigins = ["127.0.0.1", "localhost"].map((host) => `http://${host}:${environment.SHOP_PORT}`);
    const seeded = await seedDemoTenant(databaseUrl, new Date(), shopOrigins);
    if (seeded) print(`demo company written: ${seeded.conversations} conversations, ${seeded.messages} messages`);
    await writeStack({ pid: process.pid, ...data, databaseUrl });
    if (stop.signalled) return;

    print(parts.map((part) => part.name).join(", "));
    const addresses = { environment, databaseUrl, redisUrl: data.redisUrl, chromaUrl: data.chromaUrl };
    const mailbox = await startMailbox({
      smtpPort: environment.MAILBOX_SMTP_PORT,
      webPort: environment.MAILBOX_WEB_PORT,
    });
    cleanup.defer(() => mailbox[Symbol.asyncDispose]());
    mailbox.takeAnswersTo({ url: `${urlOf(environment.NOTIFICATION_PORT)}/callbacks/mail`, key: replyMailbox.key });
    const twilio = await startTwilioDouble({ port: environment.TWILIO_DOUBLE_PORT, ...twilioAccount });
    cleanup.defer(() => twilio[Symbol.asyncDispose]());
    const push = await startPushDouble({ port: environment.PUSH_DOUBLE_PORT });
    cleanup.defer(() => push[Symbol.asyncDispose]());
    const stripe = await startStripeDouble({ port: environment.STRIPE_DOUBLE_PORT, ...stripeAccount });
    cleanup.defer(() => stripe[Symbol.asyncDispose]());
    stripe.webhooks.set({ url: `${urlOf(environment.COMMERCE_PORT)}/callbacks/stripe` });
    const shop = await startDemoShop({
      port: environment.SHOP_PORT,
      widgetUrl: urlOf(environment.WIDGET_PORT),
    });
    cleanup.defer(() => shop.close());
    // Last, so that they are stopped first: the mailbox waits for the connections that notification-worker keeps.
    const started = parts.map((part) => startPart(part, addresses));
    cleanup.defer(() => Promise.all(started.map((part) => part.stop())));
    const problems = (
      await Promise.race([Promise.all(started.map((part) => part.ready)), stop.promise.then(() => [])])
    ).filter(Boolean);
    if (stop.signalled) return;
    printSummary(parts, { environment, problems, startMs: performance.now() - startedAt });

    const ended = await Promise.race([stop.promise, data.crashed]);
    if (ended) {
      // Printed now, because stopping the dependent parts may take a while.
      console.error(red(`${ended} has ended unexpectedly. Stopping everything …`));
      throw new UserError(`${ended} has ended unexpectedly: see .chorus/logs, then \`make dev\` again.`);
    }
  } finally {
    const stoppingAt = performance.now();
    if (stop.signalled) console.log(dim("\nStopping …"));
    await cleanup.run();
    stop.forget();
    if (stop.signalled)
      console.log(dim(`Stopped (${seconds(performance.now() - stoppingAt)}). The data is kept in .chorus.`));
  }
}

async function requireFreePorts(parts: readonly Part[], environment: LocalEnvironment): Promise<void> {
  for (const { port, name, portVariable } of parts) await requireFreePort(port, name, portVariable);
  await requireFreePort(environment.SHOP_PORT, "demo shop", "SHOP_PORT");
  await requireFreePort(environment.MAILBOX_SMTP_PORT, "mailbox, SMTP", "MAILBOX_SMTP_PORT");
  await requireFreePort(environment.MAILBOX_WEB_PORT, "mailbox", "MAILBOX_WEB_PORT");
  await requireFreePort(environment.TWILIO_DOUBLE_PORT, "double of Twilio", "TWILIO_DOUBLE_PORT");
  await requireFreePort(environment.STRIPE_DOUBLE_PORT, "double of Stripe", "STRIPE_DOUBLE_PORT");
  await requireFreePort(environment.PUSH_DOUBLE_PORT, "double of a push service", "PUSH_DOUBLE_PORT");
}

interface StopSignal {
  signalled: boolean;
  promise: Promise<undefined>;
  forget(): void;
}

/** Ctrl-C and SIGTERM ask for an orderly stop, at any moment of the start too; more of them change nothing. */
function stopSignal(): StopSignal {
  const state: StopSignal = { signalled: false, promise: Promise.resolve(undefined), forget: () => undefined };
  state.promise = new Promise((resolve) => {
    const onSignal = () => {
      state.signalled = true;
      resolve(undefined);
    };
    const signals: NodeJS.Signals[] = ["SIGINT", "SIGTERM", "SIGHUP"];
    for (const signal of signals) process.on(signal, onSignal);
    state.forget = () => {
      for (const signal of signals) process.off(signal, onSignal);
    };
  });
  return state;
}

function print(text: string): void {
  console.log(dim(`· ${text}`));
}

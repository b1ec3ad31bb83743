import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { readAddresses } from "@chorus/admin-ui/server/config";
import { startDeskServer } from "@chorus/admin-ui/server/desk-server";
import { startWidgetServer } from "@chorus/chat-widget/server/widget-server";
import { startTestServers } from "@chorus/testing/test-servers";
import { startChroma } from "@chorus/servers/chroma";
import { createCleanup } from "@chorus/kernel/cleanup";
import { createCluster } from "@chorus/cluster/cluster";
import { startDemoShop } from "@chorus/demo/shop/server";
import { replyMailbox, stripeAccount } from "@chorus/doubles/development-accounts";
import { startMailbox } from "@chorus/doubles/mailbox/server";
import { startPushDouble } from "@chorus/doubles/push/server";
import { startStripeDouble } from "@chorus/doubles/stripe/server";
import { repositoryRoot } from "@chorus/servers/paths";
import { findFreePort } from "@chorus/servers/ports";
import { runScript } from "@chorus/servers/run-script";
import { seedDemoTenant } from "@chorus/demo/seed/seed-demo-tenant";
import { urlOf } from "@chorus/servers/ports";
import { UserError } from "@chorus/servers/user-error";

export interface E2ePlatform extends AsyncDisposable {
  shopUrl: string;
  deskUrl: string;
  chatUrl: string;
  gatewayUrl: string;
  notificationUrl: string;
  widgetUrl: string;
  /** As services connect: for seeding more than a browser could type. */
  databaseUrl: string;
  mailboxUrl: string;
  pushUrl: string;
  commerceUrl: string;
}

/** Everything a browser needs, on free ports: databases, all services in this process, the built apps, the demo shop. */
export async function startE2ePlatform(): Promise<E2ePlatform> {
  const cleanup = createCleanup();
  try {
    for (const app of ["admin-ui", "chat-widget"]) {
      const code = await runScript("node_modules/vite/bin/vite.js", ["build", `apps/${app}`, "--logLevel", "warn"]);
      if (code !== 0) throw new UserError(`apps/${app} does not build: the lines above say why.`);
    }
    const servers = await startTestServers(process.env);
    cleanup.defer(() => servers[Symbol.asyncDispose]());
    const mailbox = await startMailbox({ smtpPort: 0, webPort: 0 });
    cleanup.defer(() => mailbox[Symbol.asyncDispose]());
    const folder = await mkdtemp(path.join(tmpdir(), "chorus-e2e-"));
    cleanup.defer(() => rm(folder, { recursive: true, force: true }));
    const chroma = await startChroma({ folder, logFile: path.join(folder, "chroma.log") });
    cleanup.defer(() => chroma.stop());
    const push = await startPushDouble({ port: 0 });
    cleanup.defer(() => push[Symbol.asyncDispose]());
    const stripe = await startStripeDouble({ port: 0, ...stripeAccount });
    cleanup.defer(() => stripe[Symbol.asyncDispose]());
    const ports = { desk: await findFreePort(), widget: await findFreePort(), shop: await findFreePort() };
    const cluster = await createCluster({
      // The template itself: nobody clones it in this run.
      adminDatabaseUrl: servers.templateDatabaseUrl,
      redisUrl: servers.redisUrl,
      deskPort: ports.desk,
      widgetPort: ports.widget,
      smtpUrl: mailbox.smtpUrl,
      // Nobody waits a minute in a test.
      variables: { NOTIFICATION_GRACE_SECONDS: "1", PUSH_DOUBLE_URL: push.url, COMMERCE_STRIPE_URL: stripe.url },
      withSummaries: true,
      chromaUrl: chroma.url,
      logLevel: "warn",
    });
    cleanup.defer(() => cluster[Symbol.asyncDispose]());
    stripe.webhooks.set({ url: `${cluster.urlOf("commerce")}/callbacks/stripe` });
    mailbox.takeAnswersTo({ url: `${cluster.urls.notification}/callbacks/mail`, key: replyMailbox.key });
    await seedDemoTenant(cluster.databaseUrl, new Date(), [urlOf(ports.shop)]);
    const addresses = {
      CHORUS_CHAT_URL: cluster.urls.chat,
      CHORUS_PRESENCE_URL: cluster.urls.presence,
      CHORUS_GATEWAY_URL: cluster.urls.gateways[0],
      CHORUS_SUMMARY_URL: cluster.urls.summary,
      CHORUS_NOTIFICATION_URL: cluster.urls.notification,
      CHORUS_DESK_URL: urlOf(ports.desk),
      CHORUS_COMMERCE_URL: cluster.urlOf("commerce"),
      CHORUS_WIDGET_URL: urlOf(ports.widget),
    };
    const desk = await startDeskServer({
      folder: path.join(repositoryRoot, "apps/admin-ui/dist/public"),
      ...{ host: "127.0.0.1", port: ports.desk, addresses: readAddresses(addresses) },
    });
    cleanup.defer(() => desk.close());
    const widget = await startWidgetServer({
      folder: path.join(repositoryRoot, "apps/chat-widget/dist/public"),
      ...{ host: "127.0.0.1", port: ports.widget, isProxyTrusted: false },
      chatUrl: addresses.CHORUS_CHAT_URL,
      gatewayUrl: addresses.CHORUS_GATEWAY_URL,
      deskUrl: addresses.CHORUS_DESK_URL,
    });
    cleanup.defer(() => widget.close());
    const shop = await startDemoShop({ port: ports.shop, widgetUrl: urlOf(ports.widget) });
    cleanup.defer(() => shop.close());
    return {
      shopUrl: shop.url,
      deskUrl: urlOf(ports.desk),
      chatUrl: cluster.urls.chat,
      gatewayUrl: cluster.urls.gateways[0],
      notificationUrl: cluster.urls.notification,
      widgetUrl: urlOf(ports.widget),
      databaseUrl: cluster.databaseUrl,
      mailboxUrl: mailbox.webUrl,
      pushUrl: push.url,
      commerceUrl: cluster.urlOf("commerce"),
      [Symbol.asyncDispose]: () => cleanup.run(),
    };
  } catch (error) {
    await cleanup.run();
    throw error;
  }
}

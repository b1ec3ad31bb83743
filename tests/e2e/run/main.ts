import { runScript } from "@chorus/servers/run-script";
import { startE2ePlatform } from "./e2e-platform.ts";

/** What `make e2e` starts: the platform, then Playwright with the arguments given here, which finds it by these variables. */
await using platform = await startE2ePlatform();
process.exitCode = await runScript(
  "node_modules/@playwright/test/cli.js",
  ["test", "--reporter=list,json", ...process.argv.slice(2)],
  {
    CHORUS_E2E_SHOP_URL: platform.shopUrl,
    CHORUS_E2E_DESK_URL: platform.deskUrl,
    CHORUS_E2E_CHAT_URL: platform.chatUrl,
    CHORUS_E2E_GATEWAY_URL: platform.gatewayUrl,
    CHORUS_E2E_NOTIFICATION_URL: platform.notificationUrl,
    CHORUS_E2E_WIDGET_URL: platform.widgetUrl,
    CHORUS_E2E_DATABASE_URL: platform.databaseUrl,
    CHORUS_E2E_COMMERCE_URL: platform.commerceUrl,
    CHORUS_E2E_PUSH_URL: platform.pushUrl,
    CHORUS_E2E_MAILBOX_URL: platform.mailboxUrl,
  },
);

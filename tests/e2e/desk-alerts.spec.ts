import { expect, type Page, test } from "@playwright/test";
import { signIn } from "./agent-page.ts";
import { createTestTenant } from "./tenant.ts";
import { deskUrl } from "./platform.ts";
import { openPanel } from "./widget-panel.ts";

interface Counted {
  tones: number;
  notifications: string[];
}

/** Counts what the page would let be heard and seen; a headless browser has no speakers and no desktop. */
const COUNT_ALERTS = `
  globalThis.counted = { tones: 0, notifications: [] };
  const start = OscillatorNode.prototype.start;
  OscillatorNode.prototype.start = function (...when) {
    counted.tones += 1;
    start.apply(this, when);
  };
  globalThis.Notification = class extends EventTarget {
    static permission = "granted";
    static requestPermission = async () => "granted";
    constructor(title, { body }) {
      super();
      counted.notifications.push(title + ": " + body);
    }
    close() {}
  };
  // The agent is in another program.
  document.hasFocus = () => false;
`;

const countedIn = (page: Page) => page.evaluate(() => (globalThis as unknown as { counted: Counted }).counted);

test("with two tabs open one rings and notifies, and the other takes over when it closes", async ({ browser }) => {
  await using tenant = await createTestTenant();
  await using host = await tenant.host();
  await using customerContext = await browser.newContext();
  await using deskContext = await browser.newContext();
  await deskContext.addInitScript(COUNT_ALERTS);
  const first = await signIn(deskContext, tenant.owner.email, tenant.owner);
  await first.page.goto(`${deskUrl()}/settings/account`);
  await first.page.getByRole("switch", { name: "Show a desktop notification" }).check();
  await first.page.goto(deskUrl());
  await expect(first.page.getByRole("region", { name: "Inbox" })).toBeVisible();
  const second = await deskContext.newPage();
  await second.goto(deskUrl());
  await expect(second.getByRole("region", { name: "Inbox" })).toBeVisible();

  const shop = await customerContext.newPage();
  await shop.goto(host.url);
  const customer = await openPanel(shop);
  await customer.write("Anybody there?");
  for (const page of [first.page, second]) {
    await expect(page.getByRole("listitem").filter({ hasText: "Anybody there?" })).toBeVisible();
  }
  await expect.poll(async () => (await countedIn(first.page)).notifications).toHaveLength(1);
  const counts = [await countedIn(first.page), await countedIn(second)];
  expect(counts.map(({ tones }) => tones)).toEqual([2, 0]);
  expect(counts[0]?.notifications[0]).toMatch(/: Anybody there\?$/);
  expect(counts[1]?.notifications).toEqual([]);

  await first.page.close();
  await customer.write("Hello?");
  await expect.poll(async () => (await countedIn(second)).notifications).toHaveLength(1);
  expect((await countedIn(second)).tones).toBe(2);
});

for (const minutesAhead of [10, -10]) {
  test(`an agent whose clock is ${minutesAhead} minutes off hears what comes in, and sees right times`, async ({
    browser,
  }) => {
    await using tenant = await createTestTenant();
    await using host = await tenant.host();
    await using customerContext = await browser.newContext();
    await using deskContext = await browser.newContext();
    await deskContext.addInitScript(COUNT_ALERTS);
    await deskContext.addInitScript(`
      const offsetMs = ${minutesAhead} * 60_000;
      const now = Date.now.bind(Date);
      Date = class extends Date {
        constructor(...parts) {
          if (parts.length === 0) super(now() + offsetMs);
          else super(...parts);
        }
        static now() { return now() + offsetMs; }
      };
    `);
    const desk = await signIn(deskContext, tenant.owner.email, tenant.owner);
    const shop = await customerContext.newPage();
    await shop.goto(host.url);
    await (await openPanel(shop)).write("Anybody there?");
    const row = desk.page.getByRole("listitem").filter({ hasText: "Anybody there?" });
    await expect(row).toBeVisible();
    await expect.poll(async () => (await countedIn(desk.page)).tones).toBe(2);
    await expect(row).toContainText(/waiting/);
  });
}

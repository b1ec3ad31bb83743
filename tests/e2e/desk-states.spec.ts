import { expect, test } from "@playwright/test";
import { signIn } from "./agent-page.ts";
import { createTestTenant } from "./tenant.ts";
import { cuttableLine } from "./cuttable-line.ts";
import { deskUrl } from "./platform.ts";

test("what cannot be loaded says so and offers another try; without a line the desk says that, too", async ({
  browser,
}) => {
  // Each page tries three times before it gives up, and a lost line waits up to 20 s between two tries.
  test.setTimeout(180_000);
  await using tenant = await createTestTenant();
  await using context = await browser.newContext();
  const line = await cuttableLine(context);
  const { page } = await signIn(context, tenant.owner.email, tenant.owner);
  let isDown = false;
  await context.route(/\/api\/v1\/(?!auth)/, (route) => (isDown ? route.abort() : route.continue()));
  const tryAgain = page.getByRole("button", { name: "Try again" }).first();

  for (const [path, text] of [
    ["/inbox/queue", "No one waiting"],
    ["/live", "Messages per minute"],
    ["/team", "No teams yet"],
    ["/settings/audit-log", "Signed in"],
  ] as const) {
    isDown = true;
    await page.goto(`${deskUrl()}${path}`);
    await expect(tryAgain).toBeVisible({ timeout: 20_000 });
    isDown = false;
    await expect(async () => {
      if (await tryAgain.isVisible()) await tryAgain.click({ timeout: 1_000 });
      await expect(page.getByText(text).last()).toBeVisible({ timeout: 2_000 });
    }).toPass();
  }

  const banner = page.getByText("You're offline. Messages will be sent when you're back.");
  await line.cut();
  await expect(banner).toBeVisible({ timeout: 20_000 });
  await expect(page.getByRole("button", { name: "Try now" })).toBeVisible();
  line.mend();
  await expect(banner).toHaveCount(0, { timeout: 60_000 });
});

test("a part that is down is said above everything else, and no longer than it lasts", async ({ browser }) => {
  await using tenant = await createTestTenant();
  await using context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  const { page } = await signIn(context, tenant.owner.email, tenant.owner);
  const down = { items: ["notifications", "summaries"] };
  await context.route(/\/api\/v1\/troubles$/, (route) => route.fulfill({ json: down }));
  await page.reload();
  const banner = page.getByText("Emails and other notifications are delayed.");
  await expect(banner).toContainText("Summaries and search by meaning aren't available right now.");
  await page.screenshot({ path: "test-results/desk-troubles.png" });
  await context.unroute(/\/api\/v1\/troubles$/);
  await context.route(/\/api\/v1\/troubles$/, (route) => route.fulfill({ status: 503, json: {} }));
  await expect(page.getByText("Chorus is having problems.")).toBeVisible({ timeout: 45_000 });
  await context.unroute(/\/api\/v1\/troubles$/);
  await expect(page.getByText("Chorus is having problems.")).toHaveCount(0, { timeout: 45_000 });
  await expect(banner).toHaveCount(0);
});

test("somebody who only reads is offered nothing else", async ({ browser }) => {
  await using tenant = await createTestTenant();
  await using context = await browser.newContext();
  const conversationId = await tenant.open("Maya");
  const reader = await tenant.colleague("Rita Reader", "viewer");
  const { page, sees } = await signIn(context, reader.email, reader);
  await expect(page.getByRole("button", { name: "Accept next" })).toHaveCount(0);
  await page.goto(`${deskUrl()}/inbox/open/${conversationId}`);
  await sees("Message 1");
  await expect(page.getByText("Your role is read-only.")).toBeVisible();
  const pane = page.getByRole("region", { name: "Conversation", exact: true });
  for (const name of ["Close conversation", "More actions"]) {
    await expect(pane.getByRole("button", { name, exact: true })).toHaveCount(0);
  }
  await page.goto(`${deskUrl()}/settings/audit-log`);
  await expect(page.getByText("Your role does not include this")).toBeVisible();
});

import { randomUUID } from "node:crypto";
import { expect, test } from "@playwright/test";
import { signIn } from "./agent-page.ts";
import { createTestTenant } from "./tenant.ts";
import { deskUrl } from "./platform.ts";
import { inTenant, seedConversation } from "./seed-tenant.ts";

test("a list of 400: pages come by scrolling, few rows are drawn, and nothing moves under the pointer", async ({
  browser,
}) => {
  await using tenant = await createTestTenant();
  await using context = await browser.newContext();
  const ids = await inTenant(tenant.tenantId, async (tx) => {
    const made: string[] = [];
    for (let n = 1; n <= 400; n += 1) {
      const status = n <= 200 ? "open" : "closed";
      made.push(
        await seedConversation(tx, tenant.tenantId, { name: `Customer ${n}`, status, messages: 1, minutesAgo: n }),
      );
    }
    return made;
  });
  const { page } = await signIn(context, tenant.owner.email, tenant.owner);
  const inbox = page.getByRole("region", { name: "Inbox" });
  const rows = inbox.locator("[data-row]");

  await page.getByRole("link", { name: /^Closed/ }).click();
  await expect(rows.first()).toContainText("Customer 201");
  await rows.first().hover();
  await expect(async () => {
    await page.mouse.wheel(0, 4_000);
    await expect(inbox.getByText("Customer 400", { exact: true })).toBeVisible({ timeout: 500 });
  }).toPass();
  expect(await rows.count()).toBeLessThan(60);

  await page.getByRole("link", { name: /^Open/ }).click();
  const second = rows.nth(1);
  await expect(second).toContainText("Customer 2");
  await second.hover();
  tenant.chat.start();
  tenant.chat.send({ conversationId: ids[99] ?? "", body: "Back to the top" });
  await expect(page.getByRole("button", { name: /^1 new/ })).toHaveCount(0);
  await expect.poll(async () => (await tenant.conversations())[0]?.id).toBe(ids[99]);
  await expect(second).toContainText("Customer 2");
  await page.mouse.move(900, 400);
  await expect(rows.first()).toContainText("Customer 100");
});

test("details tell of a verified customer's device, place and earlier conversation, which opens", async ({
  browser,
}) => {
  await using tenant = await createTestTenant();
  await using context = await browser.newContext();
  const { tenantId } = tenant;
  const customerId = randomUUID();
  const maya = { name: "Maya", customerId };
  const id = await inTenant(tenantId, async (tx) => {
    await seedConversation(tx, tenantId, { ...maya, status: "closed", messages: 3, minutesAgo: 5_000 });
    const now = await seedConversation(tx, tenantId, { ...maya, status: "open", messages: 1, minutesAgo: 5 });
    const signed = { verified: true, email: "maya@home.test", email_verified: true };
    await tx.updateTable("customers").set(signed).where("id", "=", customerId).execute();
    const userAgent = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0";
    const device = { tenant_id: tenantId, id: randomUUID(), customer_id: customerId, revoked_at: null };
    const place = { token_hash: Buffer.from(device.id), user_agent: userAgent, time_zone: "Asia/Tokyo" };
    await tx
      .insertInto("devices")
      .values({ ...device, ...place })
      .execute();
    return now;
  });
  const { page, sees } = await signIn(context, tenant.owner.email, tenant.owner);
  await page.goto(`${deskUrl()}/inbox/open/${id}`);
  const details = page.getByRole("complementary", { name: "Customer details" });
  await expect(details.getByText("Verified", { exact: true })).toBeVisible();
  await expect(details.getByTitle("Name and email confirmed by your own system")).toBeVisible();
  await expect(details.getByText("maya@home.test")).toBeVisible();
  await expect(page.getByText("Email not confirmed")).toHaveCount(0);
  await expect(details.getByText(/^Firefox, Windows/)).toBeVisible();
  await expect(details.getByText(/^\w{3},? \d\d:\d\d · Tokyo$/)).toBeVisible();
  await details.getByRole("region", { name: "Earlier conversations" }).getByRole("link").click();
  await sees("Message 3");
  await expect(page.getByText("This conversation is closed.")).toBeVisible();
});

test("a link leads to an old message; new ones wait behind a pill, and a line says where reading stopped", async ({
  browser,
}) => {
  await using tenant = await createTestTenant();
  await using context = await browser.newContext({ permissions: ["clipboard-read", "clipboard-write"] });
  const nina = await tenant.colleague("Nina Ruiz");
  const { page } = await signIn(context, nina.email, nina);
  const { tenantId } = tenant;
  const id = await inTenant(tenantId, (tx) =>
    seedConversation(tx, tenantId, { name: "Maya", status: "open", messages: 300, minutesAgo: 5 }),
  );
  const pane = page.getByRole("region", { name: "Conversation", exact: true });
  const message = (seq: number) => pane.getByText(`Message ${seq}`, { exact: true });

  await page.goto(`${deskUrl()}/inbox/open/${id}?seq=40`);
  await expect(message(40)).toBeInViewport({ timeout: 20_000 });
  const before = await message(40).boundingBox();
  await expect(pane.getByRole("button", { name: "Loading earlier messages" })).toHaveCount(0);
  expect((await message(40).boundingBox())?.y).toBe(before?.y);

  await message(40).hover();
  await pane
    .getByRole("article")
    .filter({ has: page.getByText("Message 40", { exact: true }) })
    .getByRole("button", { name: /^More actions/ })
    .click();
  await page.getByRole("menuitem", { name: "Copy link" }).click();
  await expect(page.getByText("Link to this message copied.")).toBeVisible();
  expect(await page.evaluate("navigator.clipboard.readText()")).toBe(`${deskUrl()}/inbox/open/${id}?seq=40`);

  await page.goto(`${deskUrl()}/inbox/open/${id}`);
  await expect(message(300)).toBeInViewport();
  const log = pane.getByRole("log");
  await log.hover();
  await expect(async () => {
    await page.mouse.wheel(0, -2_000);
    await expect(message(300)).not.toBeInViewport({ timeout: 1_000 });
    await expect(pane.getByRole("button", { name: "Go to the newest" })).toBeVisible({ timeout: 1_000 });
  }).toPass();
  tenant.chat.start();
  const sendAll = (...bodies: string[]) => bodies.map((body) => tenant.chat.send({ conversationId: id, body }));
  sendAll("One", "Two", "Three", "Four");
  const pill = pane.getByRole("button", { name: "4 new, go to the newest" });
  await expect(pill).toBeVisible();
  await expect(message(300)).not.toBeInViewport();
  await pill.click();
  await expect(pane.getByText("Four", { exact: true })).toBeInViewport();
  await expect(pill).toBeHidden();

  await page.getByRole("link", { name: "Live" }).click();
  await expect(pane).toHaveCount(0);
  sendAll("Five");
  // The page Live has links that begin so, too, when its figures have come.
  const open = page.getByRole("navigation", { name: "Chorus" }).getByRole("link", { name: /^Open/ });
  await open.click();
  await open.click();
  await page.getByRole("listitem").filter({ hasText: "Five" }).click();
  await expect(pane.getByText("Five", { exact: true })).toBeInViewport();
  await expect(pane.getByText("New", { exact: true })).toBeInViewport();
});

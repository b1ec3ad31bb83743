import { expect, test } from "@playwright/test";
import { createTestTenant } from "./tenant.ts";
import { expectAccessible, openPanel } from "./widget-panel.ts";

test("nobody there: it says so and when somebody will be, and asks where to send the answer", async ({ page }) => {
  await using tenant = await createTestTenant();
  await using host = await tenant.host();
  const opens = new Date(Date.now() + 2 * 24 * 3_600_000);
  const day = opens.getUTCDay() === 0 ? 7 : opens.getUTCDay();
  await tenant.set({ businessHours: { timeZone: "UTC", spans: [{ day, from: "09:00", to: "17:00" }] } });
  const weekday = opens.toLocaleDateString("en-GB", { weekday: "long", timeZone: "UTC" });
  await page.goto(host.url);
  const panel = await openPanel(page);
  const { frame } = panel;
  await expect(frame.getByText(new RegExp(`^We're away\\. Back ${weekday} \\d\\d:00$`))).toBeVisible();
  await expect(frame.getByText("Leave us a message and we'll reply as soon as we're back.")).toBeVisible();
  await expect(
    frame.getByText("Where shall we send the answer?"),
    "not before there is something to answer",
  ).toHaveCount(0);
  await expectAccessible(page);

  await panel.write("Please call me");
  await expect(frame.getByText("We've got your message")).toBeVisible();
  const email = frame.getByRole("textbox", { name: "Where shall we send the answer?" });
  await test.step("what is wrong is said at the field", async () => {
    await frame.getByRole("button", { name: "Save" }).click();
    await expect(frame.getByRole("alert")).toHaveText("Please fill this in.");
    await email.fill("cara at shop");
    await email.press("Enter");
    await expect(frame.getByRole("alert")).toHaveText("This doesn't look like an email address.");
    await expect(email).toBeFocused();
    await expectAccessible(page);
    await page.screenshot({ path: "test-results/widget-address.png" });
  });

  await test.step("it is the customer's own, unverified, and is not asked for again", async () => {
    await email.fill("cara@shop.test");
    await email.press("Enter");
    await expect(frame.getByText("We'll also send the answer to cara@shop.test.")).toBeVisible();
    await expect(panel.field).toBeFocused();
    expect(await tenant.conversations()).toMatchObject([{ customer: { email: "cara@shop.test", verified: false } }]);
    await page.reload();
    await panel.sees("Please call me");
    await expect(frame.getByText("We've got your message")).toBeVisible();
    await expect(email).toHaveCount(0);
  });
});

test("where to send the answer is skipped with one press, and stays skipped in this tab", async ({ page }) => {
  await using tenant = await createTestTenant();
  await using host = await tenant.host();
  await page.goto(host.url);
  const panel = await openPanel(page);
  await panel.write("Please call me");
  await panel.frame.getByRole("button", { name: "Skip" }).click();
  await expect(panel.field).toBeFocused();
  await page.reload();
  await panel.sees("Please call me");
  await expect(panel.frame.getByText("We've got your message")).toBeVisible();
  await expect(panel.frame.getByRole("button", { name: "Skip" })).toHaveCount(0);
});

test("who waits is told the place in the queue", async ({ browser, page }) => {
  await using tenant = await createTestTenant();
  await using host = await tenant.host();
  tenant.chat.start();
  await expect.poll(() => tenant.chat.connection.getSnapshot().status).toBe("online");
  await page.goto(host.url);
  const first = await openPanel(page);
  await first.write("I am first");
  await expect(first.frame.getByText("You're next")).toBeVisible();
  await using context = await browser.newContext();
  const other = await context.newPage();
  await other.goto(host.url);
  const second = await openPanel(other);
  await second.write("I am second");
  await expect(second.frame.getByText("1 ahead of you")).toBeVisible();
  await other.reload();
  await expect(second.frame.getByText("1 ahead of you")).toBeVisible({ timeout: 5_000 });
});

test("no network is said at once, nobody is shown as being here, and nothing is lost", async ({ context, page }) => {
  await using tenant = await createTestTenant();
  await using host = await tenant.host();
  await page.goto(host.url);
  const panel = await openPanel(page);
  await panel.write("Hello");
  await expect(panel.frame.getByText("Sent", { exact: true })).toBeVisible();
  await tenant.accept();
  await expect(panel.frame.getByText("Here now · Acme Outdoor")).toBeVisible();
  await context.setOffline(true);
  // To a browser that has loopback alone nothing changes, so it says nothing by itself.
  await panel.frame.locator("body").evaluate("dispatchEvent(new Event('offline'))");
  const note = panel.frame.getByText("You're offline. Your messages are sent when you're back.");
  await expect(note).toBeVisible({ timeout: 500 });
  await expect(panel.frame.getByText("Here now")).toHaveCount(0);
  await panel.write("Are you there?");
  await expectAccessible(page);
  await page.screenshot({ path: "test-results/widget-no-network.png" });
  await context.setOffline(false);
  await panel.frame.locator("body").evaluate("dispatchEvent(new Event('online'))");
  await expect(note).toHaveCount(0);
  await expect(panel.frame.getByText("Sending…")).toHaveCount(0, { timeout: 40_000 });
});

test("a line that swallows everything is noticed in seconds when something is sent", async ({ context, page }) => {
  await using tenant = await createTestTenant();
  await using host = await tenant.host();
  const line = { isDead: false };
  await context.routeWebSocket(/\/ws$/, (socket) => {
    const gateway = socket.connectToServer();
    socket.onMessage((text) => line.isDead || gateway.send(text));
    gateway.onMessage((text) => line.isDead || socket.send(text));
  });
  await page.goto(host.url);
  const panel = await openPanel(page);
  await panel.write("Hello");
  await expect(panel.frame.getByText("Sent", { exact: true })).toBeVisible();
  await tenant.accept();
  await expect(panel.frame.getByRole("heading", { name: "Olivia Berg" })).toBeVisible();
  line.isDead = true;
  await panel.write("Are you there?");
  const startedAt = Date.now();
  await expect(panel.frame.getByText("No connection. Reconnecting…")).toBeVisible({ timeout: 20_000 });
  expect(Date.now() - startedAt).toBeLessThan(18_000);
});

test("after the end the last message stays in sight, the end is said once, and Escape stays within small things", async ({
  page,
}) => {
  await using tenant = await createTestTenant();
  await using host = await tenant.host();
  await page.goto(host.url);
  const panel = await openPanel(page);
  const { frame } = panel;
  await panel.write("Where is it?");
  await expect(frame.getByText("Sent", { exact: true })).toBeVisible();
  const { conversationId } = await tenant.accept();
  for (let index = 0; index < 12; index += 1) tenant.chat.send({ conversationId, body: `Line ${index}` });
  await panel.sees("Line 11");

  await frame.getByRole("button", { name: "Emoji" }).click();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Escape");
  await expect(frame.getByRole("button", { name: "Emoji" }), "the grid is closed, the panel is not").toBeFocused();

  await tenant.close(conversationId);
  await frame.getByRole("radio", { name: "4 of 5" }).press("Space");
  await expect(frame.getByRole("textbox", { name: "Anything to add?" })).toBeVisible();
  await expect(panel.log.getByText("Line 11")).toBeInViewport();
  await expect(frame.getByRole("button", { name: "Send rating" })).toBeInViewport();
  await expect(panel.log.getByText("Conversation closed")).toHaveCount(1);
  await expect(frame.getByText(/closed/i).filter({ visible: true })).toHaveCount(2);
  await expectAccessible(page);
  await page.screenshot({ path: "test-results/widget-rating.png" });
});

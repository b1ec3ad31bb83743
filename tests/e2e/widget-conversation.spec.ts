import { randomUUID } from "node:crypto";
import { expect, test } from "@playwright/test";
import { createTestTenant } from "./tenant.ts";
import { expectAccessible, openPanel, panelOf } from "./widget-panel.ts";

test("a form and a notice first, nothing stored before; then marks, typing, Markdown, emoji, rating and history", async ({
  page,
}) => {
  await using tenant = await createTestTenant({
    privacy: { text: "We keep what you write.", url: "https://example.com/privacy" },
    prechat: [
      { kind: "name", label: "", required: true },
      { kind: "email", label: "", required: false },
      { kind: "question", label: "Order number", required: false },
    ],
  });
  await using host = await tenant.host();
  await page.goto(host.url);
  const panel = await openPanel(page);

  await test.step("the form says what is missing, and nothing has been stored", async () => {
    await expect(panel.frame.getByText("We keep what you write.")).toBeVisible();
    await expect(panel.frame.getByText("We're away")).toBeVisible();
    await panel.frame.getByRole("textbox", { name: "Your email" }).fill("cara");
    await panel.frame.getByRole("button", { name: "Start chat" }).click();
    await expect(panel.frame.getByText("Please fill this in.")).toBeVisible();
    await expect(panel.frame.getByText("This doesn't look like an email address.")).toBeVisible();
    await expect(panel.frame.getByRole("textbox", { name: "Your name" })).toBeFocused();
    await expectAccessible(page);
    const stored = await page.context().storageState({ indexedDB: true });
    expect(stored).toEqual({ cookies: [], origins: [] });
    expect(await tenant.conversations()).toEqual([]);
  });

  await test.step("the first message starts the conversation", async () => {
    await panel.frame.getByRole("textbox", { name: "Your name" }).fill("Cara Diaz");
    await panel.frame.getByRole("textbox", { name: "Your email" }).fill("cara@example.com");
    await panel.frame.getByRole("textbox", { name: "Order number" }).fill("4711");
    await panel.frame.getByRole("button", { name: "Start chat" }).click();
    await panel.write("Where is it?");
    await expect(panel.frame.getByText("Sent", { exact: true })).toBeVisible();
    expect(await tenant.conversations()).toMatchObject([
      { subject: "4711", customer: { name: "Cara Diaz", email: "cara@example.com" } },
    ]);
  });

  const { conversationId, stream } = await tenant.accept();
  await test.step("who answers, whether they are here, delivered, read, and typing both ways", async () => {
    await expect(panel.frame.getByRole("heading", { name: "Olivia Berg" })).toBeVisible();
    await expect(panel.frame.getByText("Delivered", { exact: true })).toBeVisible();
    stream.markRead();
    await expect(panel.frame.getByText("Read", { exact: true })).toBeVisible();
    stream.setTyping(true);
    await expect(panel.frame.getByText("Olivia Berg is typing…")).toBeVisible();
    await panel.field.pressSequentially("Hm");
    await expect.poll(() => stream.getSnapshot().typing.length).toBe(1);
    await panel.field.fill("");
    await expectAccessible(page);
  });

  await test.step("Markdown is elements, HTML stays text, edits and deletes are shown", async () => {
    const body =
      "**Soon**: [track it](https://example.com/t) or [x](javascript:alert(1))\n- <img src=x onerror=alert(1)>";
    const { clientMessageId } = tenant.chat.send({ conversationId, body });
    await expect(panel.log.locator("strong")).toHaveText("Soon");
    await expect(panel.log.getByRole("link")).toHaveCount(1);
    await expect(panel.log.getByRole("link")).toHaveAttribute("rel", /noopener/);
    await expect(panel.log.locator("img")).toHaveCount(0);
    await expect(panel.log.getByText("<img src=x onerror=alert(1)>")).toBeVisible();
    await expect(panel.frame.locator("[aria-live=polite]")).toContainText("Olivia Berg:");
    const entry = () => stream.getSnapshot().timeline.find((one) => one.key === clientMessageId);
    await expect.poll(() => entry()?.type).toBe("message");
    const sent = entry();
    const messageId = sent?.type === "message" ? sent.message.id : "";
    await tenant.chat.request({
      type: "message.edit",
      operationId: randomUUID(),
      conversationId,
      messageId,
      body: "Tomorrow",
    });
    await panel.sees("Tomorrow");
    await expect(panel.frame.getByText("edited")).toBeVisible();
    await tenant.chat.request({ type: "message.delete", operationId: randomUUID(), conversationId, messageId });
    await panel.sees("Message deleted");
  });

  await test.step("an emoji by keyboard", async () => {
    await panel.frame.getByRole("button", { name: "Emoji" }).click();
    await page.keyboard.press("ArrowRight");
    await expectAccessible(page);
    await page.keyboard.press("Enter");
    await expect(panel.field).toHaveValue("😁");
    await expect(panel.field).toBeFocused();
    await page.keyboard.press("Enter");
    await panel.sees("😁");
  });

  await test.step("unread in the badge and the title while the panel is closed", async () => {
    await page.keyboard.press("Escape");
    await expect(page.getByRole("button", { name: "Open chat" })).toBeFocused();
    tenant.chat.send({ conversationId, body: "Still there?" });
    await expect(page.getByRole("button", { name: "Open chat, 1 unread" })).toBeVisible();
    await expect(page).toHaveTitle("(1) A shop");
    await page.reload();
    await expect(page, "the conversation is followed without opening").toHaveTitle("(1) A shop");
    await openPanel(page);
    await expect(page).toHaveTitle("A shop");
  });

  await test.step("rating after the end, and the conversation among the earlier ones", async () => {
    await tenant.close(conversationId);
    await panel.frame.getByRole("radio", { name: "4 of 5" }).press("Space");
    await panel.frame.getByRole("textbox", { name: "Anything to add?" }).fill("Quick!");
    await expectAccessible(page);
    await panel.frame.getByRole("button", { name: "Send rating" }).click();
    await expect(panel.frame.getByText("Thanks for the feedback")).toBeVisible();
    await panel.frame.getByRole("button", { name: "Start a new conversation" }).click();
    await expect(panel.frame.getByRole("textbox", { name: "Your name" })).toBeFocused();
    await (await panel.menu()).getByRole("menuitem", { name: "Earlier conversations" }).click();
    await expectAccessible(page);
    await panel.frame.getByRole("button", { name: /Olivia Berg.*Closed.*Still there\?/ }).click();
    await panel.sees("Where is it?");
    await expectAccessible(page);
  });
});

test("typed offline, reloaded, closed and opened again: each message is sent once", async ({ browser }) => {
  await using tenant = await createTestTenant();
  await using host = await tenant.host();
  await using context = await browser.newContext();
  const first = await context.newPage();
  await first.goto(host.url);
  let panel = await openPanel(first);
  await panel.write("one");
  await expect(panel.frame.getByText("Sent", { exact: true })).toBeVisible();

  const { conversationId, stream } = await tenant.accept();
  const line = { isCut: true };
  await context.routeWebSocket(/\/ws$/, (socket) => {
    if (line.isCut) void socket.close();
    else socket.connectToServer();
  });
  await first.reload();
  panel = await openPanel(first);
  await expect(panel.field).toBeVisible();
  await panel.write("two");
  await panel.write("three");
  await expect(panel.frame.getByText("No connection. Reconnecting…")).toBeVisible();
  await first.reload();
  panel = await openPanel(first);
  await expect(panel.frame.getByText("Sending…")).toHaveCount(2);
  await first.close();

  line.isCut = false;
  const second = await context.newPage();
  await second.goto(host.url);
  panel = await openPanel(second);
  await panel.sees("three");
  await expect(panel.frame.getByText("Sending…")).toHaveCount(0);
  const bodies = () =>
    stream.getSnapshot().timeline.flatMap((entry) => (entry.type === "message" ? entry.message.body : []));
  await expect.poll(bodies).toEqual(["one", "two", "three"]);
  expect(stream.conversationId).toBe(conversationId);
});

test("the very first message survives a reload without a server, and failed ones can be tried again", async ({
  page,
}) => {
  await using tenant = await createTestTenant();
  await using host = await tenant.host();
  await page.goto(host.url);
  let panel = await openPanel(page);
  await expect(panel.field).toBeFocused();
  await page.route(/\/api\/v1\//, (route) => route.abort());
  await panel.write("Hello?");
  await expect(panel.frame.getByText("Sending…")).toBeVisible();
  await page.unroute(/\/api\/v1\//);
  await page.route(/\/api\/v1\/conversations$/, (route) =>
    route.fulfill({ status: 422, contentType: "application/problem+json", body: refusal }),
  );
  await page.reload();
  panel = await openPanel(page);
  await expect(panel.frame.getByText("That is not possible.")).toBeVisible();
  await page.unroute(/\/api\/v1\/conversations$/);
  await panel.frame.getByRole("button", { name: "Try again" }).click();
  await expect(
    panel.frame.getByText(/You're next|in the queue/).or(panel.frame.getByText("We've got your message")),
  ).toBeVisible();
  await expect.poll(async () => (await tenant.conversations()).length).toBe(1);
});

const refusal = JSON.stringify({
  ...{ type: "about:blank", title: "Invalid", status: 422, code: "invalid", detail: "That is not possible." },
  requestId: "01990a00-0000-7000-8000-000000000009",
});

test("two tabs act as one: one conversation, one sound, unsent messages in both", async ({ browser }) => {
  await using tenant = await createTestTenant();
  await using host = await tenant.host();
  await using context = await browser.newContext();
  await context.addInitScript(`
    globalThis.tones = 0;
    const start = OscillatorNode.prototype.start;
    OscillatorNode.prototype.start = function (when) { globalThis.tones += 1; start.call(this, when); };
  `);
  const pages = [await context.newPage(), await context.newPage()];
  const [one, other] = await Promise.all(
    pages.map(async (page) => {
      await page.goto(host.url);
      return openPanel(page);
    }),
  );
  if (!one || !other) throw new Error("two tabs");
  await expect(other.field).toBeVisible();
  await one.write("Hello from one");
  // Written while the first message was on its way: the view changes under the fingers.
  await other.field.fill("and from the other");
  await other.sees("Hello from one");
  await expect(other.log.getByText("Hello from one")).toHaveCount(1);
  await expect(other.field).toHaveValue("and from the other");
  await other.field.press("Enter");
  await expect(other.field).toHaveValue("");
  await one.sees("and from the other");
  const { conversationId } = await tenant.accept();
  expect(await tenant.conversations()).toHaveLength(1);
  tenant.chat.send({ conversationId, body: "Hello both" });
  await one.sees("Hello both");
  await other.sees("Hello both");
  const tones = async () => {
    const frames = pages.flatMap((page) => page.frames());
    const counts = await Promise.all(
      frames.map((frame) => frame.evaluate(() => (globalThis as unknown as { tones: number }).tones)),
    );
    return counts.reduce((sum, count) => sum + count, 0);
  };
  await expect.poll(tones, "one tab plays the two notes").toBe(2);
});

test("with identify the history follows over devices, and shutdown leaves nothing", async ({ browser }) => {
  await using tenant = await createTestTenant();
  await using host = await tenant.host();
  const sign = await tenant.signer();
  const openAs = async (name: string) => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(host.url);
    const token = sign(name, name);
    await page.evaluate((signed) => (globalThis as unknown as PageApi).Chorus.identify({ token: signed }), token);
    return { context, page, panel: await openPanel(page) };
  };
  const laptop = await openAs("cara");
  await laptop.panel.write("From my laptop");
  await expect(laptop.panel.frame.getByText("Sent", { exact: true })).toBeVisible();
  const phone = await openAs("cara");
  await phone.panel.sees("From my laptop");
  await phone.panel.write("From my phone");
  await laptop.panel.sees("From my phone");
  expect(await tenant.conversations()).toMatchObject([{ customer: { name: "cara", verified: true } }]);

  await phone.page.evaluate(() => (globalThis as unknown as PageApi).Chorus.shutdown());
  await expect(phone.page.locator("iframe")).toHaveCount(0);
  expect(await phone.context.storageState({ indexedDB: true })).toEqual({ cookies: [], origins: [] });
  const stranger = await openPanel(phone.page);
  await expect(stranger.field).toBeVisible();
  await expect(stranger.log.getByText("From my laptop")).toHaveCount(0);
  await laptop.context.close();
  await phone.context.close();
});

interface PageApi {
  Chorus: { identify(identity: { token: string }): void; shutdown(): Promise<void> };
}

test("somebody leaves a message when nobody is there", async ({ page }) => {
  await using tenant = await createTestTenant({ offlineMessage: "Back at nine." });
  await using host = await tenant.host();
  await page.goto(host.url);
  const panel = await openPanel(page);
  await expect(panel.frame.getByText("Back at nine.")).toBeVisible();
  await panel.write("Please call me");
  await expect(panelOf(page).frame.getByText("We've got your message")).toBeVisible();
});

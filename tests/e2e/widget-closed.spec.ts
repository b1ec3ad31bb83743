import { expect, test } from "@playwright/test";
import { createTestTenant } from "./tenant.ts";
import { expectAccessible, openPanel, panelOf } from "./widget-panel.ts";

test("a panel stays open over a reload and on the next page, with what was being written, in this tab only", async ({
  context,
  page,
}) => {
  await using tenant = await createTestTenant();
  await using host = await tenant.host();
  await page.goto(host.url);
  const panel = await openPanel(page);
  await panel.field.fill("Half a thou");
  await page.reload();
  await expect(panel.field).toHaveValue("Half a thou");
  await expect(page.getByRole("button", { name: "Close chat" }).last()).toBeVisible();
  await expect(panel.field, "the page keeps the focus").not.toBeFocused();
  await page.goto(`${host.url}/tents`);
  await expect(panel.field).toHaveValue("Half a thou");

  const other = await context.newPage();
  await other.goto(host.url);
  await expect(other.getByRole("button", { name: "Open chat" })).toBeVisible();
  expect(await context.storageState({ indexedDB: true }), "nothing that outlives the tab").toEqual({
    cookies: [],
    origins: [],
  });

  await panel.field.press("Escape");
  await expect(page.getByRole("button", { name: "Open chat" })).toBeFocused();
  await page.reload();
  await expect(page.getByRole("button", { name: "Open chat" })).toBeVisible();
  await expect((await openPanel(page)).field).toHaveValue("Half a thou");
});

test("an answer shows its words beside the launcher of a closed panel, until they are read or sent away", async ({
  page,
}) => {
  await using tenant = await createTestTenant();
  await using host = await tenant.host({
    head: `<script>window.heard = []; addEventListener("message", (event) => heard.push(JSON.stringify(event.data)));</script>`,
  });
  await page.goto(host.url);
  const panel = await openPanel(page);
  await panel.write("Where is it?");
  await expect(panel.frame.getByText("Sent", { exact: true })).toBeVisible();
  const { conversationId } = await tenant.accept();
  await expect(panel.frame.getByRole("heading", { name: "Olivia Berg" })).toBeVisible();
  await page.keyboard.press("Escape");

  const bubble = panel.frame.getByRole("button", { name: /Olivia Berg/ });
  await test.step("in plain words, announced, not to be heard by the page", async () => {
    tenant.chat.send({ conversationId, body: "It **left** on [Friday](https://example.com)." });
    await expect(bubble).toContainText("It left on Friday (https://example.com/).");
    await expect(panel.frame.getByRole("status")).toHaveText(/^New message\. Olivia Berg: It left on Friday/);
    await expect(page.getByRole("button", { name: "Open chat, 1 unread" })).toBeVisible();
    const box = await page.locator("[data-chorus] .panel").boundingBox();
    expect(box).toMatchObject({ width: 312 });
    expect(box?.height).toBeLessThan(100);
    expect((await page.evaluate<string[]>("heard")).join("\n")).not.toContain("Friday");
    await expectAccessible(page);
    await page.screenshot({ path: "test-results/widget-preview-bubble.png" });
  });

  await test.step("sent away it stays away, also after a reload, until the next one", async () => {
    await panel.frame.getByRole("button", { name: "Dismiss" }).click();
    await expect(page.locator("[data-chorus] .panel")).toBeHidden();
    await page.reload();
    await expect(page.getByRole("button", { name: "Open chat, 1 unread" })).toBeVisible();
    await expect(page.locator("[data-chorus] .panel")).toBeHidden();
    tenant.chat.send({ conversationId, body: "And it is there." });
    await expect(bubble).toContainText("And it is there.");
  });

  await test.step("a press opens the conversation, and nothing is left beside the launcher", async () => {
    await bubble.press("Enter");
    await panel.sees("And it is there.");
    await expect(panel.field).toBeFocused();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("button", { name: "Open chat", exact: true })).toBeFocused();
    await expect(page.locator("[data-chorus] .panel")).toBeHidden();
  });
});

test("on a phone the next page is not covered, and the words beside the launcher, on the left, leave it alone", async ({
  browser,
}) => {
  await using tenant = await createTestTenant({ position: "left" });
  await using host = await tenant.host({ attributes: `data-position="left"` });
  await using context = await browser.newContext({
    ...{ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, reducedMotion: "reduce" },
  });
  const page = await context.newPage();
  await page.goto(host.url);
  const panel = await openPanel(page);
  await page.reload();
  await expect(panel.field, "a reload keeps it open").toBeVisible();
  await page.goto(`${host.url}/tents`);
  await expect(page.getByRole("heading", { name: "A shop" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Open chat" }), "the next page is to be seen").toBeVisible();
  await openPanel(page);
  await panel.write("Where is it?");
  await expect(panel.frame.getByText("Sent", { exact: true })).toBeVisible();
  const { conversationId } = await tenant.accept();
  await panel.frame.getByRole("button", { name: "Close chat" }).click();
  tenant.chat.send({ conversationId, body: "It is on its way. ".repeat(20) });
  await expect(panelOf(page).frame.getByRole("button", { name: /Olivia Berg/ })).toBeVisible();
  const box = await page.locator("[data-chorus] .panel").boundingBox();
  expect(box?.x).toBe(88);
  expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(390 - 20);
  expect(box?.height).toBeLessThan(100);
  await page.screenshot({ path: "test-results/widget-preview-bubble-phone.png" });
});

import { expect, test } from "@playwright/test";
import { createTestTenant } from "./tenant.ts";
import { widgetUrl } from "./platform.ts";
import { openPanel } from "./widget-panel.ts";

/** What each engine reports when Enter chooses a word of an input method. */
const COMPOSING_ENTER = {
  Chromium: [{ type: "keydown", isComposing: true }, { type: "compositionend" }],
  Firefox: [{ type: "keydown", isComposing: true }, { type: "compositionend" }, { type: "keyup" }],
  WebKit: [{ type: "compositionend" }, { type: "keydown", isComposing: false }],
};
for (const [engine, events] of Object.entries(COMPOSING_ENTER)) {
  test(`Enter that chooses a word in ${engine} sends nothing`, async ({ page }) => {
    await using tenant = await createTestTenant();
    await using host = await tenant.host();
    await page.goto(host.url);
    const panel = await openPanel(page);
    await panel.field.fill("とうきょう");
    await panel.field.evaluate((field, list) => {
      const { CompositionEvent, KeyboardEvent } = globalThis as unknown as Record<
        string,
        new (type: string, init: object) => Event
      >;
      for (const { type, isComposing = false } of list as { type: string; isComposing?: boolean }[]) {
        const init = {
          key: "Enter",
          code: "Enter",
          keyCode: 229,
          which: 229,
          isComposing,
          data: "東京",
          bubbles: true,
          cancelable: true,
        };
        const Kind = type === "compositionend" ? CompositionEvent : KeyboardEvent;
        if (Kind) (field as unknown as EventTarget).dispatchEvent(new Kind(type, init));
      }
    }, events);
    await expect(panel.field).toHaveValue("とうきょう");
    await panel.field.press("Enter");
    await panel.sees("とうきょう");
    await expect(panel.log.locator(".message.mine")).toHaveCount(1);
  });
}

test("pasted text stays whole; it is counted and not sent until it is short enough", async ({ page }) => {
  await using tenant = await createTestTenant();
  await using host = await tenant.host();
  await page.goto(host.url);
  const panel = await openPanel(page);
  const pasted = "x".repeat(8_507);
  await panel.field.fill(pasted);
  await expect(panel.field).toHaveValue(pasted);
  await expect(panel.frame.getByText("Too long by 507 characters.")).toBeVisible();
  await panel.field.press("Enter");
  await expect(panel.field).toHaveValue(pasted);
  await expect(panel.frame.getByRole("button", { name: "Send" })).toBeDisabled();
  await panel.write("x".repeat(8_000));
  await expect(panel.frame.getByText("Sent", { exact: true })).toBeVisible();
});

for (const { typed, isTaken } of [
  { typed: "casey@example.test.", isTaken: true },
  { typed: " casey@example.test ", isTaken: true },
  { typed: "casey&co@example.test", isTaken: true },
  { typed: "jörg@müller.example", isTaken: false },
  { typed: "casey@example.c", isTaken: false },
]) {
  test(`the form and the server agree about ${typed}`, async ({ page }) => {
    await using tenant = await createTestTenant({ prechat: [{ kind: "email", label: "", required: true }] });
    await using host = await tenant.host();
    await page.goto(host.url);
    const panel = await openPanel(page);
    await panel.frame.locator("input[name=email]").fill(typed);
    await panel.frame.getByRole("button", { name: "Start chat" }).click();
    if (!isTaken) {
      await expect(panel.frame.getByText("This doesn't look like an email address.")).toBeVisible();
      return;
    }
    await panel.write("Where is my order?");
    await expect(panel.frame.getByText("Sent", { exact: true })).toBeVisible();
  });
}

test("when the server refuses what the form took, the form comes back with the words at the field", async ({
  page,
}) => {
  await using tenant = await createTestTenant({ prechat: [{ kind: "email", label: "", required: true }] });
  await using host = await tenant.host();
  let refusals = 1;
  await page.route(/\/api\/v1\/widget\/sessions$/, async (route) => {
    if (route.request().method() !== "POST" || refusals-- <= 0) return route.continue();
    const errors = [{ path: "profile.email", message: "must be an email address" }];
    return route.fulfill({
      status: 422,
      contentType: "application/problem+json",
      headers: { "access-control-allow-origin": widgetUrl() },
      json: {
        type: "about:blank",
        title: "Invalid",
        status: 422,
        code: "invalid",
        detail: "profile.email: must be an email address",
        errors,
      },
    });
  });
  await page.goto(host.url);
  const panel = await openPanel(page);
  await panel.frame.locator("input[name=email]").fill("casey@example.test");
  await panel.frame.getByRole("button", { name: "Start chat" }).click();
  await panel.field.fill("Where is my order?");
  await panel.field.press("Enter");
  await expect(panel.frame.getByText("This doesn't look like an email address.")).toBeVisible();
  await expect(panel.frame.locator("input[name=email]")).toHaveValue("casey@example.test");
  await panel.frame.locator("input[name=email]").fill("casey.roe@example.test");
  await panel.frame.getByRole("button", { name: "Start chat" }).click();
  await expect(panel.frame.getByText("Sent", { exact: true })).toBeVisible();
});

import { expect, test } from "@playwright/test";
import { signIn } from "./agent-page.ts";
import { expectAccessible } from "./audit-page.ts";
import { deskUrl } from "./platform.ts";

const PAGES = [
  "/inbox/queue",
  "/inbox/closed",
  "/live",
  "/team",
  "/settings/account",
  "/settings/company",
  "/settings/widget",
  "/settings/websites",
  "/settings/identity",
  "/settings/api-keys",
  "/settings/audit-log",
];

for (const colorScheme of ["light", "dark"] as const) {
  test(`every page of the desk passes axe, ${colorScheme}`, async ({ browser }) => {
    await using context = await browser.newContext({ colorScheme });
    const { page } = await signIn(context, "olivia@acme.test");
    for (const path of PAGES) {
      await page.goto(`${deskUrl()}${path}`);
      await expect(page.getByRole("heading", { level: 1 })).toBeAttached();
      await expect(page.locator("output[aria-label^=Loading]")).toHaveCount(0);
      await expectAccessible(page, path);
    }
    await page.goto(`${deskUrl()}/inbox/closed`);
    await page.getByRole("region", { name: "Inbox" }).getByRole("listitem").first().click();
    await expect(page.getByRole("log", { name: "Messages" })).toBeVisible();
    await expect(page.getByRole("region", { name: "Earlier conversations" })).toBeVisible();
    await expectAccessible(page, "a conversation");
    await page.keyboard.press("Control+k");
    await expect(page.getByRole("dialog", { name: "Commands" })).toBeVisible();
    await expectAccessible(page, "the palette");
  });
}

test("the pages before the desk pass axe, and a broken link says so", async ({ page }) => {
  await page.goto(deskUrl());
  await expect(page.getByRole("heading", { name: "Sign in to Chorus" })).toBeVisible();
  await expectAccessible(page, "login");
  await page.getByRole("button", { name: "Forgotten your password?" }).click();
  await page.getByLabel("Company").fill("acme");
  await page.getByLabel("Email").fill("nobody@acme.test");
  await page.getByRole("button", { name: "Mail me a link" }).click();
  await expect(page.getByText("a link is on its way")).toBeVisible();
  await expectAccessible(page, "forgotten password");
  await page.goto(`${deskUrl()}/reset-password#made.up.token`);
  await expect(page).toHaveURL(`${deskUrl()}/reset-password`);
  await page.getByLabel("New password").fill("short");
  await page.getByRole("button", { name: "Save password" }).click();
  await expect(page.getByText("Use at least 8 characters")).toBeVisible();
  await page.getByLabel("New password").fill("a longer password");
  await page.getByRole("button", { name: "Save password" }).click();
  await expect(page.getByRole("alert")).toContainText("ask for a new one");
  await expectAccessible(page, "reset password");
});

test("a browser that speaks German gets a German desk, and the choice is kept", async ({ browser }) => {
  await using context = await browser.newContext({ locale: "de-DE" });
  const page = await context.newPage();
  await page.goto(deskUrl());
  await expect(page.getByRole("heading", { name: "Bei Chorus anmelden" })).toBeVisible();
  await page.getByLabel("Unternehmen").fill("acme");
  await page.getByLabel("E-Mail").fill("ana@acme.test");
  await page.getByLabel("Passwort").fill("demo-password");
  await page.getByRole("button", { name: "Anmelden" }).click();
  await page.getByRole("link", { name: "Einstellungen" }).click();
  await page.getByLabel("Sprache").selectOption("English");
  await expect(page.getByRole("heading", { name: "Your account" })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("heading", { name: "Your account" })).toBeVisible();
});

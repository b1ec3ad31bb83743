import { expect, test } from "@playwright/test";
import { expectAccessible } from "./audit-page.ts";
import { deskUrl } from "./platform.ts";

const PAGES = [
  "/inbox/queue",
  "/inbox/closed",
  "/live",
  "/orders",
  "/orders/20822",
  "/products",
  "/products/nomad-1",
  "/team",
  "/settings/account",
  "/settings/notifications",
  "/settings/notification-defaults",
  "/settings/deliveries",
  "/settings/company",
  "/settings/business-hours",
  "/settings/widget",
  "/settings/websites",
  "/settings/identity",
  "/settings/api-keys",
  "/settings/summaries",
  "/settings/failed-work",
  "/settings/audit-log",
  "/search",
];

/** What the walk looks for, in both languages. */
const WORDS = {
  en: {
    locale: "en-GB",
    inbox: "Inbox",
    messages: "Messages",
    similar: "Similar conversations",
    account: /^Your account/,
    assign: /Assign$/,
    more: "More actions",
    transfer: /^Transfer/,
    invite: "Invite teammate",
    manage: "Manage Ana Lima",
    newKey: "New key",
    palette: "Search and commands",
    sheet: "Keyboard shortcuts",
  },
  de: {
    locale: "de-DE",
    inbox: "Posteingang",
    messages: "Nachrichten",
    similar: "Ähnliche Unterhaltungen",
    account: /^Ihr Konto/,
    assign: /Zuweisen$/,
    more: "Weitere Aktionen",
    transfer: /^Übergeben/,
    invite: "Teammitglied einladen",
    manage: "Ana Lima verwalten",
    newKey: "Neuer Schlüssel",
    palette: "Suche und Befehle",
    sheet: "Tastenkürzel",
  },
} as const;

/** Words of English that no German sentence has. */
const ENGLISH = /\b(the|and|your|you|of|this|with|for|not|is|are|it|loading|save|close|cancel)\b/i;

for (const [colorScheme, language] of [
  ["light", "en"],
  ["dark", "de"],
] as const) {
  const words = WORDS[language];
  test(`every page, menu and dialog of the desk passes axe, ${colorScheme}, ${language}`, async ({ browser }) => {
    test.setTimeout(120_000);
    await using context = await browser.newContext({ colorScheme, locale: words.locale });
    const page = await context.newPage();
    const check = async (where: string, own = page.locator("body")) => {
      await expectAccessible(page, where);
      if (language !== "de") return;
      // Programs are written in English.
      const code = await own.locator("pre").allInnerTexts();
      const text = code.reduce((rest, sample) => rest.replace(sample, ""), (await own.allInnerTexts()).join(" "));
      expect(text, where).not.toMatch(ENGLISH);
    };
    await page.goto(deskUrl());
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await check("login");
    await page.locator("input").nth(0).fill("acme");
    await page.locator("input").nth(1).fill("olivia@acme.test");
    await page.locator("input").nth(2).fill("demo-password");
    await page.keyboard.press("Enter");
    const inbox = page.getByRole("region", { name: words.inbox });
    await expect(inbox).toBeVisible();
    const dialog = page.getByRole("dialog");
    const menu = page.getByRole("menu");
    const checkDialog = async (where: string, own = dialog) => {
      await expect(dialog).toBeVisible();
      await check(where, own);
      await page.keyboard.press("Escape");
      await expect(dialog).toHaveCount(0);
    };
    const checkMenu = async (where: string) => {
      await expect(menu).toBeVisible();
      await check(where, menu);
      await page.keyboard.press("Escape");
      await expect(menu).toHaveCount(0);
    };

    for (const path of PAGES) {
      await page.goto(`${deskUrl()}${path}`);
      await expect(page.getByRole("heading", { level: 1 })).toBeAttached();
      await expect(page.locator("main .animate-wait")).toHaveCount(0);
      // What customers have written is in their language, and goods in the shop's.
      const isOwn = !/^\/(inbox|orders|products)/.test(path);
      await check(path, isOwn ? page.locator("body") : page.locator("nav, h1, h2, h3, label, thead, dt"));
      if (path === "/team") {
        await page.getByRole("button", { name: words.invite }).click();
        await checkDialog("inviting");
        await page.getByRole("button", { name: words.manage }).click();
        await checkDialog("a person");
      }
      if (path === "/settings/api-keys") {
        await page.getByRole("button", { name: words.newKey }).click();
        await checkDialog("a new key");
      }
    }

    await page.goto(`${deskUrl()}/inbox/open`);
    await inbox.locator("[data-row]").first().click();
    await expect(page.getByRole("log", { name: words.messages })).toBeVisible();
    await expect(page.getByRole("region", { name: words.similar })).toBeVisible();
    await check("a conversation", page.locator("aside dt"));
    await page.getByRole("button", { name: words.assign }).first().click();
    await checkMenu("assigning");
    await page.getByRole("button", { name: words.account }).click();
    await checkMenu("the account");
    const openMore = () => page.getByRole("button", { name: words.more, exact: true }).click();
    await openMore();
    await checkMenu("more");
    await openMore();
    await page.getByRole("menuitem", { name: words.transfer }).click();
    // Above it stands what the conversation is about, in its own words.
    await checkDialog("a transfer", dialog.locator("form"));
    await page.getByRole("log").focus();
    await page.keyboard.press("?");
    await expect(page.getByRole("dialog", { name: words.sheet })).toBeVisible();
    await checkDialog("the sheet");
    await page.keyboard.press("Control+k");
    await expect(page.getByRole("dialog", { name: words.palette })).toBeVisible();
    await checkDialog("the palette");
  });
}

test("the pages before the desk pass axe, and a broken link says so", async ({ page }) => {
  await page.goto(deskUrl());
  await expect(page.getByRole("heading", { name: "Sign in to Chorus" })).toBeVisible();
  await expectAccessible(page, "login");
  await page.getByRole("button", { name: "Forgot your password?" }).click();
  await page.getByLabel("Company").fill("acme");
  await page.getByLabel("Email").fill("nobody@acme.test");
  await page.getByRole("button", { name: "Send link" }).click();
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
  await page.getByLabel("Passwort", { exact: true }).fill("demo-password");
  await page.getByRole("button", { name: "Anmelden" }).click();
  await page.getByRole("link", { name: "Einstellungen" }).click();
  await page.getByRole("radio", { name: "English" }).check();
  await expect(page.getByRole("heading", { name: "Your account" })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("heading", { name: "Your account" })).toBeVisible();
});

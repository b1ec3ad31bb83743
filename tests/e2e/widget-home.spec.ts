import { expect, type Page, test } from "@playwright/test";
import { createTestTenant } from "./tenant.ts";
import { expectAccessible, openPanel } from "./widget-panel.ts";

/** As if these people were at the desk. */
async function showDesk(page: Page, desk: object): Promise<void> {
  await page.route(/\/api\/v1\/widget\?/, async (route) => {
    const response = await route.fetch();
    const body = (await response.json()) as { desk: object };
    await route.fulfill({ response, json: { ...body, desk: { ...body.desk, ...desk } } });
  });
}

const people = ["Ana Lima", "Sam Okafor", "Priya Raman"].map((name) => ({ name, avatar: null }));

test("a home: who is here and how soon, one press that asks, and the last conversation with what is new", async ({
  page,
}) => {
  await using tenant = await createTestTenant({
    texts: { en: { greeting: "Ahoy!", starters: ["Where is my order?", "Repair or exchange"] } },
  });
  await using host = await tenant.host();
  await showDesk(page, { online: true, people, replyMinutes: 3 });
  await page.goto(host.url);
  const panel = await openPanel(page);
  const { frame } = panel;

  await test.step("faces, an honest line, questions; nothing earlier is offered to somebody new", async () => {
    await expect(page.getByRole("dialog", { name: "Chat with Acme Outdoor" })).toBeVisible();
    await expect(page.locator("[data-chorus] iframe")).toHaveAttribute("title", "Chat with Acme Outdoor");
    await expect(frame.getByRole("heading", { name: "Ahoy!" })).toBeVisible();
    await expect(frame.getByText("Ana, Sam and Priya are here. Usually replies in 3 min")).toBeVisible();
    await expect(frame.locator(".hello .avatar")).toHaveText(["AL", "SO", "PR"]);
    await expect((await panel.menu()).getByRole("menuitem")).toHaveText(["Turn sound off"]);
    await page.keyboard.press("Escape");
    await expect(frame.getByRole("button", { name: "More" })).toBeFocused();
    await expectAccessible(page);
  });

  await test.step("a press sends the question", async () => {
    await frame.getByRole("button", { name: "Where is my order?" }).click();
    await panel.sees("Where is my order?");
    await expect(frame.getByText("Sent", { exact: true })).toBeVisible();
    await expect(panel.log.getByText(/^Today \d\d:\d\d$/)).toBeVisible();
    expect(await tenant.conversations()).toMatchObject([{ lastMessage: { body: "Where is my order?" } }]);
  });

  const { conversationId } = await tenant.accept();
  await test.step("back at home an answer is the last line, with a dot, and in the badge of a closed panel", async () => {
    await expect(frame.getByText("Here now · Acme Outdoor")).toBeVisible();
    await frame.getByRole("button", { name: "Back" }).click();
    await expect(frame.getByRole("button", { name: /You: Where is my order\?/ })).toBeVisible();
    tenant.chat.send({ conversationId, body: "It **left** on Friday." });
    const card = frame.getByRole("button", { name: /Olivia Berg.*It left on Friday\..*Unread/ });
    await expect(card).toBeVisible();
    await expectAccessible(page);
    await page.screenshot({ path: "test-results/widget-home.png" });
    await card.click();
    await expect(panel.log.locator("strong")).toHaveText("left");
    await frame.getByRole("button", { name: "Back" }).click();
    await expect(frame.getByRole("button", { name: /It left on Friday\.$/ })).toBeVisible();
  });

  await test.step("once it is closed it says so, and a second one makes a list of earlier ones", async () => {
    await tenant.close(conversationId);
    await frame.getByRole("button", { name: /It left on Friday/ }).click();
    await frame.getByRole("button", { name: "Start a new conversation" }).click();
    await expect(frame.getByRole("button", { name: /Olivia Berg.*Closed.*It left on Friday/ })).toBeVisible();
    await expect(frame.getByRole("button", { name: "Earlier conversations" })).toHaveCount(0);
    await frame.getByRole("button", { name: "Repair or exchange" }).click();
    await panel.sees("Repair or exchange");
    await frame.getByRole("button", { name: "Back" }).click();
    await frame.getByRole("button", { name: "Earlier conversations" }).click();
    await expect(frame.getByRole("heading", { name: "Earlier conversations" })).toBeVisible();
    await expectAccessible(page);
    await frame.getByRole("button", { name: /It left on Friday/ }).click();
    await panel.sees("Where is my order?");
    await expect(panel.field).toHaveCount(0);
  });
});

for (const { locale, greeting, starter, privacy } of [
  { locale: "de-AT", greeting: "Moin!", starter: "Wo ist mein Paket?", privacy: "Wir bewahren es auf." },
  { locale: "es-MX", greeting: "Buenas", starter: "Wo ist mein Paket?", privacy: "Wir bewahren es auf." },
  { locale: "en-GB", greeting: "Moin!", starter: "Where is my parcel?", privacy: "We keep it." },
  { locale: "fr-FR", greeting: "Moin!", starter: "Wo ist mein Paket?", privacy: "Wir bewahren es auf." },
]) {
  test(`a visitor from ${locale} reads the shop's words in their language, else in the shop's own`, async ({
    browser,
  }) => {
    await using tenant = await createTestTenant({
      language: "de",
      privacy: { text: "Wir bewahren es auf.", url: "" },
      texts: {
        de: { greeting: "Moin!", starters: ["Wo ist mein Paket?"] },
        es: { greeting: "Buenas" },
        en: { starters: ["Where is my parcel?"], privacy: "We keep it." },
      },
    });
    await using host = await tenant.host();
    await using context = await browser.newContext({ locale });
    const page = await context.newPage();
    await page.goto(host.url);
    const { frame } = await openPanel(page, /./);
    await expect(frame.getByRole("heading", { name: greeting })).toBeVisible();
    await expect(frame.getByRole("button", { name: starter })).toBeVisible();
    await expect(frame.getByText(privacy)).toBeVisible();
  });
}

interface Surroundings {
  name: string;
  /** Of the shop. */
  theme?: "light" | "dark";
  head?: string;
  attributes?: string;
  system: "light" | "dark";
  expected: "light" | "dark";
}

const DARK_PAGE = "<style>body { background: #14161a; color: #eee }</style>";
const NEW_COLOURS = "<style>html { background: oklch(0.2 0.02 250) }</style>";
const BOTH = "<style>:root { color-scheme: light dark }</style>";
const SURROUNDINGS: readonly Surroundings[] = [
  { name: "a page that says nothing, on a dark system", system: "dark", expected: "light" },
  { name: "a dark page on a light system", head: DARK_PAGE, system: "light", expected: "dark" },
  { name: "a dark page of new colours", head: NEW_COLOURS, system: "light", expected: "dark" },
  { name: "a page that follows the system into the dark", head: BOTH, system: "dark", expected: "dark" },
  {
    name: "a dark page of a shop that wants it light",
    theme: "light",
    head: DARK_PAGE,
    system: "dark",
    expected: "light",
  },
  { name: "a light page of a shop that wants it dark", theme: "dark", system: "light", expected: "dark" },
  { name: "a line that says dark", attributes: `data-theme="dark"`, system: "light", expected: "dark" },
];
for (const { name, theme, head = "", attributes = "", system, expected } of SURROUNDINGS) {
  test(`light or dark: ${name}`, async ({ page }) => {
    await using tenant = await createTestTenant(theme ? { theme } : {});
    await using host = await tenant.host({ head, attributes });
    await page.emulateMedia({ colorScheme: system });
    await page.goto(host.url);
    const { frame, field } = await openPanel(page);
    await expect(field).toBeVisible();
    await expect(frame.locator("html")).toHaveAttribute("data-theme", expected);
    const ground = expected === "dark" ? "rgb(24, 24, 29)" : "rgb(255, 255, 255)";
    await expect(frame.locator("body")).toHaveCSS("background-color", ground);
  });
}

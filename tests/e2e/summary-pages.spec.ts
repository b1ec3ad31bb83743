import { expect, type Locator, type Page, type Route, test } from "@playwright/test";
import { chooseKind } from "./summary-kind.ts";
import { signIn } from "./agent-page.ts";
import { expectAccessible } from "./audit-page.ts";
import { deskUrl } from "./platform.ts";

const TYPES = ["brief", "handover", "resolution", "actions", "timeline", "sentiment", "entities"];
const LONG = "Donaudampfschifffahrtsgesellschaftskapitaensmuetzenabzeichenreinigungsanleitung";

/** Answers in place of summary-engine, with what makes a browser of another origin read it. */
async function answer(route: Route, status: number, body: object | string): Promise<void> {
  const origin = (await route.request().headerValue("origin")) ?? "*";
  const isText = typeof body === "string";
  await route.fulfill({
    status,
    headers: { "access-control-allow-origin": origin, "access-control-allow-credentials": "true" },
    contentType: isText ? "text/event-stream" : "application/json",
    body: isText ? body : JSON.stringify(body),
  });
}

function summaryOf(conversationId: string, type: string, index: number) {
  const statements = Array.from({ length: type === "timeline" ? 12 : 2 }, (_, at) => ({
    text: `${at % 3 === 2 ? LONG : `What was said about it in message ${at + 1}, in a sentence that takes more than one line`}.`,
    cites: at === 0 ? [1, 2, 3] : [at + 1],
  }));
  return {
    ...{ id: `01990000-0000-7000-8000-00000000000${index}`, conversationId, type, coversSeq: 3, stale: true },
    ...{ newerMessages: 12, provider: "openai", model: "gpt-4o-mini", editedBy: null, verdict: null },
    createdAt: new Date(Date.now() - 3_600_000).toISOString(),
    sections: [
      { name: type === "handover" ? "intent" : type, statements },
      ...(type === "handover" ? [{ name: "promises", statements }] : []),
    ],
  };
}

async function expectNoSideways(page: Page, where: string): Promise<void> {
  const over = await page.locator("html").evaluate((html) => html.scrollWidth - html.clientWidth);
  expect(over, where).toBeLessThanOrEqual(0);
}

test("search and the summaries' settings, crowded, dark and narrow, by keyboard", async ({ browser }, testInfo) => {
  await using context = await browser.newContext({ colorScheme: "dark", viewport: { width: 390, height: 900 } });
  const { page } = await signIn(context, "olivia@acme.test");
  const check = async (where: string) => {
    await expectAccessible(page, where);
    await expectNoSideways(page, where);
    await page.screenshot({ path: testInfo.outputPath(`${where}.png`) });
  };
  const items = Array.from({ length: 20 }, (_, at) => ({
    ...{ conversationId: `01990000-0000-7000-8000-0000000000${10 + at}`, seq: 2, score: 0.1 },
    snippet: `…${at % 2 ? LONG : "the kettle is broken since yesterday and leaks at the bottom"} ${"and so on ".repeat(at)}`,
    ...{ matched: ["text", "meaning", "both"][at % 3], customerName: at % 4 ? "Cara Klein" : `Cara ${LONG}` },
    ...{ subject: at % 2 ? null : "A kettle that leaks", status: "closed" },
  }));
  const degraded = "The index is being made again: 12 conversations are found by words alone until it is done.";
  await page.route("**/api/v1/semantic-search?*", (route) => answer(route, 200, { items, degraded }));
  // What looks like a number in an address is asked for as it is written.
  await page.goto(`${deskUrl()}/search?q=4711`);
  await expect(page.getByRole("searchbox")).toHaveValue("4711");
  await page.goto(`${deskUrl()}/search?q=broken+kettle`);
  await expect(page.getByText("20 conversations", { exact: true })).toBeVisible();
  await expect(page.getByText(degraded)).toBeVisible();
  await check("search");
  // With the keyboard alone: to the field, ask, and on to the first that was found.
  await page.getByRole("searchbox").focus();
  await page.keyboard.press("Enter");
  const first = page.getByRole("link", { name: /^Cara/ }).first();
  // The button and three filters stand before it.
  for (let stop = 0; stop < 5; stop += 1) await page.keyboard.press("Tab");
  await expect(first).toBeFocused();

  const days = Array.from({ length: 30 }, (_, at) => {
    const day = new Date(Date.now() - at * 24 * 3_600_000).toISOString().slice(0, 10);
    const tokens = { inputTokens: 1_234_567 - at * 40_000, outputTokens: 98_765 };
    return { day, provider: "openai", calls: 412 - at, failures: at % 5, ...tokens, costMicrodollars: 2_345_678 };
  });
  await page.route("**/api/v1/summary-usage", (route) => answer(route, 200, { items: days }));
  await page.route("**/api/v1/summary-settings", (route) =>
    answer(route, 200, {
      ...{ provider: "openai", dailyTokenBudget: 500_000, masksPersonalData: true, tokensUsedToday: 499_000 },
    }),
  );
  const reason = "It was chosen. Conversations go to models.example.test.";
  await page.route("**/api/v1/providers", (route) =>
    answer(route, 200, {
      items: [
        { name: "local", model: null, state: "standby", reason: "It answers when openai does not." },
        { name: "openai", model: "gpt-4o-mini", state: "answering", reason },
      ],
    }),
  );
  await page.goto(`${deskUrl()}/settings/summaries`);
  await expect(page.getByText(reason)).toBeVisible();
  await expect(page.getByRole("table", { name: "Model usage" }).getByText("412")).toBeVisible();
  await check("settings");
});

test("the panel: a model's words as they come, what it came to, by keyboard, in light and dark", async ({
  browser,
}, testInfo) => {
  await using context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const { page } = await signIn(context, "ana@acme.test");
  const event = (body: object) => `data: ${JSON.stringify(body)}\n\n`;
  const coming = (text: string) => ({
    ...{ kind: "statement", type: "handover", section: "open" },
    statement: { text, cites: [1] },
  });
  let list: (route: Route) => Promise<void> = (route) => answer(route, 200, { items: [] });
  await page.route("**/api/v1/conversations/*/summaries", (route) =>
    route.request().method() === "POST" ? answer(route, 202, { jobId: "1" }) : list(route),
  );
  await page.route("**/api/v1/conversations/*/summaries/stream", (route) =>
    answer(
      route,
      200,
      event({ kind: "open" }) +
        event(coming("This did not hold.")) +
        event({ kind: "reset" }) +
        event(coming("It leaks.")),
    ),
  );
  await page.goto(`${deskUrl()}/inbox/open`);
  await page.getByRole("region", { name: "Inbox" }).locator("[data-row]").first().click();
  const panel = page.getByRole("region", { name: "Summary" });
  const check = async (where: string, own: Locator = panel) => {
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      await expectAccessible(page, `${where}, ${colorScheme}`);
      await own.screenshot({ path: testInfo.outputPath(`${where}-${colorScheme}.png`) });
    }
  };
  await expect(panel.getByText("Created 2 min after the last message")).toBeVisible();
  await panel.getByRole("button", { name: "Summarise now" }).click();
  await expect(panel.getByText("It leaks.")).toBeVisible();
  await expect(panel.getByText("This did not hold.")).toHaveCount(0);

  list = (route) => {
    const [, conversationId = ""] = /conversations\/([^/]+)/.exec(route.request().url()) ?? [];
    return answer(route, 200, { items: TYPES.map((type, index) => summaryOf(conversationId, type, index)) });
  };
  await page.reload();
  await expect(panel.getByText("12 newer messages")).toBeVisible();
  await chooseKind(page, "In short");
  await expect(panel.getByRole("button", { name: /^Kind: In short/ })).toBeFocused();
  await chooseKind(page, "Overview");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await expect(panel.getByRole("button", { name: "Go to message 1" }).first()).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/[?]seq=1$/);
  await chooseKind(page, "Timeline");
  await check("panel-crowded");
});

import { type Browser, expect, type Page, test } from "@playwright/test";
import { shopUrl } from "./platform.ts";
import { openPanel } from "./widget-panel.ts";

const RUNS = 3;
const FIRST_OPENINGS = { least: 5, most: 15 };
const FIRST_OPENING_MS = 400;

/** What the shop's page went through, as its browser tells it. */
interface Cost {
  requests: string[];
  /** What came over the network, headers included. */
  transferredBytes: number;
  /** Cumulative layout shift of the page itself. */
  shift: number;
  /** The largest thing painted, and when. */
  largest: string;
  lcpMs: number;
  scriptMs: number;
  layoutMs: number;
  taskMs: number;
}

test("a shop's page is as calm and almost as light with the widget as without it", async ({ browser }) => {
  const withWidget = await measure(browser, true);
  const without = await measure(browser, false);
  for (const [name, { requests, ...cost }] of Object.entries({ withWidget, without })) {
    console.log(`shop page, ${name}, ${requests.length} requests: ${JSON.stringify(cost)}`);
  }
  const added = withWidget.requests.filter((address) => !without.requests.includes(address));
  expect(added, "nothing but the loader before it is touched").toEqual(["/loader.js"]);
  expect(withWidget.transferredBytes - without.transferredBytes).toBeLessThan(5 * 1024);
  expect(withWidget.shift, "the page does not move").toBe(without.shift);
  expect(withWidget.largest, "the launcher is not what people wait for").toBe(without.largest);
  // What times say depends on the machine: an order of magnitude would be a defect on any.
  expect(withWidget.taskMs).toBeLessThan(without.taskMs * 10);
});

test("opening, writing and closing do not move the page, and the second opening is there at once", async ({ page }) => {
  await watchPage(page);
  await page.goto(shopUrl());
  await page.evaluate("scrollTo(0, 600)");
  const top = () => page.evaluate<number>(`document.querySelector("#products").getBoundingClientRect().top`);
  const before = await top();
  const panel = await openPanel(page);
  await expect(panel.field).toBeFocused();
  await panel.field.fill("Only a draft");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Open chat" })).toBeFocused();
  expect(await top(), "the page is where it was").toBe(before);
  expect(await read(page, "shift")).toBe(0);

  const openMs = await page.evaluate<number>(`new Promise((resolve) => {
    const root = document.querySelector("[data-chorus]").shadowRoot;
    const startedAt = performance.now();
    Chorus.open();
    const look = () => getComputedStyle(root.querySelector(".panel")).visibility === "visible"
      ? resolve(performance.now() - startedAt) : requestAnimationFrame(look);
    requestAnimationFrame(look);
  })`);
  console.log(`the second opening took ${Math.round(openMs)} ms`);
  await expect(panel.field).toBeFocused();
  await expect(panel.field, "it was kept").toHaveValue("Only a draft");

  // At the top nothing is held in place by scroll anchoring.
  await page.evaluate("scrollTo(0, 0)");
  await page.evaluate(
    `document.body.prepend(Object.assign(document.createElement("div"), { style: "height: 200px" }))`,
  );
  await expect.poll(() => read(page, "shift"), "a page that does move is noticed").toBeGreaterThan(0);
});

test("the first opening, in a browser that has never been there, has a field to write in within 400 ms", async ({
  browser,
}) => {
  const openings: number[] = [];
  const mayAnotherCome = () =>
    openings.length < FIRST_OPENINGS.least ||
    (openings.length < FIRST_OPENINGS.most && Math.min(...openings) > FIRST_OPENING_MS);
  while (mayAnotherCome()) openings.push(await firstOpeningMs(browser));
  console.log(`first openings took ${openings.join(", ")} ms`);
  // Other work on the machine only adds to it.
  expect(Math.min(...openings)).toBeLessThanOrEqual(FIRST_OPENING_MS);
  expect(openings.toSorted((a, b) => a - b)[Math.floor(openings.length / 2)]).toBeLessThanOrEqual(1_000);
});

/** From the press to the frame in which the field is drawn. */
async function firstOpeningMs(browser: Browser): Promise<number> {
  await using context = await browser.newContext();
  const page = await context.newPage();
  await page.addInitScript(`if (window !== top) {
    const look = () => document.querySelector("textarea")
      ? requestAnimationFrame(() => { window.shownAt = Date.now(); })
      : requestAnimationFrame(look);
    requestAnimationFrame(look);
  }`);
  const settings: string[] = [];
  page.on("response", (response) => {
    if (response.url().includes("/api/v1/widget?")) settings.push(response.url());
  });
  await page.goto(shopUrl(), { waitUntil: "load" });
  const pressedAt = await page.evaluate<number>(`(() => {
    const pressedAt = Date.now();
    document.querySelector("[data-chorus]").shadowRoot.querySelector(".launcher").click();
    return pressedAt;
  })()`);
  const frame = () => page.frames().find((one) => one.url().includes("/frame?"));
  const shownAt = () => frame()?.evaluate<number | undefined>("window.shownAt");
  await expect.poll(shownAt).toBeGreaterThan(pressedAt);
  expect(settings, "what was asked ahead is not asked again").toHaveLength(1);
  return Number(await shownAt()) - pressedAt;
}

/** The median of several visits, each in a browser that has never been there. */
async function measure(browser: Browser, isWidgetThere: boolean): Promise<Cost> {
  const visits: Cost[] = [];
  for (let run = 0; run < RUNS; run += 1) visits.push(await visit(browser, isWidgetThere));
  const [first] = visits;
  if (!first) throw new Error("no visit");
  const middle = (of: (cost: Cost) => number) => visits.map(of).toSorted((a, b) => a - b)[Math.floor(RUNS / 2)] ?? 0;
  return {
    ...first,
    lcpMs: middle((cost) => cost.lcpMs),
    scriptMs: middle((cost) => cost.scriptMs),
    layoutMs: middle((cost) => cost.layoutMs),
    taskMs: middle((cost) => cost.taskMs),
    shift: Math.max(...visits.map((cost) => cost.shift)),
  };
}

async function visit(browser: Browser, isWidgetThere: boolean): Promise<Cost> {
  await using context = await browser.newContext();
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  const requests: string[] = [];
  let transferredBytes = 0;
  session.on("Network.requestWillBeSent", ({ request }) => {
    if (request.url.startsWith("http")) requests.push(new URL(request.url).pathname);
  });
  session.on("Network.loadingFinished", ({ encodedDataLength }) => {
    transferredBytes += encodedDataLength;
  });
  await session.send("Network.enable");
  await session.send("Performance.enable");
  if (!isWidgetThere) await withoutWidget(page);
  await watchPage(page);
  await page.goto(shopUrl(), { waitUntil: "load" });
  // Through the whole page, as somebody who looks around; two frames later everything is painted. A locator would put
  // Playwright's own script into the page and be measured with it.
  await page.evaluate(`(async () => {
    const frame = () => new Promise(requestAnimationFrame);
    while (${isWidgetThere} && !document.querySelector("[data-chorus]")) await frame();
    for (let y = 0; y < document.body.scrollHeight; y += innerHeight / 2) { scrollTo(0, y); await frame(); }
    scrollTo(0, 0); await frame(); await frame();
  })()`);
  const { metrics } = await session.send("Performance.getMetrics");
  const metric = (name: string) => Math.round((metrics.find((one) => one.name === name)?.value ?? 0) * 1e4) / 10;
  return {
    requests,
    transferredBytes,
    shift: Number(await read(page, "shift")),
    largest: String(await read(page, "largest")),
    lcpMs: Math.round(Number(await read(page, "lcpMs"))),
    scriptMs: metric("ScriptDuration"),
    layoutMs: metric("LayoutDuration"),
    taskMs: metric("TaskDuration"),
  };
}

/** The shop's page without its script tag. */
async function withoutWidget(page: Page): Promise<void> {
  await page.route(shopUrl(), async (route) => {
    const response = await route.fetch();
    await route.fulfill({
      response,
      body: (await response.text()).replace(/<script src="[^"]*loader\.js[^>]*><\/script>/, ""),
    });
  });
}

/**
 * Everything the browser reports, also what was before this script could listen (buffered); also shifts right after an input,
 * which the usual figure forgives.
 */
async function watchPage(page: Page): Promise<void> {
  await page.addInitScript(`if (window === top) {
    window.seen = { shift: 0, largest: "", lcpMs: 0 };
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) seen.shift += entry.value;
    }).observe({ type: "layout-shift", buffered: true });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        seen.largest = entry.element?.tagName + " " + entry.element?.textContent.trim().slice(0, 40);
        seen.lcpMs = entry.startTime;
      }
    }).observe({ type: "largest-contentful-paint", buffered: true });
  }`);
}

const read = (page: Page, name: string) => page.evaluate<number | string>(`seen.${name}`);

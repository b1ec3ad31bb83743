import { expect, type Page, test } from "@playwright/test";
import { createTestTenant, hostPage } from "./tenant.ts";
import { widgetUrl } from "./platform.ts";
import { openPanel, panelOf } from "./widget-panel.ts";

/** A small zoo of other people's pages: what they do to a script, an element and a frame of somebody else's. */

const launcher = (page: Page) => page.getByRole("button", { name: /Open chat/ });
const HEAD = `<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>A shop</title>`;

for (const { name, attributes } of [
  { name: "async", attributes: "async" },
  { name: "blocking", attributes: "" },
]) {
  test(`a ${name} line in the head, before there is a body`, async ({ page }) => {
    await using tenant = await createTestTenant();
    await using host = await tenant.host({
      attributes,
      page: (line) =>
        `<!doctype html><html lang="en"><head>${HEAD}${line}<!--later--></head><body><button>Buy</button></body></html>`,
    });
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(error.message));
    await page.goto(host.url);
    // From the cache it runs before the body arrives.
    await page.goto(host.url);
    await expect(launcher(page)).toBeVisible();
    await page.keyboard.press("Tab");
    await expect(page.getByRole("button", { name: "Buy" })).toBeFocused();
    await expect((await openPanel(page)).field).toBeVisible();
    expect(errors).toEqual([]);
  });
}

test("a page that opens the chat before it has a body", async ({ page }) => {
  await using tenant = await createTestTenant();
  await using host = await tenant.host({
    page: (line) =>
      `<!doctype html><html lang="en"><head>${HEAD}${line}<script>Chorus.open()</script><!--later--></head><body>Shop</body></html>`,
  });
  await page.goto(host.url);
  await expect(panelOf(page).field).toBeFocused();
});

test("a theme that hides empty elements and everything else, and one with an element called Chorus", async ({
  page,
}) => {
  await using tenant = await createTestTenant();
  await using host = await tenant.host({
    page: (line) =>
      `<!doctype html><html lang="en"><head>${HEAD}<style>div:empty { display: none !important } body * { visibility: hidden !important; opacity: 0 !important; transform: scale(0.5) !important }</style></head><body><p id="Chorus">We sing</p>${line}</body></html>`,
  });
  await page.goto(host.url);
  await expect(launcher(page)).toBeVisible();
  await expect((await openPanel(page)).field).toBeVisible();
});

test("two lines on one page make one chat", async ({ page }) => {
  await using tenant = await createTestTenant();
  await using host = await tenant.host({
    page: (line) => `<!doctype html><html lang="en"><head>${HEAD}${line}</head><body>${line}${line}</body></html>`,
  });
  await page.goto(host.url);
  await expect(launcher(page)).toHaveCount(1);
});

test("a tag manager that drops the attributes: the key stands in the address", async ({ page }) => {
  await using tenant = await createTestTenant();
  await using host = await tenant.host({
    page: () => `<!doctype html><html lang="en"><head>${HEAD}</head><body><script>
      const script = document.createElement("script");
      script.src = "${widgetUrl()}/loader.js?key=${tenant.widgetKey}";
      document.body.append(script);
    </script></body></html>`,
  });
  await page.goto(host.url);
  await expect((await openPanel(page)).field).toBeVisible();
});

test("a line without a key draws nothing and says what is missing", async ({ page }) => {
  await using host = await hostPage("", {
    page: () => `<!doctype html><html lang="en"><body><script src="${widgetUrl()}/loader.js"></script></body></html>`,
  });
  const warnings = warningsOf(page);
  await page.goto(host.url);
  await expect.poll(() => warnings.join("\n")).toContain("data-tenant-key is missing");
  await expect(launcher(page)).toHaveCount(0);
});

test("a page that replaces its body at each click: the chat and what is being written stay", async ({ page }) => {
  await using tenant = await createTestTenant();
  await using host = await tenant.host();
  await page.goto(host.url);
  const panel = await openPanel(page);
  await panel.write("Where is my order?");
  await expect(panel.frame.getByText("Sent", { exact: true })).toBeVisible();
  await panel.field.fill("half a thou");
  for (const next of ["Next page", "And another"]) {
    await page.evaluate(`(() => {
      const body = document.createElement("body");
      body.innerHTML = "<h1>${next}</h1>";
      document.documentElement.replaceChild(body, document.body);
      const script = document.createElement("script");
      script.src = "${widgetUrl()}/loader.js";
      script.dataset.tenantKey = "${tenant.widgetKey}";
      body.append(script);
    })()`);
    await expect(page.getByRole("heading", { name: next })).toBeVisible();
    await panel.sees("Where is my order?");
    await expect(panel.field).toHaveValue("half a thou");
  }
  await page.evaluate("Chorus.close()");
  await expect(launcher(page)).toBeVisible();
  await page.evaluate("Chorus.open()");
  await expect(panel.field).toBeFocused();
});

for (const { name, replace } of [
  {
    name: "replaces the whole document's content",
    replace: `document.documentElement.innerHTML = "<head></head><body><h1>New</h1></body>"`,
  },
  {
    name: "writes itself anew",
    replace: `document.open(); document.write("<!doctype html><body><h1>New</h1></body>"); document.close()`,
  },
  {
    name: "removes what it does not know",
    replace: `document.body.innerHTML = "<h1>New</h1>"; document.querySelector("[data-chorus]").remove()`,
  },
]) {
  test(`a page that ${name}: the chat comes back with its conversation`, async ({ page }) => {
    await using tenant = await createTestTenant();
    await using host = await tenant.host();
    await page.goto(host.url);
    const panel = await openPanel(page);
    await panel.write("Still there?");
    await expect(panel.frame.getByText("Sent", { exact: true })).toBeVisible();
    await page.evaluate(replace);
    await expect(page.getByRole("heading", { name: "New" })).toBeVisible();
    await panel.sees("Still there?");
    await panel.write("Good.");
    await panel.sees("Good.");
  });
}

test("a page that writes itself anew before anybody has opened the chat: the launcher still opens it", async ({
  page,
}) => {
  await using tenant = await createTestTenant();
  await using host = await tenant.host();
  await page.goto(host.url);
  await expect(page.getByRole("button", { name: "Open chat" })).toBeVisible();
  await page.evaluate(`document.open(); document.write("<!doctype html><body><h1>New</h1></body>"); document.close()`);
  await expect(page.getByRole("heading", { name: "New" })).toBeVisible();
  const panel = await openPanel(page);
  await panel.write("Still there?");
  await panel.sees("Still there?");
});

test("a page that isolates itself from other origins (COEP) has the chat, too", async ({ page }) => {
  await using tenant = await createTestTenant();
  await using host = await tenant.host({
    headers: { "cross-origin-embedder-policy": "require-corp", "cross-origin-opener-policy": "same-origin" },
  });
  await page.goto(host.url);
  expect(await page.evaluate("crossOriginIsolated")).toBe(true);
  const panel = await openPanel(page);
  await panel.write("Hello from an isolated page");
  await panel.sees("Hello from an isolated page");
});

test("a page that removes it again and again is not brought to a standstill", async ({ page }) => {
  await using tenant = await createTestTenant();
  await using host = await tenant.host({
    head: `<script>
      new MutationObserver(() => document.querySelector("[data-chorus]")?.remove()).observe(document.documentElement, { childList: true });
      window.frames_ = 0;
      requestAnimationFrame(function next() { window.frames_ += 1; requestAnimationFrame(next); });
    </script>`,
  });
  await page.goto(host.url);
  await expect.poll(() => page.evaluate<number>("window.frames_")).toBeGreaterThan(30);
});

test("back from another page, the chat goes on", async ({ page }) => {
  await using tenant = await createTestTenant();
  await using host = await tenant.host();
  await using other = await hostPage("", { page: () => "<!doctype html><h1>Elsewhere</h1>" });
  await page.goto(host.url);
  const panel = await openPanel(page);
  await panel.write("Before");
  await expect(panel.frame.getByText("Sent", { exact: true })).toBeVisible();
  await page.goto(other.url);
  await page.goBack();
  if (await launcher(page).isVisible()) await launcher(page).click();
  await panel.sees("Before");
  await panel.write("After");
  await panel.sees("After");
});

const DENIED = `throw new DOMException("denied", "SecurityError")`;
for (const { name, script } of [
  { name: "localStorage", script: `Object.defineProperty(window, "localStorage", { get() { ${DENIED} } })` },
  { name: "sessionStorage", script: `Object.defineProperty(window, "sessionStorage", { get() { ${DENIED} } })` },
  { name: "IndexedDB", script: `Object.defineProperty(window, "indexedDB", { get() { ${DENIED} } })` },
  {
    name: "IndexedDB's databases",
    script: `IDBFactory.prototype.open = () => { ${DENIED} }; IDBFactory.prototype.databases = async () => { ${DENIED} }`,
  },
  {
    name: "locks",
    script: `LockManager.prototype.request = async () => { ${DENIED} }; LockManager.prototype.query = async () => { ${DENIED} }`,
  },
  { name: "BroadcastChannel", script: `window.BroadcastChannel = class { constructor() { ${DENIED} } }` },
]) {
  test(`where ${name} is denied a message is sent all the same`, async ({ context }) => {
    await using tenant = await createTestTenant();
    await using host = await tenant.host();
    await context.addInitScript(script);
    const page = await context.newPage();
    await page.goto(host.url);
    const panel = await openPanel(page);
    await panel.write("Hello?");
    await expect(panel.frame.getByText("Sent", { exact: true })).toBeVisible();
    await panel.write("Are you there?");
    await panel.sees("Are you there?");
  });
}

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

test("on a phone a site that is not allowed gets no dead end, and its developers the remedy", async ({ browser }) => {
  await using tenant = await createTestTenant();
  await tenant.change({}, ["https://elsewhere.example"]);
  await using host = await hostPage(tenant.widgetKey, { isOldLine: true });
  await using context = await browser.newContext(PHONE);
  const page = await context.newPage();
  const warnings = warningsOf(page);
  await page.goto(host.url);
  await launcher(page).click();
  await expect.poll(() => warnings.join("\n")).toContain(`add ${host.url} to Settings`);
  await expect(page.getByRole("heading", { name: "A shop" })).toBeVisible();
  await expect(page.locator('iframe[title^="Chat"]')).toBeHidden();
  await expect(launcher(page)).toHaveCount(0);
});

test("a wrong key is told to the shop's developers", async ({ page }) => {
  await using host = await hostPage("wk_nobody", { isOldLine: true });
  const warnings = warningsOf(page);
  await page.goto(host.url);
  await launcher(page).click();
  await expect.poll(() => warnings.join("\n")).toContain(`no company with the key "wk_nobody"`);
  await expect(launcher(page)).toHaveCount(0);
});

test("a site that is not allowed, or a wrong key: no launcher, and the remedy in the console", async ({ page }) => {
  await using tenant = await createTestTenant();
  await tenant.change({}, ["https://elsewhere.example"]);
  await using unlisted = await hostPage(tenant.widgetKey);
  await using wrong = await hostPage("wk_nobody");
  const warnings = warningsOf(page);
  await page.goto(unlisted.url);
  await expect.poll(() => warnings.join("\n")).toContain(`add ${unlisted.url} to Settings`);
  await expect(launcher(page)).toHaveCount(0);
  await page.goto(wrong.url);
  await expect.poll(() => warnings.join("\n")).toContain(`no company with the key "wk_nobody"`);
  await expect(launcher(page)).toHaveCount(0);

  await tenant.change({}, [unlisted.url]);
  await page.goto(unlisted.url);
  await expect((await openPanel(page)).field, "mended").toBeVisible();
});

test("on a phone a frame that does not come leaves a way out, and another try", async ({ browser }) => {
  await using tenant = await createTestTenant();
  await using host = await tenant.host();
  await using context = await browser.newContext(PHONE);
  const page = await context.newPage();
  await page.route("**/frame?**", (route) => route.abort());
  await page.route("**/embed?**", (route) => route.abort());
  await page.goto(host.url);
  await launcher(page).click();
  const close = page.getByRole("button", { name: "Close chat" });
  await expect(close.first()).toBeVisible();
  await expect(page.getByText("The chat could not be loaded.")).toBeVisible();
  await page.screenshot({ path: "test-results/widget-cover-phone.png" });
  await close.last().click();
  await expect(page.getByRole("heading", { name: "A shop" })).toBeVisible();
  await page.unroute("**/frame?**");
  await launcher(page).click();
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(panelOf(page).field).toBeFocused();
});

test("a frame that is slow shows that it is loading, and can be left", async ({ browser }) => {
  await using tenant = await createTestTenant();
  await using host = await tenant.host();
  await using context = await browser.newContext(PHONE);
  const page = await context.newPage();
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route("**/frame?**", async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(host.url);
  await launcher(page).click();
  await expect(page.getByText("Loading chat…")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByText("Loading chat…")).toBeHidden();
  await launcher(page).click();
  release();
  await expect(panelOf(page).field).toBeFocused();
});

test("a frame that crashes leaves a way out", async ({ browser }) => {
  await using tenant = await createTestTenant();
  await using host = await tenant.host();
  await using context = await browser.newContext(PHONE);
  const page = await context.newPage();
  await page.goto(host.url);
  await openPanel(page);
  await expect(panelOf(page).field).toBeFocused();
  const frame = page.frames().find((one) => one.url().includes("/frame?"));
  await frame?.goto("about:blank");
  await expect(page.getByText("The chat could not be loaded.")).toBeVisible({ timeout: 30_000 });
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(panelOf(page).field).toBeVisible();
});

test("a frame that can show nothing any more leaves a way out", async ({ browser }) => {
  await using tenant = await createTestTenant();
  await using host = await tenant.host();
  await using context = await browser.newContext(PHONE);
  const page = await context.newPage();
  await page.goto(host.url);
  const panel = await openPanel(page);
  await panel.write("Hello?");
  await panel.sees("Hello?");
  const frame = page.frames().find((one) => one.url().includes("/frame?"));
  await panel.field.fill("Anybody there?");
  // At once, because anything that is drawn from now on fails.
  await frame?.evaluate(`
    Date.prototype.toLocaleString = () => { throw Error() };
    document.querySelector("textarea").dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
  `);
  await expect(panel.frame.getByText("Something went wrong.")).toBeVisible();
  await panel.frame.getByRole("button", { name: "Close chat" }).click();
  await launcher(page).click();
  await panel.frame.getByRole("button", { name: "Try again" }).click();
  await panel.sees("Hello?");
  await panel.sees("Anybody there?");
});

function warningsOf(page: Page): string[] {
  const warnings: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "warning") warnings.push(message.text());
  });
  return warnings;
}

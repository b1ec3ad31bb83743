import { expect, test } from "@playwright/test";
import { createTestTenant, hostPage } from "./tenant.ts";
import { widgetUrl } from "./platform.ts";
import { expectAccessible, openPanel } from "./widget-panel.ts";

test("only the tenant's own pages may embed it", async ({ page }) => {
  await using tenant = await createTestTenant();
  await using shop = await hostPage(tenant.widgetKey);
  await using evil = await hostPage(tenant.widgetKey, { isOldLine: true });
  await tenant.change({}, [shop.url]);
  const refusals: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") refusals.push(message.text());
  });
  await page.goto(evil.url);
  await page.getByRole("button", { name: "Open chat" }).click();
  await expect.poll(() => refusals.join("\n")).toContain("frame-ancestors");
  await page.goto(shop.url);
  await expect((await openPanel(page)).field).toBeVisible();
});

test("a hostile page learns nothing and changes nothing", async ({ page }) => {
  await using tenant = await createTestTenant();
  await using host = await tenant.host({
    head: `<style>* { display: block !important; font-size: 90px !important; color: red !important } button { visibility: hidden }</style>
      <script>
        window.heard = [];
        addEventListener("message", (event) => heard.push(JSON.stringify(event.data)));
        Object.prototype.polluted = "x";
      </script>`,
  });
  await page.goto(host.url);
  const panel = await openPanel(page);
  await panel.write("My secret");
  await expect(panel.frame.getByText("Sent", { exact: true })).toBeVisible();

  await test.step("messages of other shapes are nothing", async () => {
    // As text: these tests are compiled without the browser's types.
    await page.evaluate(`(() => {
      const frame = document.querySelector("[data-chorus]").shadowRoot.querySelector("iframe").contentWindow;
      const shapes = [null, "x", { chorus: 1, type: "run" }, { chorus: 1, type: "identify", identityToken: {} }];
      for (const shape of shapes) frame.postMessage(shape, "${widgetUrl()}");
      // Of the right shape, but from another window than the frame.
      postMessage({ chorus: 1, type: "unread", count: 99 }, "*");
    })()`);
    await panel.write("Still here");
    await expect(page).toHaveTitle("A shop");
  });

  await test.step("the page cannot read the frame, nor hear a token or a text", async () => {
    const reached = await page.evaluate(`(() => {
      const frame = document.querySelector("[data-chorus]").shadowRoot.querySelector("iframe");
      try { return String(frame.contentWindow.document); } catch (error) { return error.name; }
    })()`);
    expect(reached).toBe("SecurityError");
    const heard = await page.evaluate(() => (globalThis as unknown as { heard: string[] }).heard.join("\n"));
    expect(heard).toContain("look");
    expect(heard).not.toMatch(/secret|token|eyJ/i);
    const storage = await page.evaluate("JSON.stringify({ ...localStorage })");
    expect(storage).toBe(JSON.stringify({ [`chorus.wake.${tenant.widgetKey}`]: "1" }));
  });
});

test("a page with a strict policy and Trusted Types can use it", async ({ page }) => {
  await using tenant = await createTestTenant();
  const policy = `default-src 'none'; script-src ${widgetUrl()}; frame-src ${widgetUrl()}; require-trusted-types-for 'script'; trusted-types 'none'`;
  await using host = await tenant.host({ headers: { "content-security-policy": policy } });
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  await page.goto(host.url);
  await expect((await openPanel(page)).field).toBeVisible();
  expect(errors).toEqual([]);
  const frame = await page.request.get(`${widgetUrl()}/frame?key=${tenant.widgetKey}`);
  expect(frame.headers()["content-security-policy"]).toContain("require-trusted-types-for 'script'");
});

for (const { language, message, open, dir } of [
  { language: "de", message: "Nachricht", open: "Chat öffnen", dir: "ltr" },
  { language: "es", message: "Mensaje", open: "Abrir el chat", dir: "ltr" },
  { language: "ar", message: "الرسالة", open: "فتح المحادثة", dir: "rtl" },
]) {
  test(`speaks ${language} on a small phone, on the left`, async ({ browser }) => {
    await using tenant = await createTestTenant({
      accentColour: "#ffe066",
      greeting: "Hallo · Hola · مرحبا",
      position: "left",
    });
    await using host = await tenant.host({ attributes: `data-position="left" data-accent="#ffe066"` });
    await using context = await browser.newContext({
      ...{ locale: language, viewport: { width: 320, height: 568 }, hasTouch: true, isMobile: true },
    });
    const page = await context.newPage();
    await page.goto(host.url);
    const box = await page.getByRole("button", { name: open }).boundingBox();
    expect(box?.x).toBeLessThan(40);
    const { frame } = await openPanel(page, new RegExp(open));
    await frame.getByRole("textbox", { name: message }).fill("Test 123");
    await page.keyboard.press("Enter");
    await expect(frame.getByText("Test 123")).toBeVisible();
    await expect(frame.locator("html")).toHaveAttribute("dir", dir);
    const overflow = await frame.locator("html").evaluate((element) => element.scrollWidth - element.clientWidth);
    expect(overflow).toBe(0);
    await expectAccessible(page);
    await page.screenshot({ path: `test-results/widget-${language}-phone.png` });
  });
}

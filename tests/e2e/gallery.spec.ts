import { readdirSync } from "node:fs";
import path from "node:path";
import { expect, type Page, test } from "@playwright/test";
import { repositoryRoot } from "@chorus/servers/paths";
import { findFreePort } from "@chorus/servers/ports";
import { createServer } from "vite";
import { expectAccessible } from "./audit-page.ts";

const DESK = path.join(repositoryRoot, "apps/admin-ui");
const SECTIONS = 12;

/** The desk as `make dev` serves it, which is where the gallery is. */
async function startDevelopmentDesk() {
  const port = await findFreePort();
  const server = await createServer({
    ...{ root: DESK, configFile: path.join(DESK, "vite.config.ts"), logLevel: "error" },
    ...{ server: { host: "127.0.0.1", port, strictPort: true }, cacheDir: test.info().outputPath("vite") },
  });
  await server.listen();
  return { url: `http://127.0.0.1:${port}`, [Symbol.asyncDispose]: () => server.close() };
}

test("every control in the gallery passes axe in light and dark, wide and on a phone, and opens by keyboard", async ({
  browser,
}, testInfo) => {
  await using desk = await startDevelopmentDesk();
  await using context = await browser.newContext({ viewport: { width: 1600, height: 1000 }, locale: "en-GB" });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  for (const theme of ["light", "dark"] as const) {
    await page.goto(`${desk.url}/gallery${theme === "dark" ? "?dark" : ""}`);
    const half = page.getByRole("region", { name: "Light", exact: true });
    await expect(half.locator("[data-sample]")).toHaveCount(SECTIONS, { timeout: 60_000 });
    await expect(page.getByRole("region", { name: "Dark", exact: true }).locator("[data-sample]")).toHaveCount(
      SECTIONS,
    );
    await expectAccessible(page, `gallery, ${theme}`);
    await page.screenshot({ path: testInfo.outputPath(`gallery-${theme}.png`) });
    await checkSelect(page, theme);
    await checkDate(page, theme);
    await checkTime(page, theme);
    await checkTable(page, theme);
    await page.keyboard.press("Escape");
  }
  await page.setViewportSize({ width: 390, height: 844 });
  const over = await page.locator("html").evaluate((html) => html.scrollWidth - html.clientWidth);
  expect(over, "nothing sideways on a phone").toBeLessThanOrEqual(0);
  await expectAccessible(page, "gallery, 390");
  expect(errors).toEqual([]);
});

async function checkSelect(page: Page, theme: string): Promise<void> {
  const select = page.getByRole("combobox", { name: "Language" }).first();
  await select.focus();
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("listbox", { name: "Language" })).toBeFocused();
  await expectAccessible(page, `an open select, ${theme}`);
  await page.keyboard.type("sp");
  await page.keyboard.press("Enter");
  await expect(select).toHaveText("Spanish");
  await expect(select).toBeFocused();
  // Long lists are narrowed by what is typed.
  await page.getByRole("combobox", { name: "Country" }).first().press("Enter");
  await page.keyboard.type("berlin");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("combobox", { name: "Country" }).first()).toHaveText("Europe/Berlin");
}

async function checkDate(page: Page, theme: string): Promise<void> {
  const day = page.getByLabel("Day", { exact: true }).first();
  await day.fill("3/2/27");
  await day.press("Enter");
  await expect(day).toHaveValue("03/02/2027");
  await day.press("ArrowDown");
  await expect(page.getByRole("button", { name: /^Wednesday,? 3 February 2027$/ })).toBeFocused();
  await expectAccessible(page, `an open calendar, ${theme}`);
  await page.keyboard.press("PageDown");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await expect(day).toHaveValue("04/03/2027");
  await day.fill("31/02/2027");
  await day.blur();
  await expect(page.getByText("Enter a date as dd/mm/yyyy").first()).toBeVisible();
}

async function checkTime(page: Page, theme: string): Promise<void> {
  const time = page.getByLabel("Time", { exact: true }).first();
  await time.fill("715");
  await time.blur();
  await expect(time).toHaveValue("07:15");
  await time.press("ArrowDown");
  await expectAccessible(page, `an open list of times, ${theme}`);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(time).toHaveValue("07:30");
  await time.fill("soon");
  await time.blur();
  await expect(page.getByText("Enter a time like 09:00").first()).toBeVisible();
  await time.fill("");
  await time.blur();
  await expect(time).toHaveValue("07:30");
}

async function checkTable(page: Page, theme: string): Promise<void> {
  const table = page.getByRole("table", { name: "Person" }).first();
  await table.getByRole("button", { name: "Details: Ada Example" }).press("Enter");
  await expect(table.getByText("What happened to it.")).toBeVisible();
  await page.getByRole("button", { name: "Delete team?" }).first().click();
  await expectAccessible(page, `a dialog, ${theme}`);
}

test("the gallery is no part of what customers get", () => {
  const built = readdirSync(path.join(DESK, "dist/public"), { recursive: true, encoding: "utf8" });
  expect(built.length).toBeGreaterThan(3);
  expect(built.filter((file) => /gallery/i.test(file))).toEqual([]);
});

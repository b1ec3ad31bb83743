import { expect, test } from "@playwright/test";
import { expectAccessible } from "./audit-page.ts";
import { chatUrl } from "./platform.ts";

for (const colorScheme of ["light", "dark"] as const) {
  test(`the API's pages pass axe, ${colorScheme}`, async ({ browser }) => {
    await using context = await browser.newContext({ colorScheme });
    const page = await context.newPage();
    await page.goto(`${chatUrl()}/docs`);
    await expect(page.locator("html")).toHaveAttribute("data-theme", colorScheme);
    await expect(page).toHaveTitle("Chorus API");
    await expectAccessible(page, "the reference");
    await page.goto(`${chatUrl()}/docs/errors`);
    await expect(page.getByRole("row").filter({ hasText: "rate_limited" })).toBeVisible();
    await expectAccessible(page, "the errors");
  });
}

test("the contents lead to a route with an example to copy, also on a phone", async ({ browser }) => {
  await using context = await browser.newContext({ permissions: ["clipboard-read", "clipboard-write"] });
  const page = await context.newPage();
  await page.goto(`${chatUrl()}/docs`);
  const contents = page.getByRole("navigation", { name: "Contents" });
  await contents.getByRole("link", { name: "Counts" }).click();
  const route = page.locator("article[id='conversations.counts']");
  await expect(route).toBeInViewport();
  await route.getByRole("button", { name: "Copy: Request" }).click();
  await expect(route.getByRole("button", { name: "Copy: Request" })).toHaveText("Copied");
  expect(await page.evaluate("navigator.clipboard.readText()")).toContain("/api/v1/conversations/counts");

  await page.setViewportSize({ width: 390, height: 844 });
  await page.reload();
  expect(await page.evaluate("document.documentElement.scrollWidth <= 390")).toBe(true);
  await contents.getByText("Contents").click();
  await expect(contents.getByRole("link", { name: "Authentication" })).toBeVisible();
  await expectAccessible(page, "the reference on a phone");
});

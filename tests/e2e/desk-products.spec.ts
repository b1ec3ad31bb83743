import { expect, test } from "@playwright/test";
import { signIn } from "./agent-page.ts";
import { expectAccessible } from "./audit-page.ts";
import { deskUrl } from "./platform.ts";
import { takePictures } from "./take-pictures.ts";

test("an owner finds a product, sees what lies where, receives, counts and moves some, and sets a price", async ({
  browser,
}, testInfo) => {
  await using context = await browser.newContext();
  const { page } = await signIn(context, "olivia@acme.test");
  await page.getByRole("link", { name: "Products" }).first().click();
  const rows = page.getByRole("table", { name: "Products" }).getByRole("row");
  // Forty of the demo, below their columns' names; another story adds its own.
  await expect.poll(() => rows.count()).toBeGreaterThanOrEqual(41);
  await expectAccessible(page, "products");
  await takePictures(page, testInfo, "products");

  await page.getByRole("combobox", { name: "Category" }).click();
  await page.getByRole("option", { name: "Cooking" }).click();
  await expect(rows.filter({ hasText: "Nomad 1" })).toHaveCount(0);
  await expect(rows.filter({ hasText: "Ember stove" })).toHaveCount(1);
  await page.getByRole("textbox", { name: "Find products" }).fill("ember");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/q=ember/);
  await expect(rows.filter({ hasText: "Ember stove" })).toHaveCount(1);
  await page.getByRole("textbox", { name: "Find products" }).fill("bicycle");
  await page.keyboard.press("Enter");
  await expect(page.getByText("No products found")).toBeVisible();
  await page.getByRole("button", { name: "Clear" }).click();
  await page.getByRole("textbox", { name: "Find products" }).fill("enamel");
  await page.keyboard.press("Enter");
  await page.getByRole("link", { name: "Enamel mug" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Enamel mug" })).toBeVisible();

  const variants = page.getByRole("table", { name: "Variants" });
  const moss = variants.getByRole("row").filter({ hasText: "MUG-MOSS" });
  await moss.getByRole("button", { name: /Details/ }).click();
  const stock = page.getByRole("table", { name: "Stock" });
  const warehouse = stock.getByRole("row").filter({ hasText: "Warehouse Leeds" });
  await expect(warehouse).toBeVisible();
  const onHand = async () => Number(await warehouse.getByRole("cell").first().textContent());
  const before = await onHand();
  await expectAccessible(page, "a product");
  await takePictures(page, testInfo, "product");

  const dialog = page.getByRole("dialog");
  const change = async (what: string, units: string) => {
    await page.getByRole("button", { name: "Change stock" }).click();
    await dialog.getByText(what, { exact: true }).click();
    await dialog.getByLabel(/^Units/).fill(units);
    await dialog.getByLabel("Reason").fill("Autumn delivery");
    await dialog.getByRole("button", { name: "Save" }).click();
  };
  await page.getByRole("button", { name: "Change stock" }).click();
  await expectAccessible(page, "changing stock");
  await page.keyboard.press("Escape");
  await change("Received", "12");
  await expect(dialog).toHaveCount(0);
  await expect.poll(onHand).toBe(before + 12);
  await change("Moved", "2");
  await expect.poll(onHand).toBe(before + 10);
  await change("Gone", "100000");
  await expect(dialog.getByRole("alert")).toContainText("not so many units");
  await page.keyboard.press("Escape");
  await change("Counted", String(before + 40));
  await expect.poll(onHand).toBe(before + 40);

  await page.getByRole("button", { name: "Edit MUG-MOSS" }).click();
  await dialog.getByLabel("Price (EUR)").fill("1.234.5");
  await expect(dialog.getByText("Write it like 12.50.")).toBeVisible();
  await dialog.getByLabel("Price (EUR)").fill("14,50");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(moss).toContainText("€14.50");
  await page.getByRole("button", { name: "Archive" }).click();
  await dialog.getByRole("button", { name: "Archive" }).click();
  await page.getByRole("button", { name: "Publish" }).click();
  await expect(page.getByRole("button", { name: "Archive" })).toBeVisible();
});

test("an agent sees products and changes nothing; an address without a product says so", async ({ browser }) => {
  await using context = await browser.newContext({ locale: "de-DE" });
  const page = await context.newPage();
  await page.goto(deskUrl());
  await page.getByLabel("Unternehmen").fill("acme");
  await page.getByLabel("E-Mail").fill("ana@acme.test");
  await page.getByLabel("Passwort", { exact: true }).fill("demo-password");
  await page.getByRole("button", { name: "Anmelden" }).click();
  await page.getByRole("link", { name: "Produkte" }).first().click();
  await page.getByRole("link", { name: "Nomad 1" }).click();
  await expect(page.getByRole("table", { name: "Varianten" })).toContainText("NOMAD1-MOSS");
  await expect(page.getByRole("button", { name: /bearbeiten|Archivieren/ })).toHaveCount(0);
  await page
    .getByRole("button", { name: /Details/ })
    .first()
    .click();
  await expect(page.getByRole("table", { name: "Bestand" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Bestand ändern" })).toHaveCount(0);
  await page.goto(`${deskUrl()}/products/no-such-thing`);
  await expect(page.getByRole("alert")).toBeVisible();
});

import { expect, test } from "@playwright/test";
import { signIn } from "./agent-page.ts";
import { expectAccessible } from "./audit-page.ts";
import { placeOrderByCard } from "./place-order.ts";
import { deskUrl } from "./platform.ts";
import { takePictures } from "./take-pictures.ts";

test("an owner makes, renames and moves a category, and makes and ranks a location", async ({ browser }, testInfo) => {
  await using context = await browser.newContext();
  const { page } = await signIn(context, "olivia@acme.test");
  const dialog = page.getByRole("dialog");
  await page.getByRole("link", { name: "Products" }).first().click();
  await page.getByRole("link", { name: "Categories and locations" }).click();
  const categories = page.getByRole("list", { name: "Categories", exact: true });
  await expect(categories).toContainText("Cooking");
  await expectAccessible(page, "categories and locations");
  await takePictures(page, testInfo, "catalog");

  await page.getByRole("button", { name: "New category" }).click();
  await dialog.getByLabel("Name").fill("Lanterns");
  await expectAccessible(page, "a new category");
  await dialog.getByRole("button", { name: "Add" }).click();
  await page.getByRole("button", { name: "Edit Lanterns" }).click();
  await dialog.getByLabel("Name").fill("Lamps");
  await dialog.getByRole("combobox", { name: "Below" }).click();
  await page.getByRole("option", { name: "Cooking", exact: true }).click();
  await dialog.getByRole("button", { name: "Save changes" }).click();
  await expect(page.getByRole("list", { name: "Below Cooking" })).toContainText("Lamps");

  await page.getByRole("button", { name: "New location" }).click();
  await dialog.getByLabel("Name").fill("Attic");
  await dialog.getByLabel("Code").fill("LEEDS");
  await dialog.getByRole("button", { name: "Add" }).click();
  await expect(dialog).toContainText("Another location has this code.");
  await dialog.getByLabel("Code").fill("ATTIC");
  await dialog.getByRole("button", { name: "Add" }).click();
  await expect(dialog).toHaveCount(0);
  await page.getByRole("button", { name: "Edit Attic" }).click();
  await dialog.getByLabel("Rank").fill("900");
  await dialog.getByRole("button", { name: "Save changes" }).click();
  await expect(page.getByRole("list", { name: "Stock locations" }).getByRole("listitem").last()).toContainText("Attic");

  await page.getByRole("link", { name: "All products" }).click();
  await expect(page.getByRole("table", { name: "Products" })).toBeVisible();
});

test("an owner makes a product with its matrix, receives some of it, publishes and sells it", async ({
  browser,
}, testInfo) => {
  await using context = await browser.newContext();
  const { page } = await signIn(context, "olivia@acme.test");
  const dialog = page.getByRole("dialog");
  await page.getByRole("link", { name: "Products" }).first().click();
  await page.getByRole("button", { name: "New product" }).click();
  await dialog.getByRole("button", { name: "Create product" }).click();
  await expect(dialog).toContainText("Please fill this in");
  await dialog.getByLabel("Title").fill("Wick lamp");
  await dialog.getByLabel("Description").fill("Burns eight hours.");
  await dialog.getByRole("checkbox", { name: "Cooking", exact: true }).check();
  await dialog.getByRole("button", { name: "Add option" }).click();
  await dialog.getByRole("textbox", { name: "Option 1", exact: true }).fill("Size");
  await dialog.getByLabel("Values of option 1").fill("Small, Small");
  await expect(dialog).toContainText("A value is there twice");
  await dialog.getByLabel("Values of option 1").fill("Small, Large");
  await dialog.getByRole("button", { name: "Add option" }).click();
  await dialog.getByRole("textbox", { name: "Option 2", exact: true }).fill("Color");
  await dialog.getByLabel("Values of option 2").fill("Red, Green, Blue");
  await expectAccessible(page, "a new product");
  await takePictures(page, testInfo, "new-product");
  await dialog.getByRole("button", { name: "Create product" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Wick lamp" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Publish" })).toBeDisabled();
  await expect(page.getByText("No variants yet")).toBeVisible();
  await expectAccessible(page, "a product without variants");

  await page.getByRole("button", { name: "Generate variants" }).click();
  await expect(dialog).toContainText("6 variants are made");
  await dialog.getByLabel("Beginning of each SKU").fill("LAMP");
  await dialog.getByLabel("Price (EUR)").fill("12,5x");
  await expect(dialog).toContainText("Write it like 12.50.");
  await dialog.getByLabel("Price (EUR)").fill("24.50");
  await expectAccessible(page, "generating variants");
  await takePictures(page, testInfo, "generate-variants");
  await dialog.getByRole("button", { name: "Generate variants" }).click();
  const variants = page.getByRole("table", { name: "Variants" });
  await expect(variants.getByRole("row")).toHaveCount(7);
  await expect(variants).toContainText("Small · Red");

  await page.getByRole("button", { name: "Edit", exact: true }).click();
  await dialog.getByLabel("Values of option 2").fill("Red, Green, Blue, Black");
  await dialog.getByRole("button", { name: "Save changes" }).click();
  await page.getByRole("button", { name: "Add variant" }).click();
  await dialog.getByRole("combobox", { name: "Size" }).click();
  await page.getByRole("option", { name: "Small" }).click();
  await dialog.getByRole("combobox", { name: "Color" }).click();
  await page.getByRole("option", { name: "Black" }).click();
  await dialog.getByLabel("SKU").fill("LAMP-1");
  await dialog.getByLabel("Price (EUR)").fill("25");
  await dialog.getByRole("button", { name: "Add variant" }).click();
  await expect(dialog).toContainText("Another variant has this SKU.");
  await dialog.getByLabel("SKU").fill("LAMP-BLACK");
  await dialog.getByRole("button", { name: "Add variant" }).click();
  await expect(variants.getByRole("row")).toHaveCount(8);
  await expect(page.getByRole("button", { name: "Generate 1 missing" })).toBeVisible();

  const black = variants.getByRole("row").filter({ hasText: "LAMP-BLACK" });
  await black.getByRole("button", { name: /Details/ }).click();
  await page.getByRole("button", { name: "Change stock" }).click();
  await dialog.getByLabel(/^Units/).fill("5");
  await dialog.getByLabel("Reason").fill("First delivery");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(black).toContainText("5");
  await page.getByRole("button", { name: "Publish" }).click();
  await expect(page.getByRole("button", { name: "Archive" })).toBeVisible();

  const order = await placeOrderByCard("LAMP-BLACK", 2);
  await page.goto(`${deskUrl()}/orders/${order.number}`);
  await expect(page.getByRole("table", { name: "Items" })).toContainText("Wick lamp");
  await page.goto(`${deskUrl()}/products/wick-lamp`);
  await expect(black).toContainText("3");
});

test("an agent sees categories and locations and changes none", async ({ browser }) => {
  await using context = await browser.newContext();
  const { page } = await signIn(context, "ana@acme.test");
  await page.goto(`${deskUrl()}/products/shop/catalog`);
  await expect(page.getByRole("list", { name: "Stock locations" })).toContainText("Warehouse Leeds");
  await expect(page.getByRole("button", { name: /Edit|New/ })).toHaveCount(0);
});

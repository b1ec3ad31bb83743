import { expect, test } from "@playwright/test";
import { signIn } from "./agent-page.ts";
import { expectAccessible } from "./audit-page.ts";
import { deskUrl } from "./platform.ts";
import { takePictures } from "./take-pictures.ts";

test("an agent finds an order, holds it, releases it, notes something and cancels it", async ({
  browser,
}, testInfo) => {
  await using context = await browser.newContext();
  const { page } = await signIn(context, "ana@acme.test");
  await page.getByRole("link", { name: "Orders" }).first().click();
  const rows = page.getByRole("table", { name: "Orders" }).getByRole("row");
  await expect(rows).toHaveCount(51);
  await expectAccessible(page, "orders");
  await takePictures(page, testInfo, "orders");

  await page.getByRole("button", { name: "Load more" }).click();
  await expect(rows).toHaveCount(101);
  await page.getByRole("combobox", { name: "Status" }).click();
  await page.getByRole("option", { name: "Canceled" }).click();
  await expect(rows.nth(1)).toContainText("Voided");
  await expect(page).toHaveURL(/status=canceled/);
  await page.getByRole("textbox", { name: "Find orders" }).fill("20822");
  await page.keyboard.press("Enter");
  await expect(rows).toHaveCount(2);
  await expect(rows.nth(1)).toContainText("Heath fleece");
  await page.getByRole("textbox", { name: "Find orders" }).fill("nobody of this name");
  await page.keyboard.press("Enter");
  await expect(page.getByText("No orders found")).toBeVisible();
  await page.getByRole("button", { name: "Clear" }).click();

  await page.getByRole("textbox", { name: "Find orders" }).fill("21077");
  await page.keyboard.press("Enter");
  await expect(rows).toHaveCount(2);
  await page.getByRole("link", { name: "Order 21077" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Order 21077" })).toBeVisible();
  const items = page.getByRole("table", { name: "Items" });
  await expect(items).toContainText("Corrie crampons");
  await expect(page.getByRole("list", { name: "Timeline" })).toContainText("Payment authorized");
  await expectAccessible(page, "an order");
  await takePictures(page, testInfo, "order");

  const timeline = page.getByRole("list", { name: "Timeline" });
  await page.getByRole("button", { name: "Hold" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("It is not shipped until somebody releases it.");
  await expectAccessible(page, "holding");
  await dialog.getByLabel("Reason").fill("Waits for the second box");
  await dialog.getByRole("button", { name: "Hold" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByText("On hold", { exact: true })).toBeVisible();
  await expect(timeline).toContainText("Waits for the second box");
  await expect(timeline).toContainText("Ana Lima");
  await page.getByRole("button", { name: "Release" }).click();
  await expect(page.getByText("Not shipped", { exact: true })).toBeVisible();

  await page.getByRole("textbox", { name: "Note" }).fill("Called them: Friday is fine.");
  await page.getByRole("button", { name: "Add note" }).click();
  await expect(page.getByRole("list", { name: "Notes" })).toContainText("Called them: Friday is fine.");

  await page.getByRole("button", { name: "Cancel order" }).click();
  await expect(dialog).toContainText("€103.90 is paid by agreement");
  await dialog.getByLabel("Reason").fill("Ordered twice");
  await dialog.getByRole("button", { name: "Cancel order" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByText("Canceled", { exact: true })).toBeVisible();
  await expect(page.getByText("Voided", { exact: true }).first()).toBeVisible();
  await expect(page.getByRole("button", { name: "Cancel order" })).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Hold" })).toHaveCount(0);
});

test("beside a conversation stand the customer's newest orders, which lead to the order", async ({
  browser,
}, testInfo) => {
  await using context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const { page } = await signIn(context, "sam@acme.test");
  await page.goto(`${deskUrl()}/search?q=AC-20951`);
  await page
    .getByRole("main")
    .getByRole("link", { name: /Ben Carter/ })
    .first()
    .click();
  const orders = page.getByRole("complementary").getByRole("region", { name: "Orders" });
  await expect(orders.getByRole("link", { name: /Order 20951/ })).toBeVisible();
  await expectAccessible(page, "a conversation with orders");
  await takePictures(page, testInfo, "conversation-with-orders");
  await orders.getByRole("link", { name: /Order 20951/ }).click();
  await expect(page.getByRole("table", { name: "Items" })).toContainText("Nomad 1");
  await page.getByRole("link", { name: "Ben Carter" }).click();
  await expect(page.getByRole("table", { name: "Orders" }).getByRole("row").nth(1)).toContainText("Ben Carter");
  await page.getByRole("button", { name: "Show all" }).click();
  await expect(page).toHaveURL(/\/orders$/);

  await page.goto(`${deskUrl()}/orders/999999`);
  await expect(page.getByRole("alert")).toBeVisible();
});

import { expect, type Page, test } from "@playwright/test";
import { signIn } from "./agent-page.ts";
import { expectAccessible } from "./audit-page.ts";
import { placeOrderByCard } from "./place-order.ts";
import { deskUrl } from "./platform.ts";
import { takePictures } from "./take-pictures.ts";

async function showOrder(page: Page, number: number): Promise<void> {
  await page.goto(`${deskUrl()}/orders/${number}`);
  await expect(page.getByRole("heading", { level: 1, name: `Order ${number}` })).toBeVisible();
}

test("a supervisor cancels an order of which nothing was taken, takes another payment, gives it back in parts, and labels it", async ({
  browser,
}, testInfo) => {
  const [unpaid, paid] = [await placeOrderByCard("MUG-MOSS", 1), await placeOrderByCard("MUG-MOSS", 3)];
  await using context = await browser.newContext();
  const { page } = await signIn(context, "sam@acme.test");
  const dialog = page.getByRole("dialog");
  await showOrder(page, unpaid.number);
  await page.getByRole("button", { name: "Cancel order" }).click();
  await expect(dialog).toContainText("is not charged: what the card has authorized is released");
  await dialog.getByLabel("Reason").fill("Ordered twice");
  await dialog.getByRole("button", { name: "Cancel order" }).click();
  const payment = page.getByRole("list", { name: "Payment" });
  await expect(payment).toContainText("Voided");

  await showOrder(page, paid.number);
  await page.getByRole("button", { name: "Capture" }).click();
  const total = paid.total.amount / 100;
  await expect(dialog).toContainText(`€${total.toFixed(2)} is taken from the card.`);
  await dialog.getByLabel("Amount (EUR)").fill("1");
  await expect(dialog).toContainText(`€1.00 is taken from the card, and €${(total - 1).toFixed(2)} goes back to it.`);
  await dialog.getByLabel("Amount (EUR)").fill("1000");
  await expect(dialog).toContainText("That is more than the");
  await expectAccessible(page, "taking a payment");
  await dialog.getByLabel("Amount (EUR)").fill(total.toFixed(2));
  await dialog.getByRole("button", { name: /^Capture €/ }).click();
  await expect(payment).toContainText("Captured");

  await page.getByRole("button", { name: "Refund" }).click();
  await expect(dialog.getByRole("button", { name: "Refund", exact: true })).toBeDisabled();
  const mugs = dialog.getByRole("textbox", { name: /Enamel mug/ });
  await mugs.fill("4");
  await expect(dialog).toContainText("Enter a whole number up to 3.");
  await mugs.fill("1");
  await dialog.getByLabel("Reason").fill("One arrived broken");
  await expect(dialog).toContainText(/€1\d\.\d\d goes back to the card\. €\d\d\.\d\d of the payment is left\./);
  await expectAccessible(page, "giving back");
  await takePictures(page, testInfo, "refund");
  await dialog.getByRole("button", { name: /^Refund €/ }).click();
  await expect(dialog).toHaveCount(0);
  const refunds = page.getByRole("list", { name: "Refunds" });
  await expect(refunds).toContainText("1 × Enamel mug");
  await expect(refunds).toContainText("Refunded");
  await expect(page.getByText("Partly refunded")).toBeVisible();
  await expect(page.getByRole("list", { name: "Timeline" })).toContainText("One arrived broken");
  await expectAccessible(page, "an order of which something was given back");
  await takePictures(page, testInfo, "refunded-order");

  await page.getByRole("button", { name: "Refund" }).click();
  await dialog.getByText("An amount", { exact: true }).click();
  await dialog.getByLabel("Amount (EUR)").fill("500");
  await expect(dialog.getByText("That is more than the").first()).toBeVisible();
  await dialog.getByText("Items", { exact: true }).click();
  await dialog.getByRole("button", { name: "Everything" }).click();
  await expect(dialog).toContainText("€0.00 of the payment is left.");
  await dialog.getByLabel("Reason").fill("The others, too");
  await dialog.getByRole("button", { name: /^Refund €/ }).click();
  await expect(refunds.getByRole("listitem")).toHaveCount(2);
  await expect(page.getByText("Refunded", { exact: true }).first()).toBeVisible();
  await expect(page.getByRole("button", { name: "Refund" })).toHaveCount(0);
  await page.getByRole("button", { name: "Cancel order" }).click();
  await expect(dialog).toContainText("has been refunded already; nothing else goes back");
  await page.keyboard.press("Escape");

  await page.getByRole("button", { name: "Add a label" }).click();
  await page.getByRole("textbox", { name: "Add a label" }).fill("Fragile");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Remove label Fragile" })).toBeVisible();
  await page.getByRole("link", { name: "All orders" }).click();
  const row = page.getByRole("row").filter({ hasText: String(paid.number) });
  await row.getByRole("button", { name: `Add a label to order ${paid.number}` }).click();
  await page.getByRole("textbox", { name: /Add a label/ }).fill("Call back");
  await page.keyboard.press("Enter");
  await row.getByRole("button", { name: `Remove label Fragile from order ${paid.number}` }).click();
  await expect(row.getByText("Fragile")).toHaveCount(0);
  await expect(row.getByText("Call back")).toBeVisible();
});

test("an agent sees how an order is paid and moves no money", async ({ browser }) => {
  const order = await placeOrderByCard("MUG-MOSS", 1);
  await using context = await browser.newContext();
  const { page } = await signIn(context, "ana@acme.test");
  await showOrder(page, order.number);
  await expect(page.getByRole("list", { name: "Payment" })).toContainText("Authorized");
  await expect(page.getByRole("button", { name: /Capture|Void|Refund/ })).toHaveCount(0);
});

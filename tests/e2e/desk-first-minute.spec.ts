import { expect, test } from "@playwright/test";
import { createTestTenant } from "./tenant.ts";
import { openPanel } from "./widget-panel.ts";

test("somebody invited a moment ago, who has read nothing, answers a customer within a minute of signing in", async ({
  browser,
}) => {
  await using tenant = await createTestTenant();
  await using host = await tenant.host();
  await using customerContext = await browser.newContext();
  await using newContext = await browser.newContext();
  const shop = await customerContext.newPage();
  await shop.goto(host.url);
  const customer = await openPanel(shop);
  await customer.write("Can I wash the tent?");
  const { email } = await tenant.invite("Nina Ruiz");

  // Only what is on the screen: no address is typed but the mail's, nothing is looked for that does not name itself.
  const page = await newContext.newPage();
  await page.goto(await tenant.passwordLink(email));
  await page.getByLabel("New password").fill("three long words");
  await page.getByRole("button", { name: "Save password" }).click();
  await expect(page.getByText("Your password is set,")).toBeVisible();
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByLabel("Company").fill(tenant.owner.tenant);
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password", { exact: true }).fill("three long words");
  await page.getByRole("button", { name: "Sign in" }).click();
  const signedInAtMs = Date.now();
  await page.getByRole("button", { name: "Accept next" }).click();
  await expect(page.getByRole("log").getByText("Can I wash the tent?", { exact: true })).toBeVisible();
  await page.getByPlaceholder(/^Write to/).fill("By hand, with cold water.");
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await customer.sees("By hand, with cold water.");
  expect(Date.now() - signedInAtMs).toBeLessThan(60_000);
});

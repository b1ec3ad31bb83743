import { randomUUID } from "node:crypto";
import { expect, test } from "@playwright/test";
import { signIn } from "./agent-page.ts";
import { expectAccessible } from "./audit-page.ts";
import { deskUrl } from "./platform.ts";
import { createTestTenant } from "./tenant.ts";

test("what is missing at sign-in is said below the fields, in the desk's own words", async ({ page }) => {
  await page.goto(deskUrl());
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByText("Please fill this in")).toHaveCount(3);
  await expect(page.getByLabel("Company")).toBeFocused();
  await expectAccessible(page, "an empty sign-in");
  await page.getByLabel("Company").fill("acme");
  await expect(page.getByText("Please fill this in")).toHaveCount(2);
  await page.getByLabel("Email").fill("ana");
  await page.getByLabel("Password", { exact: true }).fill("not the password");
  await page.getByRole("button", { name: "Show password" }).click();
  await expect(page.getByLabel("Password", { exact: true })).toHaveAttribute("type", "text");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByText("Enter an email address like name@company.com")).toBeVisible();
});

test("fields are saved by one bar that nobody passes unasked; what acts at once can be taken back", async ({
  browser,
}) => {
  await using tenant = await createTestTenant();
  await using context = await browser.newContext();
  await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: deskUrl() });
  const { page } = await signIn(context, tenant.owner.email, tenant.owner);

  await test.step("a page is left with changes only after a question", async () => {
    await page.goto(`${deskUrl()}/settings/company`);
    await expect(page.getByRole("button", { name: "Save changes" })).toHaveCount(0);
    await page.getByLabel("Company name").fill("Acme Indoor");
    await page.getByRole("link", { name: "Audit log" }).click();
    const question = page.getByRole("dialog", { name: "Unsaved changes" });
    await expectAccessible(page, "a question about unsaved changes");
    await question.getByRole("button", { name: "Cancel" }).click();
    await expect(page).toHaveURL(/settings\/company/);
    await page.getByRole("button", { name: "Discard" }).click();
    await expect(page.getByLabel("Company name")).toHaveValue("Acme Outdoor");
    await page.getByRole("button", { name: `Copy: ${tenant.owner.tenant}` }).click();
    expect(await page.evaluate<string>("navigator.clipboard.readText()")).toBe(tenant.owner.tenant);
  });

  await test.step("a choice is made at once, said, and taken back", async () => {
    await page.getByRole("link", { name: "Notifications", exact: true }).click();
    const choice = page.getByRole("checkbox", { name: "Conversation assigned: Email" });
    await choice.uncheck();
    await expect(page.getByText("Conversation assigned: Email: off")).toBeVisible();
    await page.getByRole("button", { name: /^Undo/ }).click();
    await expect(choice).toBeChecked();
    await page.reload();
    await expect(choice).toBeChecked();
  });

  await test.step("a website that was removed comes back", async () => {
    await page.goto(`${deskUrl()}/settings/websites`);
    await page.getByLabel("Website").fill("https://shop.example");
    await page.getByRole("button", { name: "Add website" }).click();
    const row = page.getByRole("listitem").filter({ hasText: "https://shop.example" });
    await page.getByRole("button", { name: "Remove https://shop.example" }).click();
    await expect(row).toHaveCount(0);
    await page.getByRole("button", { name: /^Undo/ }).click();
    await expect(row).toBeVisible();
  });

  await test.step("a signed identity is checked before it is used", async () => {
    const sign = await tenant.signer();
    await page.goto(`${deskUrl()}/settings/identity`);
    await page.getByRole("tab", { name: "Python" }).click();
    await expect(page.getByText("def chorus_token(customer):")).toBeVisible();
    await page.getByLabel("Token").fill(sign("4711", "Cara Diaz"));
    await expect(page.getByText("The contents are right, the customer's id is 4711.")).toBeVisible();
    await page.getByLabel("Secret", { exact: true }).fill("another secret");
    await expect(page.getByText("The signature does not match this secret.")).toBeVisible();
    await expectAccessible(page, "a token that was checked");
  });
});

test("live figures lead to what they count, and search finds people first", async ({ browser }) => {
  await using tenant = await createTestTenant();
  const email = `cara-${randomUUID().slice(0, 8)}@shop.test`;
  await tenant.customerWrites(email, "Where is my tent?");
  await using context = await browser.newContext();
  const { page, sees } = await signIn(context, tenant.owner.email, tenant.owner);

  await test.step("who waits", async () => {
    await page.goto(`${deskUrl()}/live`);
    await page
      .getByRole("list", { name: "Waiting, longest first" })
      .getByRole("link", { name: /Cara Diaz/ })
      .click();
    await sees("Where is my tent?");
    await page.goto(`${deskUrl()}/live`);
    await page.getByRole("link", { name: "Waiting: Open queue" }).click();
    await expect(page).toHaveURL(/inbox\/queue/);
  });

  await test.step("how much somebody has to do", async () => {
    await tenant.accept();
    await page.goto(`${deskUrl()}/team`);
    await expect(page.getByRole("row").filter({ hasText: "Olivia Berg" })).toContainText(/1 of \d+ open/);
    await page.goto(`${deskUrl()}/live`);
    await expect(page.getByText("No one is waiting")).toBeVisible();
    await expect(page.getByRole("list", { name: "Open per agent" })).toContainText(/1 of \d+ open/);
  });

  await test.step("a person by name and by address, with the state of the conversation", async () => {
    for (const question of ["cara", email]) {
      await page.goto(`${deskUrl()}/search?q=${encodeURIComponent(question)}`);
      const person = page.getByRole("list", { name: "People" }).getByRole("link", { name: /Cara Diaz/ });
      await expect(person).toContainText(email);
      await expect(person).toContainText("Open");
    }
    await expectAccessible(page, "a person who was found");
    await page.getByRole("list", { name: "People" }).getByRole("link").click();
    await sees("Where is my tent?");
  });

  await test.step("nothing is said to be nothing", async () => {
    await page.goto(`${deskUrl()}/search?q=zzqqxx`);
    await expect(page.getByText("No results for “zzqqxx”")).toBeVisible();
  });
});

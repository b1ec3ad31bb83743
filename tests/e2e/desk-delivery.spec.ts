import { expect, test } from "@playwright/test";
import { signIn } from "./agent-page.ts";
import { createTestTenant } from "./tenant.ts";
import { cuttableLine } from "./cuttable-line.ts";
import { deskUrl } from "./platform.ts";
import { openPanel } from "./widget-panel.ts";

test("ticks tell sent, delivered and read; what could not be sent stays, with the reason, until it can", async ({
  browser,
}) => {
  await using tenant = await createTestTenant();
  await using host = await tenant.host();
  await using customerContext = await browser.newContext();
  await using deskContext = await browser.newContext();
  const shop = await customerContext.newPage();
  await shop.goto(host.url);
  const panel = await openPanel(shop);
  await panel.write("Is it in stock?");
  const line = await cuttableLine(deskContext);
  const desk = await signIn(deskContext, tenant.owner.email, tenant.owner);
  const { conversationId } = await tenant.accept();
  await desk.page.goto(`${deskUrl()}/inbox/open/${conversationId}`);
  await desk.sees("Is it in stock?");
  const pane = desk.page.getByRole("region", { name: "Conversation", exact: true });
  const mine = (text: string) => pane.getByRole("article").filter({ hasText: text });

  await desk.write("It is.");
  await expect(mine("It is.").getByTitle("Read")).toBeVisible();
  await panel.frame.getByRole("button", { name: "Close chat" }).click();
  await desk.write("Shall we keep one for you?");
  await expect(mine("Shall we keep one").getByTitle("Delivered")).toBeVisible();
  await shop.close();
  await desk.write("Until Friday?");
  await expect(mine("Until Friday?").getByTitle("Sent")).toBeVisible();

  await line.cut();
  await desk.write("Written without a line.");
  await expect(mine("Written without a line.").getByTitle("Sending")).toBeVisible();
  await tenant.close(conversationId);
  line.mend();
  const failed = pane.getByRole("alert").filter({ hasText: "Not sent" });
  await expect(failed).toBeVisible({ timeout: 60_000 });
  await expect(failed).toContainText("closed");
  await pane.getByRole("button", { name: "Reopen", exact: true }).click();
  await expect(pane.getByRole("textbox", { name: "Reply" })).toBeVisible();
  await failed.getByRole("button", { name: "Try again" }).click();
  await expect(failed).toHaveCount(0);
  await expect(mine("Written without a line.").getByTitle("Sent")).toBeVisible();
});

test("an owner names the tenant, allows editing and makes a secret for identities", async ({ browser }) => {
  await using tenant = await createTestTenant();
  await using context = await browser.newContext();
  const { page } = await signIn(context, tenant.owner.email, tenant.owner);
  await page.goto(`${deskUrl()}/settings/company`);
  await page.getByLabel("Company name").fill("Acme Indoor");
  await page.getByLabel("Editing messages").fill("0");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved")).toBeVisible();
  await page.reload();
  await expect(page.getByLabel("Company name")).toHaveValue("Acme Indoor");
  await expect(page.getByLabel("Editing messages")).toHaveValue("0");

  await page.goto(`${deskUrl()}/settings/identity`);
  await page.getByRole("button", { name: "Generate secret" }).click();
  const dialog = page.getByRole("dialog", { name: "Generate a new secret?" });
  await dialog.getByRole("button", { name: "Generate secret" }).click();
  await expect(page.getByText("It is not shown again.")).toBeVisible();
  await expect(page.locator("code")).toHaveText(/^\S{32,}$/);
  await page.reload();
  await expect(page.getByRole("button", { name: "Generate secret" })).toBeVisible();
  await expect(page.locator("code")).toHaveCount(0);
});

import { expect, test } from "@playwright/test";
import { signIn } from "./agent-page.ts";
import { choose } from "./choose.ts";
import { deskUrl } from "./platform.ts";

test("an owner sets up the tenant while an agent sees only what is theirs", async ({ browser }) => {
  await using ownerContext = await browser.newContext();
  await using agentContext = await browser.newContext();
  const { page: owner } = await signIn(ownerContext, "olivia@acme.test");
  const { page: agent } = await signIn(agentContext, "ana@acme.test");

  await test.step("websites: what is not one is refused, what is added stays", async () => {
    await owner.goto(`${deskUrl()}/settings/websites`);
    await owner.getByRole("textbox", { name: "Website" }).fill("shop.example/path");
    await owner.getByRole("button", { name: "Add website" }).click();
    await expect(owner.getByText("Use https:// and the host, without a path")).toBeVisible();
    await owner.getByRole("textbox", { name: "Website" }).fill("https://shop.example");
    await owner.getByRole("button", { name: "Add website" }).click();
    await expect(owner.getByRole("listitem").filter({ hasText: "https://shop.example" })).toBeVisible();
    await owner.getByRole("button", { name: "Remove https://shop.example" }).click();
    await expect(owner.getByRole("listitem").filter({ hasText: "https://shop.example" })).toHaveCount(0);
  });

  await test.step("API keys: the secret is shown once, the key can be ended", async () => {
    await owner.getByRole("link", { name: "API keys" }).click();
    await owner.getByRole("button", { name: "New key" }).click();
    const dialog = owner.getByRole("dialog", { name: "New API key" });
    await dialog.getByLabel("Name").fill("Order import");
    await dialog.getByRole("button", { name: "New key" }).click();
    await expect(dialog.getByText("It is not shown again.")).toBeVisible();
    await dialog.getByRole("button", { name: "Done" }).click();
    await owner.getByRole("button", { name: "Revoke Order import" }).click();
    await owner.getByRole("dialog").getByRole("button", { name: "Revoke", exact: true }).click();
    await expect(owner.getByRole("row").filter({ hasText: "Order import" })).toHaveCount(0);
  });

  await test.step("the audit log tells of it, filtered, and is exported", async () => {
    await owner.getByRole("link", { name: "Audit log" }).click();
    await choose(owner, "Action", "Created an API key");
    const rows = owner.getByRole("row").filter({ hasText: "Created an API key" });
    await expect(rows.first()).toContainText("Olivia Berg");
    await expect(owner.getByRole("row").filter({ hasText: "Signed in" })).toHaveCount(0);
    const download = owner.waitForEvent("download");
    await owner.getByRole("button", { name: "Export CSV" }).click();
    expect((await download).suggestedFilename()).toMatch(/^audit-log-.*[.]csv$/);
  });

  await test.step("a person is invited", async () => {
    await owner.getByRole("link", { name: "Team", exact: true }).click();
    await owner.getByRole("button", { name: "Invite teammate" }).click();
    await owner.getByLabel("Name").fill("Kim New");
    await owner.getByLabel("Email").fill("kim@acme.test");
    await owner.getByRole("button", { name: "Send invitation" }).click();
    await expect(owner.getByText("kim@acme.test").first()).toBeVisible();
  });

  await test.step("an agent is offered none of it, also not by its address", async () => {
    await agent.goto(`${deskUrl()}/settings/audit-log`);
    await expect(agent.getByText("Your role does not include this")).toBeVisible();
    await expect(agent.getByRole("link", { name: "API keys" })).toHaveCount(0);
    await agent.getByRole("link", { name: "Team", exact: true }).click();
    await expect(agent.getByText("olivia@acme.test")).toBeVisible();
    await expect(agent.getByRole("button", { name: "Invite teammate" })).toHaveCount(0);
  });

  await test.step("who is signed out by the owner is out at once", async () => {
    await owner.getByRole("button", { name: "Manage Ana Lima" }).click();
    await owner
      .getByRole("button", { name: /^Sign out on/ })
      .first()
      .click();
    await expect(agent.getByText("Your session has ended. Please sign in again.")).toBeVisible();
  });
});

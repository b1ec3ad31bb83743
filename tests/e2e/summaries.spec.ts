import { randomUUID } from "node:crypto";
import { expect, test } from "@playwright/test";
import { chooseKind } from "./summary-kind.ts";
import { signIn } from "./agent-page.ts";
import { createTestTenant } from "./tenant.ts";
import { openWidget } from "./customer-page.ts";
import { deskUrl } from "./platform.ts";

test("a customer and an agent talk, the agent transfers, and the colleague reads the handover with its sources", async ({
  browser,
}, testInfo) => {
  await using customerContext = await browser.newContext();
  await using anaContext = await browser.newContext();
  await using samContext = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const ana = await signIn(anaContext, "ana@acme.test");
  const sam = await signIn(samContext, "sam@acme.test");
  const customer = await openWidget(customerContext);
  // Others of the demo tenant write, too.
  const order = `SO-${Math.floor(10_000 + Math.random() * 89_999)}`;
  const problem = `The zip of my Ridge 40 backpack is broken, order ${order}.`;
  const note = `Handed over ${randomUUID().slice(0, 8)}`;
  await customer.write(problem);
  await customer.sees(problem);
  await ana.page.getByRole("link", { name: /^Queue/ }).click();
  await ana.open(problem);
  const pane = ana.page.getByRole("region", { name: "Conversation", exact: true });
  await pane.getByRole("button", { name: "Accept", exact: true }).click();
  await ana.write("I am sorry about that! I will send you a new backpack by Friday.");
  await customer.sees("I am sorry about that! I will send you a new backpack by Friday.");

  await test.step("on demand: the brief, and in the dialog of the transfer", async () => {
    const panel = ana.page.getByRole("region", { name: "Summary" });
    await panel.getByRole("button", { name: "Summarise now" }).click();
    await expect(panel).toContainText(order);
    await expect(panel).toContainText("new backpack by Friday");
    await pane.getByRole("button", { name: "More actions", exact: true }).click();
    await ana.page.getByRole("menuitem", { name: /^Transfer/ }).click();
    const dialog = ana.page.getByRole("dialog");
    await expect(dialog).toContainText(order);
    await dialog.getByRole("button", { name: /^To/ }).click();
    await ana.page.getByRole("option", { name: /^Sam Okafor/ }).click();
    await dialog.getByLabel("Note").fill(note);
    await dialog.getByRole("button", { name: "Transfer", exact: true }).click();
  });

  const panel = sam.page.getByRole("region", { name: "Summary" });
  await test.step("the colleague sees what was promised, and goes from a statement to its message", async () => {
    await sam.page.getByRole("link", { name: /^Mine/ }).click();
    await sam.open(note);
    await expect(panel.getByRole("button", { name: /^Kind: Overview/ })).toBeVisible();
    const promised = panel.getByRole("listitem").filter({ hasText: "I will send you a new backpack by Friday" });
    await expect(promised).toBeVisible();
    // The transfer is summarised by itself; done later, that would take in what is written below.
    await expect(panel).not.toContainText("newer message");
    await expect(panel).toContainText("Promised");
    await promised.getByRole("button", { name: /^Go to message/ }).click();
    await expect(sam.page).toHaveURL(/[?]seq=\d+$/);
    await chooseKind(sam.page, "Facts");
    await expect(panel.getByRole("listitem").filter({ hasText: order })).toBeVisible();
    await chooseKind(sam.page, "Overview");
    await sam.page.screenshot({ path: testInfo.outputPath("summary-panel.png") });
  });

  await test.step("a newer message makes it stale, and refreshing takes it in", async () => {
    await customer.write("Friday is too late, I leave for Norway on Thursday.");
    await expect(panel).toContainText("1 newer message");
    await panel.getByRole("button", { name: "Refresh summary" }).click();
    await expect(panel).toContainText("Norway");
    await expect(panel).not.toContainText("newer message");
  });

  await test.step("own words, and a verdict with its reason", async () => {
    await chooseKind(sam.page, "In short");
    await panel.getByRole("button", { name: "Edit the summary" }).click();
    await panel.getByLabel("Statement 1", { exact: true }).fill(`Zip broken, ${order}; needed before Thursday.`);
    await panel.getByRole("button", { name: "Save" }).click();
    await expect(panel).toContainText("needed before Thursday");
    await expect(panel).toContainText("Edited by an agent");
    await panel.getByRole("button", { name: "Not helpful" }).click();
    await sam.page.getByLabel("What is wrong with it?").fill("The size is missing.");
    await sam.page.getByRole("button", { name: "Send", exact: true }).last().click();
    await expect(panel.getByRole("button", { name: "Not helpful" })).toHaveAttribute("aria-pressed", "true");
  });

  await test.step("found again by what it was about", async () => {
    await sam.page.goto(`${deskUrl()}/search`);
    await sam.page.getByRole("link", { name: "charged twice" }).click();
    await expect(sam.page.getByRole("searchbox")).toHaveValue("charged twice");
    await sam.page.goBack();
    await expect(sam.page.getByRole("searchbox")).toHaveValue("");
    await sam.page.getByRole("searchbox").fill("leaving for a trip to Norway");
    // A message can be found within 15 seconds.
    await expect(async () => {
      await sam.page.getByRole("button", { name: "Search", exact: true }).click();
      await sam.page.reload();
      const hit = sam.page.getByRole("listitem").filter({ hasText: "I leave for Norway on Thursday" });
      await expect(hit.first()).toBeVisible({ timeout: 2_000 });
    }).toPass({ timeout: 30_000 });
    await sam.page.screenshot({ path: testInfo.outputPath("search.png") });
    await sam.page.getByRole("listitem").filter({ hasText: "I leave for Norway" }).first().click();
    await sam.sees("Friday is too late, I leave for Norway on Thursday.");
    await expect(sam.page.getByRole("region", { name: "Similar conversations" })).toBeVisible();
    await sam.page.screenshot({ path: testInfo.outputPath("similar.png"), fullPage: true });
  });
});

test("an admin sees who writes the summaries, and tries it", async ({ browser }, testInfo) => {
  await using context = await browser.newContext();
  await using tenant = await createTestTenant();
  const owner = await signIn(context, tenant.owner.email, tenant.owner);
  await owner.page.goto(`${deskUrl()}/settings/summaries`);
  await expect(owner.page.getByRole("heading", { name: "Summaries", exact: true })).toBeVisible();
  await owner.page.getByRole("button", { name: "Test model" }).click();
  await expect(owner.page.getByText(/^Works, answered in [\d.]+ s: Cara: My kettle leaks/)).toBeVisible();
  await expect(owner.page.getByText("No model usage yet")).toBeVisible();
  await owner.page.screenshot({ path: testInfo.outputPath("settings.png") });
});

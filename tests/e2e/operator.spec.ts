import { randomUUID } from "node:crypto";
import { SERVICES } from "@chorus/contracts/services";
import { expect, test } from "@playwright/test";
import { signIn } from "./agent-page.ts";
import { deskUrl } from "./platform.ts";
import { seedLatency, seedMailsSent, seedTenants } from "./seed-tenant.ts";
import { takePictures } from "./take-pictures.ts";
import { createTestTenant } from "./tenant.ts";

test("the operator finds a company, limits and switches it, creates another and deletes it with its name typed", async ({
  browser,
}, testInfo) => {
  await using tenant = await createTestTenant();
  const slug = tenant.owner.tenant;
  await using context = await browser.newContext();
  const page = await context.newPage();
  const picture = (name: string) => takePictures(page, testInfo, name);

  await test.step("a wrong key is refused, the right one is kept out of the address", async () => {
    await page.goto(`${deskUrl()}/operator`);
    await page.getByLabel("Operator key", { exact: true }).fill("not-the-key");
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page.getByRole("alert")).toHaveText("This is not the operator key.");
    await page.getByLabel("Operator key", { exact: true }).fill("dev-operator-key");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("table", { name: "Companies" })).toBeVisible();
    expect(page.url()).toBe(`${deskUrl()}/operator`);
    expect(await page.evaluate("JSON.stringify(localStorage)")).not.toContain("dev-operator-key");
    await picture("companies");
  });

  await test.step("a search on the server; one that finds nothing says so", async () => {
    await page.getByLabel("Search by name or short name").fill("no such company");
    await expect(page.getByText("No company matches")).toBeVisible();
    await page.getByLabel("Search by name or short name").fill(slug);
    await expect(page.getByRole("row").filter({ hasText: slug })).toHaveCount(1);
    await expect(page.getByRole("row")).toHaveCount(2);
  });

  const dialog = page.getByRole("dialog", { name: "Acme Outdoor" });
  await test.step("a quota and a feature of one company", async () => {
    await page.getByRole("button", { name: "Manage Acme Outdoor" }).click();
    await seedMailsSent(tenant.tenantId, 18);
    await dialog.getByRole("spinbutton", { name: "Emails a day" }).fill("20");
    await dialog.getByRole("form", { name: "Limit: Emails a day" }).getByRole("button", { name: "Save" }).click();
    await expect(dialog.getByText("18 of 20")).toBeVisible();
    await dialog.getByRole("switch", { name: "Summaries" }).click();
    await expect(dialog.getByText("set for this company")).toBeVisible();
    await picture("company");
  });

  await test.step("its owner reads that a limit is near and what is off, and cannot switch it on", async () => {
    await using ownerContext = await browser.newContext();
    const { page: owner } = await signIn(ownerContext, tenant.owner.email, tenant.owner);
    const line = owner.getByRole("status").filter({ hasText: "90% used: Emails today." });
    await expect(line).toBeVisible();
    await line.getByRole("link", { name: "Details" }).click();
    await expect(owner.getByText("18 of 20")).toBeVisible();
    await owner.goto(`${deskUrl()}/settings/features`);
    const summaries = owner.getByRole("switch", { name: "Summaries" });
    await expect(summaries).toHaveAttribute("aria-checked", "false");
    await expect(summaries).toBeDisabled();
    await expect(owner.getByText("Switched off by whoever runs this Chorus.")).toBeVisible();
    await owner.getByRole("switch", { name: "Push messages" }).click();
    await expect(owner.getByRole("switch", { name: "Push messages" })).toHaveAttribute("aria-checked", "false");
    await owner.screenshot({ path: testInfo.outputPath("features.png") });
  });

  await test.step("suspended and resumed", async () => {
    await dialog.getByRole("button", { name: "Suspend" }).click();
    await expect(dialog.getByRole("button", { name: "Resume" })).toBeVisible();
    await dialog.getByRole("button", { name: "Resume" }).click();
    await expect(dialog.getByRole("button", { name: "Suspend" })).toBeVisible();
    await page.keyboard.press("Escape");
  });

  const made = `shop-${randomUUID().slice(0, 8)}`;
  await test.step("another is created with an invited owner", async () => {
    await page.getByRole("button", { name: "New company" }).click();
    const form = page.getByRole("dialog", { name: "New company" });
    await form.getByLabel("Company name").fill(`Shop ${made}`);
    await form.getByLabel("Short name").fill(made);
    await form.getByLabel("Owner's name").fill("Nora Voss");
    await form.getByLabel("Owner's email").fill(`nora@${made}.test`);
    await form.getByRole("button", { name: "Create and invite" }).click();
    await expect(page.getByText("The invitation is on its way.")).toBeVisible();
  });

  await test.step("it is deleted after what goes was counted and its short name typed", async () => {
    await page.getByLabel("Search by name or short name").fill(made);
    await page.getByRole("button", { name: `Manage Shop ${made}` }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
    const confirm = page.getByRole("dialog", { name: `Delete Shop ${made}?` });
    await expect(confirm.getByRole("definition").nth(3)).toHaveText("1");
    await picture("delete");
    await expect(confirm.getByRole("button", { name: "Delete for good" })).toBeDisabled();
    await confirm.getByLabel(`Type “${made}” to confirm`).fill(made);
    await confirm.getByRole("button", { name: "Delete for good" }).click();
    await expect(page.getByText("No company matches")).toBeVisible();
  });

  await test.step("how long its messages took, drawn and in figures, here and for its owner", async () => {
    await page.getByRole("tab", { name: "Speed" }).click();
    await page.getByLabel("Search by name or short name").fill(slug);
    await expect(page.getByText("No company matches")).toBeVisible();
    await picture("speed-empty");
    await seedLatency(tenant.tenantId, { 2: 40, 5: 800, 10: 120, 50: 30, 500: 9, 1000: 1 }, 2);
    await page.getByRole("radio", { name: "Last hour" }).check();
    const row = page.getByRole("row").filter({ hasText: slug });
    await expect(row.getByText("How long messages of Acme Outdoor took")).toBeVisible();
    for (const figure of ["1,000", "3.7 ms", "9.6 ms", "50 ms", "1%"])
      await expect(row.getByRole("cell", { name: figure, exact: true })).toBeVisible();
    await page.getByRole("combobox", { name: "Sort by" }).press("ArrowDown");
    await page.getByRole("option", { name: "Failed" }).click();
    await expect(row.getByRole("cell", { name: "2", exact: true })).toBeVisible();
    await picture("speed");
    await using ownerContext = await browser.newContext();
    const { page: owner } = await signIn(ownerContext, tenant.owner.email, tenant.owner);
    await owner.goto(`${deskUrl()}/settings/features`);
    await expect(owner.getByText("1,000 messages: half stored within 3.7 ms, 99 of 100 within 50 ms.")).toBeVisible();
    await expect(owner.getByText("1% took longer than 250 ms. 2 attempts failed.")).toBeVisible();
    const drawn = owner.getByText("Messages by the time they took");
    await drawn.scrollIntoViewIfNeeded();
    await takePictures(owner, testInfo, "own-speed");
    await owner.setViewportSize({ width: 390, height: 844 });
    await owner.getByText("more", { exact: true }).scrollIntoViewIfNeeded();
    await owner.screenshot({ path: testInfo.outputPath("own-speed-drawn-390.png") });
    await owner.getByRole("radio", { name: "24 hours" }).focus();
    await owner.keyboard.press("ArrowRight");
    await expect(owner.getByRole("radio", { name: "30 days" })).toBeChecked();
    await expect(drawn).toBeVisible();
  });

  await test.step("every service says whether it is ready; the log tells of the deletion", async () => {
    await page.getByRole("tab", { name: "Health" }).click();
    const health = page.getByRole("table", { name: "Health" });
    await expect(health.getByRole("row").filter({ hasText: "Ready" })).toHaveCount(Object.keys(SERVICES).length);
    await picture("health");
    await page.getByRole("tab", { name: "Log" }).click();
    await expect(page.getByRole("row").filter({ hasText: made })).toContainText("Deleted a company");
    await page.getByRole("tab", { name: "Features" }).click();
    const terms = page.getByRole("form", { name: "Share and end of Text messages" });
    await page.getByRole("switch", { name: "Text messages" }).click();
    await terms.getByLabel("Share in %").fill("0");
    await terms.getByLabel("Until").fill("2099-12-31T12:30");
    await terms.getByRole("button", { name: "Save" }).click();
    await expect(page.getByText(/set for all companies, for 0% of companies, until/)).toBeVisible();
    await page.reload();
    await page.getByRole("tab", { name: "Features" }).click();
    await expect(terms.getByLabel("Share in %")).toHaveValue("0");
    await expect(terms.getByLabel("Until")).toHaveValue("2099-12-31T12:30");
    await picture("flags");
    await page.getByRole("button", { name: "Use the default for Text messages" }).click();
    await expect(terms).toBeHidden();
    await page.getByRole("button", { name: "Sign out" }).click();
    await expect(page.getByLabel("Operator key", { exact: true })).toBeVisible();
  });
});

test("many companies come a page at a time, and every tab fits its words in German", async ({ browser }, testInfo) => {
  const word = randomUUID().slice(0, 8);
  await seedTenants(300, word);
  await using context = await browser.newContext({ locale: "de-DE" });
  const page = await context.newPage();
  await page.goto(`${deskUrl()}/operator`);
  await page.getByLabel("Betreiberschlüssel", { exact: true }).fill("dev-operator-key");
  await page.keyboard.press("Enter");
  await page.getByLabel("Nach Name oder Kurzname suchen").fill(word);
  const rows = page.getByRole("row").filter({ hasText: `Shop ${word}` });
  await expect(rows).toHaveCount(50);
  await expect(rows.first()).toContainText(`${word}-300`);
  await takePictures(page, testInfo, "companies-de");
  for (let shown = 100; shown <= 300; shown += 50) {
    await page.getByRole("button", { name: "Mehr laden" }).click();
    await expect(rows).toHaveCount(shown);
  }
  await expect(page.getByRole("button", { name: "Mehr laden" })).toBeHidden();
  await expect(rows.last()).toContainText(`${word}-1`);
  await page.getByRole("button", { name: `Shop ${word} 1 verwalten`, exact: true }).click();
  await takePictures(page, testInfo, "company-de");
  await page.keyboard.press("Escape");
  await page.getByRole("tab", { name: "Tempo" }).click();
  await page.getByLabel("Nach Name oder Kurzname suchen").fill(word);
  await expect(rows).toHaveCount(50);
  // The later made, the slower.
  await expect(rows.first()).toContainText("2,9 %");
  await page.getByRole("button", { name: "Mehr laden" }).click();
  await expect(rows).toHaveCount(100);
  for (const tab of ["Tempo", "Funktionen", "Zustand", "Protokoll"]) {
    await page.getByRole("tab", { name: tab }).click();
    const panel = page.getByRole("tabpanel");
    await expect(
      panel.getByRole("switch").or(panel.getByRole("row")).or(panel.getByText("Noch nichts")).first(),
    ).toBeVisible();
    await takePictures(page, testInfo, `${tab}-de`);
  }
});

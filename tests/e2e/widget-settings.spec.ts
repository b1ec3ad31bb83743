import { expect, test } from "@playwright/test";
import { signIn } from "./agent-page.ts";
import { expectAccessible } from "./audit-page.ts";
import { createTestTenant } from "./tenant.ts";
import { deskUrl } from "./platform.ts";
import { openPanel } from "./widget-panel.ts";

test("an owner sets up the widget, sees it at once, and a customer gets it", async ({ browser, context }) => {
  await using tenant = await createTestTenant();
  await using host = await tenant.host();
  const { page } = await signIn(context, tenant.owner.email, tenant.owner);
  await page.goto(`${deskUrl()}/settings/widget`);
  const preview = page.frameLocator('iframe[title="Preview of the chat"]');
  await expect(preview.getByText("Hi! How can we help?")).toBeVisible();
  const save = page.getByRole("button", { name: "Save changes" });
  const choose = (group: string, name: string) => page.getByRole("group", { name: group }).getByLabel(name).check();
  const required = (kind: string) => page.getByRole("group", { name: kind }).getByLabel("Required");
  await expect(save, "nothing to save yet").toHaveCount(0);

  await test.step("the preview follows what is typed, and takes neither the focus nor a message", async () => {
    await page.getByLabel("Greeting").fill("Ahoy, what can we carry for you?");
    await page.getByLabel("Team name").fill("Deck crew");
    await page.getByLabel("Colour", { exact: true }).fill("#ffe066");
    await page.getByLabel("When you're away").fill("Back at nine.");
    await expect(preview.getByText("Ahoy, what can we carry for you?")).toBeVisible();
    await expect(preview.getByRole("heading", { name: "Deck crew" })).toBeVisible();
    await expect(preview.locator("main")).toHaveCSS("--tenant", "#ffe066");
    await expect(preview.getByText("Back at nine.")).toHaveCount(0);
    await choose("Preview as", "Away");
    await expect(preview.getByText("Back at nine.")).toBeVisible();
    await choose("Default language", "German");
    await expect(preview.getByRole("textbox", { name: "Nachricht" })).toBeVisible();
    await choose("Default language", "English");
    await page.getByRole("checkbox", { name: "Ask for email" }).check();
    await required("Ask for email").check();
    await expect(preview.getByRole("textbox", { name: "Your email" })).toBeVisible();
    await expect(required("Ask for email")).toBeFocused();
    await page.getByRole("checkbox", { name: "Ask for email" }).uncheck();
    await preview.getByRole("textbox", { name: "Message" }).fill("Is this real?");
    await page.keyboard.press("Enter");
    expect(await tenant.conversations()).toEqual([]);
  });

  await test.step("what cannot be saved says so at its field", async () => {
    await page.getByLabel("Colour", { exact: true }).fill("yellow");
    await page.getByLabel("Show a notice before anything is stored").check();
    await page.getByLabel("Privacy page").fill("shop");
    await save.click();
    await expect(page.getByText("Use # and six digits, such as #1f4d3a")).toBeVisible();
    await expect(page.getByLabel("Colour", { exact: true })).toBeFocused();
    await expect(preview.locator("main"), "the last whole colour").toHaveCSS("--tenant", "#ffe066");
    await expect(page.getByText("Use a whole address, with https://")).toBeVisible();
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      await expect.poll(() => page.evaluate("document.getAnimations().length"), "colours have settled").toBe(0);
      await page.screenshot({ path: `test-results/widget-settings-${colorScheme}.png` });
      await expectAccessible(page, `with errors, ${colorScheme}`);
    }
    await page.getByLabel("Colour", { exact: true }).fill("#ffe066");
    await page.getByLabel("Notice", { exact: true }).fill("We keep what you write.");
    await page.getByLabel("Privacy page").fill("https://example.com/privacy");
  });

  await test.step("leaving without saving is asked about", async () => {
    await expect(page.getByText("Unsaved changes")).toBeVisible();
    await page.getByRole("link", { name: "Allowed websites", exact: true }).click();
    await page.getByRole("dialog", { name: "Unsaved changes" }).getByRole("button", { name: "Cancel" }).click();
    await expect(page.getByLabel("Greeting")).toHaveValue("Ahoy, what can we carry for you?");
  });

  await test.step("saved: a customer who comes now sees it, in the tenant's language when theirs is not spoken", async () => {
    await choose("Texts in", "German");
    await page.getByLabel("Greeting").fill("Moin, was dürfen wir bringen?");
    await page.getByLabel("Question 1").fill("Wo ist mein Paket?");
    await expect(preview.getByRole("button", { name: "Wo ist mein Paket?" })).toBeVisible();
    await choose("Appearance", "Dark");
    await expect(preview.locator("html")).toHaveAttribute("data-theme", "dark");
    await choose("Default language", "Spanish");
    await page.getByLabel("Greeting").fill("¡Buenas!");
    await page.getByLabel("Notice", { exact: true }).fill("Guardamos lo que escribes.");
    await page.getByRole("checkbox", { name: "Ask for name" }).check();
    await page.getByRole("checkbox", { name: "Ask your own question" }).check();
    await page.getByLabel("Your question", { exact: true }).fill("¿Número de pedido?");
    await expect(preview.getByRole("textbox", { name: "¿Número de pedido?" })).toBeVisible();
    await save.click();
    await expect(page.getByText("Saved.")).toBeVisible();
    await expect(page.getByText(`data-accent="#ffe066"`)).toBeVisible();
    await using customers = await browser.newContext({ locale: "fr-FR" });
    const customer = await customers.newPage();
    await customer.goto(host.url);
    const panel = await openPanel(customer);
    await expect(panel.frame.getByText("¡Buenas!")).toBeVisible();
    await expect(panel.frame.getByText("Guardamos lo que escribes.")).toBeVisible();
    await expect(panel.frame.locator("html")).toHaveAttribute("data-theme", "dark");
    await expect(panel.frame.locator("main")).toHaveCSS("--tenant", "#ffe066");
    await expect(panel.frame.getByRole("textbox", { name: "¿Número de pedido?" })).toBeVisible();
    await expect(panel.frame.getByRole("textbox")).toHaveCount(2);
    await expect(panel.frame.getByRole("button", { name: "Iniciar chat" })).toBeVisible();
    for (const { locale, greeting } of [
      { locale: "en-GB", greeting: "Ahoy, what can we carry for you?" },
      { locale: "de-DE", greeting: "Moin, was dürfen wir bringen?" },
    ]) {
      await using others = await browser.newContext({ locale });
      const other = await others.newPage();
      await other.goto(host.url);
      await expect((await openPanel(other, /./)).frame.getByRole("heading", { name: greeting })).toBeVisible();
    }
  });

  await test.step("the line for the shop's page is copied", async () => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.getByRole("button", { name: "Copy" }).click();
    await expect(page.getByRole("button", { name: "Copied" })).toBeVisible();
    const copied = await page.evaluate("navigator.clipboard.readText()");
    expect(copied).toContain(`/loader.js?key=${tenant.widgetKey}" data-accent="#ffe066" async></script>`);
  });
});

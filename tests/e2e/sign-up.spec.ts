import { randomUUID } from "node:crypto";
import { expect, type Page, test, type TestInfo } from "@playwright/test";
import { expectAccessible } from "./audit-page.ts";
import { mailTo } from "./mailbox.ts";
import { chatUrl, deskUrl } from "./platform.ts";
import { takePictures } from "./take-pictures.ts";
import { createTestTenant } from "./tenant.ts";

const PASSWORD = "quiet otters paint fences";

/** The operator's word, without a screen. */
async function setOpen(isOpen: boolean): Promise<void> {
  await fetch(`${chatUrl()}/api/v1/flags/sign_up`, {
    method: isOpen ? "PUT" : "DELETE",
    headers: { authorization: "Bearer dev-operator-key", "content-type": "application/json" },
    ...(isOpen ? { body: JSON.stringify({ isOn: true }) } : {}),
  });
}

const linkIn = ({ Text }: { Text: string }): string => /https?:\/\/\S+\/sign-up\/confirm#\S+/.exec(Text)?.[0] ?? "";

const look = (page: Page, testInfo: TestInfo, name: string) =>
  takePictures(page, testInfo, name, (theme) => expectAccessible(page, `${name}, ${theme}`));

test.afterAll(() => setOpen(false));

test("sign-up is by invitation until the operator opens it, then a stranger has a company by a link in a mail", async ({
  browser,
}, testInfo) => {
  await setOpen(false);
  const word = randomUUID().slice(0, 8);
  const email = `mia@aster-${word}.test`;
  await using strangers = await browser.newContext();
  const page = await strangers.newPage();
  const picture = (name: string) => look(page, testInfo, name);

  await test.step("closed: no link at the sign-in, and the page says so in a sentence", async () => {
    await page.goto(deskUrl());
    await expect(page.getByRole("heading", { name: "Sign in to Chorus" })).toBeVisible();
    await expect(page.getByRole("link", { name: "Open a company" })).toHaveCount(0);
    await page.goto(`${deskUrl()}/sign-up`);
    await expect(page.getByText("Companies are opened by invitation here.")).toBeVisible();
    await picture("closed");
  });

  await test.step("the operator opens it", async () => {
    await using operators = await browser.newContext();
    const operator = await operators.newPage();
    await operator.goto(`${deskUrl()}/operator`);
    await operator.getByLabel("Operator key", { exact: true }).fill("dev-operator-key");
    await operator.keyboard.press("Enter");
    const field = operator.getByRole("group", { name: "Sign-up" });
    await expect(field.getByRole("radio", { name: "By invitation" })).toBeChecked();
    await field.getByRole("radio", { name: "Open" }).click();
    await expect(field.getByRole("radio", { name: "Open" })).toBeChecked();
    await expect(field.getByText(`${deskUrl()}/sign-up`)).toBeVisible();
    await look(operator, testInfo, "operator-open");
    await operator.reload();
    await expect(field.getByRole("radio", { name: "Open" })).toBeChecked();
    await operator.getByRole("tab", { name: "Log" }).click();
    await expect(operator.getByRole("row").filter({ hasText: "Sign-up" }).first()).toContainText(
      "by invitation → open",
    );
  });

  await test.step("a stranger asks for a link, by keyboard alone", async () => {
    await page.goto(deskUrl());
    const link = page.getByRole("link", { name: "Open a company" });
    await expect(link).toBeVisible();
    await picture("sign-in");
    await link.click();
    await expect(page.getByRole("heading", { name: "Open your company on Chorus" })).toBeVisible();
    await expect(page.getByLabel("Company name")).toBeFocused();
    await picture("form");
    await page.keyboard.press("Enter");
    await expect(page.getByText("Please fill this in").first()).toBeVisible();
    await page.keyboard.type(`Aster ${word} GmbH`);
    await page.keyboard.press("Tab");
    await page.keyboard.type("Mia Berg");
    await page.keyboard.press("Tab");
    await page.keyboard.type(email);
    const beganMs = Date.now();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { name: "Check your email" })).toBeVisible();
    testInfo.annotations.push({ type: "work and answer", description: `${Date.now() - beganMs} ms` });
    await expect(page.getByRole("status")).toBeFocused();
    await expect(page.getByText(`on its way to ${email}`)).toBeVisible();
    await picture("sent");
  });

  let link = "";
  await test.step("the mail has the link, and nothing that was typed", async () => {
    const mail = await mailTo(email);
    expect(mail.Subject).toBe("Confirm your email address for Chorus");
    expect(mail.Text).not.toContain(word);
    link = linkIn(mail);
    expect(link).toContain(`${deskUrl()}/sign-up/confirm#`);
    await page.goto(mail.url);
    await page.screenshot({ path: testInfo.outputPath("mail.png") });
  });

  await test.step("a short name is checked while it is typed", async () => {
    await page.goto(link);
    await expect(page.getByRole("heading", { name: `Open Aster ${word} GmbH` })).toBeVisible();
    expect(page.url()).toBe(`${deskUrl()}/sign-up/confirm`);
    const slug = page.getByLabel("Short name");
    await expect(slug).toHaveValue(`aster-${word}`);
    await expect(page.getByText(`You sign in with ${email}`)).toBeVisible();
    await expect(page.getByLabel("Password", { exact: true })).toBeFocused();
    await slug.fill("acme");
    await expect(page.getByText("This short name is taken")).toBeVisible();
    await picture("confirm-taken");
    await slug.fill("a_b");
    await expect(page.getByText("Use lower-case letters, digits and single hyphens")).toBeVisible();
    await slug.fill(`Aster ${word}-2`);
    await expect(slug).toHaveValue(`aster-${word}-2`);
    await expect(page.getByText("Free. Your team signs in with it")).toBeVisible();
  });

  await test.step("a password that is guessed first is refused, another one leads into the desk", async () => {
    const password = page.getByLabel("Password", { exact: true });
    await password.fill(`aster-${word}-2`);
    await page.keyboard.press("Enter");
    await expect(page.getByText("Too easy to guess")).toBeVisible();
    await password.fill(PASSWORD);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("region", { name: "Inbox" })).toBeVisible();
    await page.screenshot({ path: testInfo.outputPath("desk.png") });
    await page.goto(`${deskUrl()}/settings/company`);
    await expect(
      page
        .getByLabel("Company name")
        .or(page.getByText(`Aster ${word} GmbH`))
        .first(),
    ).toBeVisible();
    await page.goto(`${deskUrl()}/team`);
    await expect(page.getByText(email)).toBeVisible();
  });

  await test.step("the link works once", async () => {
    await page.goto(link);
    await expect(page.getByRole("heading", { name: "This link no longer works" })).toBeVisible();
    await picture("over");
    await page.goto(`${deskUrl()}/sign-up/confirm`);
    await expect(page.getByText("This link is incomplete.")).toBeVisible();
  });
});

test("whoever works somewhere already gets the same answer, and the mail says where; closed again, its link does nothing", async ({
  browser,
}) => {
  await setOpen(true);
  await using tenant = await createTestTenant();
  const { email, tenant: slug } = tenant.owner;
  await using context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${deskUrl()}/sign-up`);
  await page.getByLabel("Company name").fill("Another one");
  await page.getByLabel("Your name").fill("Olivia Berg");
  await page.getByLabel("Work email").fill(email);
  await page.getByRole("button", { name: "Send link" }).click();
  await expect(page.getByText(`on its way to ${email}`)).toBeVisible();
  await page.getByRole("button", { name: "Use another address" }).click();
  await expect(page.getByLabel("Company name")).toHaveValue("Another one");
  const mail = await mailTo(email, "Confirm your email address");
  expect(mail.Text).toContain(`You already have an account at:\n${slug}`);
  await setOpen(false);
  await page.goto(linkIn(mail));
  await expect(page.getByText("Companies are opened by invitation here.")).toBeVisible();
});

test("in German on a phone, with a name that does not fit", async ({ browser }, testInfo) => {
  await setOpen(true);
  const word = randomUUID().slice(0, 8);
  const email = `uwe@donau-${word}.test`;
  const name = `Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft ${word}`;
  await using context = await browser.newContext({ locale: "de-DE", viewport: { width: 390, height: 844 } });
  const page = await context.newPage();
  const shot = async (what: string) => {
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(390);
    await expectAccessible(page, what);
    await page.screenshot({ path: testInfo.outputPath(`de-${what}.png`), fullPage: true });
  };
  await page.goto(deskUrl());
  await page.getByRole("link", { name: "Unternehmen anlegen" }).click();
  await expect(page.getByRole("heading", { name: "Ihr Unternehmen bei Chorus" })).toBeVisible();
  await shot("form");
  await page.getByLabel("Name des Unternehmens").fill(name);
  await page.getByLabel("Ihr Name").fill("Uwe Groß");
  await page.getByLabel("Geschäftliche E-Mail").fill(email);
  await page.getByRole("button", { name: "Link senden" }).click();
  await expect(page.getByRole("heading", { name: "Schauen Sie in Ihr Postfach" })).toBeVisible();
  await shot("sent");
  const mail = await mailTo(email);
  expect(mail.Subject).toBe("Bestätigen Sie Ihre E-Mail-Adresse für Chorus");
  await page.goto(linkIn(mail));
  await expect(page.getByRole("heading", { name: `${name} anlegen` })).toBeVisible();
  await shot("confirm");
  const slug = page.getByLabel("Kurzname");
  await expect(slug).toHaveValue("donaudampfschifffahrtselektrizitaetenhau");
  await slug.fill(`donau-${word}`);
  await page.getByLabel("Passwort", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Unternehmen anlegen" }).click();
  await expect(
    page.getByRole("region", { name: "Posteingang" }).or(page.getByRole("navigation")).first(),
  ).toBeVisible();
  await page.screenshot({ path: testInfo.outputPath("de-desk.png") });
});

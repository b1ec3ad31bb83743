import { expect, test } from "@playwright/test";
import { expectAccessible } from "./audit-page.ts";
import { deskUrl } from "./platform.ts";
import { createTestTenant } from "./tenant.ts";

const OWN = { name: "Olivia Berg (CEO)", email: "ceo.victim@bank.test" };

const WORDS = {
  en: {
    ...{
      locale: "en-GB",
      inbox: "Inbox",
      details: "Customer details",
      verified: "Verified",
      notVerified: /^Not verified/,
    },
    ...{ name: "Name confirmed by your own system", unconfirmed: "Email not confirmed", people: "People" },
  },
  de: {
    ...{
      locale: "de-DE",
      inbox: "Posteingang",
      details: "Angaben zum Kunden",
      verified: "Bestätigt",
      notVerified: /^Nicht bestätigt/,
    },
    ...{ name: "Name von Ihrem System bestätigt", unconfirmed: "E-Mail nicht bestätigt", people: "Personen" },
  },
} as const;

for (const [colorScheme, language] of [
  ["light", "en"],
  ["dark", "de"],
] as const) {
  test(`what a visitor typed is never shown as confirmed, ${colorScheme}, ${language}`, async ({
    browser,
  }, testInfo) => {
    const words = WORDS[language];
    await using tenant = await createTestTenant();
    await using context = await browser.newContext({ colorScheme, locale: words.locale });
    const page = await context.newPage();
    await page.goto(deskUrl());
    for (const [index, value] of [tenant.owner.tenant, tenant.owner.email, tenant.owner.password].entries())
      await page.locator("input").nth(index).fill(value);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("region", { name: words.inbox })).toBeVisible();
    const sign = await tenant.signer();
    const visitor = await tenant.customerWrites(OWN.email, "Where is my parcel?", OWN.name);
    const details = page.getByRole("complementary", { name: words.details });

    await test.step("the id alone is signed: the name and the address stay the visitor's word", async () => {
      await visitor.signIn(sign("4711"));
      await page.goto(`${deskUrl()}/inbox/queue/${visitor.conversationId}`);
      await expect(details.getByText(OWN.email)).toBeVisible();
      await expect(details.getByText(words.notVerified)).toBeVisible();
      await expect(details.getByText(words.verified, { exact: true })).toHaveCount(0);
    });

    await test.step("the name is signed: the address under it says that it is not", async () => {
      await visitor.signIn(sign("4711", "Cara Diaz"));
      await page.reload();
      await expect(details.getByText("Cara Diaz")).toBeVisible();
      await expect(details.getByTitle(words.name)).toBeVisible();
      await expect(details.getByText(words.unconfirmed)).toBeVisible();
      await expect(page.getByText(words.unconfirmed)).toHaveCount(2);
      await expectAccessible(page, "an address that is not confirmed");
      await page.screenshot({ path: testInfo.outputPath("details.png") });
    });

    await test.step("so does the search", async () => {
      await page.goto(`${deskUrl()}/search?q=Cara`);
      await expect(page.getByRole("list", { name: words.people }).getByText(words.unconfirmed)).toBeVisible();
      await page.screenshot({ path: testInfo.outputPath("search.png") });
    });
  });
}

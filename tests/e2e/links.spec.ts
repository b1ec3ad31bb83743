import { randomUUID } from "node:crypto";
import { expect, type Page, test } from "@playwright/test";
import { createTestTenant } from "./tenant.ts";
import { mailsTo } from "./mailbox.ts";
import { deskUrl } from "./platform.ts";
import { panelOf } from "./widget-panel.ts";

/** Where a link leads, by its address, and what somebody sees there. An address that is not here fails the test. */
interface Landing {
  matches: RegExp;
  arrives: (page: Page) => Promise<void>;
}

const conversationIn = (text: string): Landing => ({
  matches: /\/conversations\/[0-9a-f-]{36}$/,
  async arrives(page) {
    const pane = page.getByRole("region", { name: "Conversation", exact: true });
    await expect(pane.getByText(text).first()).toBeVisible();
  },
});

const account: Landing = {
  matches: /\/settings\/account$/,
  arrives: (page) => expect(page.getByRole("heading", { name: "Your account" })).toBeVisible(),
};
const password: Landing = {
  matches: /\/reset-password#/,
  arrives: (page) => expect(page.getByLabel("New password", { exact: true })).toBeVisible(),
};
const unsubscribe: Landing = {
  matches: /\/u\//,
  arrives: (page) => expect(page.getByRole("button")).toBeVisible(),
};
const chatIn = (text: string): Landing => ({
  matches: /#chorus=/,
  arrives: (page) => panelOf(page).sees(text),
});

/** Every address in a mail, in its text and in its HTML. */
function linksOf({ Text, HTML }: { Text: string; HTML: string }): string[] {
  const inText = Text.match(/https?:\/\/[^\s<>"]+/g) ?? [];
  const inHtml = [...HTML.matchAll(/href="([^"]+)"/g)].map(([, address = ""]) => address.replaceAll("&amp;", "&"));
  return [...new Set([...inText, ...inHtml].filter((address) => !address.startsWith("mailto:")))];
}

test("each link in each mail to somebody of the desk leads to what it says", async ({ browser }) => {
  test.slow();
  await using tenant = await createTestTenant();
  const sam = await tenant.colleague("Sam Okafor");
  const customer = `cara-${randomUUID().slice(0, 8)}@shop.test`;
  const text = "Where is my tent?";
  await tenant.customerWrites(customer, text);
  const [conversation] = await tenant.conversations();
  const conversationId = conversation?.id ?? "";
  const mails = async () => (await mailsTo(sam.email)).length;
  // One at a time: what is over by the time somebody would be told is not mailed.
  const steps = [
    () => tenant.assign(conversationId, sam.email),
    () => tenant.writeNote(conversationId, "@Sam Okafor can you look at this?"),
    () => tenant.forgotPassword(sam.email),
  ];
  for (const step of steps) {
    const before = await mails();
    await step();
    await expect.poll(mails, { timeout: 60_000 }).toBeGreaterThan(before);
  }

  await using context = await browser.newContext();
  const page = await context.newPage();
  const landings = [conversationIn(text), account, password, unsubscribe];
  const followed = new Set<Landing>();
  for (const mail of await mailsTo(sam.email)) {
    for (const link of linksOf(mail)) {
      const landing = landings.find(({ matches }) => matches.test(link));
      expect(landing, `${mail.Subject}: ${link}`).toBeDefined();
      await page.goto("about:blank");
      await page.goto(link);
      // A link to set a password works once: the invitation's was used when Sam came.
      if (landing === password && mail.Subject.includes("invited")) continue;
      if (landing === password || landing === unsubscribe) {
        await landing.arrives(page);
        followed.add(landing);
        continue;
      }
      // Somebody who is not signed in comes to the same place after signing in.
      const signIn = page.getByLabel("Company");
      await expect(signIn.or(page.getByRole("region", { name: "Conversation", exact: true }))).toBeVisible();
      if (await signIn.isVisible()) {
        await signIn.fill(sam.tenant);
        await page.getByLabel("Email").fill(sam.email);
        await page.getByLabel("Password").fill(sam.password);
        await page.getByRole("button", { name: "Sign in" }).click();
      }
      await landing?.arrives(page);
      if (landing) followed.add(landing);
    }
  }
  expect(followed).toContain(landings[0]);
  expect(followed).toContain(password);
});

test("each link in each mail to a customer leads to what it says", async ({ browser }) => {
  test.slow();
  await using tenant = await createTestTenant();
  await using host = await tenant.host();
  const email = `cara-${randomUUID().slice(0, 8)}@shop.test`;
  await tenant.customerWrites(email, "Where is my tent?");
  const { conversationId } = await tenant.accept();
  tenant.chat.send({ conversationId, body: "It is on its way." });
  await expect.poll(async () => (await mailsTo(email)).length, { timeout: 60_000 }).toBeGreaterThan(0);
  await using context = await browser.newContext();
  const page = await context.newPage();
  const landings = [chatIn("It is on its way."), unsubscribe];
  const followed = new Set<Landing>();
  for (const mail of await mailsTo(email)) {
    for (const link of linksOf(mail)) {
      const landing = landings.find(({ matches }) => matches.test(link));
      expect(landing, `${mail.Subject}: ${link}`).toBeDefined();
      await page.goto("about:blank");
      await page.goto(link);
      await landing?.arrives(page);
      if (landing) followed.add(landing);
    }
  }
  expect(followed.size).toBe(landings.length);
  expect(page.url() === host.url || page.url().includes("/u/")).toBe(true);
});

test("a link to a conversation works for every status, keeps its message, and says when there is none", async ({
  browser,
}) => {
  await using tenant = await createTestTenant();
  const conversationId = await tenant.open("Cara Diaz");
  await using context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${deskUrl()}/conversations/${conversationId}?seq=2`);
  await page.getByLabel("Company").fill(tenant.owner.tenant);
  await page.getByLabel("Email").fill(tenant.owner.email);
  await page.getByLabel("Password").fill(tenant.owner.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  const pane = page.getByRole("region", { name: "Conversation", exact: true });
  await expect(pane.getByText("Message 1")).toBeVisible();
  expect(new URL(page.url()).pathname).toBe(`/inbox/open/${conversationId}`);
  await tenant.close(conversationId);
  await page.goto(`${deskUrl()}/conversations/${conversationId}`);
  await expect(pane.getByText("Message 1")).toBeVisible();
});

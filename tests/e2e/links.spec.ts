import { randomUUID } from "node:crypto";
import { expect, type Page, test } from "@playwright/test";
import { NOTIFICATION_EVENTS, type NotificationEvent } from "@chorus/contracts/entities/delivery";
import { mailTranscript } from "@chorus/contracts/routes/conversations";
import { sendTestNotification } from "@chorus/contracts/routes/notifications";
import { changePassword } from "@chorus/contracts/routes/people";
import { type Colleague, createTestTenant, signedIn, signInFrom } from "./tenant.ts";
import { mailsTo } from "./mailbox.ts";
import { deskUrl } from "./platform.ts";
import { seedMailsSent } from "./seed-tenant.ts";
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
const notifications: Landing = {
  matches: /\/settings\/notifications$/,
  arrives: (page) => expect(page.getByRole("heading", { level: 1, name: /notif/i })).toBeVisible(),
};
const features: Landing = {
  matches: /\/settings\/features$/,
  arrives: (page) => expect(page.getByRole("heading", { level: 1, name: "Features and usage" })).toBeVisible(),
};
const desk: Landing = {
  matches: /^https?:\/\/[^/]+\/?$/,
  arrives: (page) => expect(page).toHaveURL(/\/inbox\//),
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

/** How a kind of mail comes about, and what it is known by. */
interface Step {
  to: string;
  /** In its subject or text: mails about one conversation keep the subject of the first. */
  says: RegExp;
  happens: () => Promise<unknown>;
}

/** One at a time: what is over by the time somebody would be told is not mailed. */
async function takeSteps(steps: Readonly<Record<string, Step>>): Promise<void> {
  for (const [kind, { to, says, happens }] of Object.entries(steps)) {
    await happens();
    await expect
      .poll(async () => (await mailsTo(to)).some((mail) => says.test(`${mail.Subject}\n${mail.Text}`)), {
        timeout: 60_000,
        message: `a mail about ${kind}`,
      })
      .toBe(true);
  }
}

interface Reader {
  signIn: () => Promise<void>;
  /** Whether what a mail leads to was done already. */
  isUsed: (mail: { Subject: string; Text: string }) => boolean;
}

/** Follows each link in each mail. Every address has its landing, and every landing a mail that leads there. */
async function followLinks(
  page: Page,
  addresses: readonly string[],
  landings: readonly Landing[],
  { signIn, isUsed }: Reader = { signIn: async () => undefined, isUsed: () => false },
): Promise<void> {
  const followed = new Set<Landing>();
  for (const mail of (await Promise.all(addresses.map(mailsTo))).flat()) {
    for (const link of linksOf(mail)) {
      const landing = landings.find(({ matches }) => matches.test(link));
      expect(landing, `${mail.Subject}: ${link}`).toBeDefined();
      await page.goto("about:blank");
      await page.goto(link);
      // A link to set a password works once.
      if (isUsed(mail)) continue;
      if (landing !== password && landing !== unsubscribe) await signIn();
      await landing?.arrives(page);
      if (landing) followed.add(landing);
    }
  }
  expect(landings.filter((landing) => !followed.has(landing))).toEqual([]);
}

/** Every address in a mail, in its text and in its HTML. */
function linksOf({ Text, HTML }: { Text: string; HTML: string }): string[] {
  const inText = Text.match(/https?:\/\/[^\s<>"]+/g) ?? [];
  const inHtml = [...HTML.matchAll(/href="([^"]+)"/g)].map(([, address = ""]) => address.replaceAll("&amp;", "&"));
  return [...new Set([...inText, ...inHtml].filter((address) => !address.startsWith("mailto:")))];
}

test("each link in each mail to somebody of the desk leads to what it says", async ({ browser }) => {
  test.slow();
  await using tenant = await createTestTenant();
  await tenant.set({ notifications: { events: { "conversation.closed": { email: true } } } });
  const sam = await tenant.colleague("Sam Okafor");
  const samsDesk = await signedIn(sam);
  const invited = await tenant.invite("Pia Lund");
  const customer = `cara-${randomUUID().slice(0, 8)}@shop.test`;
  const text = "Where is my tent?";
  let conversationId = "";
  const to = sam.email;
  // Of every kind that there is but the one for customers alone.
  const steps: Record<Exclude<NotificationEvent, "message.unread">, Step> = {
    "people.invitation": { to: invited.email, says: /^Join /, happens: async () => undefined },
    "conversation.waiting": {
      ...{ to, says: /is waiting for a reply/ },
      async happens() {
        await tenant.customerWrites(customer, text);
        conversationId = (await tenant.conversations())[0]?.id ?? "";
      },
    },
    "conversation.assigned": {
      ...{ to, says: /assigned you/, happens: () => tenant.assign(conversationId, sam.email) },
    },
    "conversation.mentioned": {
      ...{ to, says: /mentioned you/ },
      happens: () => tenant.writeNote(conversationId, "@Sam Okafor can you look at this?"),
    },
    "conversation.transcript": {
      ...{ to, says: /^Your conversation with/ },
      happens: () => samsDesk.call(mailTranscript, { params: { conversationId }, body: { to: "me" } }),
    },
    "conversation.closed": { to, says: /closed your conversation/, happens: () => tenant.close(conversationId) },
    "people.new_device": {
      ...{ to, says: /^New sign-in/ },
      happens: () => signInFrom("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", sam),
    },
    "people.password_changed": {
      ...{ to, says: /^Your password for .* was changed/ },
      async happens() {
        const next: Colleague = { ...sam, password: "staple correct battery horse" };
        await samsDesk.call(changePassword, { body: { current: sam.password, password: next.password } });
        sam.password = next.password;
      },
    },
    "tenant.quota": {
      ...{ to: tenant.owner.email, says: /has used 80% of a limit/ },
      async happens() {
        await seedMailsSent(tenant.tenantId, 80);
        await tenant.allowMails(100);
      },
    },
    "people.password_reset": { to, says: /^Reset your password/, happens: () => tenant.forgotPassword(sam.email) },
    test: {
      ...{ to, says: /^Test email/ },
      happens: () => samsDesk.call(sendTestNotification, { body: { channel: "email" } }),
    },
  };
  expect(Object.keys(steps).toSorted()).toEqual(
    NOTIFICATION_EVENTS.filter((event) => event !== "message.unread").toSorted(),
  );
  await takeSteps(steps);

  // Somebody who is not signed in comes to the same place after signing in.
  const signInAs = (page: Page, who: Colleague) => async () => {
    const company = page.getByLabel("Company");
    const pane = page.getByRole("region", { name: "Conversation", exact: true });
    const inside = pane.or(page.getByRole("heading", { level: 1 }));
    await expect(company.or(inside).first()).toBeVisible();
    if (!(await company.isVisible())) return;
    await company.fill(who.tenant);
    await page.getByLabel("Email").fill(who.email);
    await page.getByLabel("Password", { exact: true }).fill(who.password);
    await page.getByRole("button", { name: "Sign in" }).click();
  };
  const isUsed = ({ Subject, Text }: { Subject: string; Text: string }) =>
    Subject.startsWith("Join") && Text.includes("Sam Okafor");
  const chosen = [conversationIn(text), notifications];
  for (const [who, addresses, landings] of [
    [sam, [invited.email, sam.email], [...chosen, account, desk, password]],
    [tenant.owner, [tenant.owner.email], [...chosen, features]],
  ] as const) {
    await using context = await browser.newContext();
    const page = await context.newPage();
    await followLinks(page, addresses, landings, { signIn: signInAs(page, who), isUsed });
  }
});

test("each link in each mail to a customer leads to what it says", async ({ browser }) => {
  test.slow();
  await using tenant = await createTestTenant();
  await using host = await tenant.host();
  const email = `cara-${randomUUID().slice(0, 8)}@shop.test`;
  await tenant.customerWrites(email, "Where is my tent?");
  const { conversationId } = await tenant.accept();
  await takeSteps({
    "message.unread": {
      ...{ to: email, says: /^Acme Outdoor: / },
      happens: async () => void tenant.chat.send({ conversationId, body: "It is on its way." }),
    },
    "conversation.transcript": {
      ...{ to: email, says: /a copy of this conversation was requested/ },
      happens: () => tenant.mailTranscript(conversationId),
    },
  });
  await using context = await browser.newContext();
  const page = await context.newPage();
  await followLinks(page, [email], [chatIn("It is on its way."), unsubscribe]);
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
  await page.getByLabel("Password", { exact: true }).fill(tenant.owner.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  const pane = page.getByRole("region", { name: "Conversation", exact: true });
  await expect(pane.getByText("Message 1")).toBeVisible();
  expect(new URL(page.url()).pathname).toBe(`/inbox/open/${conversationId}`);
  await tenant.close(conversationId);
  await page.goto(`${deskUrl()}/conversations/${conversationId}`);
  await expect(pane.getByText("Message 1")).toBeVisible();
});

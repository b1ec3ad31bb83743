import { randomUUID } from "node:crypto";
import { expect, type Page, type Route, test } from "@playwright/test";
import { signIn } from "./agent-page.ts";
import { expectAccessible } from "./audit-page.ts";
import { choose } from "./choose.ts";
import { createTestTenant } from "./tenant.ts";
import { mailTo, setMailServer } from "./mailbox.ts";
import { deskUrl, pushUrl } from "./platform.ts";

async function expectAccessibleInBoth(page: Page, where: string): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await expectAccessible(page, `${where}, ${colorScheme}`);
  }
}

test("the bell tells whom a conversation was given, and they choose what they are told of", async ({ browser }) => {
  // It may have to ask twice, and then again half a minute later.
  test.slow();
  await using tenant = await createTestTenant();
  await tenant.customerWrites(`cara-${randomUUID()}@shop.test`, "Where is my tent?");
  const { conversationId } = await tenant.accept();
  const anna = await tenant.colleague("Anna");
  await using context = await browser.newContext();
  const { page } = await signIn(context, anna.email, anna);
  await expect(page.getByRole("button", { name: "Notifications", exact: true })).toBeVisible();
  await tenant.assign(conversationId, anna.email);

  await test.step("rings, and leads to the conversation", async () => {
    await page.getByRole("button", { name: "Notifications, 1 unread" }).click({ timeout: 40_000 });
    const item = page.getByRole("menuitem", { name: /Olivia Berg assigned you the conversation with Cara Diaz/ });
    await expect(item).toBeVisible();
    await expectAccessibleInBoth(page, "bell");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("region", { name: "Conversation", exact: true })).toBeVisible();
    await expect(page).toHaveURL(new RegExp(conversationId));
    await expect(page.getByRole("button", { name: "Notifications", exact: true })).toBeVisible();
  });

  await test.step("what they choose stays", async () => {
    await page.goto(`${deskUrl()}/settings/notifications`);
    await page.getByRole("checkbox", { name: "Conversation assigned: Email" }).uncheck();
    await page.getByRole("switch", { name: "Pause notifications" }).click();
    await choose(page, "Email language", "Deutsch");
    await choose(page, "Time zone", "Europe/Berlin");
    await page.getByRole("button", { name: "Save changes" }).click();
    await expect(page.getByRole("button", { name: "Save changes" })).toHaveCount(0);
    await expect(page.getByText("Saved.")).toBeVisible();
    await expectAccessibleInBoth(page, "preferences");
    await page.reload();
    await expect(page.getByRole("checkbox", { name: "Conversation assigned: Email" })).not.toBeChecked();
    await expect(page.getByRole("checkbox", { name: "Conversation assigned: Desk" })).toBeChecked();
    await expect(page.getByRole("combobox", { name: "Time zone" })).toHaveText("Europe/Berlin");
    await expect(page.getByRole("combobox", { name: "Email language" })).toHaveText("Deutsch");
    await page.goto(`${deskUrl()}/settings/deliveries`);
    await expect(page.getByText("Your role does not include this")).toBeVisible();
  });
});

test("an owner sees what became of every mail, tries again what was given up, and sets the tenant's hours", async ({
  browser,
}) => {
  // It waits for several mails.
  test.slow();
  await using tenant = await createTestTenant();
  const email = `cara-${randomUUID().slice(0, 8)}@shop.test`;
  await using context = await browser.newContext();
  const { page } = await signIn(context, tenant.owner.email, tenant.owner);
  await page.goto(`${deskUrl()}/settings/deliveries`);
  // The owner has signed in by a program before.
  await mailTo(tenant.owner.email, "New sign-in from Chrome on Linux");
  await expect(page.getByRole("row").filter({ hasText: "Sign-in from a new device" })).toBeVisible({
    timeout: 20_000,
  });

  await test.step("a test to oneself arrives, and the log says so", async () => {
    await page.getByRole("button", { name: "Send yourself a test" }).click();
    await page.getByRole("menuitem", { name: "Email" }).click();
    await mailTo(tenant.owner.email, "Test email from Chorus");
    await page.getByRole("button", { name: "Details: Test" }).click();
    await expect(page.getByRole("list", { name: "History" })).toContainText("handed to smtp");
  });

  await setMailServer({ failureRate: 1, failureCode: 554 });
  try {
    await tenant.customerWrites(email, "Where is my tent?");
    const { conversationId } = await tenant.accept();
    tenant.chat.send({ conversationId, body: "It is on its way." });
    await test.step("what the server refuses is given up, with its reason", async () => {
      await page.getByRole("tab", { name: "Failed" }).click();
      const row = page.getByRole("row").filter({ hasText: email });
      await row.getByRole("button", { name: /^Details/ }).click({ timeout: 40_000 });
      await expect(
        page
          .getByRole("cell")
          .getByText(/refused/)
          .first(),
      ).toBeVisible();
      await expectAccessibleInBoth(page, "given up");
    });
  } finally {
    await setMailServer();
  }

  await test.step("tried again together, it arrives", async () => {
    await page.getByRole("checkbox", { name: "Select all" }).check();
    await page.getByRole("button", { name: "Retry 1" }).click();
    expect((await mailTo(email)).Text).toContain("It is on its way.");
    await expect(page.getByText("Nothing failed")).toBeVisible({ timeout: 20_000 });
    await page.getByRole("tab", { name: "All", exact: true }).click();
    await page.getByLabel("Recipient", { exact: true }).fill(email);
    await page.getByLabel("Recipient", { exact: true }).press("Enter");
    await expect(page.getByRole("table", { name: "Notifications" }).getByRole("rowheader")).toHaveCount(1);
    await expect(page.getByRole("cell").getByText("Sent", { exact: true }).first()).toBeVisible();
    await expectAccessibleInBoth(page, "delivery log");
  });

  await test.step("the tenant's defaults and hours", async () => {
    await page.goto(`${deskUrl()}/settings/notification-defaults`);
    await page.getByRole("checkbox", { name: "Customer waiting: Email" }).uncheck();
    await expectAccessibleInBoth(page, "default notifications");
    await page.getByRole("link", { name: "Business hours" }).click();
    await page.getByRole("radio", { name: "Set hours" }).check();
    await page.getByRole("checkbox", { name: "Open on Friday" }).uncheck();
    await page.getByRole("button", { name: "Save changes" }).click();
    await expect(page.getByText("Saved.")).toBeVisible();
    await expectAccessibleInBoth(page, "business hours");
    await page.reload();
    await expect(page.getByRole("checkbox", { name: "Open on Friday" })).not.toBeChecked();
    await expect(page.getByRole("checkbox", { name: "Open on Thursday" })).toBeChecked();
    await page.getByRole("link", { name: "Team notifications" }).click();
    await expect(page.getByRole("checkbox", { name: "Customer waiting: Email" })).not.toBeChecked();
  });
});

test("a browser asks for push messages, gets one, shows it, and is left alone again", async ({ browser }) => {
  await using tenant = await createTestTenant();
  await using context = await browser.newContext();
  await context.grantPermissions(["notifications"], { origin: deskUrl() });
  // The browser's own push service is on the internet; the double's answer takes its place, all else is the browser's.
  const made = await fetch(`${pushUrl()}/subscriptions`, { method: "POST" });
  const subscription = (await made.json()) as { id: string; endpoint: string; keys: object };
  await context.addInitScript(`{
    const given = {
      toJSON: () => (${JSON.stringify(subscription)}),
      unsubscribe: async () => { localStorage.removeItem("given"); return true; },
    };
    PushManager.prototype.subscribe = async () => { localStorage.setItem("given", "1"); return given; };
    PushManager.prototype.getSubscription = async () => localStorage.getItem("given") ? given : null;
  }`);
  const { page } = await signIn(context, tenant.owner.email, tenant.owner);
  await page.goto(`${deskUrl()}/settings/notifications`);
  await page.getByRole("button", { name: "Turn on push" }).click();
  await expect(page.getByText("Push is on in this browser.")).toBeVisible();
  await expectAccessibleInBoth(page, "push on");

  await page.goto(`${deskUrl()}/settings/deliveries`);
  await page.getByRole("button", { name: "Send yourself a test" }).click();
  await page.getByRole("menuitem", { name: "Push" }).click();
  const pushed = async () => {
    const response = await fetch(`${pushUrl()}/messages`);
    const all = (await response.json()) as { subscriptionId: string; text: string }[];
    return all.find(({ subscriptionId }) => subscriptionId === subscription.id)?.text ?? "";
  };
  await expect.poll(pushed).toContain("Test email from Chorus");

  await test.step("its service worker shows it", async () => {
    const devtools = await context.newCDPSession(page);
    const registered = new Promise<string>((resolve) => {
      devtools.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
        const [first] = registrations;
        if (first) resolve(first.registrationId);
      });
    });
    await devtools.send("ServiceWorker.enable");
    const registrationId = await registered;
    const origin = deskUrl();
    const data = await pushed();
    const read = `navigator.serviceWorker.ready
      .then((registration) => registration.getNotifications())
      .then((shown) => shown.map(({ title, body }) => title + ": " + body))`;
    // A worker that is still being started misses what is handed to it; messages of one tag replace each other.
    const shown = async () => {
      await devtools.send("ServiceWorker.deliverPushMessage", { origin, registrationId, data });
      return page.evaluate(read);
    };
    await expect.poll(shown).toEqual(["Acme Outdoor: Test email from Chorus"]);
  });

  await page.goto(`${deskUrl()}/settings/notifications`);
  await page.getByRole("button", { name: "Turn off push" }).click();
  await expect(page.getByRole("button", { name: "Turn on push" })).toBeVisible();
});

test("the delivery log and the bell while they load, when they fail, and empty; and a reason in German", async ({
  browser,
}) => {
  await using tenant = await createTestTenant();
  await using context = await browser.newContext();
  const { page } = await signIn(context, tenant.owner.email, tenant.owner);
  const lists = await answerLists(page);
  const loading = page.getByRole("status", { name: "Loading" });

  await page.goto("about:blank");
  lists.answer = "nothing yet";
  await page.goto(`${deskUrl()}/settings/deliveries`);
  await expect(loading.last()).toBeVisible();
  await lists.give("a refusal");
  await expect(page.getByText("This could not be loaded")).toBeVisible();
  lists.answer = [];
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByText("No notifications yet")).toBeVisible();

  await test.step("the bell", async () => {
    // Who asks and leaves must not be among those who wait.
    await page.goto("about:blank");
    lists.answer = "nothing yet";
    await page.goto(`${deskUrl()}/settings/deliveries`);
    await page.getByRole("button", { name: "Notifications", exact: true }).click();
    const menu = page.getByRole("menu");
    await expect(menu.getByRole("status", { name: "Loading" })).toBeVisible();
    await lists.give("a refusal");
    const failed = menu.getByRole("menuitem", { name: "Could not load. Try again" });
    await expect(failed).toBeVisible();
    lists.answer = [];
    await failed.click();
    await page.getByRole("button", { name: "Notifications", exact: true }).click();
    await expect(menu).toContainText("No notifications yet");
    await page.keyboard.press("Escape");
  });

  await test.step("what happened, in the desk's language", async () => {
    const reason = "given up after 36 attempts: The mail server asks to come again (451 greylisted)";
    const why = { code: "mail_later", values: { words: "451 greylisted" }, isTriedAgain: false, givenUpAfter: 36 };
    const createdAt = new Date().toISOString();
    lists.answer = [
      {
        ...{ id: randomUUID(), event: "message.unread", conversationId: null, channel: "email", provider: "smtp" },
        ...{ recipient: "cara@shop.test", status: "failed", reason, why, attempts: 36, createdAt },
        timeline: [{ at: createdAt, status: "failed", detail: reason, why }],
      },
    ];
    await page.evaluate(`localStorage.setItem("chorus.language", "de")`);
    await page.reload();
    await page
      .getByRole("row")
      .filter({ hasText: "cara@shop.test" })
      .getByRole("button", { name: /^Details/ })
      .click();
    const reasonText =
      "nach 36 Versuchen aufgegeben: Der Mailserver bittet, es später noch einmal zu versuchen (451 greylisted)";
    await expect(page.getByText(reasonText).first()).toBeVisible();
    await expect(page.getByText("asks to come again")).toHaveCount(0);
  });
});

/** Answers for what the services would list: `nothing yet` keeps who asks waiting until `give`. */
async function answerLists(page: Page) {
  const waiting: Route[] = [];
  const lists = {
    answer: [] as object[] | "nothing yet" | "a refusal",
    /** To those who wait, and from now on. */
    async give(answer: object[] | "a refusal") {
      lists.answer = answer;
      await Promise.all(waiting.splice(0).map((route) => reply(route)));
    },
  };
  const headers = { "access-control-allow-origin": deskUrl(), "access-control-allow-credentials": "true" };
  const reply = async (route: Route): Promise<void> => {
    const { answer } = lists;
    if (answer === "nothing yet") waiting.push(route);
    else if (answer === "a refusal") {
      const problem = { type: "about:blank", title: "No", status: 400, code: "bad_request", detail: "Not today." };
      await route.fulfill({ status: 400, headers, json: { ...problem, requestId: "none" } });
    } else await route.fulfill({ headers, json: { items: answer, nextCursor: null, unseen: 0 } });
  };
  await page.route(/\/api\/v1\/(deliveries\?|notifications$)/, reply);
  return lists;
}

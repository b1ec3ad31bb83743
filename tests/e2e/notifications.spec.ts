import { randomUUID } from "node:crypto";
import { expect, test } from "@playwright/test";
import { signIn } from "./agent-page.ts";
import { createTestTenant } from "./tenant.ts";
import { mailTo } from "./mailbox.ts";
import { deskUrl } from "./platform.ts";
import { expectAccessible, openPanel, panelOf } from "./widget-panel.ts";

test("a customer closes the tab, an agent answers, the mail arrives, and its link leads back into the conversation", async ({
  browser,
}) => {
  // It waits for a mail, and for the desk to notice that somebody has left.
  test.slow();
  await using tenant = await createTestTenant({ prechat: [{ kind: "email", label: "", required: true }] });
  await using host = await tenant.host();
  const email = `cara-${randomUUID().slice(0, 8)}@shop.test`;
  await using first = await browser.newContext();
  const page = await first.newPage();
  await page.goto(host.url);
  const panel = await openPanel(page);
  await panel.frame.getByRole("textbox", { name: "Your email" }).fill(email);
  await panel.frame.getByRole("button", { name: "Start chat" }).click();
  await panel.write("Where is my tent?");
  await expect(panel.frame.getByText("Sent", { exact: true })).toBeVisible();
  const { stream } = await tenant.accept();
  const people = () => [...tenant.chat.presence.getSnapshot().values()].map(({ status }) => status);
  await page.close();
  // Who has just left may come back: the desk hears of it a little later, and so does whoever decides about mails.
  await expect.poll(people, { timeout: 30_000 }).toContain("offline");
  tenant.chat.send({ conversationId: stream.conversationId, body: "It is on its way." });

  const mail = await mailTo(email);
  expect(mail.Subject).toBe("Acme Outdoor: Where is my tent?");
  expect(mail.Text).toContain("Your message:\nWhere is my tent?");
  expect(mail.Text).toContain("It is on its way.");
  await expect.poll(() => stream.getSnapshot().timeline.some((entry) => isMailSent(entry, email))).toBe(true);
  await test.step("whoever answers the mail writes into the conversation", async () => {
    await using program = await browser.newContext();
    const inbox = await program.newPage();
    await inbox.goto(mail.url);
    await inbox.getByRole("textbox", { name: /As cara-.*, to reply\+/ }).fill("By mail: thank you.");
    await inbox.getByRole("button", { name: "Send the answer" }).click();
    await expect(inbox.getByRole("list", { name: "Answers" })).toContainText("It is in the conversation.");
    await expect.poll(() => stream.getSnapshot().timeline.map(textOf)).toContain("By mail: thank you.");
  });
  const link = /https?:\S+#chorus=\S+/.exec(mail.Text)?.[0] ?? "";

  await using second = await browser.newContext();
  const later = await second.newPage();
  await later.goto(link);
  const opened = panelOf(later);
  await opened.sees("It is on its way.");
  await opened.sees("By mail: thank you.");
  expect(later.url()).toBe(`${host.url}/`);
  await opened.write("Thank you!");
  await expect.poll(() => stream.getSnapshot().timeline.some((entry) => textOf(entry) === "Thank you!")).toBe(true);

  await test.step("it is that conversation and nothing else, and still is after a reload", async () => {
    const menu = await opened.menu();
    await expect(menu.getByRole("menuitem")).not.toHaveCount(0);
    await expect(menu.getByRole("menuitem", { name: "Earlier conversations" })).toBeHidden();
    await later.reload();
    const again = await openPanel(later);
    await again.sees("Thank you!");
  });

  await test.step("when it is closed, the next one is begun as whoever uses this browser", async () => {
    await tenant.close(stream.conversationId);
    await opened.frame.getByRole("button", { name: "Start a new conversation" }).click();
    await expect(opened.frame.getByRole("textbox", { name: "Your email" })).toBeVisible();
  });
});

test("a copy of the conversation by mail: the customer says where to, an agent asks for their own", async ({
  browser,
}) => {
  test.slow();
  await using tenant = await createTestTenant();
  await using host = await tenant.host();
  const email = `cara-${randomUUID().slice(0, 8)}@shop.test`;
  await using customer = await browser.newContext();
  const page = await customer.newPage();
  await page.goto(host.url);
  const panel = await openPanel(page);
  await panel.write("Where is my tent?");
  const { conversationId } = await tenant.accept();
  const copy = panel.frame.getByRole("menuitem", { name: "Email me this conversation" });
  await panel.menu();
  await expect(copy).toBeHidden();
  await page.keyboard.press("Escape");
  tenant.chat.send({ conversationId, body: "It is on its way." });
  await panel.sees("It is on its way.");

  await test.step("the customer is asked for an address, before anything is sent", async () => {
    await panel.menu();
    await copy.click();
    const form = panel.frame.getByRole("form", { name: "Email me this conversation" });
    await expect(form.getByRole("textbox", { name: "Your email" })).toBeFocused();
    await form.getByRole("textbox", { name: "Your email" }).fill("cara at shop");
    await form.getByRole("button", { name: "Send copy" }).click();
    await expect(form.getByRole("alert")).toHaveText("This doesn't look like an email address.");
    await expectAccessible(page);
    await form.getByRole("textbox", { name: "Your email" }).fill(email);
    await form.getByRole("button", { name: "Send copy" }).click();
    await expect(form.getByRole("status")).toHaveText(`A copy is on its way to ${email}.`);
    await form.getByRole("button", { name: "OK" }).click();
    await expect(form).toBeHidden();
    const mail = await mailTo(email, "Your conversation with");
    expect(mail.Text).toContain("Where is my tent?");
    expect(mail.Text).toContain("It is on its way.");
  });

  await test.step("an agent's goes to the agent", async () => {
    await using context = await browser.newContext();
    const agent = await signIn(context, tenant.owner.email, tenant.owner);
    await agent.page.goto(`${deskUrl()}/inbox/mine/${conversationId}`);
    const pane = agent.page.getByRole("region", { name: "Conversation", exact: true });
    await pane.getByRole("button", { name: "More actions", exact: true }).click();
    await agent.page.getByRole("menuitem", { name: "To me" }).click();
    await expect(agent.page.getByText(`Copy sent to ${tenant.owner.email}, without notes.`)).toBeVisible();
    await mailTo(tenant.owner.email, "Your conversation with");
  });
});

function textOf(entry: { type: string }): string | undefined {
  return "message" in entry ? (entry.message as { body: string }).body : undefined;
}

/** The line that says that answers went out by mail. */
function isMailSent(entry: { type: string }, address: string): boolean {
  const { event } = entry as { event?: { kind: string; data: { recipient?: string } } };
  return event?.kind === "mail.sent" && event.data.recipient === address;
}

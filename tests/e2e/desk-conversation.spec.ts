import { randomUUID } from "node:crypto";
import { expect, test } from "@playwright/test";
import { signIn } from "./agent-page.ts";
import { cuttableLine } from "./cuttable-line.ts";
import { openWidget } from "./customer-page.ts";

test("two colleagues and a customer: note, edit, tag, transfer, snooze, a link, and nobody answers past another", async ({
  browser,
}) => {
  await using customerContext = await browser.newContext({ timezoneId: "Pacific/Auckland" });
  await using anaContext = await browser.newContext({ permissions: ["clipboard-read", "clipboard-write"] });
  await using samContext = await browser.newContext();
  const ana = await signIn(anaContext, "ana@acme.test");
  const samsLine = await cuttableLine(samContext);
  const sam = await signIn(samContext, "sam@acme.test");
  const customer = await openWidget(customerContext);
  // Others of the demo tenant write, too.
  const run = randomUUID().slice(0, 8);
  const question = `Does jacket ${run} come in large?`;
  await customer.write(question);
  await customer.sees(question);
  const pane = ana.page.getByRole("region", { name: "Conversation", exact: true });

  await test.step("by keyboard alone: the conversation is accepted and answered", async () => {
    await ana.page.getByRole("link", { name: /^Queue/ }).click();
    await ana.open(question);
    await pane.getByRole("button", { name: "Accept", exact: true }).click();
    await expect(pane.getByRole("textbox", { name: "Reply" })).toBeVisible();
    await pane.getByRole("log").focus();
    await ana.page.keyboard.press("r");
    await expect(pane.getByRole("textbox", { name: "Reply" })).toBeFocused();
    await ana.page.keyboard.type("Yes, in large.");
    await ana.page.keyboard.press("Enter");
    await customer.sees("Yes, in large.");
  });

  await test.step("the sheet lists the keys", async () => {
    await pane.getByRole("log").focus();
    await ana.page.keyboard.press("?");
    await expect(ana.page.getByRole("dialog", { name: "Keyboard shortcuts" })).toContainText("Write a note");
    await ana.page.keyboard.press("Escape");
  });

  await test.step("a message is edited, the customer sees the new text", async () => {
    const own = pane.getByRole("article").filter({ hasText: "Yes, in large." });
    await own.hover();
    await own.getByRole("button", { name: /^More actions/ }).click();
    await ana.page.getByRole("menuitem", { name: /^Edit/ }).click();
    await ana.page.getByRole("textbox", { name: "Edit your message" }).fill("Yes, in large and extra large.");
    await ana.page.getByRole("button", { name: "Save changes" }).click();
    await customer.sees("Yes, in large and extra large.");
  });

  await test.step("tags and priority reach a colleague's list", async () => {
    await ana.page.getByRole("button", { name: "Add a tag" }).click();
    const tag = ana.page.getByRole("textbox", { name: "Add a tag" });
    await tag.fill("x".repeat(43));
    await expect(ana.page.getByText("3 characters too many")).toBeVisible();
    await tag.fill(`Jackets-${run}`);
    await tag.press("Enter");
    await ana.page.getByRole("button", { name: /^Priority/ }).click();
    await ana.page.getByRole("menuitemradio", { name: "High" }).click();
    await sam.page.getByRole("link", { name: /^Open/ }).click();
    const row = sam.page.getByRole("listitem").filter({ hasText: `jackets-${run}` });
    await expect(row).toContainText("High priority");
    await row.click();
  });

  await test.step("each sees that the other looks at it, too; the customer does not", async () => {
    await expect(pane.getByText("Sam Okafor is viewing")).toBeAttached();
    const samsPane = sam.page.getByRole("region", { name: "Conversation", exact: true });
    await expect(samsPane.getByText("Ana Lima is viewing")).toBeAttached();
    await sam.page.getByRole("link", { name: "Live", exact: true }).click();
    await expect(pane.getByText("Sam Okafor is viewing")).toHaveCount(0);
    await sam.page.goBack();
    await expect(pane.getByText("Sam Okafor is viewing")).toBeAttached();
  });

  await test.step("customer and colleague type at once, and the customer's local time is known", async () => {
    await customer.frame.getByRole("textbox", { name: "Message" }).pressSequentially("And");
    await expect(pane.getByText(/is typing$/)).toBeVisible();
    await sam.page
      .getByRole("region", { name: "Conversation", exact: true })
      .getByRole("textbox", { name: "Reply" })
      .pressSequentially("Hm");
    await expect(async () => {
      await customer.frame.getByRole("textbox", { name: "Message" }).pressSequentially("!");
      await sam.page.getByRole("textbox", { name: "Reply" }).pressSequentially("m");
      await expect(pane.getByText(/ and .* are typing$/)).toBeVisible({ timeout: 1_000 });
    }).toPass();
    const details = ana.page.getByRole("complementary", { name: "Customer details" });
    await expect(details.getByText(/^\w{3},? \d\d:\d\d · Auckland$/)).toBeVisible();
    await expect(details.getByText(/^Chrome, Linux/)).toBeVisible();
    await expect(details.getByText(/^Not verified/)).toBeVisible();
  });

  await test.step("an answer written before a colleague's asks first", async () => {
    const samsPane = sam.page.getByRole("region", { name: "Conversation", exact: true });
    await samsPane.getByRole("textbox", { name: "Reply" }).fill("Only in medium.");
    await ana.write("I have put one aside for you.");
    await sam.sees("I have put one aside for you.");
    await samsPane.getByRole("button", { name: "Send", exact: true }).click();
    const question2 = sam.page.getByRole("dialog", { name: "Ana Lima answered in the meantime" });
    await expect(question2).toBeVisible();
    await question2.getByRole("button", { name: "Cancel" }).click();
    await expect(samsPane.getByRole("textbox", { name: "Reply" })).toHaveValue("Only in medium.");
  });

  await test.step("what was sent without a connection asks too, when somebody has written since", async () => {
    const samsPane = sam.page.getByRole("region", { name: "Conversation", exact: true });
    await samsLine.cut();
    await samsPane.getByRole("textbox", { name: "Reply" }).fill("Shall I send you one?");
    await samsPane.getByRole("textbox", { name: "Reply" }).press("Enter");
    const dialog = sam.page.getByRole("dialog", { name: "Ana Lima answered in the meantime" });
    await dialog.getByRole("button", { name: "Send anyway" }).click();
    await expect(samsPane.getByText("Shall I send you one?")).toBeVisible();
    await ana.write("It leaves today.");
    await customer.sees("It leaves today.");
    samsLine.mend();
    const marked = samsPane.getByRole("alert").filter({ hasText: "somebody has written since" });
    await expect(marked).toBeVisible({ timeout: 30_000 });
    await sam.sees("It leaves today.");
    await expect(customer.frame.getByText("Shall I send you one?")).toHaveCount(0);
    await marked.getByRole("button", { name: "Send anyway" }).click();
    await customer.sees("Shall I send you one?");
    await expect(marked).toHaveCount(0);
  });

  await test.step("a transfer with a note, which the customer does not see", async () => {
    await pane.getByRole("button", { name: "More actions", exact: true }).click();
    await ana.page.getByRole("menuitem", { name: /^Transfer/ }).click();
    const dialog = ana.page.getByRole("dialog", { name: "Transfer conversation" });
    await dialog.getByRole("button", { name: /^To/ }).click();
    await ana.page.getByRole("combobox", { name: "To" }).fill("sam");
    await ana.page.keyboard.press("Enter");
    await dialog.getByLabel("Note").fill("Knows the warehouse.");
    await ana.page.getByRole("button", { name: "Transfer", exact: true }).click();
    await sam.sees("Knows the warehouse.");
    await expect(customer.frame.getByText("Knows the warehouse.")).toHaveCount(0);
  });

  await test.step("a link leads to one message", async () => {
    await sam.page.goto(`${sam.page.url().split("?")[0]}?seq=1`);
    await sam.sees(question);
  });

  await test.step("snoozed, it leaves the open list and comes back when woken", async () => {
    const samsPane = sam.page.getByRole("region", { name: "Conversation", exact: true });
    const address = sam.page.url();
    await samsPane.getByRole("button", { name: "Snooze" }).click();
    await sam.page.getByRole("menuitem", { name: /^1 hour/ }).click();
    await expect(sam.page.getByRole("button", { name: /^Undo/ })).toBeVisible();
    await sam.page.goto(address);
    await expect(samsPane.getByText(/^Snoozed until/)).toBeVisible();
    await samsPane.getByRole("button", { name: "Reopen now" }).click();
    await expect(samsPane.getByRole("textbox", { name: "Reply" })).toBeVisible();
  });
});

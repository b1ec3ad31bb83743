import { expect, test } from "@playwright/test";
import { signIn } from "./agent-page.ts";
import { createTestTenant } from "./tenant.ts";
import { openPanel } from "./widget-panel.ts";

test("a shift by the keys: next one, rows, notes, taking over, closing; drafts stay where they were written", async ({
  browser,
}) => {
  await using tenant = await createTestTenant();
  await using host = await tenant.host();
  await using mayaContext = await browser.newContext();
  await using noahContext = await browser.newContext();
  await using deskContext = await browser.newContext();
  const mayasPage = await mayaContext.newPage();
  await mayasPage.goto(host.url);
  const maya = await openPanel(mayasPage);
  await maya.write("Is the stove loud?");
  await maya.sees("Is the stove loud?");
  const noahsPage = await noahContext.newPage();
  await noahsPage.goto(host.url);
  const noah = await openPanel(noahsPage);
  await noah.write("Where is my parcel?");
  await noah.sees("Where is my parcel?");

  const { page, open, sees } = await signIn(deskContext, tenant.owner.email, tenant.owner);
  const pane = page.getByRole("region", { name: "Conversation", exact: true });
  const reply = pane.getByRole("textbox", { name: "Reply" });

  await test.step("n takes whoever waits longest, then the next", async () => {
    await expect(page.getByRole("button", { name: "Accept next" })).toBeEnabled();
    await page.keyboard.press("n");
    await sees("Is the stove loud?");
    // At once in the field: Escape leaves it for the keys.
    await expect(reply).toBeFocused();
    await page.keyboard.press("Escape");
    await page.keyboard.press("n");
    await sees("Where is my parcel?");
  });

  await test.step("j and k go from row to row, and drafts are kept per conversation", async () => {
    await expect(reply).toBeFocused();
    await page.keyboard.type("A draft for Noah");
    await pane.getByRole("log").focus();
    const rows = page.getByRole("region", { name: "Inbox" }).locator("[data-row]");
    const isFirst = (await rows.first().getAttribute("aria-current")) === "page";
    await page.keyboard.press(isFirst ? "j" : "k");
    await sees("Is the stove loud?");
    await expect(reply).toHaveValue("");
    await page.keyboard.press(isFirst ? "k" : "j");
    await sees("Where is my parcel?");
    await expect(reply).toHaveValue("A draft for Noah");
    await page.reload();
    await expect(reply).toHaveValue("A draft for Noah");
  });

  await test.step("m writes a note, which stays in the house", async () => {
    await pane.getByRole("log").focus();
    await page.keyboard.press("m");
    await expect(pane.getByRole("textbox", { name: "Note" })).toBeFocused();
    await page.keyboard.type("Ask the depot.");
    await page.keyboard.press("Enter");
    await sees("Ask the depot.");
    await expect(noah.frame.getByText("Ask the depot.")).toHaveCount(0);
  });

  await test.step("a message is taken back for everybody", async () => {
    await pane.getByRole("tab", { name: "Reply" }).click();
    await reply.fill("It is in Porto.");
    await reply.press("Enter");
    await noah.sees("It is in Porto.");
    const own = pane.getByRole("article").filter({ hasText: "It is in Porto." });
    await own.hover();
    await own.getByRole("button", { name: /^More actions/ }).click();
    await page.getByRole("menuitem", { name: /^Delete/ }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
    await expect(pane.getByText("Message deleted")).toBeVisible();
    await expect(noah.log.getByText("It is in Porto.")).toHaveCount(0);
  });

  await test.step("the title says how many of one's own have something new", async () => {
    await maya.write("Hello?");
    await expect(page).toHaveTitle(/^\(1\) /);
    await open("Hello?");
    await expect(page).not.toHaveTitle(/^\(/);
  });

  await test.step("a customer is banned, and let in again", async () => {
    await pane.getByRole("button", { name: "More actions", exact: true }).click();
    await page.getByRole("menuitem", { name: /^Ban/ }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Ban customer" }).click();
    const letIn = page.getByRole("button", { name: "Unban" });
    await expect(letIn).toBeVisible();
    await letIn.click();
    await expect(letIn).toBeHidden();
  });

  await test.step("c closes and goes on with the next one, z takes it back", async () => {
    const address = page.url();
    await pane.getByRole("log").focus();
    await page.keyboard.press("c");
    await sees("Where is my parcel?");
    await expect(reply).toBeFocused();
    await page.keyboard.press("Escape");
    await page.keyboard.press("z");
    await sees("Hello?");
    await expect(page).toHaveURL(address);
    await expect(reply).toBeVisible();
  });

  await test.step("closed from its page it says so, is opened again, and the palette leads elsewhere", async () => {
    const address = page.url();
    await pane.getByRole("button", { name: "Close conversation" }).click();
    await sees("Where is my parcel?");
    await page.goto(address);
    await expect(pane.getByText("This conversation is closed.")).toBeVisible();
    await pane.getByRole("button", { name: "Reopen" }).click();
    await expect(reply).toBeVisible();
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox", { name: "Search people, conversations and commands" }).fill("live");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { name: "Live" })).toBeVisible();
  });
});

test("a colleague comes by a real invitation link, takes a conversation with a, and keeps the status chosen", async ({
  browser,
}) => {
  await using tenant = await createTestTenant();
  await using host = await tenant.host();
  await using customerContext = await browser.newContext();
  await using ownerContext = await browser.newContext();
  await using newContext = await browser.newContext();
  const shop = await customerContext.newPage();
  await shop.goto(host.url);
  const customer = await openPanel(shop);
  await customer.write("Does it float?");
  await customer.sees("Does it float?");
  await tenant.accept();

  const { page } = await signIn(ownerContext, tenant.owner.email, tenant.owner);
  await page.getByRole("link", { name: "Team", exact: true }).click();
  await page
    .getByRole("button", { name: /^Invite/ })
    .first()
    .click();
  const email = `nina@${tenant.owner.tenant}.test`;
  await page.getByLabel("Name").fill("Nina Ruiz");
  await page.getByLabel("Email").fill(email);
  await page.getByRole("button", { name: "Send invitation" }).click();
  await expect(page.getByText("Nina Ruiz")).toBeVisible();

  const nina = await newContext.newPage();
  await nina.goto(await tenant.passwordLink(email));
  await nina.getByLabel("New password").fill("Nina likes long ones");
  await nina.getByRole("button", { name: "Save password" }).click();
  await expect(nina.getByRole("button", { name: "Sign in", exact: true })).toBeVisible();
  await nina.close();
  const login = { ...tenant.owner, email, password: "Nina likes long ones" };
  const agent = await signIn(newContext, login.email, login);
  await agent.page.getByRole("link", { name: /^Open/ }).click();
  await agent.open("Does it float?");
  await agent.sees("Does it float?");
  await agent.page.getByRole("log").focus();
  await agent.page.keyboard.press("a");
  await agent.write("Like a cork.");
  await customer.sees("Like a cork.");

  await agent.page.getByRole("button", { name: /^Your account/ }).click();
  const saved = agent.page.waitForResponse(
    (response) => response.url().endsWith("/availability") && response.request().method() === "PUT",
  );
  await agent.page.getByRole("menuitemradio", { name: "Away" }).click();
  await saved;
  await expect(async () => {
    await agent.page.reload();
    await agent.page.getByRole("button", { name: /^Your account/ }).click();
    await expect(agent.page.getByRole("menuitemradio", { name: "Away" })).toBeChecked();
  }).toPass();
});

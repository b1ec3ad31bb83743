import { expect, type Page, test } from "@playwright/test";
import { signIn } from "./agent-page.ts";
import { deskUrl } from "./platform.ts";
import { createTestTenant } from "./tenant.ts";

/** What has the focus, as a screen reader would name it; the page itself is "body". */
const focused = (page: Page) =>
  page.evaluate<string>(`(() => {
    const element = document.activeElement;
    return element.getAttribute("aria-label") || element.getAttribute("role") || element.textContent.trim() || element.tagName.toLowerCase();
  })()`);

test("the focus goes on to the next step, and comes back to where it was; never to the page", async ({ browser }) => {
  await using tenant = await createTestTenant();
  await using context = await browser.newContext();
  await tenant.open("Maya");
  const conversationId = await tenant.open("Noah");
  const { page } = await signIn(context, tenant.owner.email, tenant.owner);
  await page.goto(`${deskUrl()}/inbox/open/${conversationId}`);
  const pane = page.getByRole("region", { name: "Conversation", exact: true });
  const reply = pane.getByRole("textbox", { name: "Reply" });
  await expect(reply).toBeVisible();
  await pane.getByRole("log").focus();
  await page.keyboard.press("a");
  await expect(pane.getByRole("button", { name: /^Assignee: You/ })).toBeVisible();
  const more = pane.getByRole("button", { name: "More actions", exact: true });

  await test.step("dialogs from a menu return it to the menu's button, with Escape and with Cancel", async () => {
    for (const item of [/^Transfer/, /^Ban/]) {
      for (const leave of [
        () => page.keyboard.press("Escape"),
        () => page.getByRole("button", { name: "Cancel" }).click(),
      ]) {
        await more.click();
        await page.getByRole("menuitem", { name: item }).click();
        await expect(page.getByRole("dialog")).toBeVisible();
        await leave();
        await expect(page.getByRole("dialog")).toHaveCount(0);
        await expect.poll(() => focused(page)).toBe("More actions");
      }
    }
  });

  await test.step("emoji and formats go into the text, where writing goes on", async () => {
    await reply.fill("Fine ");
    await pane.getByRole("button", { name: "Emoji" }).click();
    await page.keyboard.press("Escape");
    await expect(pane.getByRole("button", { name: "Emoji" })).toBeFocused();
    await page.keyboard.press("Enter");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Enter");
    await expect(reply).toBeFocused();
    await expect(reply).toHaveValue("Fine 😄");
    await pane.getByRole("button", { name: "Formatting" }).click();
    await page.getByRole("menuitem", { name: "Bold" }).click();
    await expect(reply).toBeFocused();
    await page.keyboard.type("!");
    await expect(reply).toHaveValue("Fine 😄**!**");
    await reply.press("Enter");
    await expect(pane.getByRole("article").locator("strong")).toHaveText("!");
    await expect(reply).toBeFocused();
  });

  await test.step("a click on Note, or on Reply, is for writing", async () => {
    await pane.getByRole("tab", { name: "Note" }).click();
    await page.keyboard.type("t");
    await expect(pane.getByRole("textbox", { name: "Note" })).toHaveValue("t");
    await pane.getByRole("textbox", { name: "Note" }).fill("");
    await pane.getByRole("tab", { name: "Reply" }).click();
    await expect(reply).toBeFocused();
  });

  await test.step("a message that was edited, or not, gives it back to its menu", async () => {
    const own = pane.getByRole("article").filter({ hasText: "Fine" });
    await own.hover();
    await own.getByRole("button", { name: /^More actions/ }).click();
    await page.getByRole("menuitem", { name: "Edit" }).click();
    await expect(pane.getByRole("textbox", { name: "Edit your message" })).toBeFocused();
    await page.keyboard.press("Escape");
    await expect.poll(() => focused(page)).toMatch(/^More actions: Fine/);
  });

  await test.step("a tag and a priority are chosen where they stand", async () => {
    await page.getByRole("button", { name: "Add a tag" }).click();
    await page.keyboard.type("vip");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("button", { name: "Remove tag vip" })).toBeVisible();
    await expect.poll(() => focused(page)).toBe("Add a tag");
    await page.getByRole("button", { name: /^Priority/ }).click();
    await page.getByRole("menuitemradio", { name: "High" }).click();
    await expect.poll(() => focused(page)).toMatch(/^Priority/);
  });

  await test.step("sent and closed, the next conversation is ready to be written in", async () => {
    await reply.fill("Goodbye.");
    await reply.press("Control+Enter");
    await expect(pane.getByRole("heading", { level: 2 })).toHaveText("Maya");
    await expect(reply).toBeFocused();
    await page.keyboard.press("Escape");
    await expect(pane.getByRole("log")).toBeFocused();
    await expect(page.getByRole("button", { name: /^Undo/ })).toBeVisible();
    await page.keyboard.press("z");
    await expect(pane.getByRole("heading", { level: 2 })).toHaveText("Noah");
    await expect(pane.getByText("Goodbye.")).toBeVisible();
    await expect(reply).toBeFocused();
  });

  await test.step("the palette finds the customer, and an action", async () => {
    await page.keyboard.press("Control+k");
    await page.keyboard.type("may");
    await page.getByRole("option", { name: /^Maya/ }).first().click();
    await expect(pane.getByRole("heading", { level: 2 })).toHaveText("Maya");
    await page.keyboard.press("Control+k");
    await page.keyboard.type("priority urgent");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("button", { name: /^Priority: *Urgent/ })).toBeVisible();
  });
});

import { expect, test } from "@playwright/test";
import { signIn } from "./agent-page.ts";
import { createCompany } from "./company.ts";
import { cuttableLine } from "./cuttable-line.ts";
import { deskUrl } from "./platform.ts";
import { inCompany, seedConversation } from "./seed-company.ts";
import { openPanel } from "./widget-panel.ts";

test("ticks tell sent, delivered and read; what could not be sent stays, with the reason, until it can", async ({
  browser,
}) => {
  await using company = await createCompany();
  await using host = await company.host();
  await using customerContext = await browser.newContext();
  await using deskContext = await browser.newContext();
  const shop = await customerContext.newPage();
  await shop.goto(host.url);
  const panel = await openPanel(shop);
  await panel.write("Is it in stock?");
  const line = await cuttableLine(deskContext);
  const desk = await signIn(deskContext, company.owner.email, company.owner);
  const { conversationId } = await company.accept();
  await desk.page.goto(`${deskUrl()}/inbox/open/${conversationId}`);
  await desk.sees("Is it in stock?");
  const pane = desk.page.getByRole("region", { name: "Conversation", exact: true });
  const mine = (text: string) => pane.getByRole("article").filter({ hasText: text });

  await desk.write("It is.");
  await expect(mine("It is.").getByTitle("Read")).toBeVisible();
  await panel.frame.getByRole("button", { name: "Close chat" }).click();
  await desk.write("Shall we keep one for you?");
  await expect(mine("Shall we keep one").getByTitle("Delivered")).toBeVisible();
  await shop.close();
  await desk.write("Until Friday?");
  await expect(mine("Until Friday?").getByTitle("Sent")).toBeVisible();

  await line.cut();
  await desk.write("Written without a line.");
  await expect(mine("Written without a line.").getByTitle("Sending")).toBeVisible();
  await company.close(conversationId);
  line.mend();
  const failed = pane.getByRole("alert").filter({ hasText: "Not sent" });
  await expect(failed).toBeVisible({ timeout: 60_000 });
  await expect(failed).toContainText("closed");
  await pane.getByRole("button", { name: "Reopen", exact: true }).click();
  await expect(pane.getByRole("textbox", { name: "Reply" })).toBeVisible();
  await failed.getByRole("button", { name: "Try again" }).click();
  await expect(failed).toHaveCount(0);
  await expect(mine("Written without a line.").getByTitle("Sent")).toBeVisible();
});

test("earlier messages come above without moving what is read", async ({ browser }) => {
  await using company = await createCompany();
  await using context = await browser.newContext();
  const id = await inCompany(company.tenantId, (tx) =>
    seedConversation(tx, company.tenantId, { name: "Maya", status: "open", messages: 900, minutesAgo: 5 }),
  );
  const { page, sees } = await signIn(context, company.owner.email, company.owner);
  await page.goto(`${deskUrl()}/inbox/open/${id}`);
  await sees("Message 900");
  const log = page.getByRole("region", { name: "Conversation", exact: true }).getByRole("log");
  await log.hover();
  const { pages, largestPx } = await page.evaluate<Watched>(`(${WATCH})(document.querySelector('[role="log"]'))`);
  expect(pages).toBe(4);
  expect(largestPx).toBeLessThanOrEqual(2);
  await expect(async () => {
    await page.mouse.wheel(0, -6_000);
    await expect(log.getByText("Message 1", { exact: true })).toBeVisible({ timeout: 500 });
  }).toPass();
});

test("an owner names the company, allows editing and makes a secret for identities", async ({ browser }) => {
  await using company = await createCompany();
  await using context = await browser.newContext();
  const { page } = await signIn(context, company.owner.email, company.owner);
  await page.goto(`${deskUrl()}/settings/company`);
  await page.getByLabel("Company name").fill("Acme Indoor");
  await page.getByLabel("Editing messages").fill("0");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved")).toBeVisible();
  await page.reload();
  await expect(page.getByLabel("Company name")).toHaveValue("Acme Indoor");
  await expect(page.getByLabel("Editing messages")).toHaveValue("0");

  await page.goto(`${deskUrl()}/settings/identity`);
  await page.getByRole("button", { name: "Make a new secret" }).click();
  const dialog = page.getByRole("dialog", { name: "Make a new identity secret?" });
  await dialog.getByRole("button", { name: "Make a new secret" }).click();
  await expect(page.getByText("It is not shown again.")).toBeVisible();
  await expect(page.locator("code")).toHaveText(/^\S{32,}$/);
  await page.reload();
  await expect(page.getByRole("button", { name: "Make a new secret" })).toBeVisible();
  await expect(page.locator("code")).toHaveCount(0);
});

interface Watched {
  pages: number;
  largestPx: number;
}

/** Goes up four pages, and measures how far what is in the middle moves from the frame before a page came to well after it. */
const WATCH = `async (element) => {
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const shown = () =>
    [...element.querySelectorAll("article")].map((article) => ({ text: article.textContent, y: article.getBoundingClientRect().y }));
  const middle = () => {
    const box = element.getBoundingClientRect();
    const away = ({ y }) => Math.abs(y - box.y - box.height / 2);
    return shown().toSorted((a, b) => away(a) - away(b))[0];
  };
  let pages = 0;
  let largestPx = 0;
  for (const top of [250, 0, 120, 0]) {
    element.dispatchEvent(new WheelEvent("wheel", { deltaY: -1 }));
    element.scrollTop = top;
    await frame();
    const deadline = performance.now() + 10_000;
    let seen;
    let height;
    do {
      seen = middle();
      height = element.scrollHeight;
      await frame();
    } while (element.scrollHeight < height + 500 && performance.now() < deadline);
    if (element.scrollHeight < height + 500) break;
    pages += 1;
    let now;
    for (let later = 0; later < 30; later += 1) {
      // Its element may be another one; what is read is its text.
      now = shown().find(({ text }) => text === seen.text);
      if (now) largestPx = Math.max(largestPx, Math.abs(now.y - seen.y));
      await frame();
    }
    if (!now) largestPx = Infinity;
  }
  return { pages, largestPx };
}`;

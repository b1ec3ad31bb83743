import { expect, type Page, test } from "@playwright/test";
import { chatUrl } from "./platform.ts";
import { createTestTenant } from "./tenant.ts";
import { expectAccessible, openPanel, panelOf } from "./widget-panel.ts";

test("the page opens and closes the panel, hears about it and about what is unread, until it stops listening", async ({
  page,
}) => {
  await using tenant = await createTestTenant();
  await using host = await tenant.host({
    head: `<script>
      window.heard = [];
      addEventListener("chorus:ready", () => {
        for (const name of ["open", "close", "unread"]) {
          window["stop_" + name] = Chorus.on(name, (count) => heard.push(name === "unread" ? name + " " + count : name));
        }
      });
    </script>`,
  });
  await page.goto(host.url);
  const heard = () => page.evaluate<string[]>("heard");
  const panel = panelOf(page);

  await page.evaluate("Chorus.open()");
  await expect(panel.field).toBeFocused();
  await page.evaluate("Chorus.open()");
  await panel.write("Hello");
  await expect(panel.frame.getByText("Sent", { exact: true })).toBeVisible();
  const { conversationId } = await tenant.accept();
  await expect(panel.frame.getByRole("heading", { name: "Olivia Berg" })).toBeVisible();

  await page.evaluate("Chorus.close()");
  await expect(page.getByRole("button", { name: "Open chat" })).toBeFocused();
  await expect(page.locator('iframe[title^="Chat"]')).toBeHidden();
  tenant.chat.send({ conversationId, body: "Hello Cara" });
  await expect.poll(heard).toContain("unread 1");
  await page.evaluate("stop_close()");
  await page.evaluate("Chorus.open()");
  await expect.poll(async () => (await heard()).at(-1)).toBe("unread 0");
  await page.evaluate("Chorus.close()");
  const calls = (await heard()).filter((one, index, all) => one !== "unread 0" || all[index - 1] !== "unread 0");
  expect(calls.filter((one) => !one.startsWith("unread"))).toEqual(["open", "close", "open"]);
  expect(
    await page.evaluate("(() => { try { Chorus.identify({ token: 7 }) } catch (error) { return error.name } })()"),
  ).toBe("TypeError");
});

test("who is here has a picture; one that cannot be loaded leaves the initials", async ({ page }) => {
  await using tenant = await createTestTenant();
  await using host = await tenant.host();
  const pixel = `<svg xmlns="http://www.w3.org/2000/svg" width="80" height="80"><path fill="#2f7a78" d="M0 0h80v80H0z"/></svg>`;
  await page.route(`${chatUrl()}/api/v1/photos/acme/olivia`, (route) =>
    route.fulfill({ contentType: "image/svg+xml", body: pixel }),
  );
  await page.route("https://pictures.test/gone.png", (route) => route.fulfill({ status: 404 }));
  await showPeople(page, [
    { name: "Olivia Berg", avatar: "/api/v1/photos/acme/olivia" },
    { name: "Ben Cole", avatar: "https://pictures.test/gone.png" },
    { name: "Mallory", avatar: "http://tracker.test/mallory.png" },
  ]);
  await page.goto(host.url);
  const { frame } = await openPanel(page);
  const avatars = frame.locator(".hello .avatar");
  await expect(frame.getByText("Olivia, Ben and Mallory are here")).toBeVisible();
  await expect(avatars).toHaveCount(3);
  const picture = avatars.nth(0).locator("img");
  await expect
    .poll(() => picture.evaluate((image) => (image as unknown as { naturalWidth: number }).naturalWidth))
    .toBe(80);
  await expect(avatars.nth(1)).toHaveText("BC");
  await expect(avatars.nth(2)).toHaveText("M");
  await expectAccessible(page);
});

/** As if these people were at the desk. */
async function showPeople(page: Page, people: { name: string; avatar: string }[]): Promise<void> {
  await page.route(/\/api\/v1\/widget\?/, async (route) => {
    const response = await route.fetch();
    const body = (await response.json()) as object;
    await route.fulfill({ response, json: { ...body, desk: { online: true, people } } });
  });
}

test("an assistant answers: a person is one touch away, until one is there", async ({ page }) => {
  await using tenant = await createTestTenant();
  await using host = await tenant.host();
  await page.goto(host.url);
  const panel = await openPanel(page);
  const person = panel.frame.getByRole("button", { name: "Talk to a person" });
  await panel.write("Where is my order?");
  await expect(panel.frame.getByText("Sent", { exact: true })).toBeVisible();
  await expect(person).toHaveCount(0);
  await tenant.answerAsAssistant("It is on its way.");
  await panel.sees("It is on its way.");
  await expect(panel.log.locator(".author").last()).toHaveText("Acme assistant");
  await expect(panel.log.locator(".byline .icon-robot"), "no face").toHaveCount(1);
  await expectAccessible(page);
  await person.click();
  await panel.sees("I'd like to talk to a person.");
  await tenant.accept();
  await expect(panel.frame.getByRole("heading", { name: "Olivia Berg" })).toBeVisible();
  await expect(person).toHaveCount(0);
});

test("sound is the customer's choice, and kept; on a phone it is off until they choose", async ({ browser }) => {
  await using tenant = await createTestTenant();
  await using host = await tenant.host();
  await using desktop = await browser.newContext();
  const page = await desktop.newPage();
  await page.goto(host.url);
  const panel = await openPanel(page);
  await (await panel.menu()).getByRole("menuitem", { name: "Turn sound off" }).click();
  await expect(panel.frame.getByRole("button", { name: "More" })).toBeFocused();
  await page.reload();
  await openPanel(page);
  await expect((await panel.menu()).getByRole("menuitem", { name: "Turn sound on" })).toBeVisible();

  await using phone = await browser.newContext({
    ...{ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
  });
  const mobile = await phone.newPage();
  await mobile.goto(host.url);
  const onPhone = await openPanel(mobile);
  await expect((await onPhone.menu()).getByRole("menuitem", { name: "Turn sound on" })).toBeVisible();
});

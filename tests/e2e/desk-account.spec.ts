import { blackPng } from "@chorus/testing/png";
import { expect, test, type Page } from "@playwright/test";
import { signIn } from "./agent-page.ts";
import { expectAccessible } from "./audit-page.ts";
import { deskUrl } from "./platform.ts";
import { createTestTenant } from "./tenant.ts";

const NEW_PASSWORD = "a staple for the battery";

async function openAccount(page: Page): Promise<void> {
  await page.goto(`${deskUrl()}/settings/account`);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
}

const choosePhoto = (page: Page, name: string, mimeType: string, buffer: Buffer) =>
  page.locator("input[type=file]").setInputFiles({ name, mimeType, buffer });

test("somebody changes their name and photo, and the desk shows them everywhere", async ({ browser }) => {
  await using tenant = await createTestTenant();
  await using context = await browser.newContext();
  const { page } = await signIn(context, tenant.owner.email, tenant.owner);
  await openAccount(page);

  await test.step("the name is saved by Enter, and stays", async () => {
    const name = page.getByRole("textbox", { name: "Name" });
    await expect(page.getByRole("button", { name: "Save" })).toHaveCount(0);
    await name.fill("Olivia Berg-Lund");
    await expect(page.getByRole("button", { name: "Save" })).toBeVisible();
    await name.press("Enter");
    await expect(page.getByText("Name saved.")).toBeVisible();
    await page.reload();
    await expect(name).toHaveValue("Olivia Berg-Lund");
  });

  const photo = page.getByRole("group", { name: "Photo" });
  await test.step("what is no photo is refused before it is sent", async () => {
    await choosePhoto(page, "me.svg", "image/svg+xml", Buffer.from("<svg/>"));
    await expect(photo.getByRole("alert")).toContainText("Choose a JPEG, PNG, WebP, GIF or AVIF");
    await choosePhoto(page, "me.png", "image/png", Buffer.alloc(6 * 1024 * 1024));
    await expect(photo.getByRole("alert")).toContainText("larger than 5 MB");
    await choosePhoto(page, "me.png", "image/png", Buffer.from("not a picture"));
    await expect(photo.getByRole("alert")).toContainText("won't work as a photo");
  });

  await test.step("a photo that is chosen is shown, also in the team", async () => {
    await choosePhoto(page, "me.png", "image/png", blackPng(300, 200));
    await expect(photo.getByText("Photo updated.")).toBeVisible();
    const image = photo.locator("img");
    await expect(image).toHaveAttribute("src", /\/api\/v1\/photos\//);
    expect(await image.evaluate((shown: { naturalWidth?: number }) => shown.naturalWidth)).toBe(256);
    await expectAccessible(page, "the account with a photo");
    await page.goto(`${deskUrl()}/team`);
    const own = page.getByRole("row").filter({ hasText: "Olivia Berg-Lund" });
    await expect(own.locator("img")).toHaveAttribute("src", /\/api\/v1\/photos\//);
    await openAccount(page);
  });

  await test.step("one that is dropped takes its place, and it can be removed", async () => {
    const before = await photo.locator("img").getAttribute("src");
    const file = await page.evaluateHandle(`(() => {
      const data = new DataTransfer();
      data.items.add(new File([new Uint8Array([${[...blackPng(40, 40)].join()}])], "me.png", { type: "image/png" }));
      return data;
    })()`);
    await photo.dispatchEvent("dragover", { dataTransfer: file });
    await expect(photo.getByText("Drop to upload")).toBeVisible();
    await photo.dispatchEvent("drop", { dataTransfer: file });
    await expect(photo.getByText("Photo updated.")).toBeVisible();
    await expect(photo.locator("img")).not.toHaveAttribute("src", before ?? "");
    await photo.getByRole("button", { name: "Remove" }).click();
    await expect(photo.getByText("Photo removed.")).toBeVisible();
    await expect(photo.getByText("OB", { exact: true })).toBeVisible();
  });

  await test.step("a photo that is lost on the way can be sent again", async () => {
    await context.setOffline(true);
    await choosePhoto(page, "me.png", "image/png", blackPng(30, 30));
    await expect(photo.getByRole("alert")).toContainText("Can't reach Chorus");
    await context.setOffline(false);
    await photo.getByRole("button", { name: "Try again" }).click();
    await expect(photo.getByText("Photo updated.")).toBeVisible();
  });
});

test("somebody changes their password, which ends all other sessions", async ({ browser }) => {
  await using tenant = await createTestTenant();
  await using context = await browser.newContext();
  await using elsewhere = await browser.newContext();
  const { page } = await signIn(context, tenant.owner.email, tenant.owner);
  const { page: other } = await signIn(elsewhere, tenant.owner.email, tenant.owner);
  await openAccount(page);

  await page.getByRole("button", { name: "Change password" }).click();
  const current = page.getByLabel("Current password");
  const wanted = page.getByLabel("New password");
  const submit = page.getByRole("button", { name: "Change password" });
  await expect(current).toBeFocused();
  await expect(page.getByText("At least 8 characters. Not your name")).toBeVisible();
  await expectAccessible(page, "a new password");

  await test.step("each problem stands at its field", async () => {
    await current.fill("not my password");
    await wanted.fill("short");
    await submit.click();
    await expect(page.getByText("Use at least 8 characters.")).toBeVisible();
    await wanted.fill("password123");
    await submit.click();
    await expect(page.getByText("That's not your current password.")).toBeVisible();
    await current.fill(tenant.owner.password);
    await submit.click();
    await expect(page.getByText("too easy to guess")).toBeVisible();
    await expect(wanted).toHaveAttribute("aria-invalid", "true");
    await expectAccessible(page, "a refused password");
    await wanted.fill(tenant.owner.password);
    await submit.click();
    await expect(page.getByText("Choose a different one.")).toBeVisible();
  });

  await test.step("it can be shown", async () => {
    await wanted.fill(NEW_PASSWORD);
    await page.getByRole("button", { name: "Show password" }).last().click();
    await expect(wanted).toHaveAttribute("type", "text");
    await expect(current).toHaveAttribute("type", "password");
  });

  await test.step("here one stays signed in, elsewhere not", async () => {
    await wanted.press("Enter");
    await expect(page.getByText("Password changed.")).toBeVisible();
    await expect(page.getByRole("button", { name: "Change password" })).toBeFocused();
    await expect(other.getByText("Your session has ended. Please sign in again.")).toBeVisible();
    await page.reload();
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await signIn(elsewhere, tenant.owner.email, { ...tenant.owner, password: NEW_PASSWORD });
  });
});

test("theme, language, sounds and sessions", async ({ browser }) => {
  await using tenant = await createTestTenant();
  await using context = await browser.newContext();
  await using elsewhere = await browser.newContext();
  const { page } = await signIn(context, tenant.owner.email, tenant.owner);
  const { page: other } = await signIn(elsewhere, tenant.owner.email, tenant.owner);
  await openAccount(page);

  await test.step("by the arrow keys", async () => {
    await page.getByRole("radio", { name: "System" }).focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
    await expectAccessible(page, "the account, dark");
    const sound = page.getByRole("switch", { name: "Play a sound" });
    await expect(sound).toBeChecked();
    await sound.press("Space");
    await expect(sound).not.toBeChecked();
    await page.getByRole("radio", { name: "English" }).focus();
    await page.keyboard.press("ArrowRight");
    await expect(page.getByRole("heading", { name: "Ihr Konto" })).toBeVisible();
    await page.reload();
    await expect(page.getByRole("radio", { name: "Dunkel" })).toBeChecked();
    await expect(page.getByRole("switch", { name: "Ton abspielen" })).not.toBeChecked();
    await page.getByRole("radio", { name: "English" }).check();
  });

  await test.step("signing out everywhere else asks first", async () => {
    const sessions = page.getByRole("listitem").filter({ hasText: "Chrome" });
    // The owner has signed in by a program before.
    await expect(page.getByText("This device")).toHaveCount(1);
    await expect(sessions).toHaveCount(2);
    await page.getByRole("button", { name: "Sign out everywhere else" }).click();
    const dialog = page.getByRole("dialog", { name: "Sign out everywhere else?" });
    await expectAccessible(page, "signing out everywhere else");
    await dialog.getByRole("button", { name: "Sign out everywhere else" }).click();
    await expect(page.getByText("Signed out everywhere else.")).toBeVisible();
    await expect(sessions).toHaveCount(1);
    await expect(page.getByRole("button", { name: "Sign out everywhere else" })).toHaveCount(0);
    await expect(other.getByText("Your session has ended. Please sign in again.")).toBeVisible();
  });

  await test.step("on a phone nothing is cut off", async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    const isWide = () => page.evaluate("document.documentElement.scrollWidth > 390");
    expect(await isWide()).toBe(false);
    await page.getByRole("button", { name: "Change password" }).click();
    expect(await isWide()).toBe(false);
    await expectAccessible(page, "the account on a phone");
  });
});

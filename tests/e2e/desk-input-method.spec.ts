import { expect, type Locator, test } from "@playwright/test";
import { signIn } from "./agent-page.ts";
import { createTestTenant } from "./tenant.ts";
import { deskUrl } from "./platform.ts";

/** WebKit's order: the composition has ended, and the same Enter comes as a key of its own. */
function chooseWordInWebKit(field: Locator): Promise<void> {
  return field.evaluate((element) => {
    const { CompositionEvent, KeyboardEvent } = globalThis as unknown as Record<
      string,
      new (type: string, init: object) => Event
    >;
    if (!CompositionEvent || !KeyboardEvent) throw new Error("not a browser");
    const target = element as unknown as EventTarget;
    target.dispatchEvent(new CompositionEvent("compositionend", { data: "東京", bubbles: true }));
    const enter = { key: "Enter", code: "Enter", keyCode: 229, which: 229, bubbles: true, cancelable: true };
    target.dispatchEvent(new KeyboardEvent("keydown", enter));
  });
}

test("Enter that chooses a word sends no reply, no note, and runs no command", async ({ context }) => {
  await using tenant = await createTestTenant();
  const conversationId = await tenant.open("Cara Diaz");
  const { page } = await signIn(context, tenant.owner.email, tenant.owner);
  await tenant.assign(conversationId, tenant.owner.email);
  await page.goto(`${deskUrl()}/inbox/mine/${conversationId}`);
  for (const name of ["Reply", "Note"]) {
    if (name === "Note") await page.getByRole("tab", { name: "Note" }).click();
    const field = page.getByRole("textbox", { name });
    await field.fill("とうきょう");
    await chooseWordInWebKit(field);
    await expect(field).toHaveValue("とうきょう");
    await field.press("Enter");
    await expect(field).toHaveValue("");
  }
  await page.keyboard.press("ControlOrMeta+k");
  const palette = page.getByRole("combobox");
  await chooseWordInWebKit(palette);
  await expect(palette).toBeVisible();
});

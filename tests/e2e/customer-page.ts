import { type BrowserContext, expect, type FrameLocator, type Page } from "@playwright/test";
import { shopUrl } from "./platform.ts";

/** A customer in front of the demo shop, with the panel open. */
export interface CustomerPage {
  page: Page;
  frame: FrameLocator;
  write(text: string): Promise<void>;
  /** In the log, said by anybody. */
  sees(text: string): Promise<void>;
}

export async function openWidget(context: BrowserContext): Promise<CustomerPage> {
  const page = await context.newPage();
  await page.goto(shopUrl());
  await page.getByRole("button", { name: "Open chat" }).click();
  const frame = page.frameLocator('iframe[title^="Chat"]');
  const field = frame.getByRole("textbox", { name: "Message" });
  await expect(field).toBeFocused();
  return {
    page,
    frame,
    async write(text) {
      await field.fill(text);
      await frame.getByRole("button", { name: "Send" }).click();
      await expect(field).toHaveValue("");
    },
    async sees(text) {
      await expect(frame.getByRole("log", { name: "Messages" }).getByText(text, { exact: true })).toBeVisible();
    },
  };
}

import type { Page } from "@playwright/test";

/** Shows another kind of summary in the panel. */
export async function chooseKind(page: Page, name: string): Promise<void> {
  const panel = page.getByRole("region", { name: "Summary" });
  await panel.getByRole("button", { name: /^Kind:/ }).click();
  await page.getByRole("menuitemradio", { name, exact: true }).click();
}

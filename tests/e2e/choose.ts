import type { Page } from "@playwright/test";

/** Opens a select of the desk and takes one of its choices. */
export async function choose(page: Page, label: string, choice: string): Promise<void> {
  await page.getByRole("combobox", { name: label, exact: true }).click();
  await page.getByRole("option", { name: choice, exact: true }).click();
}

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, type Page } from "@playwright/test";

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core"), "utf8");

/** The opened panel in a page; one that is open still, as after a reload, is left as it is. */
export async function openPanel(page: Page, launcher = /Open chat/) {
  const button = page.locator("[data-chorus] button.launcher");
  await expect(button).toBeAttached();
  if ((await button.getAttribute("aria-expanded")) === "false")
    await page.getByRole("button", { name: launcher }).click();
  return panelOf(page);
}

/** The mark of a message that the server has: what the header says is there before. */
export const STORED = /^(Sent|Delivered|Read)$/;

export function panelOf(page: Page) {
  const frame = page.frameLocator("[data-chorus] iframe");
  const field = frame.getByRole("textbox", { name: "Message" });
  const log = frame.getByRole("log");
  return {
    frame,
    field,
    log,
    async write(text: string) {
      await field.fill(text);
      await field.press("Enter");
      await expect(field).toHaveValue("");
    },
    /** Opens the menu. */
    async menu() {
      await frame.getByRole("button", { name: "More" }).click();
      return frame.getByRole("menu");
    },
    sees: (text: string) => expect(log.getByText(text, { exact: true })).toBeVisible(),
  };
}

/** Axe (WCAG 2.2 AA) in the widget's frame, light and dark; evaluated past the frame's policy, as an extension would be. */
export async function expectAccessible(page: Page): Promise<void> {
  for (const colorScheme of ["dark", "light"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const frame = page.frames().find((candidate) => new URL(candidate.url()).pathname === "/frame");
    if (!frame) throw new Error("the panel has no frame");
    // The widget follows the page, which does not change here.
    await frame.evaluate(`document.documentElement.dataset.theme = "${colorScheme}"`);
    await frame.evaluate(axeSource);
    const tags = JSON.stringify(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]);
    const found: AxeResults = await frame.evaluate(`axe.run(document, { runOnly: { type: "tag", values: ${tags} } })`);
    const violations = found.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`);
    expect(violations, colorScheme).toEqual([]);
  }
}

interface AxeResults {
  violations: { id: string; nodes: { html: string }[] }[];
}

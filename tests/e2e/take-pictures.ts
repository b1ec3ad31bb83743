import { expect, type Page, type TestInfo } from "@playwright/test";

/** In light and dark, and on a phone, where nothing is cut off at the side. @param inEach runs in light and in dark, before the picture */
export async function takePictures(
  page: Page,
  testInfo: TestInfo,
  name: string,
  inEach: (theme: string) => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  for (const theme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme: theme });
    await inEach(theme);
    await page.screenshot({ path: testInfo.outputPath(`${name}-${theme}.png`) });
  }
  await page.emulateMedia({ colorScheme: "light" });
  const size = page.viewportSize() ?? { width: 1280, height: 720 };
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(390);
  await page.screenshot({ path: testInfo.outputPath(`${name}-390.png`) });
  await page.setViewportSize(size);
}

/** Whether the page is dark: by its background, else by its `color-scheme`, else as the system. */
export function isPageDark(): boolean {
  const root = getComputedStyle(document.documentElement);
  for (const { backgroundColor } of [getComputedStyle(document.body ?? document.documentElement), root]) {
    const [one = 0, two = 0, three = 0, alpha = 1] = backgroundColor.match(/[\d.]+/g)?.map(Number) ?? [];
    // In other forms than rgb() the first number is the lightness.
    if (alpha > 0) return backgroundColor.startsWith("rgb") ? one + two + three < 384 : one < 0.5;
  }
  return (
    /dark/.test(root.colorScheme) &&
    (!/light/.test(root.colorScheme) || matchMedia("(prefers-color-scheme:dark)").matches)
  );
}

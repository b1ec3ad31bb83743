const colourful = process.stdout.isTTY && !process.env["NO_COLOR"];
const paint = (code: number) => (text: string) => (colourful ? `\u001b[${code}m${text}\u001b[0m` : text);

export const bold = paint(1);
export const dim = paint(2);
export const red = paint(31);
export const green = paint(32);
export const amber = paint(33);

/** Left-aligned columns, two spaces apart; colours do not count as width. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const row of rows) row.forEach((cell, index) => (widths[index] = Math.max(widths[index] ?? 0, widthOf(cell))));
  return rows
    .map((row) => row.map((cell, index) => cell + " ".repeat((widths[index] ?? 0) - widthOf(cell))).join("  "))
    .map((line) => `  ${line}`.trimEnd())
    .join("\n");
}

export function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}

function widthOf(text: string): number {
  // oxlint-disable-next-line eslint/no-control-regex -- the escape that starts a colour
  return text.replaceAll(/\u001b\[\d+m/g, "").length;
}

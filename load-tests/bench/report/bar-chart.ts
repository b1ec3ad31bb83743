export interface Bar {
  label: string;
  value: number;
  least: number;
  most: number;
  isOurs: boolean;
}

const WIDTH = 760;
const LABEL_WIDTH = 250;
const VALUE_WIDTH = 120;
const ROW = 34;
const TOP = 58;
const BAR_HEIGHT = 20;

/** Readable in light and dark, also where a page shows the file as an image. */
const STYLE = `
  text { font: 13px system-ui, sans-serif; fill: #1f2430; }
  .title { font-size: 16px; font-weight: 600; }
  .unit { fill: #5b6475; }
  .ours { fill: #2563eb; }
  .theirs { fill: #a3acbd; }
  .spread { stroke: #1f2430; stroke-width: 1.5; }
  @media (prefers-color-scheme: dark) {
    text { fill: #e7eaf0; }
    .unit { fill: #9aa4b5; }
    .ours { fill: #6ea0ff; }
    .theirs { fill: #5d6778; }
    .spread { stroke: #e7eaf0; }
  }`;

/** Bars from zero, with the least and the most of the rounds as a line. */
export function barChart(title: string, unit: string, bars: readonly Bar[], digits: number): string {
  const height = TOP + bars.length * ROW + 10;
  const widest = Math.max(...bars.map(({ most }) => most), Number.MIN_VALUE);
  const scale = (value: number) => (Math.max(0, value) / widest) * (WIDTH - LABEL_WIDTH - VALUE_WIDTH);
  const rows = bars.map((bar, index) => {
    const y = TOP + index * ROW;
    const middle = y + BAR_HEIGHT / 2;
    const [from, to] = [LABEL_WIDTH + scale(bar.least), LABEL_WIDTH + scale(bar.most)].map(round);
    return [
      `<text x="${LABEL_WIDTH - 10}" y="${middle + 4}" text-anchor="end">${escape(bar.label)}</text>`,
      `<rect class="${bar.isOurs ? "ours" : "theirs"}" x="${LABEL_WIDTH}" y="${y}" width="${round(scale(bar.value))}" height="${BAR_HEIGHT}" rx="3"/>`,
      `<line class="spread" x1="${from}" x2="${to}" y1="${middle}" y2="${middle}"/>`,
      `<text x="${(to ?? 0) + 8}" y="${middle + 4}">${bar.value.toFixed(digits)}</text>`,
    ].join("\n");
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-label="${escape(title)}">`,
    `<style>${STYLE}</style>`,
    `<text class="title" x="10" y="24">${escape(title)}</text>`,
    `<text class="unit" x="10" y="44">${escape(unit)}, less is better; the line is the spread of the rounds</text>`,
    ...rows,
    "</svg>\n",
  ].join("\n");
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}

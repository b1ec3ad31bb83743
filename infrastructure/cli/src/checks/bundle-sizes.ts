import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { runScript } from "@chorus/servers/run-script";
import { UserError } from "@chorus/servers/user-error";

/** Gzipped sizes of what a shop's visitors download: the loader on every page, the frame's scripts and styles when it is opened. */
export const BUDGETS_BYTES = { loader: 5 * 1024, frame: 45 * 1024 } as const;

export type BundleSizes = Record<keyof typeof BUDGETS_BYTES, number>;

/** Builds the widget in a temporary folder and measures it. Of the languages, which are loaded one at a time, the largest counts. */
export async function runBundleSizes(): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), "chorus-widget-"));
  try {
    const args = ["build", "apps/chat-widget", "--outDir", folder, "--emptyOutDir", "--logLevel", "error"];
    if ((await runScript("node_modules/vite/bin/vite.js", args)) !== 0)
      throw new UserError("the widget does not build");
    const sizes = await weigh(folder);
    for (const [name, bytes] of Object.entries(sizes)) console.log(`${name}: ${bytes} bytes gzipped`);
    const excess = overBudget(sizes);
    if (excess.length > 0) throw new UserError(excess.join("\n"));
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** One line for each bundle that has grown too large. */
export function overBudget(sizes: BundleSizes): string[] {
  return (Object.keys(BUDGETS_BYTES) as (keyof BundleSizes)[])
    .filter((name) => sizes[name] > BUDGETS_BYTES[name])
    .map((name) => `the widget's ${name} has ${sizes[name]} bytes gzipped; ${BUDGETS_BYTES[name]} are allowed`);
}

async function weigh(folder: string): Promise<BundleSizes> {
  const gzipped = async (file: string) => gzipSync(await readFile(path.join(folder, file))).byteLength;
  const names = (await readdir(path.join(folder, "assets"))).filter((name) => /\.(js|css)$/.test(name));
  const assets = await Promise.all(
    names.map(async (name) => ({ isFrame: name.startsWith("frame-"), bytes: await gzipped(`assets/${name}`) })),
  );
  const always = assets.filter((asset) => asset.isFrame).reduce((sum, asset) => sum + asset.bytes, 0);
  const others = assets.filter((asset) => !asset.isFrame).map((asset) => asset.bytes);
  return { loader: await gzipped("loader.js"), frame: always + (await gzipped("frame.html")) + Math.max(0, ...others) };
}

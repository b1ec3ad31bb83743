import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { runScript } from "@chorus/servers/run-script";
import { UserError } from "@chorus/servers/user-error";

/**
 * Gzipped sizes. Of the widget what a shop's visitors download: the loader on every page, the frame's scripts and styles when it is
 * opened. Of the desk the scripts and styles before its first screen.
 */
export const BUDGETS_BYTES = { loader: 5 * 1024, frame: 45 * 1024, desk: 250 * 1024 } as const;

export type BundleSizes = Record<keyof typeof BUDGETS_BYTES, number>;

/** Builds widget and desk in a temporary folder and measures them. Of the widget's languages, which are loaded one at a time, the largest counts. */
export async function runBundleSizes(): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), "chorus-sizes-"));
  try {
    const [widget, desk] = [path.join(folder, "widget"), path.join(folder, "desk")];
    await build("chat-widget", widget);
    await build("admin-ui", desk);
    const sizes = { ...(await weighWidget(widget)), desk: await weighDesk(desk) };
    for (const [name, bytes] of Object.entries(sizes)) console.log(`${name}: ${bytes} bytes gzipped`);
    const excess = overBudget(sizes);
    if (excess.length > 0) throw new UserError(excess.join("\n"));
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function build(app: string, folder: string): Promise<void> {
  const args = ["build", `apps/${app}`, "--outDir", folder, "--emptyOutDir", "--logLevel", "error"];
  if ((await runScript("node_modules/vite/bin/vite.js", args)) !== 0) throw new UserError(`${app} does not build`);
}

/** One line for each bundle that has grown too large. */
export function overBudget(sizes: BundleSizes): string[] {
  return (Object.keys(BUDGETS_BYTES) as (keyof BundleSizes)[])
    .filter((name) => sizes[name] > BUDGETS_BYTES[name])
    .map((name) => `${NAMES[name]} has ${sizes[name]} bytes gzipped; ${BUDGETS_BYTES[name]} are allowed`);
}

const NAMES: Record<keyof BundleSizes, string> = {
  loader: "the widget's loader",
  frame: "the widget's frame",
  desk: "the desk before its first screen",
};

async function gzippedBytes(file: string): Promise<number> {
  return gzipSync(await readFile(file)).byteLength;
}

async function weighWidget(folder: string): Promise<Omit<BundleSizes, "desk">> {
  const gzipped = (file: string) => gzippedBytes(path.join(folder, file));
  const names = (await readdir(path.join(folder, "assets"))).filter((name) => /\.(js|css)$/.test(name));
  const assets = await Promise.all(
    names.map(async (name) => ({ isFrame: name.startsWith("frame-"), bytes: await gzipped(`assets/${name}`) })),
  );
  const always = assets.filter((asset) => asset.isFrame).reduce((sum, asset) => sum + asset.bytes, 0);
  const others = assets.filter((asset) => !asset.isFrame).map((asset) => asset.bytes);
  return { loader: await gzipped("loader.js"), frame: always + (await gzipped("frame.html")) + Math.max(0, ...others) };
}

/** What its page names: the script, what that imports, and the styles. */
async function weighDesk(folder: string): Promise<number> {
  const page = await readFile(path.join(folder, "index.html"), "utf8");
  const named = new Set(
    [...page.matchAll(/(?:src|href)="\/(assets\/[^"]+\.(?:js|css))"/g)].map(([, file = ""]) => file),
  );
  const sizes = await Promise.all([...named].map((file) => gzippedBytes(path.join(folder, file))));
  return sizes.reduce((sum, bytes) => sum + bytes, 0);
}

import { readFile } from "node:fs/promises";
import path from "node:path";
import { repositoryRoot } from "@chorus/servers/paths";

interface LockEntry {
  version?: string;
  dev?: boolean;
  optional?: boolean;
  os?: string[];
  cpu?: string[];
  libc?: string[];
  optionalDependencies?: Record<string, string>;
}

interface LockFile {
  packages: Record<string, LockEntry>;
}

/**
 * A lock file that was written where the registry does not have the binaries of other platforms leaves those out, and then
 * `npm ci` refuses it everywhere ("Missing: … from lock file"). Each is one exact version of an optional package: this notes
 * them without a hash, so that `npm ci` passes and other platforms get theirs.
 */
export async function renderCompleteLock(): Promise<string> {
  const text = await readFile(path.join(repositoryRoot, "package-lock.json"), "utf8");
  const lock = JSON.parse(text) as LockFile;
  if (!completeLock(lock)) return text;
  const sorted = Object.entries(lock.packages).toSorted(([left], [right]) => left.localeCompare(right, "en"));
  return `${JSON.stringify({ ...lock, packages: Object.fromEntries(sorted) }, null, 2)}\n`;
}

/** @returns whether anything was missing */
export function completeLock({ packages }: LockFile): boolean {
  let isChanged = false;
  for (const [location, entry] of Object.entries(packages)) {
    const optional = Object.entries(entry.optionalDependencies ?? {});
    // The binary for this platform shows where npm puts the others.
    const present = optional.map(([name]) => locate(packages, location, name)).find((found) => found !== undefined);
    const folder = present?.slice(0, present.lastIndexOf("node_modules/")) ?? "";
    for (const [name, version] of optional) {
      if (locate(packages, location, name) || !/^\d+\.\d+\.\d+/.test(version)) continue;
      const { os, cpu, libc } = platformOf(name);
      // In npm's own order, so that npm has nothing to rewrite.
      packages[`${folder}node_modules/${name}`] = {
        version,
        ...(cpu ? { cpu } : {}),
        ...(entry.dev ? { dev: true } : {}),
        ...(libc ? { libc } : {}),
        optional: true,
        ...(os ? { os } : {}),
      };
      isChanged = true;
    }
  }
  return isChanged;
}

/** Where Node would find `name` from `location`: the nearest node_modules upwards. */
function locate(packages: Record<string, LockEntry>, location: string, name: string): string | undefined {
  for (let base = location; ; base = base.slice(0, Math.max(0, base.lastIndexOf("node_modules/") - 1))) {
    const candidate = `${base ? `${base}/` : ""}node_modules/${name}`;
    if (packages[candidate]) return candidate;
    if (base === "") return undefined;
  }
}

const PLATFORMS = "android|darwin|freebsd|linux|openharmony|wasm32|win32|windows";

/** `@scope/binding-linux-x64-musl` → linux, x64, musl. */
export function platformOf(name: string): Pick<LockEntry, "os" | "cpu" | "libc"> {
  const pattern = new RegExp(`(?:^|[-/])(${PLATFORMS})-([a-z0-9]+)(?:-(musl|gnu))?`);
  const [, platform = "", processor = "", libc] = pattern.exec(name) ?? [];
  if (platform === "wasm32") return { cpu: ["wasm32"] };
  const cpu = processor === "64" ? "x64" : processor;
  const os = platform === "windows" ? "win32" : platform;
  return {
    os: [os],
    cpu: [cpu],
    ...(libc && os === "linux" ? { libc: [libc === "gnu" ? "glibc" : "musl"] } : {}),
  };
}

import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import process from "node:process";

/**
 * Writes the manifests of a part and of the packages it needs, so that `npm ci` installs what it uses and nothing else.
 * `node prune.mjs build <folder>`: what builds every part. `node prune.mjs <workspace folder> <folder>`: what runs that one.
 */
const [what, target] = process.argv.slice(2);
const root = path.resolve(import.meta.dirname, "../..");
const read = (file) => JSON.parse(readFileSync(path.join(root, file), "utf8"));

/** What the programs and configurations of builds import; the others test and check. */
const BUILD_TOOLS = [
  ...["tsdown", "typescript", "vite", "@vitejs/plugin-react", "@tailwindcss/vite", "tailwindcss", "@types/node", "zod"],
];
/** Of these packages some dependencies alone. The bundles of apps are of their servers; what runs in browsers is in files by then. */
const SERVER_PACKAGES = {
  ...{ "apps/admin-ui": ["hono", "@hono/node-server"], "apps/chat-widget": [] },
  // What runs in containers starts no servers of its own.
  "infrastructure/servers": ["@chorus/database", "@chorus/kernel"],
  // Its package holds the server, too, which runs in an image of its own.
  chroma: ["chromadb"],
};
/** Where a part that is no workspace has its packages from. */
const WORKSPACES = { chroma: "shared/meaning" };

const manifests = read("package.json");
const folders = new Map(
  manifests.workspaces
    .flatMap((pattern) => expand(pattern))
    .map((folder) => [read(`${folder}/package.json`).name, folder]),
);

function expand(pattern) {
  if (!pattern.endsWith("/*")) return [];
  const parent = pattern.slice(0, -2);
  return readdirSync(path.join(root, parent), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && readdirSync(path.join(root, parent, entry.name)).includes("package.json"))
    .map((entry) => `${parent}/${entry.name}`);
}

/** The folders of our own packages that these need, themselves included. */
function closureOf(starts, dependenciesOf) {
  const found = new Set(starts);
  for (const folder of found) {
    for (const name of Object.keys(dependenciesOf(folder))) if (folders.has(name)) found.add(folders.get(name));
  }
  return [...found].toSorted();
}

/** Configurations of builds import from infrastructure, which needs none of its own packages for that. */
function dependenciesForBuild(folder) {
  const { dependencies = {}, devDependencies = {} } = read(`${folder}/package.json`);
  const own = (list) => Object.fromEntries(Object.entries(list).filter(([name]) => folders.has(name)));
  if (folder.startsWith("infrastructure/")) return {};
  return { ...dependencies, ...(folder.startsWith("apps/") ? own(devDependencies) : {}) };
}

function dependenciesForRun(folder) {
  const { dependencies = {} } = read(`${folder}/package.json`);
  const kept = SERVER_PACKAGES[folder] ?? (folder === WORKSPACES[what] ? SERVER_PACKAGES[what] : undefined);
  return kept ? Object.fromEntries(Object.entries(dependencies).filter(([name]) => kept.includes(name))) : dependencies;
}

const isBuild = what === "build";
const dependenciesOf = isBuild ? dependenciesForBuild : dependenciesForRun;
const everyPart = [...folders.values()].filter((folder) => /^(?:services|apps)\//.test(folder));
const kept = closureOf(isBuild ? everyPart : [WORKSPACES[what] ?? what], dependenciesOf);

function write(file, manifest) {
  mkdirSync(path.dirname(path.join(target, file)), { recursive: true });
  writeFileSync(path.join(target, file), `${JSON.stringify(manifest, null, 2)}\n`);
}

const { devDependencies, ...rest } = manifests;
const tools = Object.fromEntries(
  Object.entries(devDependencies).filter(([name]) => isBuild && BUILD_TOOLS.includes(name)),
);
write("package.json", { ...rest, workspaces: kept, devDependencies: tools, scripts: {} });
for (const folder of kept) {
  const { name, version, type, exports, scripts = {} } = read(`${folder}/package.json`);
  write(`${folder}/package.json`, {
    ...{ name, version, type, exports, private: true },
    dependencies: dependenciesOf(folder),
    ...(isBuild ? { scripts } : {}),
  });
}
for (const file of ["package-lock.json", ".npmrc"]) cpSync(path.join(root, file), path.join(target, file));

import { readFile } from "node:fs/promises";
import path from "node:path";
import { repositoryRoot } from "@chorus/servers/paths";
import { UserError } from "@chorus/servers/user-error";
import { table } from "../terminal.ts";

interface LockEntry {
  version?: string;
  license?: string;
  dev?: boolean;
  link?: boolean;
}

/** Anybody may run and change what is under these, also inside a product. */
const ALLOWED = new Set([
  ...["0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "ISC", "MIT", "MIT-0", "Unlicense"],
  // A font, as long as it is not sold by itself.
  "OFL-1.1",
]);

/** Taken although their licence has conditions for those who change them; we load them as they are. */
const EXCEPTIONS: readonly { name: RegExp; licences: readonly string[] }[] = [
  // libvips, a library beside the program that loads it.
  { name: /^@img\/sharp-/, licences: ["LGPL-3.0-or-later"] },
  // A change to one of its own files would have to be published.
  { name: /^web-push$/, licences: ["MPL-2.0"] },
];
/** The lock has no licence of a binary that only other platforms install; it is that of the package that names it. */
const AS_THEIR_PACKAGE: readonly { name: RegExp; licence: string }[] = [
  { name: /^@msgpackr-extract\//, licence: "MIT" },
];

export interface Licence {
  name: string;
  version: string;
  licence: string;
  isAllowed: boolean;
}

/** Every package of the lock that is not for development alone. */
export function licencesOf(packages: Readonly<Record<string, LockEntry>>): Licence[] {
  return Object.entries(packages)
    .filter(([place, { dev, link }]) => place.includes("node_modules/") && dev !== true && link !== true)
    .map(([place, { version = "", license }]) => {
      const name = place.slice(place.lastIndexOf("node_modules/") + "node_modules/".length);
      const licence = license ?? AS_THEIR_PACKAGE.find((known) => known.name.test(name))?.licence ?? "none";
      return { name, version, licence, isAllowed: isAllowed(name, licence) };
    });
}

/** Of `A OR B` one is enough, of `A AND B` both are needed; deeper expressions are refused, and somebody looks. */
function isAllowed(name: string, licence: string): boolean {
  const more = EXCEPTIONS.find((exception) => exception.name.test(name))?.licences ?? [];
  const isOne = (one: string) => ALLOWED.has(one) || more.includes(one);
  const plain = licence.replace(/^\((.*)\)$/, "$1");
  return plain.split(" OR ").some((either) => either.split(" AND ").every(isOne));
}

/** `make licences`: how many packages have which licence; fails for one that is not allowed. */
export async function runLicences(): Promise<void> {
  const lock = JSON.parse(await readFile(path.join(repositoryRoot, "package-lock.json"), "utf8")) as {
    packages: Record<string, LockEntry>;
  };
  const licences = licencesOf(lock.packages);
  const counts = new Map<string, number>();
  for (const { licence } of licences) counts.set(licence, (counts.get(licence) ?? 0) + 1);
  const sorted = [...counts].toSorted(([left], [right]) => left.localeCompare(right, "en"));
  console.log(table(sorted.map(([licence, count]) => [licence, String(count)])));
  const refused = licences.filter((entry) => !entry.isAllowed);
  if (refused.length > 0)
    throw new UserError(
      `not allowed (infrastructure/cli/src/checks/licences.ts): ${refused.map(({ name, version, licence }) => `${name}@${version} ${licence}`).join(", ")}`,
    );
}

import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { repositoryRoot } from "@chorus/servers/paths";
import { UserError } from "@chorus/servers/user-error";

/** `from` and `to` are files below a package's `src`. */
export interface Import {
  from: string;
  to: string;
}

const IMPORT = /\b(?:from|import)\s*\(?\s*"(\.[^"]+)"/g;
/** Tests and what they share may look into every room. */
const IS_TEST = /\.test\.tsx?$|(?:^|\/)testing\//;

const HOUSE = ["services", "apps", "shared", "infrastructure"];

/**
 * `make rooms`: the folders of each package that import each other, and groups of folders that lead back to themselves. There is to
 * be neither: a room then needs only what is below it. Files directly in `src` (context, service …) know everything and do not count.
 * @throws UserError when there is one
 */
export async function runRooms([root = repositoryRoot]: string[]): Promise<void> {
  let problems = 0;
  for (const folder of HOUSE.flatMap((name) => packagesIn(root, name))) {
    const imports = readImports(path.join(root, folder, "src"));
    const pairs = entangledPairs(imports);
    const groups = cyclicGroups(imports);
    problems += pairs.length + groups.length;
    console.log(`${folder}: ${pairs.length} entangled pairs, ${groups.length} cyclic groups`);
    for (const { rooms, counts } of pairs) console.log(`  ${rooms.join(" ⇄ ")} (${counts.join("/")})`);
    for (const group of groups) console.log(`  ${group.join(", ")} lead back to themselves`);
  }
  if (problems > 0)
    throw new UserError("folders import each other: hand down as a parameter what the lower one needs, or move it.");
}

function packagesIn(root: string, name: string): string[] {
  return readdirSync(path.join(root, name))
    .toSorted()
    .map((folder) => path.join(name, folder))
    .filter((folder) => existsSync(path.join(root, folder, "src")));
}

function readImports(folder: string): Import[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((file) => file.split(path.sep).join("/"))
    .filter((file) => /\.tsx?$/.test(file) && !IS_TEST.test(file))
    .flatMap((from) =>
      [...readFileSync(path.join(folder, from), "utf8").matchAll(IMPORT)].map(([, specifier = ""]) => ({
        from,
        to: path.posix.join(path.posix.dirname(from), specifier),
      })),
    );
}

/** How many imports lead from a room to another; files outside of any room are left out. */
function countArrows(imports: readonly Import[]): Map<string, Map<string, number>> {
  const arrows = new Map<string, Map<string, number>>();
  for (const { from, to } of imports) {
    const [source, target] = [path.posix.dirname(from), path.posix.dirname(to)];
    if (source === target || source === "." || target === ".") continue;
    const targets = arrows.get(source) ?? new Map<string, number>();
    arrows.set(source, targets.set(target, (targets.get(target) ?? 0) + 1));
  }
  return arrows;
}

export interface EntangledPair {
  rooms: [string, string];
  /** Imports of the first from the second, and back. */
  counts: [number, number];
}

export function entangledPairs(imports: readonly Import[]): EntangledPair[] {
  const arrows = countArrows(imports);
  return [...arrows].flatMap(([source, targets]) =>
    [...targets].flatMap(([target, there]) => {
      const back = arrows.get(target)?.get(source) ?? 0;
      return back > 0 && source < target
        ? [{ rooms: [source, target] as [string, string], counts: [there, back] as [number, number] }]
        : [];
    }),
  );
}

/** Groups of rooms from each of which imports lead to every other of the group, longer ways round included. */
export function cyclicGroups(imports: readonly Import[]): string[][] {
  const arrows = countArrows(imports);
  const reachedFrom = new Map([...arrows.keys()].map((room) => [room, reach(arrows, room)]));
  const groups = [...reachedFrom].flatMap(([room, reached]) =>
    reached.has(room) ? [[...reached].filter((other) => reachedFrom.get(other)?.has(room)).toSorted()] : [],
  );
  return [...new Map(groups.map((group) => [group.join(" "), group])).values()];
}

function reach(arrows: ReadonlyMap<string, ReadonlyMap<string, number>>, start: string): Set<string> {
  const reached = new Set<string>();
  const ahead = [start];
  for (let room = ahead.pop(); room !== undefined; room = ahead.pop()) {
    for (const next of arrows.get(room)?.keys() ?? []) {
      if (reached.has(next)) continue;
      reached.add(next);
      ahead.push(next);
    }
  }
  return reached;
}

/** Of a file, as V8 counts: only lines with code. */
export interface FileLines {
  /** Relative to the repository. */
  file: string;
  covered: number;
  total: number;
}

export interface LineCoverage {
  name: string;
  covered: number;
  total: number;
}

/** What domain folders have to reach, in percent. */
export const DOMAIN_BAR = 80;

/**
 * What of a service is no domain: it turns what comes from outside into calls of verbs, or puts the service together. Integration and
 * end-to-end tests go through all of it, partly in processes of their own, whose lines nobody counts.
 */
const ADAPTERS = [
  // Routes and their endpoints.
  "http",
  // All of uWebSockets.js, and the handlers that are one call of a verb each.
  "transport",
  "frames",
  // The client of another service.
  "chat-service-client",
  // What tests share.
  "testing",
];

/** Files directly in `src` that put a service together, or are programs of their own. Others are a room, as in presence-service. */
const WIRING = /^(?:main|create|service|config|context|logger|events|.*-command)\.ts$/;

/** The lines of each package. */
export function byPackage(files: readonly FileLines[]): LineCoverage[] {
  return summed(files, (file) => /^(?:apps|infrastructure|services|shared)\/[^/]+/.exec(file)?.[0]);
}

/** The lines of each room of a service that is no adapter. */
export function byDomainFolder(files: readonly FileLines[]): LineCoverage[] {
  return summed(files, (file) => {
    const [, source, room, name = ""] = /^(services\/[^/]+\/src)\/(?:([^/]+)\/)?(.+)$/.exec(file) ?? [];
    if (room === undefined) return WIRING.test(name) ? undefined : source;
    return ADAPTERS.includes(room) ? undefined : `${source}/${room}`;
  });
}

function summed(files: readonly FileLines[], groupOf: (file: string) => string | undefined): LineCoverage[] {
  const groups = new Map<string, LineCoverage>();
  for (const { file, covered, total } of files) {
    const name = groupOf(file);
    if (name === undefined) continue;
    const group = groups.get(name) ?? { name, covered: 0, total: 0 };
    groups.set(name, { name, covered: group.covered + covered, total: group.total + total });
  }
  return [...groups.values()].toSorted((left, right) => left.name.localeCompare(right.name));
}

/** In percent; what has no lines misses none. */
export function percentOf({ covered, total }: Pick<LineCoverage, "covered" | "total">): number {
  return total === 0 ? 100 : (100 * covered) / total;
}

export function belowBar(folders: readonly LineCoverage[]): LineCoverage[] {
  return folders.filter((folder) => percentOf(folder) < DOMAIN_BAR);
}

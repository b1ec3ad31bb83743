import type { Yaml } from "../yaml.ts";

/** The compose file's own name for a mapping. */
export type Service = { readonly [key: string]: Yaml | undefined };

/** Services without an arrow to the outside cannot leave this one. */
export const INSIDE = "inside";
export const OUTSIDE = "outside";

/** A value that `.env` must have; the message names it. */
export const required = (name: string) => `\${${name}:?make env writes it}`;
export const optional = (name: string, fallback: string) => `\${${name}:-${fallback}}`;

/**
 * Often while it starts, seldom after: a check costs the machine some 40 ms of processor time, whatever it asks. `start_interval`
 * needs Docker 25.
 */
export const CHECKED = { interval: "15s", timeout: "5s", start_period: "60s", start_interval: "1s", retries: 3 };

/** A sixteenth of the memory is enough for pid files and sockets, and for the photographs that chat-service has in work. */
const tmpMiB = (memoryMiB: number) => Math.max(16, Math.floor(memoryMiB / 16));

/** What every container of the platform has: no rights, no way to write, bounded logs and memory. */
export function hardened(memoryMiB: number, own: Service): Service {
  return {
    ...own,
    restart: "unless-stopped",
    read_only: true,
    cap_drop: ["ALL"],
    security_opt: ["no-new-privileges:true"],
    // Its files are memory: it is full before the container is.
    tmpfs: [`/tmp:size=${tmpMiB(memoryMiB)}m`, ...((own["tmpfs"] as string[] | undefined) ?? [])],
    mem_limit: `${memoryMiB}m`,
    // Its own memory is its limit: a machine that swaps answers nobody.
    memswap_limit: `${memoryMiB}m`,
    init: true,
    logging: { driver: "json-file", options: { "max-size": "10m", "max-file": "3" } },
  };
}

export const imageOf = (name: string) =>
  `${optional("CHORUS_IMAGES", "chorus")}/${name}:${optional("CHORUS_VERSION", "dev")}`;

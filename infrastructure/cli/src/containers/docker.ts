import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { text } from "node:stream/consumers";
import { parseEnv } from "node:util";
import { readEnv } from "@chorus/kernel/config";
import { repositoryRoot } from "@chorus/servers/paths";
import { UserError } from "@chorus/servers/user-error";
import { z } from "zod";

/** What the commands about containers read; where Docker's server is says DOCKER_HOST, as for Docker itself. */
export const environment = z.object({
  CHORUS_IMAGES: z.string().default("chorus").describe("what images' names begin with; a registry's address with it"),
  CHORUS_VERSION: z.string().default("dev").describe("the images' tag"),
  CHORUS_PUSH: z.stringbool().default(false).describe("push images, with provenance and SBOM, instead of keeping them"),
  NODE_IMAGE: z.string().optional().describe("instead of node:24-trixie-slim"),
  POSTGRES_IMAGE: z.string().optional().describe("instead of postgres:18"),
  CHORUS_BUILD_NETWORK: z.string().optional().describe("host where build containers have no network of their own"),
  CHORUS_BUILD_NPMRC: z.string().optional().describe("npm's settings for builds, a file"),
  CHORUS_BUILD_CA: z.string().optional().describe("more certificates for builds, a file; npm reads /run/secrets/ca"),
});

/** What compose reads, too, so that both mean the same images; a variable of the command comes before it. */
const file = path.join(repositoryRoot, "infrastructure/compose/.env");

export function readContainerSettings(variables: NodeJS.ProcessEnv = process.env) {
  const ofCompose = existsSync(file) ? parseEnv(readFileSync(file, "utf8")) : {};
  return readEnv(environment, { ...ofCompose, ...variables });
}

export function imageName(part: string): string {
  const { CHORUS_IMAGES, CHORUS_VERSION } = readContainerSettings();
  return `${CHORUS_IMAGES}/${part}:${CHORUS_VERSION}`;
}

export interface DockerOptions {
  /** For its standard input. */
  input?: string;
  /** Return what it prints instead of showing it. */
  capture?: boolean;
  cwd?: string;
  variables?: Record<string, string>;
}

/**
 * Runs Docker's own command.
 * @returns what it printed, when captured
 * @throws UserError when it is missing or fails; it has said why
 */
export async function docker(args: readonly string[], options: DockerOptions = {}): Promise<string> {
  const child = spawn("docker", args, {
    cwd: options.cwd ?? repositoryRoot,
    stdio: [options.input === undefined ? "ignore" : "pipe", options.capture ? "pipe" : "inherit", "inherit"],
    env: { ...process.env, ...options.variables },
  });
  child.stdin?.end(options.input);
  const output = child.stdout ? text(child.stdout) : Promise.resolve("");
  const [code] = (await once(child, "close").catch((error: Error) => {
    throw new UserError(`docker could not be run: ${error.message}`);
  })) as [number | null];
  if (code !== 0) throw new UserError(`\`docker ${args.slice(0, 2).join(" ")}\` failed`);
  return (await output).trim();
}

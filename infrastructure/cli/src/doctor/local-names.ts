import dns, { type LookupAddress, type LookupOptions } from "node:dns";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import tls from "node:tls";
import { isNameOfThisMachine } from "@chorus/kernel/server-addresses";
import { repositoryRoot } from "@chorus/servers/paths";
import { readSecret } from "../containers/secret-files.ts";

const composeFolder = path.join(repositoryRoot, "infrastructure/compose");

type Answer = (error: NodeJS.ErrnoException | null, address: string | LookupAddress[], family?: number) => void;

/**
 * Names below `localhost` lead to this machine (RFC 6761, 6.3): browsers know that, the C library does not. And what is signed by
 * the certificate of `make env` is believed. For an installation on this machine only.
 */
export function reachInstallationOfThisMachine(): void {
  const lookup = dns.lookup.bind(dns) as (name: string, options: LookupOptions, answer: Answer) => void;
  const local = (name: string, options: LookupOptions, answer: Answer) => {
    if (!name.endsWith(".localhost")) return lookup(name, options, answer);
    if (options.all) answer(null, [{ address: "127.0.0.1", family: 4 }]);
    else answer(null, "127.0.0.1", 4);
  };
  dns.lookup = local as unknown as typeof dns.lookup;
  const certificate = path.join(composeFolder, "private/tls/tls.crt");
  if (!existsSync(certificate)) return;
  tls.setDefaultCACertificates([...tls.getCACertificates("default"), readFileSync(certificate, "utf8")]);
}

export function isOnThisMachine(url: URL): boolean {
  return isNameOfThisMachine(url.hostname);
}

/** The operator's key: of the environment, else, for an installation on this machine, of the secrets that `make env` wrote. */
export async function findOperatorKey(url: URL): Promise<string | undefined> {
  const given = process.env["CHORUS_OPERATOR_KEY"];
  if (given || !isOnThisMachine(url)) return given;
  return readSecret(composeFolder, "CHORUS_OPERATOR_KEY");
}

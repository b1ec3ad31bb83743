import { readFileSync } from "node:fs";
import { splitHosts } from "@chorus/kernel/server-addresses";
import { Redis, type RedisOptions } from "ioredis";

/** Without the setting that changes what commands return. */
type Options = Omit<RedisOptions, "replyMapping">;

const SENTINEL_PORT = 26_379;
const SENTINEL_RETRY_MS = 500;
/** A Sentinel that does not answer is passed over for the next one. */
const SENTINEL_TIMEOUT_MS = 1_000;

/**
 * The one place where a client of Redis is made, for all that Chorus and BullMQ do with it.
 * @param address
 * - `redis://user:password@host:6379/0`, `rediss://…` with TLS, or the path of a socket
 * - `redis+sentinel://group:password@host1:26379,host2:26379/0`, `rediss+sentinel://…` with TLS to Sentinels and Redis;
 *   `group` is what the Sentinels call the master, `?sentinelPassword=…` is theirs when they have one
 * - with TLS: `?caFile=…` names the authority that signed the certificates, where the system does not know it
 * @throws TypeError for an address with Sentinels that cannot be read, Error for a file of an authority that cannot
 */
export function createRedis(address: string, options: Options): Redis {
  const tls = tlsOf(address);
  if (/^rediss?\+sentinel:/i.test(address)) {
    const all: Options = { ...options, ...sentinelOptions(address, tls) };
    return new Redis(all);
  }
  const all: Options = tls ? { ...options, tls } : options;
  return new Redis(withoutCaFile(address), all);
}

function sentinelOptions(address: string, tls: Options["tls"]): Options {
  const { first, hosts } = splitHosts(address);
  const url = new URL(first);
  const sentinels = (hosts.length > 0 ? hosts : [url.host]).map((host) => {
    const { hostname, port } = new URL(`redis://${host}`);
    return { host: hostname, port: port === "" ? SENTINEL_PORT : Number(port) };
  });
  const name = decodeURIComponent(url.username);
  if (name === "") throw new TypeError("REDIS_URL names no group: redis+sentinel://group:password@host:26379/0");
  const password = decodeURIComponent(url.password);
  const sentinelPassword = url.searchParams.get("sentinelPassword") ?? "";
  return {
    ...{ sentinels, name, db: Number(url.pathname.slice(1)) || 0 },
    ...(password === "" ? {} : { password }),
    ...(sentinelPassword === "" ? {} : { sentinelPassword }),
    ...(tls ? { tls, sentinelTLS: tls, enableTLSForSentinelMode: true } : {}),
    // Not less and less often: the Sentinels name a new master within seconds.
    retryStrategy: () => SENTINEL_RETRY_MS,
    sentinelRetryStrategy: () => SENTINEL_RETRY_MS,
    sentinelCommandTimeout: SENTINEL_TIMEOUT_MS,
    // Leaves a master that was replaced while it was cut off, and comes back as a replica.
    reconnectOnError: (error) => error.message.startsWith("READONLY"),
  };
}

function tlsOf(address: string): Options["tls"] {
  if (!/^rediss(\+sentinel)?:/i.test(address)) return undefined;
  const caFile = new URL(splitHosts(address).first).searchParams.get("caFile");
  return caFile === null ? {} : { ca: readFileSync(caFile) };
}

function withoutCaFile(address: string): string {
  if (!/^rediss:/i.test(address)) return address;
  const url = new URL(address);
  url.searchParams.delete("caFile");
  return url.toString();
}

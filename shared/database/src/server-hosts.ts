import { splitHosts, withHost } from "@chorus/kernel/server-addresses";
import type pg from "pg";
import { Client } from "./client.ts";

/** SQLSTATE cannot_connect_now: the caller may try again, and is sent to another host then. */
const CANNOT_CONNECT_NOW = "57P03";

type PoolOptions = Pick<pg.PoolConfig, "connectionString" | "onConnect"> & { Client: typeof pg.Client };

/** Both pools of a process learn together. */
const known = new Map<string, HostList>();

class HostList {
  readonly #addresses: readonly string[];
  #current = 0;

  constructor(addresses: readonly string[]) {
    this.#addresses = addresses;
  }

  get current(): string {
    return this.#addresses[this.#current] ?? "";
  }

  /** No longer, unless somebody else has moved on already. */
  failed(address: string): void {
    if (address === this.current) this.#current = (this.#current + 1) % this.#addresses.length;
  }
}

/**
 * Where the writable server of a database with standbys is: `postgres://user:password@host1:5432,host2:5432/chorus`. Connections go to one
 * host until it fails or turns out to be a standby, and then to the next.
 * @returns what a pool needs for it
 */
export function serverHosts(url: string): PoolOptions {
  const { first, hosts } = splitHosts(url);
  if (hosts.length < 2) return { connectionString: first, Client };
  const list = known.get(url) ?? new HostList(hosts.map((host) => withHost(first, host)));
  known.set(url, list);
  return {
    connectionString: first,
    Client: clientOf(list),
    // oxlint-disable-next-line typescript/no-misused-promises -- the pool waits for it, whatever its type says
    async onConnect(client) {
      const { rows } = await client.query<{ in_hot_standby: string }>("show in_hot_standby");
      if (rows[0]?.in_hot_standby !== "on") return;
      list.failed((client as unknown as { address: string }).address);
      throw Object.assign(new Error("this server is a standby"), { code: CANNOT_CONNECT_NOW });
    },
  };
}

function clientOf(list: HostList): typeof pg.Client {
  return class extends Client {
    readonly address: string;

    constructor(config: pg.ClientConfig) {
      const address = list.current;
      super({ ...config, connectionString: address });
      this.address = address;
      const connect = this.connect.bind(this) as (callback: (error: Error | null, client: pg.Client) => void) => void;
      // As pools call it.
      this.connect = ((callback: (error: Error | null, client: pg.Client) => void) =>
        connect((error, client) => {
          if (error) list.failed(address);
          callback(error, client);
        })) as pg.Client["connect"];
    }
  };
}

import { connect, createServer, type AddressInfo, type Socket } from "node:net";
import { startFlow } from "./flow.ts";
import type { Toxics } from "./toxics.ts";

interface Link {
  readonly client: Socket;
  readonly upstream: Socket;
  isDead: boolean;
}

/** A TCP proxy on 127.0.0.1 that can be given faults while it runs. */
export interface ToxicProxy extends AsyncDisposable {
  readonly port: number;
  readonly url: string;
  /** Connections that are open. */
  readonly size: number;
  /** Replaces all toxics; `{}` heals. What was held is delivered then. */
  setToxics(toxics: Toxics): void;
  /** Ports to pass new connections to, in turn; one that refuses is passed over. */
  setUpstreams(ports: readonly number[]): void;
  /** Resets every open connection (RST). */
  reset(): void;
  /** Makes every open connection half-open: both ends believe in it, nothing gets through any more, also after healing. */
  forget(): void;
}

export async function startToxicProxy(upstreamPorts: readonly number[]): Promise<ToxicProxy> {
  const links = new Set<Link>();
  let upstreams = upstreamPorts;
  let toxics: Toxics = {};
  let turn = 0;
  let announceChange = () => {};
  let change = nextChange();

  function nextChange(): Promise<void> {
    return new Promise((resolve) => (announceChange = resolve));
  }

  function setToxics(next: Toxics): void {
    toxics = next;
    announceChange();
    change = nextChange();
  }

  function dial(client: Socket, attempt: number): void {
    const port = upstreams[turn % upstreams.length] ?? 0;
    turn += 1;
    const upstream = connect({ port, host: "127.0.0.1", noDelay: true });
    const refused = () => {
      if (attempt < upstreams.length && !client.destroyed) dial(client, attempt + 1);
      else client.resetAndDestroy();
    };
    upstream.once("error", refused);
    upstream.once("connect", () => {
      upstream.off("error", refused);
      join(client, upstream);
    });
  }

  function join(client: Socket, upstream: Socket): void {
    if (client.destroyed) {
      upstream.destroy();
      return;
    }
    const link: Link = { client, upstream, isDead: false };
    links.add(link);
    const ends = (from: Socket, to: Socket) => {
      from.on("error", () => undefined);
      from.on("close", (hadError) => {
        links.delete(link);
        if (link.isDead && !to.destroyed) return;
        if (hadError) to.resetAndDestroy();
        else to.destroySoon();
        // A flow that is held looks again, and finds its socket gone.
        announceChange();
        change = nextChange();
      });
    };
    ends(client, upstream);
    ends(upstream, client);
    const shared = { toxics: () => toxics, nextChange: () => change, isDead: () => link.isDead };
    startFlow({ ...shared, source: client, sink: upstream, direction: "up" });
    startFlow({ ...shared, source: upstream, sink: client, direction: "down" });
    client.resume();
  }

  const server = createServer({ noDelay: true, allowHalfOpen: true, pauseOnConnect: true }, (client) => {
    client.on("error", () => undefined);
    if (toxics.refuse || upstreams.length === 0) client.resetAndDestroy();
    else dial(client, 1);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const all = new Set<Socket>();
  server.on("connection", (socket) => {
    all.add(socket);
    socket.once("close", () => all.delete(socket));
  });

  return {
    port,
    url: `http://127.0.0.1:${port}`,
    get size() {
      return links.size;
    },
    setToxics,
    setUpstreams(ports) {
      upstreams = ports;
    },
    reset() {
      for (const { client, upstream } of links) {
        client.resetAndDestroy();
        upstream.resetAndDestroy();
      }
    },
    forget() {
      for (const link of links) link.isDead = true;
    },
    async [Symbol.asyncDispose]() {
      setToxics({});
      for (const { upstream } of links) upstream.destroy();
      for (const socket of all) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

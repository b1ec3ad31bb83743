import { connect, createServer, type AddressInfo, type Socket } from "node:net";

/**
 * Between a client and Redis, to simulate network failures: cut, unreachable, or half-open, where the connection is silent while
 * both ends believe that it works.
 */
export async function startTcpProxy(targetUrl: string) {
  const target = new URL(targetUrl);
  const pairs = new Set<{ client: Socket; upstream: Socket; isForgotten: boolean }>();
  let isSilent = false;
  let isRefusing = false;

  const server = createServer((client) => {
    if (isRefusing) {
      client.destroy();
      return;
    }
    const upstream = connect(Number(target.port), target.hostname);
    const pair = { client, upstream, isForgotten: false };
    pairs.add(pair);
    const end = () => {
      pairs.delete(pair);
      client.destroy();
      upstream.destroy();
    };
    for (const socket of [client, upstream]) socket.on("error", end).on("close", end);
    client.on("data", (chunk) => {
      if (!isSilent && !pair.isForgotten) upstream.write(chunk);
    });
    upstream.on("data", (chunk) => {
      if (!isSilent && !pair.isForgotten) client.write(chunk);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));

  function cut(): void {
    for (const { client, upstream } of pairs) {
      client.destroy();
      upstream.destroy();
    }
  }

  return {
    url: `redis://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** Closes all connections; new ones are accepted. */
    cut,
    /** Drops all data, on open and on new connections. */
    setSilent(silent: boolean) {
      isSilent = silent;
    },
    /** Drops all data of the connections that are open now; new ones work, as behind a router that lost its table. */
    forget() {
      for (const pair of pairs) pair.isForgotten = true;
    },
    /** Closes every new connection at once. */
    setRefusing(refusing: boolean) {
      isRefusing = refusing;
      if (refusing) cut();
    },
    async close() {
      cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
export type TcpProxy = Awaited<ReturnType<typeof startTcpProxy>>;

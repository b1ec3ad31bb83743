import { connect, createServer, type AddressInfo, type Socket } from "node:net";

/** Sends each new connection to the next gateway that takes it, as any TCP load balancer would; knows nothing of WebSockets. */
export interface LoadBalancer extends AsyncDisposable {
  readonly url: string;
  /** Connections that were passed on, by port. */
  readonly passedOn: ReadonlyMap<number, number>;
}

export async function startLoadBalancer(ports: readonly number[]): Promise<LoadBalancer> {
  const open = new Set<Socket>();
  const passedOn = new Map<number, number>();
  let turn = 0;

  function keep(socket: Socket): void {
    open.add(socket);
    socket.on("error", () => undefined);
    socket.on("close", () => open.delete(socket));
  }

  function join(client: Socket, attempt: number): void {
    const port = ports[turn % ports.length] ?? 0;
    turn += 1;
    const gateway = connect(port, "127.0.0.1");
    let isConnected = false;
    keep(gateway);
    gateway.on("connect", () => {
      isConnected = true;
      passedOn.set(port, (passedOn.get(port) ?? 0) + 1);
      client.pipe(gateway).pipe(client);
    });
    gateway.on("close", () => {
      if (!isConnected && attempt < ports.length && !client.destroyed) join(client, attempt + 1);
      else client.destroy();
    });
    client.on("close", () => gateway.destroy());
  }

  const server = createServer((client) => {
    keep(client);
    join(client, 1);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    passedOn,
    async [Symbol.asyncDispose]() {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

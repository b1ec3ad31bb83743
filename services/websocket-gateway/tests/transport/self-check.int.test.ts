import { expect, it } from "vitest";
import { checkTransportText } from "../../src/transport/self-check.ts";
import type { Connection } from "../../src/transport/transport.ts";
import { listenUws } from "../../src/transport/uws-transport.ts";

/** What the bytes of "é" become when a binary takes them for Latin-1. */
const CORRUPT = "Ã©";

it("finds the text whole on the Node that runs this", async () => {
  await expect(checkTransportText()).resolves.toBeUndefined();
});

it("refuses a transport that corrupts frames", async () => {
  const check = checkTransportText((options) =>
    listenUws({
      ...options,
      handlers: {
        ...options.handlers,
        opened: (connection, state) => options.handlers.opened(corrupting(connection), state),
      },
    }),
  );
  await expect(check).rejects.toThrow(/WebSocket frame.*8104c383c2a9.*Node \d+.*Nothing is served/);
});

it("refuses a transport that corrupts HTTP answers", async () => {
  const check = checkTransportText((options) =>
    listenUws({
      ...options,
      routes: options.routes.map((route) => ({
        ...route,
        answer: () => ({ status: 200, contentType: "text/plain", body: CORRUPT }),
      })),
    }),
  );
  await expect(check).rejects.toThrow(/HTTP answer.*c383c2a9 instead of c3a9/);
});

function corrupting(connection: Connection): Connection {
  return {
    id: connection.id,
    address: connection.address,
    get isOpen() {
      return connection.isOpen;
    },
    send: () => connection.send(CORRUPT),
    close: (code, reason) => connection.close(code, reason),
    subscribe: (topic) => connection.subscribe(topic),
    unsubscribe: (topic) => connection.unsubscribe(topic),
    bufferedBytes: () => connection.bufferedBytes(),
  };
}

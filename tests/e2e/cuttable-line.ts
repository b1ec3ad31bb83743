import type { BrowserContext, WebSocketRoute } from "@playwright/test";

/** The browser's WebSockets, which can be cut and kept from coming back. */
export interface CuttableLine {
  cut(): Promise<void>;
  mend(): void;
}

export async function cuttableLine(context: BrowserContext): Promise<CuttableLine> {
  const open: WebSocketRoute[] = [];
  let isCut = false;
  await context.routeWebSocket(/\/ws$/, (socket) => {
    if (isCut) {
      void socket.close();
      return;
    }
    open.push(socket, socket.connectToServer());
  });
  return {
    async cut() {
      isCut = true;
      await Promise.all(open.splice(0).map((socket) => socket.close()));
    },
    mend() {
      isCut = false;
    },
  };
}

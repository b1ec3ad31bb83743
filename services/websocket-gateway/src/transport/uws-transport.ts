// The package is CommonJS whose names Node cannot see: only the default import exists at run time.
import uws from "uWebSockets.js";
import type {
  HttpRequest,
  HttpResponse,
  TemplatedApp,
  us_listen_socket,
  us_socket_context_t,
  WebSocket,
} from "uWebSockets.js";
import { handshakeProblem, writeRefusal } from "./handshake.ts";
import type { Transport, TransportOptions, UpgradeRequest } from "./transport.ts";
import { Outgoing, UwsConnection, type SocketData } from "./uws-connection.ts";
import { utf8 } from "./utf8.ts";
import { serveRoutes } from "./uws-http.ts";

/** Seconds; a second net behind the heartbeat of the protocol. */
const IDLE_TIMEOUT_SECONDS = 60;
/** The protocol's "internal". */
const CLOSE_INTERNAL = 4000;

/**
 * The only user of uWebSockets.js. What it guards against, with the numbers of reference/realtime.md part 5:
 * U1 publish drops silently: the limit closes the socket, so that no client has a gap. U5 use after close. U6 a handler that
 * throws. U7 asynchronous upgrades: `upgrade` decides at once. U8 limits set explicitly. U9 messages and requests die with
 * their handler: copied before. U10 no compression. U12 topics change only outside of their iteration.
 * @throws Error that names the port when it is taken
 */
export async function listenUws<State>(options: TransportOptions<State>): Promise<Transport> {
  const { handlers } = options;
  const app = uws.App();
  const outgoing = new Outgoing();

  /** A handler that throws would end the process and leave its socket open. */
  function guarded(connection: UwsConnection | undefined, work: () => void): void {
    try {
      work();
    } catch (error) {
      handlers.failed(error);
      connection?.close(CLOSE_INTERNAL, "internal");
    }
  }

  app.ws<SocketData<State>>(options.path, {
    maxPayloadLength: options.maxMessageBytes,
    maxBackpressure: options.maxBufferedBytes,
    closeOnBackpressureLimit: 1,
    compression: uws.DISABLED,
    idleTimeout: IDLE_TIMEOUT_SECONDS,
    sendPingsAutomatically: true,
    upgrade: (response, request, context) => {
      try {
        upgrade(options, response, request, context);
      } catch (error) {
        handlers.failed(error);
        response.close();
      }
    },
    open: (socket) => {
      const data = socket.getUserData();
      const connection = new UwsConnection(options.nextId(), data.address, socket as WebSocket<never>, outgoing);
      data.connection = connection;
      guarded(connection, () => handlers.opened(connection, data.state));
    },
    message: (socket, message, isBinary) => {
      const { connection } = socket.getUserData();
      if (!connection?.isOpen) return;
      const text = isBinary ? null : Buffer.from(message).toString();
      connection.isReceiving = true;
      guarded(connection, () => handlers.received(connection, text, message.byteLength));
      connection.isReceiving = false;
    },
    drain: (socket) => {
      const { connection } = socket.getUserData();
      if (connection?.isOpen && connection.bufferedBytes() === 0)
        guarded(connection, () => handlers.drained(connection));
    },
    close: (socket, code) => {
      const { connection } = socket.getUserData();
      if (!connection) return;
      connection.markClosed();
      guarded(undefined, () => handlers.closed(connection, code));
    },
  });
  // Requests for the endpoint without a key, or not with GET, never reach `upgrade`.
  app.any(options.path, (response, request) => {
    writeRefusal(
      response,
      handshakeProblem((name) => request.getHeader(name), request.getMethod()),
    );
  });
  serveRoutes(app, options.routes, handlers.failed);

  let listening: us_listen_socket | undefined = await listen(app, options);
  let isClosed = false;
  const host = options.host === "0.0.0.0" ? "127.0.0.1" : options.host;
  const url = `http://${host}:${uws.us_socket_local_port(listening)}`;

  return {
    url,
    publish(topic, frame) {
      if (isClosed) return;
      // In the order of the calls: a subscriber may have something pending.
      outgoing.flush();
      app.publish(topic, utf8(frame), false);
    },
    stopListening() {
      if (listening) uws.us_listen_socket_close(listening);
      listening = undefined;
    },
    close() {
      isClosed = true;
      listening = undefined;
      app.close();
    },
  };
}

function listen(app: TemplatedApp, options: { host: string; port: number }): Promise<us_listen_socket> {
  return new Promise((resolve, reject) => {
    app.listen(options.host, options.port, (socket) => {
      if (socket) resolve(socket);
      else reject(new Error(`port ${options.port} is in use: stop what listens there or choose another`));
    });
  });
}

function upgrade<State>(
  options: TransportOptions<State>,
  response: HttpResponse,
  request: HttpRequest,
  context: us_socket_context_t,
): void {
  const problem = handshakeProblem((name) => request.getHeader(name), request.getMethod());
  if (problem) {
    writeRefusal(response, problem);
    return;
  }
  const asked = copyOf(options, response, request);
  const verdict = options.handlers.upgrade(asked);
  if (!verdict.accept) {
    response.writeStatus(verdict.status).writeHeader("content-type", "text/plain").end(utf8(verdict.body), true);
    return;
  }
  const data: SocketData<State> = { state: verdict.state, address: asked.address, connection: undefined };
  response.upgrade(
    data,
    request.getHeader("sec-websocket-key"),
    // Exactly one: echoing the whole offer makes browsers fail the handshake.
    verdict.subprotocol ?? "",
    request.getHeader("sec-websocket-extensions"),
    context,
  );
}

function copyOf<State>(options: TransportOptions<State>, response: HttpResponse, request: HttpRequest): UpgradeRequest {
  const forwarded = options.trustProxy ? request.getHeader("x-forwarded-for").split(",").at(-1)?.trim() : "";
  return {
    address: forwarded || Buffer.from(response.getRemoteAddressAsText()).toString(),
    query: request.getQuery() ?? "",
    origin: request.getHeader("origin") || null,
    authorization: request.getHeader("authorization") || null,
    subprotocols: subprotocolsOf(request),
  };
}

/** The offer may be spread over several headers of the same name (RFC 6455, 4.1), of which `getHeader` gives the first. */
function subprotocolsOf(request: HttpRequest): string[] {
  const lists: string[] = [];
  request.forEach((name, value) => {
    if (name === "sec-websocket-protocol") lists.push(value);
  });
  return lists
    .flatMap((list) => list.split(","))
    .map((name) => name.trim())
    .filter(Boolean);
}

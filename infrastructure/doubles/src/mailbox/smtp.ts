import type { Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { callbackify } from "node:util";
import { SMTPServer, type SMTPServerSession } from "smtp-server";
import type { Control } from "../behaviour.ts";
import type { MailStore } from "./mail-store.ts";

const LARGEST_BYTES = 30 * 1024 * 1024;

/** An SMTP server that keeps every mail and relays none. */
export function createSmtp(store: MailStore, control: Control): SMTPServer {
  /** By the client's port, which is what a session tells of its connection. */
  const sockets = new Map<number, Socket>();
  const server = new SMTPServer({
    disabledCommands: ["AUTH", "STARTTLS"],
    size: LARGEST_BYTES,
    logger: false,
    onConnect(_session, done) {
      control.counts.connections += 1;
      done();
    },
    onRcptTo(address, _session, done) {
      // As a real server does with an address that it has never heard of.
      done(address.address.startsWith("nobody@") ? refusal(550, "5.1.1 no such user") : null);
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        callbackify(receive)(Buffer.concat(chunks), session, done);
      });
    },
  });
  // A client that is killed in the middle of a mail breaks its own connection, not the server.
  server.on("error", () => undefined);
  server.server.on("connection", (socket: Socket) => {
    if (control.now.offline) {
      control.counts.connections += 1;
      socket.destroy();
      return;
    }
    const port = socket.remotePort ?? 0;
    sockets.set(port, socket);
    socket.once("close", () => sockets.delete(port));
  });
  control.onChange(() => {
    if (control.now.offline) for (const socket of sockets.values()) socket.destroy();
  });
  return server;

  async function receive(raw: Buffer, session: SMTPServerSession): Promise<string> {
    control.counts.received += 1;
    await delay(control.nextDelayMs());
    if (control.fails()) {
      control.counts.refused += 1;
      throw refusal(control.now.failureCode, "told to fail");
    }
    const { mailFrom, rcptTo } = session.envelope;
    const envelope = { from: mailFrom ? mailFrom.address : "", to: rcptTo.map(({ address }) => address) };
    const { ID } = await store.add(raw, envelope);
    control.counts.accepted += 1;
    if (control.now.vanishes) sockets.get(session.remotePort)?.destroy();
    return `2.0.0 Ok: kept as ${ID}`;
  }
}

function refusal(responseCode: number, words: string): Error {
  return Object.assign(new Error(words), { responseCode });
}

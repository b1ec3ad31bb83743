import { isNameOfThisMachine } from "@chorus/kernel/server-addresses";
import { Readable } from "node:stream";
import SMTPConnection from "nodemailer/lib/smtp-connection/index.js";

const CONNECT_TIMEOUT_MS = 10_000;
/** RFC 5321 requires patience after the text: a server may check it at length. */
const SOCKET_TIMEOUT_MS = 60_000;
/** Some servers limit mails per connection. */
const MAILS_PER_CONNECTION = 100;
const IDLE_MS = 30_000;

export interface Envelope {
  from: string;
  to: string;
}

/** How sending a mail failed, and whether the server may have accepted it nevertheless. */
export class SmtpError extends Error {
  override readonly name = "SmtpError";
  /** The server's code; null without an answer. */
  readonly responseCode: number | null;
  /** The text was being sent when the connection broke. */
  readonly isAmbiguous: boolean;
  /** What the server refused: our address, or the recipient's. */
  readonly isAboutSender: boolean;
  readonly isAboutRecipient: boolean;

  constructor(cause: Error, isTextSent: boolean) {
    super(cause.message, { cause });
    const { responseCode: code, command } = cause as { responseCode?: unknown; command?: unknown };
    this.isAboutSender = command === "MAIL FROM";
    this.isAboutRecipient = command === "RCPT TO";
    this.responseCode = typeof code === "number" ? code : null;
    this.isAmbiguous = isTextSent && this.responseCode === null;
  }
}

/** Kept-alive connections to one mail server. nodemailer's own pool does not report whether the text was being sent. */
export interface SmtpConnections {
  /** @returns the server's last reply @throws SmtpError */
  send(envelope: Envelope, mail: Buffer): Promise<string>;
  close(): void;
}

interface Idle {
  connection: SMTPConnection;
  sent: number;
  timer: NodeJS.Timeout;
}

export function createSmtpConnections(url: string): SmtpConnections {
  const server = new URL(url);
  const isSecure = server.protocol === "smtps:";
  // Without it, an attacker on the path removes the STARTTLS offer and reads the password and every link.
  const requireTLS = !isNameOfThisMachine(server.hostname);
  const idle: Idle[] = [];

  const connect = async (): Promise<SMTPConnection> => {
    const connection = new SMTPConnection({
      host: server.hostname,
      port: Number(server.port || (isSecure ? 465 : 587)),
      secure: isSecure,
      requireTLS,
      connectionTimeout: CONNECT_TIMEOUT_MS,
      greetingTimeout: CONNECT_TIMEOUT_MS,
      socketTimeout: SOCKET_TIMEOUT_MS,
    });
    // An error event without a listener would end the process.
    connection.on("error", () => undefined);
    await outcomeOf(connection, (done) => connection.connect(done));
    if (server.username) {
      const credentials = { user: decodeURIComponent(server.username), pass: decodeURIComponent(server.password) };
      await outcomeOf(connection, (done) => connection.login({ credentials }, done));
    }
    return connection;
  };

  const take = async (): Promise<{ connection: SMTPConnection; sent: number }> => {
    const kept = idle.pop();
    if (!kept) return { connection: await connect(), sent: 0 };
    clearTimeout(kept.timer);
    kept.connection.removeAllListeners("end");
    return kept;
  };

  const keep = (connection: SMTPConnection, sent: number): void => {
    if (sent >= MAILS_PER_CONNECTION) return connection.quit();
    const forget = () => {
      const at = idle.findIndex((entry) => entry.connection === connection);
      if (at >= 0) clearTimeout(idle.splice(at, 1)[0]?.timer);
    };
    const timer = setTimeout(() => {
      forget();
      connection.quit();
    }, IDLE_MS).unref();
    // The server may close an idle connection at any time.
    connection.once("end", forget);
    idle.push({ connection, sent, timer });
  };

  return {
    async send(envelope, mail) {
      let isTextSent = false;
      let taken: { connection: SMTPConnection; sent: number };
      try {
        taken = await take();
      } catch (error) {
        throw new SmtpError(error as Error, false);
      }
      const { connection, sent } = taken;
      // Read only after the server's "go on" (354): from then on it is uncertain whether the server has the mail.
      const text = new Readable({
        read() {
          isTextSent = true;
          this.push(mail);
          this.push(null);
        },
      });
      try {
        const info = await outcomeOf<{ response: string }>(connection, (done) => connection.send(envelope, text, done));
        keep(connection, sent + 1);
        return info.response;
      } catch (error) {
        connection.close();
        throw new SmtpError(error as Error, isTextSent);
      }
    },
    close() {
      for (const { connection, timer } of idle.splice(0)) {
        clearTimeout(timer);
        connection.quit();
      }
    },
  };
}

/** One reply of a connection, which reports its errors as events and not to the caller. */
function outcomeOf<Answer = unknown>(
  connection: SMTPConnection,
  ask: (done: (error?: Error | null, answer?: Answer) => void) => unknown,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const finish = (settle: () => void) => {
      connection.removeListener("error", onError);
      connection.removeListener("end", onEnd);
      settle();
    };
    const onError = (error: Error) => finish(() => reject(error));
    const onEnd = () => finish(() => reject(new Error("the mail server hung up")));
    connection.once("error", onError);
    connection.once("end", onEnd);
    ask((error, answer) => finish(() => (error ? reject(error) : resolve(answer as Answer))));
  });
}

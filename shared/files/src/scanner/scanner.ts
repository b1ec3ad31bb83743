import { connect } from "node:net";
import type { Readable } from "node:stream";
import { AppError } from "@chorus/kernel/app-error";

export type Verdict = { state: "clean" } | { state: "infected"; finding: string };

export interface Scanner {
  /** @throws AppError `unavailable` when it does not answer in time or could not scan everything */
  scan(bytes: Readable): Promise<Verdict>;
}

export interface ClamdOptions {
  host: string;
  port: number;
  /** Without a byte either way. */
  silenceMs?: number;
}

const SILENCE_MS = 30_000;
/** An answer is one line. */
const MAX_ANSWER_BYTES = 1_024;

/** ClamAV's daemon, by INSTREAM of its protocol (clamd(8)): chunks with their length before them, an empty one at the end. */
export function createClamdScanner({ host, port, silenceMs = SILENCE_MS }: ClamdOptions): Scanner {
  return {
    async scan(bytes) {
      try {
        return readAnswer(await converse(bytes, { host, port, silenceMs }));
      } catch (error) {
        throw new AppError("unavailable", { detail: "Files cannot be checked right now.", cause: error });
      } finally {
        bytes.destroy();
      }
    },
  };
}

async function converse(bytes: Readable, { host, port, silenceMs }: Required<ClamdOptions>): Promise<string> {
  const socket = connect({ host, port });
  socket.setTimeout(silenceMs, () => socket.destroy(new Error("the scanner is silent")));
  const answer = (async () => {
    let text = "";
    for await (const chunk of socket) {
      text += (chunk as Buffer).toString("latin1");
      if (text.length > MAX_ANSWER_BYTES) throw new Error("the scanner says too much");
      if (text.includes("\0")) break;
    }
    return text;
  })();
  const send = async () => {
    await write(socket, Buffer.from("zINSTREAM\0", "latin1"));
    for await (const chunk of bytes) {
      const data = chunk as Buffer;
      const length = Buffer.alloc(4);
      length.writeUInt32BE(data.length);
      if (data.length > 0) await write(socket, Buffer.concat([length, data]));
    }
    await write(socket, Buffer.alloc(4));
  };
  const sending = send().catch((error: unknown) => void socket.destroy(error as Error));
  try {
    // It may answer before it has everything: a finding, or that the file is too large for it.
    return await answer;
  } finally {
    socket.destroy();
    await sending;
  }
}

function write(socket: ReturnType<typeof connect>, data: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.write(data, (error) => (error ? reject(error) : resolve()));
  });
}

function readAnswer(text: string): Verdict {
  const answer = text.replace(/\0.*$/s, "").trim();
  if (answer === "stream: OK") return { state: "clean" };
  const finding = /^stream: (.{1,200}) FOUND$/.exec(answer)?.[1];
  if (finding === undefined) throw new Error(`the scanner answered ${JSON.stringify(answer)}`);
  return { state: "infected", finding };
}

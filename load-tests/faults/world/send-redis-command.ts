import { connect } from "node:net";

const TIMEOUT_MS = 2_000;

/** Sends one command. @throws Error when Redis answers an error, or nothing in time */
export function sendRedisCommand(port: number, ...words: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: "127.0.0.1" }, () => {
      const parts = words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`);
      socket.write(`*${words.length}\r\n${parts.join("")}`);
    });
    socket.setTimeout(TIMEOUT_MS, () => socket.destroy(new Error(`Redis has not answered ${words[0]}`)));
    socket.once("error", reject);
    socket.once("data", (answer) => {
      socket.destroy();
      const text = answer.toString();
      if (text.startsWith("-")) reject(new Error(`Redis: ${text.trim()}`));
      else resolve(text);
    });
  });
}

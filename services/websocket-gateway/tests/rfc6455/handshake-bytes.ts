/** Request headers by name; null leaves one out. */
export type Headers = Record<string, string | null>;

const USUAL: Headers = {
  Host: "chorus.test",
  Upgrade: "websocket",
  Connection: "Upgrade",
  "Sec-WebSocket-Version": "13",
  // The example of RFC 6455, 1.3.
  "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
  "Sec-WebSocket-Protocol": "chorus.v1",
};
/** The answer to that key. */
export const ACCEPT = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

export function requestHead(headers: Headers = {}, requestLine = "GET /ws HTTP/1.1"): string {
  const lines = Object.entries({ ...USUAL, ...headers }).flatMap(([name, value]) =>
    value === null ? [] : [`${name}: ${value}`],
  );
  return `${[requestLine, ...lines].join("\r\n")}\r\n\r\n`;
}

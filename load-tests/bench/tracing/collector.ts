import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A collector on the loopback that counts the spans it is sent, so that the cost is known to be that of recording. */
export async function startCollector() {
  let spans = 0;
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on("data", (piece: Buffer) => pieces.push(piece));
    request.on("end", () => {
      spans += Buffer.concat(pieces).toString().split('"spanId"').length - 1;
      response.writeHead(200, { "content-type": "application/json" }).end("{}");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { endpoint, spans: () => spans, close: () => server.close() };
}

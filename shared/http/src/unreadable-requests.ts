import type { Socket } from "node:net";
import { ERRORS, type ErrorCode, errorDocumentPath, type Problem } from "@chorus/contracts/errors";
import { systemIds } from "@chorus/kernel/ids";

const DETAILS = {
  request_timeout: "The request has not come whole in time. Send it again.",
  headers_too_large: "The address or the headers are too long.",
  bad_request: "This is no HTTP request.",
} as const satisfies Partial<Record<ErrorCode, string>>;

/** Node stores the pending response of a connection in this field, and reads it in the same place. */
type AnsweringSocket = Socket & { _httpMessage?: { headersSent: boolean } | null };

/** Answers requests that Node could not parse, which no handler sees, with a problem document. */
export function answerUnreadable(error: NodeJS.ErrnoException, socket: AnsweringSocket): void {
  // Nothing may be written into a response that has begun.
  if (error.code === "ECONNRESET" || !socket.writable || socket._httpMessage?.headersSent) {
    socket.destroy(error);
    return;
  }
  const code = codeOf(error);
  const { status, title } = ERRORS[code];
  const problem: Problem = {
    ...{ type: errorDocumentPath(code), title, status, code, detail: DETAILS[code] },
    requestId: systemIds.next(),
  };
  const body = JSON.stringify(problem);
  const head = [
    `HTTP/1.1 ${status} ${title}`,
    "Content-Type: application/problem+json",
    `Content-Length: ${Buffer.byteLength(body)}`,
    "Cache-Control: no-store",
    "Connection: close",
  ];
  socket.end(`${head.join("\r\n")}\r\n\r\n${body}`);
}

function codeOf({ code }: NodeJS.ErrnoException): keyof typeof DETAILS {
  if (code === "ERR_HTTP_REQUEST_TIMEOUT") return "request_timeout";
  return code === "HPE_HEADER_OVERFLOW" ? "headers_too_large" : "bad_request";
}

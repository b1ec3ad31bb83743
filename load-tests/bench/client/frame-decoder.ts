const TEXT = 1;
const CLOSE = 8;
const PING = 9;

export interface FrameListener {
  /** Valid only during the call: the bytes are of a buffer that all sockets share. */
  text(payload: Buffer): void;
  ping(payload: Buffer): void;
  closed(code: number): void;
}

/** Takes the bytes of a server apart into frames: whole text messages, as no server here fragments what is this small. */
export class FrameDecoder {
  readonly #listener: FrameListener;
  #rest: Buffer | null = null;

  constructor(listener: FrameListener) {
    this.#listener = listener;
  }

  take(chunk: Buffer): void {
    const bytes = this.#rest === null ? chunk : Buffer.concat([this.#rest, chunk]);
    let at = 0;
    for (;;) {
      const end = this.#frameEnd(bytes, at);
      if (end === null) break;
      this.#emit(bytes, at, end);
      at = end;
    }
    this.#rest = at === bytes.length ? null : Buffer.from(bytes.subarray(at));
  }

  /** Null while the frame is not whole. */
  #frameEnd(bytes: Buffer, at: number): number | null {
    if (bytes.length - at < 2) return null;
    const start = payloadStart(bytes, at);
    if (bytes.length < start) return null;
    const end = start + payloadLength(bytes, at);
    return bytes.length < end ? null : end;
  }

  #emit(bytes: Buffer, at: number, end: number): void {
    const payload = bytes.subarray(payloadStart(bytes, at), end);
    const opcode = (bytes[at] ?? 0) & 0x0f;
    if (opcode === TEXT) this.#listener.text(payload);
    else if (opcode === PING) this.#listener.ping(payload);
    else if (opcode === CLOSE) this.#listener.closed(payload.length >= 2 ? payload.readUInt16BE(0) : 1005);
  }
}

/** Seven bits, or 126 and two bytes, or 127 and eight. */
function payloadStart(bytes: Buffer, at: number): number {
  const length = bytes[at + 1] ?? 0;
  return at + (length < 126 ? 2 : length === 126 ? 4 : 10);
}

function payloadLength(bytes: Buffer, at: number): number {
  const length = bytes[at + 1] ?? 0;
  if (length < 126) return length;
  return length === 126 ? bytes.readUInt16BE(at + 2) : Number(bytes.readBigUInt64BE(at + 2));
}

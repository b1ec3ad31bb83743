/**
 * A frame of a link: the length of what follows, the number of the call, the length of its JSON (each 4 bytes, big endian), the JSON
 * in UTF-8, and bytes that go with it as they are.
 */
export interface LinkFrame {
  /** Of the call that it is or answers; `GOING_AWAY` is none. */
  call: number;
  json: string;
  bytes: Buffer;
}

/** Instead of a call: the other side will answer no further calls on this link. */
export const GOING_AWAY = 0;
/** More than the largest answer there is: a synchronisation of many conversations. */
const MAX_ANSWER_BYTES = 64 * 1024 * 1024;
const LENGTH_BYTES = 4;
const HEAD_BYTES = 3 * LENGTH_BYTES;
const NO_BYTES = Buffer.alloc(0);

export function encodeFrame(call: number, json: string, bytes: Uint8Array = NO_BYTES): Buffer {
  const jsonBytes = Buffer.byteLength(json);
  const frame = Buffer.allocUnsafe(HEAD_BYTES + jsonBytes + bytes.byteLength);
  frame.writeUInt32BE(frame.byteLength - LENGTH_BYTES, 0);
  frame.writeUInt32BE(call, LENGTH_BYTES);
  frame.writeUInt32BE(jsonBytes, 2 * LENGTH_BYTES);
  frame.write(json, HEAD_BYTES);
  frame.set(bytes, HEAD_BYTES + jsonBytes);
  return frame;
}

/** Takes frames out of a stream, whatever the pieces are in which it comes. */
export class FrameReader {
  #pieces: Buffer[] = [];
  #heldBytes = 0;
  /** Less than this holds no whole frame. */
  #neededBytes = HEAD_BYTES;
  readonly #maxBytes: number;

  /** @param maxBytes of one frame */
  constructor(maxBytes = MAX_ANSWER_BYTES) {
    this.#maxBytes = maxBytes;
  }

  /** @throws Error for what is no frame, after which nothing can be read any more */
  read(piece: Buffer, take: (frame: LinkFrame) => void): void {
    this.#pieces.push(piece);
    this.#heldBytes += piece.byteLength;
    if (this.#heldBytes < this.#neededBytes) return;
    const held = this.#pieces.length === 1 ? piece : Buffer.concat(this.#pieces);
    let start = 0;
    let needed = this.#neededFrom(held, start);
    while (held.byteLength - start >= needed) {
      take(decodeFrame(held.subarray(start, start + needed)));
      start += needed;
      needed = this.#neededFrom(held, start);
    }
    this.#pieces = start === held.byteLength ? [] : [held.subarray(start)];
    this.#heldBytes = held.byteLength - start;
    this.#neededBytes = needed;
  }

  #neededFrom(held: Buffer, start: number): number {
    if (held.byteLength - start < LENGTH_BYTES) return HEAD_BYTES;
    const length = held.readUInt32BE(start);
    if (length < HEAD_BYTES - LENGTH_BYTES || length > this.#maxBytes) throw new Error(`no frame has ${length} bytes`);
    return LENGTH_BYTES + length;
  }
}

function decodeFrame(frame: Buffer): LinkFrame {
  const jsonEnd = HEAD_BYTES + frame.readUInt32BE(2 * LENGTH_BYTES);
  if (jsonEnd > frame.byteLength) throw new Error("the JSON of a frame is longer than the frame");
  return {
    call: frame.readUInt32BE(LENGTH_BYTES),
    json: frame.toString("utf8", HEAD_BYTES, jsonEnd),
    bytes: frame.subarray(jsonEnd),
  };
}

import { randomBytes } from "node:crypto";

export const OPCODE = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;

export interface FrameShape {
  opcode: number;
  payload?: Buffer | string;
  fin?: boolean;
  /** The three reserved bits: RSV1 is 4, RSV2 is 2, RSV3 is 1. */
  rsv?: number;
  isMasked?: boolean;
  /** How the length is written, in bits; the shortest form when absent. */
  lengthForm?: 7 | 16 | 64;
  /** What the header says, when that is not the payload's length. */
  declaredBytes?: bigint;
}

/** A frame as a client sends it (RFC 6455, 5.2), or as none may. */
export function frame(shape: FrameShape): Buffer {
  const payload = Buffer.from(shape.payload ?? "");
  const { opcode, fin = true, rsv = 0, isMasked = true } = shape;
  const first = Buffer.from([(fin ? 0x80 : 0) | (rsv << 4) | opcode]);
  const length = lengthBytes(shape.declaredBytes ?? BigInt(payload.length), shape.lengthForm, isMasked);
  if (!isMasked) return Buffer.concat([first, length, payload]);
  const mask = randomBytes(4);
  return Buffer.concat([first, length, mask, masked(payload, mask)]);
}

export const text = (payload: Buffer | string, shape: Partial<FrameShape> = {}) =>
  frame({ ...shape, opcode: OPCODE.text, payload });
export const more = (payload: Buffer | string, fin = false) => frame({ opcode: OPCODE.continuation, payload, fin });
export const ping = (payload: Buffer | string = "") => frame({ opcode: OPCODE.ping, payload });
export const pong = (payload: Buffer | string = "") => frame({ opcode: OPCODE.pong, payload });
export const close = (code?: number, reason: Buffer | string = "") =>
  frame({ opcode: OPCODE.close, payload: code === undefined ? "" : closePayload(code, reason) });

function closePayload(code: number, reason: Buffer | string): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(code);
  return Buffer.concat([bytes, Buffer.from(reason)]);
}

function lengthBytes(declared: bigint, form: FrameShape["lengthForm"], isMasked: boolean): Buffer {
  const maskBit = isMasked ? 0x80 : 0;
  const chosen = form ?? (declared < 126n ? 7 : declared < 65_536n ? 16 : 64);
  if (chosen === 7) return Buffer.from([maskBit | Number(declared)]);
  const bytes = Buffer.alloc(chosen === 16 ? 3 : 9);
  bytes[0] = maskBit | (chosen === 16 ? 126 : 127);
  if (chosen === 16) bytes.writeUInt16BE(Number(declared), 1);
  else bytes.writeBigUInt64BE(declared, 1);
  return bytes;
}

function masked(payload: Buffer, mask: Buffer): Buffer {
  return Buffer.from(payload.map((byte, index) => byte ^ (mask[index % 4] ?? 0)));
}

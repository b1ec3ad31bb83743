import { Readable } from "node:stream";

/** Of tar: a header, then the file, in blocks of this size. */
const BLOCK_BYTES = 512;
/** A label is some 200 bytes. */
const MAX_HEAD_BYTES = 16 * BLOCK_BYTES;
const LABEL = "backup_label";

/** The stream of `pg_basebackup` as it comes, and what its first file says of the log. */
export interface WatchedBackup {
  stream: Readable;
  /** The first segment that a restore needs. @throws Error when the stream did not begin with a label */
  firstSegment(): string;
}

/** Postgres sends the label first: it is read while the copy is made, because nobody can read the encrypted file without the private key. */
export function watchLabel(source: AsyncIterable<Buffer>): WatchedBackup {
  let head = Buffer.alloc(0);
  async function* watched() {
    for await (const chunk of source) {
      if (head.length < MAX_HEAD_BYTES) head = Buffer.concat([head, chunk.subarray(0, MAX_HEAD_BYTES - head.length)]);
      yield chunk;
    }
  }
  return {
    stream: Readable.from(watched(), { objectMode: false }),
    firstSegment: () => firstSegmentIn(labelIn(head)),
  };
}

/** @param label the text of a `backup_label` */
export function firstSegmentIn(label: string): string {
  const segment = /^START WAL LOCATION: .*\(file ([0-9A-F]{24})\)$/m.exec(label)?.[1];
  if (segment === undefined) throw new Error("the backup does not say where its log begins");
  return segment;
}

function labelIn(tar: Buffer): string {
  const name = tar.subarray(0, 100).toString("latin1").replace(/\0.*$/s, "");
  if (name !== LABEL) return "";
  const bytes = Number.parseInt(tar.subarray(124, 136).toString("latin1"), 8);
  return tar.subarray(BLOCK_BYTES, BLOCK_BYTES + bytes).toString("utf8");
}

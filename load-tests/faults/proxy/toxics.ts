/** What a bad network does to bytes; the names follow Toxiproxy's where it has one. */
export interface Toxics {
  /** Every byte arrives this much later. */
  latencyMs?: number;
  /** And up to this much more, by chance, without changing the order. */
  jitterMs?: number;
  /** Bytes come in pieces of at most this size, one write each. */
  sliceBytes?: number;
  /** Per connection and direction. */
  bytesPerSecond?: number;
  /** One-way partition: what goes this way waits, as TCP would send it again, until the partition is over. */
  hold?: "up" | "down" | "both";
  /** New connections are reset. */
  refuse?: boolean;
}

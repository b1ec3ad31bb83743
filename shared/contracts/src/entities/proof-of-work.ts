import { z } from "zod";
import { Timestamp, plainText } from "../primitives.ts";

/**
 * A little work that a browser does instead of being refused (hashcash). Find a `counter` for which SHA-256 of
 * `${token}:${counter}` in UTF-8 starts with `difficultyBits` zero bits, and ask again with it.
 */
export const ProofChallenge = z
  .object({ token: z.string(), difficultyBits: z.int(), expiresAt: Timestamp })
  .meta({ id: "ProofChallenge" });
export type ProofChallenge = z.infer<typeof ProofChallenge>;

export const ProofOfWork = z
  .strictObject({ token: plainText({ max: 500 }), counter: z.int().min(0) })
  .meta({ id: "ProofOfWork" });
export type ProofOfWork = z.infer<typeof ProofOfWork>;

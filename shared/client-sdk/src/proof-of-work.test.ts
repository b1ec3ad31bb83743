import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { ChorusProblem } from "./problem.ts";
import { solve, withProof } from "./proof-of-work.ts";

const challenge = { token: "10.1.nonce.signature", difficultyBits: 10, expiresAt: "2026-11-21T00:00:00.000Z" };

const proofRequired = () => new ChorusProblem({ code: "proof_required", detail: "work", challenge });

describe("a proof of work", () => {
  it("is a counter whose digest starts with so many zero bits", async () => {
    const { token, counter } = await solve(challenge);
    const digest = createHash("sha256").update(`${token}:${counter}`).digest();
    expect(digest.readUInt32BE(0) >>> 22).toBe(0);
  });

  it("is done when the server asks for it, and then the call is made once more", async () => {
    const proofs: unknown[] = [];
    const answer = await withProof((proof) => {
      proofs.push(proof);
      return proof ? Promise.resolve("in") : Promise.reject(proofRequired());
    });
    expect(answer).toBe("in");
    expect(proofs).toEqual([undefined, { token: challenge.token, counter: expect.any(Number) }]);
  });

  it("leaves every other problem alone, and a second demand too", async () => {
    const other = new ChorusProblem({ code: "not_found", detail: "nothing" });
    await expect(withProof(() => Promise.reject(other))).rejects.toBe(other);
    await expect(withProof(() => Promise.reject(proofRequired()))).rejects.toMatchObject({ code: "proof_required" });
  });
});

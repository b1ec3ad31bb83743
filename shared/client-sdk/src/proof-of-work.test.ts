import { createHash } from "node:crypto";
import { afterEach, describe, expect, it, vi } from "vitest";
import { ChorusProblem } from "./problem.ts";
import { solve, withProof } from "./proof-of-work.ts";

const challenge = { token: "10.1.nonce.signature", difficultyBits: 10, expiresAt: "2026-11-21T00:00:00.000Z" };

const proofRequired = () => new ChorusProblem({ code: "proof_required", detail: "work", challenge });

afterEach(() => vi.restoreAllMocks());

/** Chromium resolves digests without going back to its queue of tasks; Node does not. */
function digestAsChromium(): void {
  vi.spyOn(crypto.subtle, "digest").mockImplementation(async (_algorithm, data) => {
    const { buffer, byteOffset, byteLength } = createHash("sha256")
      .update(new Uint8Array(data as ArrayBuffer))
      .digest();
    return buffer.slice(byteOffset, byteOffset + byteLength);
  });
}

describe("a proof of work", () => {
  it("lets the page answer in between, also where digests come without a task of their own", async () => {
    digestAsChromium();
    let turns = 0;
    const timer = setInterval(() => (turns += 1), 0);
    const { counter } = await solve(challenge);
    clearInterval(timer);
    expect(counter).toBeGreaterThan(512);
    expect(turns).toBeGreaterThan(0);
  });

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

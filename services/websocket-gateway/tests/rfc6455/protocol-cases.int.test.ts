import { setImmediate as nextTurn } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { setUpGateway } from "../set-up-gateway.ts";
import type { Case } from "./case.ts";
import { closingCases } from "./cases/closing.ts";
import { controlFrameCases } from "./cases/control-frames.ts";
import { fragmentationCases } from "./cases/fragmentation.ts";
import { framingCases } from "./cases/framing.ts";
import { lengthCases } from "./cases/lengths.ts";
import { reservedCases } from "./cases/reserved.ts";
import { utf8Cases } from "./cases/utf8.ts";
import { ping, text } from "./frame-bytes.ts";
import { requestHead } from "./handshake-bytes.ts";
import { createHealthyPair } from "./healthy-pair.ts";
import { RawPeer } from "./raw-peer.ts";

/** RFC 6455 over raw TCP against the real /ws route. Its handshake is in handshake.int.test.ts. */

/** Protocol error, not UTF-8, too large, our "bad frame". Ending TCP without a close frame is allowed too (7.1.7). */
const FAILING_CODES = ["close 1002", "close 1007", "close 1009", "close 4502"];
const LAST_WORDS = "pong still there?";

const { harness, gateway } = await setUpGateway();
const others = await createHealthyPair(harness, gateway);

describe.each([
  ["framing", framingCases],
  ["pings and pongs", controlFrameCases],
  ["reserved bits and opcodes", reservedCases],
  ["fragmentation", fragmentationCases],
  ["UTF-8", utf8Cases],
  ["closing", closingCases],
  ["lengths", lengthCases],
])("RFC 6455, %s", (_, cases) => {
  it.each(cases)("$id $name", async (testCase) => {
    const peer = await welcomedPeer();
    try {
      await run(peer, testCase);
    } finally {
      await peer.destroy();
    }
    await others.exchange();
  });
});

async function welcomedPeer(): Promise<RawPeer> {
  const { token } = await harness.person("agent");
  const peer = new RawPeer(gateway.url);
  await peer.write(requestHead());
  // A client has to wait for the answer before it sends more (RFC 6455, 4.1).
  await peer.saw("101");
  await peer.write(text(JSON.stringify({ type: "hello", token })));
  await peer.saw("welcome");
  peer.seen.length = 0;
  peer.seen.push("101");
  return peer;
}

async function run(peer: RawPeer, { writes, answers = [], outcome, mayLoseAnswers }: Case): Promise<void> {
  for (const bytes of writes) {
    await peer.write(bytes);
    // Separate writes are to be separate packets, as far as the kernel lets us.
    await nextTurn();
  }
  if (outcome === "stays") {
    await peer.write(ping("still there?"));
    await peer.saw(LAST_WORDS);
  } else await peer.ended();
  const said = outcome === "stays" ? peer.seen.slice(1) : peer.seen.slice(1, -1);
  const end = endOf(outcome);
  const allowed = mayLoseAnswers ? [[...answers, end], [end]] : [[...answers, end]];
  expect(allowed).toContainEqual(withOneEnd(said, outcome));
}

/** What is said last; where several ends are right, one name for them all. */
function endOf(outcome: Case["outcome"]): string {
  if (outcome === "stays") return LAST_WORDS;
  if (outcome === "fails" || outcome === "ends") return outcome;
  return outcome.closes === null ? "close" : `close ${outcome.closes}`;
}

function withOneEnd(said: readonly string[], outcome: Case["outcome"]): readonly string[] {
  const last = said.at(-1) ?? "";
  // A failed connection may end without a close frame.
  if (outcome === "fails") return [...(FAILING_CODES.includes(last) ? said.slice(0, -1) : said), "fails"];
  if (outcome === "ends" && /^close( \d+)?$/.test(last)) return [...said.slice(0, -1), "ends"];
  return said;
}

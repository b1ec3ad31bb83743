import { echo, echoRequest, octets, type Case } from "../case.ts";
import { frame, OPCODE, ping } from "../frame-bytes.ts";

/** No extension is negotiated, so that no reserved bit may be set. Autobahn's part 3. */
const bits: Case[] = [
  { id: "3.1", name: "RSV3 on a text", writes: [echo("x", { rsv: 1 })], outcome: "fails" },
  {
    id: "3.2",
    name: "RSV2 on a text after a good one",
    writes: [echo("a"), echo("x", { rsv: 2 }), ping()],
    answers: ["ok a"],
    outcome: "fails",
  },
  {
    id: "3.3",
    name: "RSV2 and RSV3, in one write with a good one",
    writes: [Buffer.concat([echo("a"), echo("x", { rsv: 3 })])],
    answers: ["ok a"],
    mayLoseAnswers: true,
    outcome: "fails",
  },
  {
    id: "3.4",
    name: "RSV1, as permessage-deflate would, octet by octet",
    writes: octets(echo("x", { rsv: 4 })),
    outcome: "fails",
  },
  {
    id: "3.5",
    name: "RSV1 and RSV3 on a binary",
    writes: [frame({ opcode: OPCODE.binary, payload: echoRequest("x"), rsv: 5 })],
    outcome: "fails",
  },
  { id: "3.6", name: "RSV1 and RSV2 on a ping", writes: [frame({ opcode: OPCODE.ping, rsv: 6 })], outcome: "fails" },
  {
    id: "3.7",
    name: "all three on a close",
    writes: [frame({ opcode: OPCODE.close, payload: Buffer.from([3, 232]), rsv: 7 })],
    outcome: "fails",
  },
];

/** Autobahn's part 4: data opcodes 3 to 7, control opcodes 11 to 15. */
const opcodes: Case[] = [3, 4, 5, 6, 7, 11, 12, 13, 14, 15].map((opcode) => {
  const isControl = opcode > 7;
  const isAfterGoodOne = opcode % 2 === 1;
  const wrong = frame({ opcode, payload: opcode % 3 === 0 ? "" : "reserved" });
  return {
    id: `4.${isControl ? `2.${opcode - 10}` : `1.${opcode - 2}`}`,
    name: `opcode ${opcode}${isAfterGoodOne ? " after a good request" : ""}`,
    writes: isAfterGoodOne ? [echo("a"), wrong, ping()] : [wrong],
    ...(isAfterGoodOne ? { answers: ["ok a"] } : {}),
    outcome: "fails" as const,
  };
});

export const reservedCases: Case[] = [...bits, ...opcodes];

import { echo, octets, type Case } from "../case.ts";
import { close, frame, OPCODE, ping, text } from "../frame-bytes.ts";

const bodyOf = (...bytes: number[]) => frame({ opcode: OPCODE.close, payload: Buffer.from(bytes) });

/** Autobahn's part 7: the closing handshake. What comes after a close is not taken. */
const handshake: Case[] = [
  {
    id: "7.1.1",
    name: "a request, then a close",
    writes: [echo("a"), close(1000)],
    answers: ["ok a"],
    outcome: { closes: 1000 },
  },
  { id: "7.1.2", name: "two closes", writes: [Buffer.concat([close(1000), close(1000)])], outcome: { closes: 1000 } },
  {
    id: "7.1.3",
    name: "a ping behind the close",
    writes: [Buffer.concat([close(1000), ping("late")])],
    outcome: { closes: 1000 },
  },
  {
    id: "7.1.4",
    name: "a request behind the close",
    writes: [Buffer.concat([close(1000), echo("late")])],
    outcome: { closes: 1000 },
  },
  {
    id: "7.1.5",
    name: "a close within a fragmented message",
    writes: [text("{", { fin: false }), close(1000)],
    outcome: { closes: 1000 },
  },
  {
    id: "7.1.6",
    name: "many requests and a close in one write",
    writes: [Buffer.concat([echo("a"), echo("b"), close(1000), echo("late")])],
    answers: ["ok a", "ok b"],
    outcome: { closes: 1000 },
  },
  { id: "7.1.7", name: "a close, octet by octet", writes: octets(close(1000, "bye")), outcome: { closes: 1000 } },
];

const bodies: Case[] = [
  { id: "7.3.1", name: "no body", writes: [close()], outcome: { closes: null } },
  { id: "7.3.2", name: "a body of 1 byte", writes: [bodyOf(3)], outcome: "ends" },
  { id: "7.3.3", name: "a code without a reason", writes: [close(1000)], outcome: { closes: 1000 } },
  { id: "7.3.4", name: "a reason", writes: [close(1000, "Hello World!")], outcome: { closes: 1000 } },
  { id: "7.3.5", name: "a reason of 123 bytes", writes: [close(1000, "x".repeat(123))], outcome: { closes: 1000 } },
  { id: "7.3.6", name: "a reason of 124 bytes", writes: [close(1000, "x".repeat(124))], outcome: "fails" },
  {
    id: "7.5.1",
    name: "a reason that is not UTF-8",
    writes: [close(1000, Buffer.from([0xce, 0xba, 0xed, 0xa0, 0x80]))],
    outcome: "ends",
  },
];

const echoed = [1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 4000, 4507, 4999];
/** Registered with IANA after the RFC, or for libraries: uWebSockets answers them without a code, which is allowed. */
const allowed = [1012, 1013, 1014, 3000, 3999];
/** Never sent, reserved, or outside every range: answered without repeating them. */
const forbidden = [0, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65_535];

export const closingCases: Case[] = [
  ...handshake,
  ...bodies,
  ...echoed.map((code, index): Case => ({
    id: `7.7.${index + 1}`,
    name: `code ${code}`,
    writes: [close(code)],
    outcome: { closes: code },
  })),
  ...allowed.map((code, index): Case => ({
    id: `7.8.${index + 1}`,
    name: `code ${code}`,
    writes: [close(code)],
    outcome: "ends",
  })),
  ...forbidden.map((code, index): Case => ({
    id: `7.9.${index + 1}`,
    name: `code ${code}`,
    writes: [close(code)],
    outcome: { closes: null },
  })),
];

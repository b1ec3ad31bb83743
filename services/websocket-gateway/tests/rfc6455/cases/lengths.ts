import { echo, echoRequest, type Case } from "../case.ts";
import { frame, more, OPCODE, text } from "../frame-bytes.ts";

const declaring = (declaredBytes: bigint, opcode: number = OPCODE.text) =>
  frame({ opcode, declaredBytes, payload: "x" });

/** Autobahn's part 9, with our limits: 32 KiB a frame, which the gateway answers, 64 KiB, at which the transport ends. */
export const lengthCases: Case[] = [
  { id: "9.1.1", name: "32 KiB and 1 byte", writes: [text(echoRequest("x", 32_769))], outcome: { closes: 4505 } },
  {
    id: "9.1.2",
    name: "65,535 bytes, the last of 16 bits",
    writes: [text(echoRequest("x", 65_535))],
    outcome: { closes: 4505 },
  },
  { id: "9.1.3", name: "64 KiB", writes: [text(echoRequest("x", 65_536))], outcome: { closes: 4505 } },
  { id: "9.1.4", name: "64 KiB and 1 byte", writes: [text(echoRequest("x", 65_537))], outcome: "fails" },
  { id: "9.2.1", name: "64 KiB and 1 byte, only declared", writes: [declaring(65_537n)], outcome: "fails" },
  { id: "9.2.2", name: "4 GiB, only declared", writes: [declaring(2n ** 32n)], outcome: "fails" },
  { id: "9.2.3", name: "1 TiB, only declared", writes: [declaring(2n ** 40n)], outcome: "fails" },
  { id: "9.2.4", name: "the largest length there is", writes: [declaring(2n ** 63n - 1n)], outcome: "fails" },
  { id: "9.2.5", name: "a length with its highest bit set", writes: [declaring(2n ** 63n + 5n)], outcome: "fails" },
  { id: "9.2.6", name: "a length of all ones", writes: [declaring(2n ** 64n - 1n)], outcome: "fails" },
  {
    id: "9.2.7",
    name: "a huge binary, only declared",
    writes: [declaring(2n ** 40n, OPCODE.binary)],
    outcome: "fails",
  },
  {
    id: "9.3.1",
    name: "fragments that sum to more than 64 KiB",
    writes: [text("x".repeat(30_000), { fin: false }), more("x".repeat(30_000)), more("x".repeat(30_000))],
    outcome: "fails",
  },
  {
    id: "9.3.2",
    name: "fragments that sum to more than 32 KiB",
    writes: [text(echoRequest("x", 20_000), { fin: false }), more(" ".repeat(20_000), true)],
    outcome: { closes: 4505 },
  },
  {
    id: "9.3.3",
    name: "fragments that sum to 32 KiB",
    writes: [text(echoRequest("x", 20_000), { fin: false }), more(" ".repeat(12_768), true)],
    answers: ["ok x"],
    outcome: "stays",
  },
  {
    id: "9.4.1",
    name: "the 16-bit form for a short request (not minimal)",
    writes: [echo("x", { lengthForm: 16 })],
    answers: ["ok x"],
    outcome: "stays",
  },
  {
    id: "9.4.2",
    name: "the 64-bit form for a short request (not minimal)",
    writes: [echo("x", { lengthForm: 64 })],
    answers: ["ok x"],
    outcome: "stays",
  },
];

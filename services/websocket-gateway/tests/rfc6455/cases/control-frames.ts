import { echo, octets, type Case } from "../case.ts";
import { frame, OPCODE, ping, pong } from "../frame-bytes.ts";

const bytes125 = Buffer.alloc(125, 0xfe);
const ten = Array.from({ length: 10 }, (_, index) => String(index));

/** Autobahn's part 2. */
export const controlFrameCases: Case[] = [
  { id: "2.1", name: "ping without payload", writes: [ping()], answers: ["pong "], outcome: "stays" },
  { id: "2.2", name: "ping with text", writes: [ping("Hello")], answers: ["pong Hello"], outcome: "stays" },
  {
    id: "2.3",
    name: "ping with bytes that are no text",
    writes: [ping(Buffer.from([0x00, 0xff, 0xfe, 0x00]))],
    answers: ["pong \u0000\u00ff\u00fe\u0000"],
    outcome: "stays",
  },
  {
    id: "2.4",
    name: "ping of 125 bytes",
    writes: [ping(bytes125)],
    answers: [`pong ${bytes125.toString("latin1")}`],
    outcome: "stays",
  },
  { id: "2.5", name: "ping of 126 bytes is too long", writes: [ping(Buffer.alloc(126, 0xfe))], outcome: "fails" },
  {
    id: "2.6",
    name: "ping of 125 bytes, octet by octet",
    writes: octets(ping(bytes125)),
    answers: [`pong ${bytes125.toString("latin1")}`],
    outcome: "stays",
  },
  { id: "2.7", name: "pong nobody asked for", writes: [pong()], outcome: "stays" },
  { id: "2.8", name: "pong with payload nobody asked for", writes: [pong("unsolicited")], outcome: "stays" },
  {
    id: "2.9",
    name: "a pong, then a ping",
    writes: [pong("unsolicited"), ping("p")],
    answers: ["pong p"],
    outcome: "stays",
  },
  {
    id: "2.10",
    name: "ten pings at once",
    writes: [Buffer.concat(ten.map((digit) => ping(digit)))],
    answers: ten.map((digit) => `pong ${digit}`),
    outcome: "stays",
  },
  {
    id: "2.11",
    name: "ten pings, octet by octet",
    writes: octets(Buffer.concat(ten.map((digit) => ping(digit)))),
    answers: ten.map((digit) => `pong ${digit}`),
    outcome: "stays",
  },
  {
    id: "2.12",
    name: "pong of 126 bytes is too long",
    writes: [frame({ opcode: OPCODE.pong, payload: Buffer.alloc(126) })],
    outcome: "fails",
  },
  {
    id: "2.13",
    name: "ping, request and ping keep their order",
    writes: [Buffer.concat([ping("1"), echo("2"), ping("3")])],
    answers: ["pong 1", "ok 2", "pong 3"],
    outcome: "stays",
  },
];

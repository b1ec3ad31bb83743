import { echo, echoRequest, octets, split, type Case } from "../case.ts";
import { close, frame, more, OPCODE, ping, text } from "../frame-bytes.ts";

const [head, tail] = split(echoRequest("whole"), 30);
const first = text(head, { fin: false });
const last = more(tail, true);
const answers = ["ok whole"];

/** Autobahn's part 5. */
export const fragmentationCases: Case[] = [
  {
    id: "5.1",
    name: "a fragmented ping",
    writes: [frame({ opcode: OPCODE.ping, payload: "a", fin: false }), more("b", true)],
    outcome: "fails",
  },
  {
    id: "5.2",
    name: "a fragmented pong",
    writes: [frame({ opcode: OPCODE.pong, payload: "a", fin: false }), more("b", true)],
    outcome: "fails",
  },
  { id: "5.3", name: "a text in two fragments", writes: [first, last], answers, outcome: "stays" },
  { id: "5.4", name: "both in one write", writes: [Buffer.concat([first, last])], answers, outcome: "stays" },
  { id: "5.5", name: "both octet by octet", writes: octets(Buffer.concat([first, last])), answers, outcome: "stays" },
  {
    id: "5.6",
    name: "a ping between the fragments is answered at once",
    writes: [first, ping("p"), last],
    answers: ["pong p", ...answers],
    outcome: "stays",
  },
  {
    id: "5.7",
    name: "the same in one write",
    writes: [Buffer.concat([first, ping("p"), last])],
    answers: ["pong p", ...answers],
    outcome: "stays",
  },
  {
    id: "5.8",
    name: "the same octet by octet",
    writes: octets(Buffer.concat([first, ping("p"), last])),
    answers: ["pong p", ...answers],
    outcome: "stays",
  },
  { id: "5.9", name: "a last fragment of nothing, then a request", writes: [last, echo("x")], outcome: "fails" },
  { id: "5.10", name: "the same in one write", writes: [Buffer.concat([last, echo("x")])], outcome: "fails" },
  { id: "5.11", name: "the same octet by octet", writes: octets(Buffer.concat([last, echo("x")])), outcome: "fails" },
  { id: "5.12", name: "a middle fragment of nothing", writes: [more(tail), echo("x")], outcome: "fails" },
  {
    id: "5.15",
    name: "a whole message, then a fragment of nothing",
    writes: [first, last, more("x"), echo("x")],
    answers,
    outcome: "fails",
  },
  {
    id: "5.18",
    name: "a new text before the last one is whole",
    writes: [first, text(tail)],
    outcome: "fails",
  },
  {
    id: "5.19",
    name: "five fragments with pings between",
    writes: [
      text(head, { fin: false }),
      more(tail.subarray(0, 5)),
      ping("1"),
      more(tail.subarray(5, 9)),
      more(tail.subarray(9, 20)),
      ping("2"),
      more(tail.subarray(20), true),
    ],
    answers: ["pong 1", "pong 2", ...answers],
    outcome: "stays",
  },
  {
    id: "5.20",
    name: "empty fragments count",
    writes: [text("", { fin: false }), more(""), more(Buffer.concat([head, tail])), more("", true)],
    answers,
    outcome: "stays",
  },
  {
    id: "5.21",
    name: "a close between the fragments ends it; the rest is not taken",
    writes: [first, close(1000), last],
    outcome: { closes: 1000 },
  },
];

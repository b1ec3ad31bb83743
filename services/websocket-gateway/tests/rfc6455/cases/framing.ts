import { echo, echoRequest, octets, type Case } from "../case.ts";
import { frame, OPCODE, text } from "../frame-bytes.ts";

const sized = (id: string, sizeBytes: number): Case => ({
  id,
  name: `text of ${sizeBytes} bytes`,
  writes: [text(echoRequest(id, sizeBytes))],
  answers: [`ok ${id}`],
  outcome: "stays",
});

export const framingCases: Case[] = [
  { id: "1.1.1", name: "empty text is no frame of ours", writes: [text("")], outcome: { closes: 4502 } },
  sized("1.1.2", 125),
  sized("1.1.3", 126),
  sized("1.1.4", 127),
  sized("1.1.5", 128),
  sized("1.1.6", 32_767),
  sized("1.1.7", 32_768),
  {
    id: "1.1.8",
    name: "text of 128 bytes, octet by octet",
    writes: octets(text(echoRequest("1.1.8", 128))),
    answers: ["ok 1.1.8"],
    outcome: "stays",
  },
  {
    id: "1.1.9",
    name: "two frames in one write",
    writes: [Buffer.concat([echo("a"), echo("b")])],
    answers: ["ok a", "ok b"],
    outcome: "stays",
  },
  {
    id: "1.2.1",
    name: "empty binary",
    writes: [frame({ opcode: OPCODE.binary })],
    outcome: { closes: 4502 },
  },
  {
    id: "1.2.2",
    name: "binary that would be valid as text",
    writes: [frame({ opcode: OPCODE.binary, payload: echoRequest("x") })],
    outcome: { closes: 4502 },
  },
  // uWebSockets does not look at the mask bit: it takes the next four bytes for a mask. So what an unmasked frame says is never
  // taken, the stream is out of step from there on, and the connection fails with its next frame or at the heartbeat.
  {
    id: "1.3.1",
    name: "a text without a mask is not taken, and nothing after it",
    writes: [echo("x", { isMasked: false }), echo("y")],
    outcome: "fails",
  },
  {
    id: "1.3.2",
    name: "a close without a mask",
    writes: [frame({ opcode: OPCODE.close, payload: Buffer.from([3, 232]), isMasked: false }), echo("y")],
    outcome: "ends",
  },
];

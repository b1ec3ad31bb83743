import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { z } from "zod";
import { ClientFrame } from "./client-frame.ts";
import { ServerFrame } from "./server-frame.ts";
import { PROTOCOL_REVISION } from "./version.ts";

test("frames change only together with a new revision line in version.ts", () => {
  const schemas = [ClientFrame, ServerFrame].map((schema) =>
    z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }),
  );
  const hash = createHash("sha256").update(JSON.stringify(schemas)).digest("hex").slice(0, 16);
  // If this fails: did the frames change on purpose? Add a line and raise PROTOCOL_REVISION in version.ts, then update this
  // snapshot. A change that old clients cannot ignore needs a new subprotocol instead.
  expect(`revision ${PROTOCOL_REVISION}: ${hash}`).toMatchInlineSnapshot(`"revision 17: 268cb9af42d8aacc"`);
});

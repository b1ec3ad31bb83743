import { expect, test } from "vitest";
import type { z } from "zod";
import { ClientFrame } from "../frames/client-frame.ts";
import { ALL_ROUTES } from "./all-routes.ts";

type Node = z.core.$ZodTypes;

/** Every string that a schema reads, with where it stands. */
function stringsOf(schema: z.core.$ZodType, path: string, found: [string, z.ZodType][] = []): [string, z.ZodType][] {
  const { def } = (schema as Node)._zod;
  if (def.type === "string") found.push([path, schema as z.ZodType]);
  for (const [name, part] of childrenOf(def)) stringsOf(part, `${path}${name}`, found);
  return found;
}

function childrenOf(def: Node["_zod"]["def"]): [string, z.core.$ZodType][] {
  switch (def.type) {
    case "object":
      return Object.entries(def.shape).map(([name, part]) => [`.${name}`, part]);
    case "array":
      return [["[]", def.element]];
    case "record":
      return [
        ["{key}", def.keyType],
        ["{}", def.valueType],
      ];
    case "union":
      return def.options.map((part, at) => [`|${at}`, part]);
    case "optional":
    case "nullable":
    case "default":
    case "prefault":
    case "catch":
    case "readonly":
    case "nonoptional":
      return [["", def.innerType]];
    case "pipe":
      return [
        ["", def.in],
        ["", def.out],
      ];
    default:
      return [];
  }
}

const requests: [string, z.ZodType][] = ALL_ROUTES.flatMap(({ id, params, query, body }) =>
  Object.entries({ params, query, body }).flatMap(([part, schema]): [string, z.ZodType][] =>
    schema ? [[`${id} ${part}`, schema]] : [],
  ),
);
const strings = [...requests, ["frame", ClientFrame] as [string, z.ZodType]].flatMap(([name, schema]) =>
  stringsOf(schema, name),
);

test("the walk sees the strings there are", () => {
  expect(strings.length).toBeGreaterThan(150);
  expect(strings.map(([path]) => path)).toContain("tenants.create body.owner.name");
});

test.each(strings)("%s takes neither NUL nor half a character", (_, schema) => {
  for (const length of [1, 2, 5, 8, 22, 36, 60])
    for (const bad of ["\0", "a\0", "\uD800", "\uDC00a"])
      expect(schema.safeParse(bad.repeat(length).slice(0, Math.max(length, 2))).success).toBe(false);
});

test.each(["\u200B", "\u2060\u00AD", "\u2800", "\u3164", " \n "])(
  "nothing to see in %j is no name, tag or message",
  (text) => {
    const visible = strings.filter(([path]) =>
      /^(?!internal.conversations.automatic_mail).*body\.(name|owner\.name|body|message\.body|tags\[\])$/.test(path),
    );
    expect(visible.length).toBeGreaterThan(8);
    for (const [, schema] of visible) expect(schema.safeParse(text).success).toBe(false);
  },
);

test("names and tags are one composed line", () => {
  const named = strings.filter(([path]) => /\.name$|tags\[\]$|skills\[\]$/.test(path));
  expect(named.length).toBeGreaterThan(8);
  for (const [, schema] of named) {
    expect(schema.safeParse("Ana\r\nBob (agent)").success).toBe(false);
    expect(schema.parse(" cafe\u0301 ")).toBe("caf\u00E9");
  }
});

import { createECDH } from "node:crypto";
import fc from "fast-check";
import type { z } from "zod";

type Schema = z.core.$ZodType;

export interface KnownValues {
  /** Real ids, by the name of the field that holds one; `""` for any other. */
  ids: Readonly<Record<string, readonly string[]>>;
  /** Cursors that lists have given. */
  cursors: readonly string[];
}

const browser = createECDH("prime256v1");
browser.setPrivateKey(Buffer.alloc(32, 7));

const PHRASES = [
  ...[browser.getPublicKey("base64url"), Buffer.alloc(16, 7).toString("base64url")],
  ...[
    "Ana",
    "Zoë O’Neil",
    "日本語の名前",
    "مرحبا بالعالم",
    "👩‍👩‍👧 family",
    "🇩🇪🇪🇸",
    "e\u0301",
    "= 1+1",
    "a".repeat(39),
    "b".repeat(199),
  ],
  ...[
    "x".repeat(199) + "😀 tail",
    "line\r\nline",
    "<b>bold</b>",
    '"; drop table users; --',
    "%_\\",
    "-a",
    "refund & (order | parcel)",
    "stop",
  ],
  ...[
    "+4915228817386",
    "cara@shop.test",
    "https://shop.test/a?b=c",
    "https://fcm.googleapis.com/fcm/send/abc",
    "Europe/Berlin",
    "de-AT",
  ],
  ...["queued,sent", "conversation.close", "brief", "local", "#4f46e5", "a".repeat(7_999)],
];

/** Values that a schema of the contracts takes: an arbitrary for the kinds of schema that they use. @throws Error for another kind */
export function arbitraryOf(schema: Schema, known: KnownValues, name = ""): fc.Arbitrary<unknown> {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  const inner = (part: Schema, key = name) => arbitraryOf(part, known, key);
  switch (def.type) {
    case "object":
      return fc
        .record(Object.fromEntries(Object.entries(def.shape).map(([key, part]) => [key, inner(part, key)])))
        .map(withoutUndefined);
    case "array":
      return fc.array(inner(def.element, name.replace(/s$/, "")), {
        minLength: minimumOf(schema),
        maxLength: minimumOf(schema) + 2,
      });
    case "record":
      return fc.dictionary(fc.string(), inner(def.valueType), { maxKeys: 3 });
    case "union":
      return fc.oneof(...def.options.map((option) => inner(option)));
    case "optional":
      return fc.option(inner(def.innerType), { nil: undefined, freq: 2 });
    case "nullable":
      return fc.option(inner(def.innerType), { nil: null, freq: 4 });
    case "default":
    case "prefault":
    case "catch":
    case "readonly":
    case "nonoptional":
      return inner(def.innerType);
    case "pipe":
      return inner(def.in._zod.def.type === "transform" ? def.out : def.in);
    case "enum":
      return fc.constantFrom(...Object.values(def.entries));
    case "literal":
      return fc.constantFrom(...def.values);
    case "boolean":
      return fc.boolean();
    case "number":
      return numbers(schema as z.ZodType);
    case "string":
      return strings(schema as z.ZodType, known, name);
    default:
      throw new Error(`no arbitrary for a schema of the kind ${def.type}`);
  }
}

function withoutUndefined(value: object): object {
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined));
}

function checksOf(schema: Schema): { pattern?: RegExp; minimum?: number }[] {
  const { def } = schema._zod;
  return [def as object, ...(def.checks ?? []).map((check) => check._zod.def as object)];
}

function minimumOf(schema: Schema): number {
  return checksOf(schema).find(({ minimum }) => minimum !== undefined)?.minimum ?? 0;
}

function numbers(schema: z.ZodType): fc.Arbitrary<unknown> {
  const candidates = [0, 1, 2, 3, 5, 7, 50, 100, 200, 10_000, Number.MAX_SAFE_INTEGER].filter(
    (number) => schema.safeParse(number).success,
  );
  return fc.constantFrom(...candidates);
}

/** Chosen out of many by the schema itself, so that lengths, patterns and refinements hold. @throws Error when none of them is taken */
function strings(schema: z.ZodType, known: KnownValues, name: string): fc.Arbitrary<unknown> {
  const fits = (text: string) => schema.safeParse(text).success;
  const meant = (name === "cursor" ? known.cursors : (known.ids[name] ?? known.ids[""] ?? [])).filter(fits);
  const pattern = checksOf(schema).find(
    (check) => check.pattern?.flags === "" || check.pattern?.flags === "u",
  )?.pattern;
  const free = pattern ? fc.stringMatching(pattern) : fc.string({ unit: "grapheme", maxLength: 60 });
  const others = [...PHRASES, new Date().toISOString(), ...fc.sample(free, { seed: 1, numRuns: 40 })].filter(fits);
  if (meant.length + others.length === 0) throw new Error(`nothing fits ${name}`);
  const choices = [meant, others].filter((list) => list.length > 0).map((list) => fc.constantFrom(...list));
  return fc.oneof(...choices);
}

import { z } from "zod";
import type { PermissionName } from "../permissions.ts";

/** A frame of the client: its fields, purpose, required permission and cost. */
export interface ClientFrameSpec {
  readonly type: string;
  readonly schema: z.ZodObject<{ type: z.ZodLiteral<string> }>;
  /** A sentence or two for the reference. */
  readonly meaning: string;
  /** The reply; null for a frame without one. */
  readonly reply: string | null;
  /** Checked before any row is read, so that a refusal reveals nothing. */
  readonly permission: PermissionName | null;
  /** Only for roles that have the permission for the whole tenant. */
  readonly agentsOnly: boolean;
  /** `frame`: any frame. `send`: changes the log, and also counts as a frame. */
  readonly cost: FrameCost;
}

export type FrameCost = "frame" | "send";

/** A frame of the gateway. */
export interface ServerFrameSpec {
  readonly type: string;
  readonly schema: z.ZodType<{ type: string }>;
  readonly meaning: string;
}

type Named<Type extends string, Shape extends z.ZodRawShape> = z.ZodObject<{ type: z.ZodLiteral<Type> } & Shape>;

type About = Pick<ClientFrameSpec, "meaning" | "permission"> & Partial<Pick<ClientFrameSpec, "agentsOnly" | "cost">>;

/** @param about `reply`: the reply, absent for a frame without one */
export function clientFrame<const Type extends string, Shape extends z.ZodRawShape>(
  type: Type,
  shape: Shape,
  about: About & { reply?: string },
) {
  return {
    ...{ type, schema: named(type, shape), reply: null, agentsOnly: false, cost: "frame" },
    ...about,
  } satisfies ClientFrameSpec as Omit<ClientFrameSpec, "type" | "schema"> & {
    readonly type: Type;
    readonly schema: Named<Type, Shape>;
  };
}

export function serverFrame<const Type extends string, Shape extends z.ZodRawShape>(
  type: Type,
  shape: Shape,
  { meaning }: Pick<ServerFrameSpec, "meaning">,
) {
  return { type, schema: named(type, shape), meaning };
}

function named<const Type extends string, Shape extends z.ZodRawShape>(type: Type, shape: Shape): Named<Type, Shape> {
  return z.object({ type: z.literal(type), ...shape }) as Named<Type, Shape>;
}

/** The schemas of a list of frames, each with its own type. */
export function schemasOf<const Specs extends readonly { schema: z.ZodType }[]>(specs: Specs) {
  return specs.map(({ schema }) => schema) as { -readonly [At in keyof Specs]: Specs[At]["schema"] };
}

/** The definition of each frame, by its type. */
export function byType<Spec extends { readonly type: string }>(specs: readonly Spec[]) {
  return Object.fromEntries(specs.map((spec) => [spec.type, spec])) as Readonly<Record<Spec["type"], Spec>>;
}

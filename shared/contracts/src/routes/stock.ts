import { z } from "zod";
import { Uuid } from "../ids.ts";
import { label, PageQuery, pageOf, Timestamp } from "../primitives.ts";
import { defineRoute } from "./define-route.ts";

const service = "commerce";

const MAX_UNITS = 1_000_000;
const Units = z.int().min(1).max(MAX_UNITS);
const Reason = label({ max: 200 });

export const Location = z
  .object({
    id: Uuid,
    name: z.string(),
    code: z.string(),
    /** Orders are taken from the lowest first. */
    rank: z.int(),
  })
  .meta({ id: "Location" });
export type Location = z.infer<typeof Location>;

const LocationFields = {
  name: label({ max: 80 }),
  code: label({ max: 20 }),
  rank: z.int().min(0).max(1_000),
};

export const StockLevel = z
  .object({
    variantId: Uuid,
    locationId: Uuid,
    onHand: z.int(),
    /** Promised to orders. */
    allocated: z.int(),
    /** Kept for carts that are about to be ordered. */
    held: z.int(),
    available: z.int(),
    changedAt: Timestamp,
  })
  .meta({ id: "StockLevel" });
export type StockLevel = z.infer<typeof StockLevel>;

export const StockMovement = z
  .object({
    id: Uuid,
    variantId: Uuid,
    locationId: Uuid,
    kind: z.enum(["received", "allocated", "released", "shipped", "adjusted", "counted", "returned", "transferred"]),
    quantity: z.int(),
    onHandChange: z.int(),
    allocatedChange: z.int(),
    reason: z.string().nullable(),
    actor: z.object({ type: z.enum(["customer", "user", "api_key", "system"]), id: Uuid.nullable() }),
    createdAt: Timestamp,
  })
  .meta({ id: "StockMovement" });
export type StockMovement = z.infer<typeof StockMovement>;

export const listLocations = defineRoute({
  id: "stock.list_locations",
  service,
  method: "GET",
  path: "/api/v1/stock/locations",
  summary: "Where stock lies, in the order in which orders are taken from it",
  access: "user",
  permission: "stock.read",
  responses: { 200: z.object({ items: z.array(Location) }) },
});

export const createLocation = defineRoute({
  id: "stock.create_location",
  service,
  method: "POST",
  path: "/api/v1/stock/locations",
  summary: "A new place where stock lies",
  access: "user",
  permission: "stock.manage",
  idempotent: true,
  body: z.strictObject({ ...LocationFields, rank: LocationFields.rank.optional() }),
  responses: { 201: Location },
  errors: ["already_exists", "conflict"],
});

export const patchLocation = defineRoute({
  id: "stock.patch_location",
  service,
  method: "PATCH",
  path: "/api/v1/stock/locations/{locationId}",
  summary: "Change the name or code of a location, or its rank",
  access: "user",
  permission: "stock.manage",
  params: z.object({ locationId: Uuid }),
  body: z.strictObject(LocationFields).partial(),
  responses: { 200: Location },
  errors: ["already_exists"],
});

export const listStock = defineRoute({
  id: "stock.list",
  service,
  method: "GET",
  path: "/api/v1/stock",
  summary: "What lies where, by variant and location",
  access: "user",
  permission: "stock.read",
  query: PageQuery.extend({ variantId: Uuid.optional(), locationId: Uuid.optional() }),
  responses: { 200: pageOf(StockLevel) },
});

export const listMovements = defineRoute({
  id: "stock.list_movements",
  service,
  method: "GET",
  path: "/api/v1/stock/movements",
  summary: "How stock changed, the newest first",
  access: "user",
  permission: "stock.read",
  query: PageQuery.extend({ variantId: Uuid.optional() }),
  responses: { 200: pageOf(StockMovement) },
});

export const adjustStock = defineRoute({
  id: "stock.adjust",
  service,
  method: "POST",
  path: "/api/v1/stock/adjust",
  summary: "Units that came, or that are gone: a quantity below zero. What is promised to orders cannot be taken",
  access: "user",
  permission: "stock.manage",
  idempotent: true,
  body: z.strictObject({
    variantId: Uuid,
    locationId: Uuid,
    quantity: z
      .int()
      .min(-MAX_UNITS)
      .max(MAX_UNITS)
      .refine((quantity) => quantity !== 0, "must not be 0"),
    reason: Reason,
  }),
  responses: { 200: StockLevel },
  errors: ["not_found", "out_of_stock"],
});

export const transferStock = defineRoute({
  id: "stock.transfer",
  service,
  method: "POST",
  path: "/api/v1/stock/transfer",
  summary: "Units from one location to another",
  access: "user",
  permission: "stock.manage",
  idempotent: true,
  body: z.strictObject({
    variantId: Uuid,
    fromLocationId: Uuid,
    toLocationId: Uuid,
    quantity: Units,
    reason: Reason.optional(),
  }),
  responses: { 200: z.object({ from: StockLevel, to: StockLevel }) },
  errors: ["not_found", "out_of_stock"],
});

export const countStock = defineRoute({
  id: "stock.count",
  service,
  method: "POST",
  path: "/api/v1/stock/count",
  summary: "So many units were counted at a location: what is missing or too much becomes a movement",
  access: "user",
  permission: "stock.manage",
  idempotent: true,
  body: z.strictObject({
    variantId: Uuid,
    locationId: Uuid,
    counted: z.int().min(0).max(MAX_UNITS),
    reason: Reason.optional(),
  }),
  responses: { 200: StockLevel },
  errors: ["not_found", "out_of_stock"],
});

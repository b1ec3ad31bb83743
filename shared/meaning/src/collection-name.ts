import { z } from "zod";

/** The collection of a tenant in the vector store, for one embedding model. */
export interface StoredCollection {
  tenantId: string;
  label: string;
}

const Tenant = z.uuid();
const NAME = /^([0-9a-f-]{36})__([\w.-]+)$/;

/** @throws ZodError for anything but a tenant's id */
export function collectionNameOf({ tenantId, label }: StoredCollection): string {
  return `${Tenant.parse(tenantId)}__${label}`;
}

/** Null for a collection that is not one of ours. */
export function collectionOf(name: string): StoredCollection | null {
  const [, tenantId = "", label = ""] = NAME.exec(name) ?? [];
  return Tenant.safeParse(tenantId).success ? { tenantId, label } : null;
}

import type { User } from "@chorus/contracts/entities/people";
import { PHOTO_PATH } from "@chorus/contracts/photo-address";
import type { TenantTx } from "@chorus/database/database";
import { AppError, notFound } from "@chorus/kernel/app-error";
import { countAll } from "@chorus/redis/limiter";
import { sql } from "kysely";
import { randomUUID } from "node:crypto";
import { auditActor, writeAudit } from "@chorus/database/write-audit";
import type { ChatContext } from "../context.ts";
import { requirePerson, type Principal } from "../identity/principal.ts";
import { readStorageLeft } from "../quotas/read-quotas.ts";
import type { ReceivedPhoto } from "./photo-images.ts";
import { presentUser } from "./rows/present-user.ts";
import { lockUser } from "./rows/queries.ts";

/**
 * Sets one's own photo. Its address is new, so that nobody shows the one of before.
 * @throws AppError `rate_limited`; `payload_too_large`, `unsupported_media_type`, `invalid` or `bad_request` for what is no photo
 */
export async function setOwnPhoto(
  context: ChatContext,
  principal: Principal,
  input: { received: ReceivedPhoto; requestId: string; askAgain: () => Promise<void> },
): Promise<User> {
  requirePerson(principal);
  const { tenantId, userId } = principal;
  await countAll(
    [[context.photoChanges, `${tenantId}:${userId}`]],
    "You have changed your photo very often. Please wait an hour.",
  );
  const bytes = await context.photoImages.portraitOf(input.received, { tenantId, personId: userId });
  // Images wait for each other, and the right may have ended meanwhile.
  await input.askAgain();
  // Its randomness keeps strangers from the photo: an id that is ordered by time can be guessed in part.
  const id = randomUUID();
  return change(context, principal, { action: "user.photo.set", requestId: input.requestId }, async (tx) => {
    await requireRoom(tx, userId, bytes.length);
    await tx
      .insertInto("user_photos")
      .values({ tenant_id: tenantId, user_id: userId, id, bytes })
      .onConflict((conflict) => conflict.columns(["tenant_id", "user_id"]).doUpdateSet({ id, bytes }))
      .execute();
    return `${PHOTO_PATH}${tenantId}/${id}`;
  });
}

/** The one of before makes room for it. @throws AppError `quota_reached` */
async function requireRoom(tx: TenantTx, userId: string, size: number): Promise<void> {
  const before = await tx
    .selectFrom("user_photos")
    .select(sql<number>`octet_length(bytes)`.as("size"))
    .where("user_id", "=", userId)
    .executeTakeFirst();
  if (size - (before?.size ?? 0) > (await readStorageLeft(tx)))
    throw new AppError("quota_reached", {
      detail: "Your company's storage is full. Remove files, or ask the operator of this installation for more.",
    });
}

/** Removes one's own photo; without one nothing changes. */
export async function removeOwnPhoto(
  context: ChatContext,
  principal: Principal,
  { requestId }: { requestId: string },
): Promise<User> {
  requirePerson(principal);
  return change(context, principal, { action: "user.photo.remove", requestId }, async (tx) => {
    await tx.deleteFrom("user_photos").where("user_id", "=", principal.userId).execute();
    return null;
  });
}

async function change(
  context: ChatContext,
  principal: Principal,
  about: { action: "user.photo.set" | "user.photo.remove"; requestId: string },
  store: (tx: TenantTx) => Promise<string | null>,
): Promise<User> {
  const { tenantId, userId } = principal;
  const row = await context.database.withTenant(tenantId, async (tx) => {
    const current = await lockUser(tx, userId);
    const avatar = await store(tx);
    if (avatar === current.avatar) return current;
    await tx.updateTable("users").set({ avatar }).where("id", "=", userId).execute();
    const target = { type: "user", id: userId };
    await writeAudit(tx, { tenantId, actor: auditActor(principal), target, ...about });
    return { ...current, avatar };
  });
  return presentUser(row);
}

/**
 * The bytes of a photo, for whoever knows its address.
 * @throws AppError `not_found`, also while the person is disabled
 */
export async function readPhoto(context: ChatContext, address: { tenantId: string; photoId: string }): Promise<Buffer> {
  const row = await context.database.readTenant(address.tenantId, (tx) =>
    tx
      .selectFrom("user_photos as p")
      .innerJoin("users as u", (join) => join.onRef("u.tenant_id", "=", "p.tenant_id").onRef("u.id", "=", "p.user_id"))
      .select("p.bytes")
      .where("p.id", "=", address.photoId)
      .where("u.disabled_at", "is", null)
      .executeTakeFirst(),
  );
  if (!row) throw notFound();
  return row.bytes;
}

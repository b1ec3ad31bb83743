import type { FilesContext } from "../files-context.ts";
import type { Verdict } from "./scanner.ts";

/**
 * Scans a file and records the verdict. Every file is scanned, also when its bytes are known, so that the time to a verdict reveals
 * nothing about other files. The thumbnail was made by us and is not scanned.
 * @returns null when the file is gone or no scanner is configured
 * @throws AppError `unavailable` without a verdict; the file is then `failed`, and may be scanned again
 */
export async function scanFile(
  context: FilesContext,
  { tenantId, fileId }: { tenantId: string; fileId: string },
): Promise<Verdict["state"] | null> {
  const { database, scanner, storage } = context;
  if (!scanner) return null;
  const file = await database.readTenant(tenantId, (tx) =>
    tx.selectFrom("files").select("blob_id").where("id", "=", fileId).executeTakeFirst(),
  );
  const bytes = file && (await storage.open({ tenantId, blobId: file.blob_id }));
  if (!bytes) return null;
  try {
    const verdict = await scanner.scan(bytes);
    await recordVerdict(context, { tenantId, fileId }, verdict);
    return verdict.state;
  } catch (error) {
    await recordVerdict(context, { tenantId, fileId }, { state: "failed" });
    throw error;
  }
}

async function recordVerdict(
  { database, clock }: FilesContext,
  { tenantId, fileId }: { tenantId: string; fileId: string },
  verdict: Verdict | { state: "failed" },
): Promise<void> {
  await database.withTenant(tenantId, (tx) =>
    tx
      .updateTable("files")
      .set({
        scan_state: verdict.state,
        scan_finding: verdict.state === "infected" ? verdict.finding : null,
        scanned_at: new Date(clock.now()),
      })
      .where("id", "=", fileId)
      // An infected file stays infected, whatever a later scan says.
      .where("scan_state", "<>", "infected")
      .execute(),
  );
}

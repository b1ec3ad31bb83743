import type { Database } from "@chorus/database/database";
import { sql } from "kysely";

/** Identifies the history that sequence numbers belong to: it changes when a backup is restored or a replica is promoted. */
export interface Epoch {
  current(): string;
  refresh(): Promise<void>;
}

export async function loadEpoch(database: Database): Promise<Epoch> {
  const read = async (): Promise<string> => {
    const { rows } = await database.withSystem((tx) =>
      sql<{ epoch: string }>`select deployment_epoch() as epoch`.execute(tx),
    );
    return rows[0]?.epoch ?? "";
  };
  let epoch = await read();
  return {
    current: () => epoch,
    async refresh() {
      epoch = await read();
    },
  };
}

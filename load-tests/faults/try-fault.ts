import { setTimeout as delay } from "node:timers/promises";
import { checkHistory, type Findings } from "./checker/check-history.ts";
import { countOutcomes, type Outcomes } from "./checker/count-outcomes.ts";
import type { Fault } from "./fault.ts";
import type { Cluster } from "./world/cluster.ts";
import { gatherCrowd } from "./world/crowd.ts";
import { startLoad } from "./world/load.ts";
import { readBack } from "./world/read-back.ts";
import { readLog } from "./world/read-log.ts";
import { settle } from "./world/settle.ts";
import type { StarvationWatch } from "./world/starvation.ts";

/** What came of one fault. */
export interface Result {
  fault: Fault;
  sent: number;
  outcomes: Outcomes;
  findings: Findings;
  /** Whatever else was not as promised. */
  complaints: string[];
  /** From the end of the fault until everybody was answered normally; null when that took too long to wait for. */
  recoveryMs: number | null;
  /** Who was last to be answered again. */
  lastly: string[];
  /** How much longer that took because other programs had the processor. */
  starvedMs: number;
}

const NORMAL_WITHIN_MS = 15_000;
/** Long enough for everybody to say something. */
const LEARN_MS = 1_000;
const WAIT_FOR_RECOVERY_MS = 60_000;
/** The promise: latency is back to normal this long after healing. */
const RECOVERY_BOUND_MS = 10_000;
const AFTERWARDS_MS = 1_000;

/** Lets people talk, makes one thing go wrong and right again, and compares what everybody has. */
export async function tryFault(
  cluster: Cluster,
  fault: Fault,
  { isShort, kills, starvation }: { isShort: boolean; kills: number; starvation: StarvationWatch },
): Promise<Result> {
  const complaints: string[] = [];
  await fault.before?.(cluster);
  const { nowMs } = starvation;
  using crowd = await gatherCrowd(cluster, { nowMs, ...(fault.clock ? { clock: fault.clock } : {}) });
  const load = startLoad(crowd, isShort);
  try {
    const ready = await load.untilNormal(NORMAL_WITHIN_MS);
    if (ready.tookMs === null) complaints.push("the platform did not work before the fault", ...load.whoIsNot());
    await load.learnNormal(LEARN_MS);
    complaints.push(...((await fault.run({ cluster, crowd, load, isShort, kills })) ?? []));
    const starvedBeforeMs = starvation.starvedMs;
    const { tookMs: recoveryMs, lastly } = await load.untilNormal(WAIT_FOR_RECOVERY_MS);
    const starvedMs = starvation.starvedMs - starvedBeforeMs;
    if (recoveryMs === null) complaints.push("not back to normal within a minute", ...load.whoIsNot());
    else if (recoveryMs > RECOVERY_BOUND_MS)
      complaints.push(`back to normal only after ${Math.round(recoveryMs)} ms`, ...lastly);
    await fault.after?.(cluster);
    await delay(AFTERWARDS_MS);
    load.stop();
    const { stored: settled, unsettled, stopped } = await settle(cluster, crowd);
    complaints.push(...unsettled, ...whoEnded(cluster));
    // Whom we have stopped ourselves has lost nothing; that they had to be is among the complaints.
    const listening = crowd.people.filter((person) => !stopped.has(person));
    const live = listening.flatMap((person) => person.conversationIds.map((id) => person.view(id)));
    const again = await Promise.all(
      crowd.people.map((person) =>
        readBack(cluster.links.people.url, person).catch((error: unknown) => {
          complaints.push(String(error));
          return [];
        }),
      ),
    );
    for (const { chat } of crowd.people) chat.stop();
    // After the last acknowledgement: what is not in this log has been lost, and is not merely late.
    const stored = await readLog(cluster.postgres.url, crowd.conversationIds);
    if (stored.length > settled.length) complaints.push("something was stored while everybody was quiet");
    await fault.atLast?.(cluster);
    const { sends, stretches } = crowd.recorder;
    const findings = checkHistory({ sends, stored, stretches, views: [...live, ...again.flat()] });
    return {
      fault,
      sent: sends.length,
      outcomes: countOutcomes(sends, stored),
      findings,
      complaints,
      recoveryMs,
      lastly,
      starvedMs,
    };
  } finally {
    load.stop();
  }
}

/** A fault puts everything right again: whoever does not run now has ended by itself. */
function whoEnded({ chat, presence, gateways }: Cluster): string[] {
  const parts = {
    "chat-service": chat,
    "presence-service": presence,
    "gateway 1": gateways[0],
    "gateway 2": gateways[1],
  };
  return Object.entries(parts).flatMap(([name, slot]) =>
    slot.isRunning ? [] : `${name} has ended: ${slot.takeComplaints()}`,
  );
}

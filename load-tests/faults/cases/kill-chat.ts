import { setTimeout as delay } from "node:timers/promises";
import type { Fault, Scene } from "../fault.ts";

/** One of so many commits is the last thing the process does. */
const SHARE = 0.1;
const KILLED_WITHIN_MS = 20_000;
const LIVES_UP_TO_MS = 700;

/** Killed from outside at any moment: before, in and after a commit. */
export const killChat: Fault = {
  name: "chat-kill",
  title: "chat-service: kill -9 at any moment",
  async run(scene) {
    await repeatedly(scene, roundsOf(scene, 0.4), async () => {
      await scene.cluster.chat.start();
      await delay(Math.random() * LIVES_UP_TO_MS);
      scene.cluster.chat.kill("SIGKILL");
    });
  },
};

/** Stored, but neither published nor acknowledged: the relay publishes, and the sender's retry is answered as a repeat. */
export const killAfterCommit = killAt("committed", "chat-service: kill -9 between commit and publish");

/** Everybody but the sender knows. */
export const killAfterPublish = killAt("published", "chat-service: kill -9 between publish and acknowledgement");

function killAt(failpoint: "committed" | "published", title: string): Fault {
  return {
    name: `chat-kill-${failpoint}`,
    title,
    isShort: true,
    async run(scene) {
      const variables = { CHORUS_FAILPOINTS: `${failpoint}=kill@${SHARE}` };
      await repeatedly(scene, roundsOf(scene, 0.3), () => scene.cluster.chat.start({ variables }));
    },
  };
}

/** Its share of all kills. */
const roundsOf = ({ kills }: Scene, share: number) => Math.max(2, Math.round(kills * share));

/** Runs `live`, whose process is to end, so many times, and then starts one that stays. */
async function repeatedly({ cluster: { chat } }: Scene, rounds: number, live: () => Promise<void>): Promise<void> {
  chat.kill("SIGKILL");
  await chat.ended();
  for (let round = 0; round < rounds; round += 1) {
    // A failpoint may be reached before anybody has asked whether the service is ready.
    await live().catch((error: unknown) => {
      if (chat.isRunning) throw error;
    });
    await chat.ended(KILLED_WITHIN_MS);
  }
  await chat.start();
}

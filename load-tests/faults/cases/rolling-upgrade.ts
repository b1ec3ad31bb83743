import { rm } from "node:fs/promises";
import path from "node:path";
import { bundleServices } from "@chorus/cluster/bundle-services";
import { unpackPreviousRelease } from "@chorus/cluster/previous-release";
import { stateFolder } from "@chorus/servers/paths";
import type { Fault } from "../fault.ts";
import { watchAbsence } from "../world/absence.ts";

/** How long a gateway takes to send everybody away; docs/operations/upgrade.md. */
const DRAIN_WINDOW_MS = 20_000;
const NORMAL_WITHIN_MS = 15_000;

/**
 * Everything runs as the release before, on this one's schema; then each service is replaced by this release, in the order in which an upgrade
 * does it, while people talk.
 */
export const rollingUpgrade: Fault = {
  name: "rolling-upgrade",
  title: "rolling upgrade from the release before, under load",
  async before({ chat, presence, gateways }) {
    const folder = path.join(stateFolder, `fault-test-previous-${process.pid}`);
    try {
      const mains = await bundleServices(folder, await unpackPreviousRelease());
      const replace = async (slot: typeof chat, main: string) => {
        slot.kill("SIGTERM");
        await slot.ended();
        await slot.start({ main });
      };
      await replace(chat, mains["chat-service"]);
      await replace(presence, mains["presence-service"]);
      for (const gateway of gateways) await replace(gateway, mains["websocket-gateway"]);
    } finally {
      // They have loaded what they need of it; a later import would fail loudly.
      await rm(folder, { recursive: true, force: true });
    }
  },
  async run({ cluster: { chat, presence, gateways }, crowd, load }) {
    const complaints: string[] = [];
    using absence = watchAbsence(crowd.people);
    for (const slot of [chat, presence, ...gateways]) {
      slot.kill("SIGTERM");
      await slot.ended();
      if (slot.exitCode !== 0) complaints.push(`ended with ${slot.exitCode}: ${slot.takeComplaints()}`);
      await slot.start();
      await load.untilNormal(NORMAL_WITHIN_MS);
    }
    const { name, awayMs } = absence.longest();
    process.stdout.write(`  ${name} was away for ${Math.round(awayMs)} ms, nobody longer\n`);
    if (awayMs > DRAIN_WINDOW_MS) complaints.push(`${name} was away for ${Math.round(awayMs)} ms`);
    return complaints;
  },
};

import type { Fault } from "../fault.ts";

/** As a deployment does it: each is told to leave, finishes what it has, and its successor takes over. */
export const rollingRestart: Fault = {
  name: "rolling-restart",
  title: "rolling restart of every service under load",
  isShort: true,
  async run({ cluster: { chat, presence, gateways }, load }) {
    const complaints: string[] = [];
    for (const slot of [chat, presence, ...gateways]) {
      slot.kill("SIGTERM");
      await slot.ended();
      if (slot.exitCode !== 0) complaints.push(`ended with ${slot.exitCode}: ${slot.takeComplaints()}`);
      await slot.start();
      await load.untilNormal(15_000);
    }
    return complaints;
  },
};

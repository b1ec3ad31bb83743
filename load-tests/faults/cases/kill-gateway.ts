import type { Fault } from "../fault.ts";

/** Half of all people lose their socket and go to the other gateway. */
export const killGateway: Fault = {
  name: "gateway-kill",
  title: "gateway: kill -9, the other takes over",
  isShort: true,
  async run({ cluster, isShort, load }) {
    const rounds = isShort ? 1 : 4;
    for (let round = 1; round <= rounds; round += 1) {
      const gateway = cluster.gateways[round % 2 === 0 ? 0 : 1];
      gateway.kill("SIGKILL");
      await gateway.ended();
      if (round === rounds) return;
      await gateway.start();
      await load.untilNormal(15_000);
    }
  },
  async after({ gateways }) {
    for (const gateway of gateways) if (!gateway.isRunning) await gateway.start();
  },
};

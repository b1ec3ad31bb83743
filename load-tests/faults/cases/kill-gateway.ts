import type { Fault } from "../fault.ts";

/** Half of all people lose their socket and go to the other gateway. */
export const killGateway: Fault = {
  name: "gateway-kill",
  title: "kill -9 of a gateway",
  isShort: true,
  async run({ cluster, isShort, load }) {
    const rounds = isShort ? 1 : 4;
    for (let round = 0; round < rounds; round += 1) {
      const gateway = cluster.gateways[round % 2 === 0 ? 0 : 1];
      gateway.kill("SIGKILL");
      await gateway.ended();
      await gateway.start();
      if (round < rounds - 1) await load.untilNormal(15_000);
    }
  },
};

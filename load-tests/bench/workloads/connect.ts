import { setTimeout as delay } from "node:timers/promises";
import { watchCpu } from "../measure/process-usage.ts";
import { latencyOf } from "../statistics.ts";
import { createCrowd, withEach } from "./crowd.ts";
import type { Workload } from "./workload.ts";

const CONNECTIONS = 10_000;
const MEMBERS = 10;
/** V8 gives memory back when a process has been quiet for 8 s; asked for before and after. */
const SETTLE_MS = 10_000;

/** Ten thousand people at once, and what they cost while they are silent. */
export const connectStorm: Workload = {
  name: "connect",
  title: "Connect storm, idle memory",
  how:
    `${CONNECTIONS.toLocaleString("en")} connections, 128 at a time: token shown, checked and answered; then each joins a conversation of ${MEMBERS}. ` +
    "Memory is what the process holds above its own before, both after all garbage was collected; the kernel's share of a socket is not in it.",
  columns: [
    { metric: "cpuUsPerConnection", title: "server CPU µs / connect", digits: 0 },
    { metric: "connectedPerSecond", title: "connects / s", digits: 0 },
    { metric: "p99Ms", title: "p99 ms to welcome", digits: 0 },
    { metric: "cpuUsPerJoin", title: "server CPU µs / join", digits: 0 },
    { metric: "residentKbPerConnection", title: "resident KB / connection", digits: 2 },
    { metric: "heapKbPerConnection", title: "JS heap KB / connection", digits: 2 },
    { metric: "generatorShare", title: "generator's core", digits: 2 },
  ],
  rounds: { whole: 5, quick: 2 },
  isPinned: true,
  contestants: () => true,
  async run(stage, contestant) {
    await using scene = await stage.open(contestant, CONNECTIONS / MEMBERS);
    const before = await scene.server.memory();
    const members = createCrowd(scene, CONNECTIONS, (index) => index % (CONNECTIONS / MEMBERS));
    const took: number[] = [];
    const [server, generator] = [watchCpu(scene.server.pid), watchCpu(process.pid)];
    const startMs = performance.now();
    await withEach(members, async (member) => {
      const atMs = performance.now();
      await member.connect();
      took.push(performance.now() - atMs);
    });
    const seconds = (performance.now() - startMs) / 1_000;
    const [connected, generated] = [server(), generator()];
    const joining = watchCpu(scene.server.pid);
    await withEach(members, (member) => member.join());
    const joined = joining();
    await scene.server.memory();
    await delay(SETTLE_MS);
    const after = await scene.server.memory();
    for (const member of members) member.reset();
    return {
      cpuUsPerConnection: (connected.cpuMs * 1_000) / CONNECTIONS,
      connectedPerSecond: CONNECTIONS / seconds,
      ...latencyOf(took),
      cpuUsPerJoin: (joined.cpuMs * 1_000) / CONNECTIONS,
      residentKbPerConnection: (after.residentKb - before.residentKb) / CONNECTIONS,
      heapKbPerConnection: (after.heapKb - before.heapKb) / CONNECTIONS,
      serverShare: connected.share,
      generatorShare: generated.share,
    };
  },
};

import type { KubernetesObject } from "./common.ts";
import { metadataOf } from "./common.ts";

/**
 * A gateway that leaves hands over 500 clients a second for 20 s, so 10,000 at most
 * (GATEWAY_DRAIN_CONNECTIONS_PER_SECOND): with this average, one more or less stays below.
 */
const CONNECTIONS_PER_GATEWAY = 7_000;
const CPU_PERCENT = 70;
/** Services that people wait for; what works in the background has a queue and needs no haste. */
const BY_CPU = ["chat-service", "presence-service"] as const;

/** Slowly down, because each pod that goes moves its clients; up at once. */
const BEHAVIOR = {
  scaleUp: { stabilizationWindowSeconds: 0, policies: [{ type: "Pods", value: 4, periodSeconds: 60 }] },
  scaleDown: { stabilizationWindowSeconds: 600, policies: [{ type: "Pods", value: 1, periodSeconds: 300 }] },
};

export const autoscaledNames = () => ["websocket-gateway", ...BY_CPU];

export function autoscalers(): KubernetesObject[] {
  const connections = {
    type: "Pods",
    pods: {
      metric: { name: "chorus_gateway_connections" },
      target: { type: "AverageValue", averageValue: String(CONNECTIONS_PER_GATEWAY) },
    },
  };
  const cpu = {
    type: "Resource",
    resource: { name: "cpu", target: { type: "Utilization", averageUtilization: CPU_PERCENT } },
  };
  return [autoscaler("websocket-gateway", connections), ...BY_CPU.map((name) => autoscaler(name, cpu))];
}

function autoscaler(name: string, metric: KubernetesObject): KubernetesObject {
  return {
    ...{ apiVersion: "autoscaling/v2", kind: "HorizontalPodAutoscaler", metadata: metadataOf(name) },
    spec: {
      scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name },
      minReplicas: 2,
      maxReplicas: 20,
      metrics: [metric],
      behavior: BEHAVIOR,
    },
  };
}

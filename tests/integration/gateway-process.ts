import { startServiceProcess, type ServiceProcess } from "@chorus/cluster/service-process";

/** A gateway that can be killed without taking the test along. */
export type GatewayProcess = ServiceProcess;

export function startGatewayProcess(variables: Record<string, string>): Promise<GatewayProcess> {
  return startServiceProcess({ service: "websocket-gateway", variables });
}

import type { DeliveryChannel } from "@chorus/contracts/entities/delivery";
import type { NotificationContext } from "../context.ts";

/** The channels that have a kill switch. */
const SWITCHES = ["push", "sms"] as const satisfies readonly DeliveryChannel[];

/** Of a tenant: nobody is notified on these, but on the others that they have chosen. */
export async function channelsOff(
  context: Pick<NotificationContext, "isOn">,
  tenantId: string,
): Promise<ReadonlySet<DeliveryChannel>> {
  const states = await Promise.all(SWITCHES.map((channel) => isSwitchedOff(context, { tenant_id: tenantId, channel })));
  return new Set(SWITCHES.filter((_, index) => states[index]));
}

/** Of a delivery that was opened before. */
export async function isSwitchedOff(
  { isOn }: Pick<NotificationContext, "isOn">,
  { tenant_id: tenantId, channel }: { tenant_id: string; channel: DeliveryChannel },
): Promise<boolean> {
  const own = SWITCHES.find((one) => one === channel);
  return own !== undefined && !(await isOn(own, tenantId));
}

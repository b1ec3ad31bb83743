import type { DeliveryChannel } from "@chorus/contracts/entities/delivery";
import type { NotificationContext } from "../context.ts";

/** The channels that have a kill switch. */
const SWITCHES = ["push", "sms"] as const satisfies readonly DeliveryChannel[];

/** Of a tenant: nobody is told on these, but on the others that they have chosen. */
export async function channelsOff(
  { isOn }: Pick<NotificationContext, "isOn">,
  tenantId: string,
): Promise<ReadonlySet<DeliveryChannel>> {
  const states = await Promise.all(
    SWITCHES.map(async (channel) => ((await isOn(channel, tenantId)) ? [] : ([channel] satisfies DeliveryChannel[]))),
  );
  return new Set(states.flat());
}

/** Of a delivery that was opened before. */
export async function isSwitchedOff(
  context: Pick<NotificationContext, "isOn">,
  { tenant_id: tenantId, channel }: { tenant_id: string; channel: DeliveryChannel },
): Promise<boolean> {
  return (await channelsOff(context, tenantId)).has(channel);
}

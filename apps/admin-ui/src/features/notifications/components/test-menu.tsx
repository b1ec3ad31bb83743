import { CHOSEN_CHANNELS } from "@chorus/contracts/entities/notification-preferences";
import { Send } from "lucide-react";
import { Button } from "../../../components/ui/button.tsx";
import { Menu, MenuItem } from "../../../components/ui/menu.tsx";
import { showDone, showProblem } from "../../../lib/desk/notices.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { useDeliveryHealth, useSendTest } from "../api/use-deliveries.ts";
import { deliveryTexts } from "../delivery-texts.ts";
import { eventTexts } from "../event-texts.ts";

/** Members of the desk have no telephone number, so text messages cannot be tested. */
const TESTED = CHOSEN_CHANNELS.filter((channel) => channel !== "sms");

/** A test to oneself, by each channel that this installation has. */
export function TestMenu() {
  const t = useTexts(deliveryTexts);
  const { channels: names } = useTexts(eventTexts);
  const health = useDeliveryHealth();
  const test = useSendTest();
  const isSetUp = (channel: string) =>
    health.data?.channels.some((candidate) => candidate.channel === channel && candidate.state !== "off");
  return (
    <Menu
      trigger={
        <Button isBusy={test.isPending}>
          <Send aria-hidden="true" size={14} />
          {t.tests}
        </Button>
      }
    >
      {TESTED.filter(isSetUp).map((channel) => (
        <MenuItem
          key={channel}
          onSelect={() => test.mutate(channel, { onSuccess: () => showDone(t.testSent), onError: showProblem })}
        >
          {names[channel]}
        </MenuItem>
      ))}
    </Menu>
  );
}

import { CHOSEN_CHANNELS } from "@chorus/contracts/entities/notification-preferences";
import { Send } from "lucide-react";
import { Button } from "../../../components/ui/button.tsx";
import { showNotice, showProblem } from "../../../lib/desk/notices.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { useDeliveryHealth, useSendTest } from "../api/use-deliveries.ts";
import { deliveryTexts } from "../delivery-texts.ts";
import { eventTexts } from "../event-texts.ts";

/** Members of the desk have no telephone number, so text messages cannot be tested. */
const TESTED = CHOSEN_CHANNELS.filter((channel) => channel !== "sms");

/** One button for each way that this installation has. */
export function TestButtons() {
  const t = useTexts(deliveryTexts);
  const { channels: names } = useTexts(eventTexts);
  const health = useDeliveryHealth();
  const test = useSendTest();
  const isSetUp = (channel: string) =>
    health.data?.channels.some((candidate) => candidate.channel === channel && candidate.state !== "off");
  return (
    <section aria-label={t.tests} className="flex flex-wrap items-center gap-2">
      <span className="text-sm text-ink-mute">{t.tests}</span>
      {TESTED.filter(isSetUp).map((channel) => (
        <Button
          key={channel}
          aria-label={t.testBy(names[channel])}
          isBusy={test.isPending && test.variables === channel}
          onClick={() => test.mutate(channel, { onSuccess: () => showNotice(t.testSent), onError: showProblem })}
        >
          <Send aria-hidden="true" size={14} />
          {names[channel]}
        </Button>
      ))}
    </section>
  );
}

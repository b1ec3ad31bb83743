import { DELIVERY_CHANNELS, DELIVERY_STATUSES } from "@chorus/contracts/entities/delivery";
import { type FormEvent, useState } from "react";
import { Button } from "../../../components/ui/button.tsx";
import { SelectField } from "../../../components/ui/select-field.tsx";
import { TextField } from "../../../components/ui/text-field.tsx";
import { useTexts } from "../../../lib/language/texts.ts";
import { type DeliveryFilters, NO_DELIVERY_FILTERS } from "../api/use-deliveries.ts";
import { deliveryTexts } from "../delivery-texts.ts";
import { eventTexts } from "../event-texts.ts";

interface DeliveryFilterFieldsProps {
  filters: DeliveryFilters;
  /** The view says which states. */
  isStatusFixed: boolean;
  onChange: (filters: DeliveryFilters) => void;
}

/** Only complete addresses match, so the filter is applied on blur or Enter. */
export function DeliveryFilterFields({ filters, isStatusFixed, onChange }: DeliveryFilterFieldsProps) {
  const t = useTexts(deliveryTexts);
  const { channels } = useTexts(eventTexts);
  const [recipient, setRecipient] = useState(filters.recipient);
  const set = (change: Partial<DeliveryFilters>) => onChange({ ...filters, ...change });
  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    if (recipient.trim() !== filters.recipient) set({ recipient: recipient.trim() });
  };
  return (
    <form aria-label={t.filters} className="grid grid-cols-2 items-end gap-3 md:flex md:[&>*]:w-48" onSubmit={submit}>
      {!isStatusFixed && (
        <SelectField
          label={t.status}
          value={filters.status}
          onChange={(status) => set({ status })}
          choices={[
            { value: "", label: t.anyStatus },
            ...DELIVERY_STATUSES.map((status) => ({ value: status, label: t.statuses[status] })),
          ]}
        />
      )}
      <SelectField
        label={t.channel}
        value={filters.channel}
        onChange={(channel) => set({ channel })}
        choices={[
          { value: "", label: t.anyChannel },
          // There are no webhooks yet.
          ...DELIVERY_CHANNELS.filter((channel) => channel !== "webhook").map((channel) => ({
            value: channel,
            label: channels[channel],
          })),
        ]}
      />
      <TextField
        label={t.recipient}
        placeholder={t.recipientHint}
        value={recipient}
        inputMode="email"
        maxLength={500}
        onChange={({ target }) => setRecipient(target.value)}
        onBlur={() => submit()}
        className="max-md:col-span-2"
      />
      {Object.values(filters).some(Boolean) && (
        <Button
          look="quiet"
          onClick={() => {
            setRecipient("");
            onChange(NO_DELIVERY_FILTERS);
          }}
        >
          {t.clear}
        </Button>
      )}
    </form>
  );
}

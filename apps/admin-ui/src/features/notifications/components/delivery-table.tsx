import type { Delivery } from "@chorus/contracts/entities/delivery";
import { Checkbox } from "../../../components/ui/checkbox.tsx";
import { type Column, DataTable } from "../../../components/ui/data-table.tsx";
import { TimeAgo } from "../../../components/ui/time-ago.tsx";
import { useTexts } from "../../../lib/language/texts.ts";
import { deliveryTexts } from "../delivery-texts.ts";
import { eventTexts } from "../event-texts.ts";
import { DeliveryDetails } from "./delivery-details.tsx";
import { StatusBadge } from "./status-badge.tsx";

interface DeliveryTableProps {
  deliveries: readonly Delivery[];
  /** Null where nothing is chosen. */
  chosen: ReadonlySet<string> | null;
  onChoose: (id: string, isChosen: boolean) => void;
}

/** The log; a row opens to what happened to it. */
export function DeliveryTable({ deliveries, chosen, onChoose }: DeliveryTableProps) {
  const t = useTexts(deliveryTexts);
  const names = useTexts(eventTexts);
  const recipientOf = ({ channel, recipient }: Delivery) => (channel === "in_app" ? t.toDesk : recipient);
  const columns: readonly Column<Delivery>[] = [
    {
      name: "event",
      title: t.columns.event,
      renderCell: (delivery) => (
        <span className="flex items-center gap-2.5">
          {chosen && (
            <Checkbox
              isLabelHidden
              label={t.select(recipientOf(delivery))}
              isChecked={chosen.has(delivery.id)}
              onChange={(isChosen) => onChoose(delivery.id, isChosen)}
            />
          )}
          <span className="min-w-0 font-medium">{names.events[delivery.event]}</span>
        </span>
      ),
      className: "md:w-[32%]",
    },
    {
      name: "recipient",
      title: t.columns.recipient,
      renderCell: (delivery) => <span className="break-all text-ink-2">{recipientOf(delivery)}</span>,
    },
    { name: "channel", title: t.columns.channel, renderCell: ({ channel }) => names.channels[channel] },
    { name: "status", title: t.columns.status, renderCell: ({ status }) => <StatusBadge status={status} /> },
    {
      name: "at",
      title: t.columns.at,
      isEnd: true,
      renderCell: ({ createdAt }) => <TimeAgo timestamp={createdAt} className="whitespace-nowrap text-ink-2" />,
    },
  ];
  return (
    <DataTable
      label={t.list}
      columns={columns}
      rows={deliveries}
      keyOf={({ id }) => id}
      renderDetails={(delivery) => <DeliveryDetails delivery={delivery} />}
    />
  );
}

import type { Order } from "@chorus/contracts/entities/order";
import { type FormEvent, useRef, useState } from "react";
import { Button } from "../../../components/ui/button.tsx";
import { FormNote } from "../../../components/ui/form-note.tsx";
import { Card, Loaded } from "../../../components/ui/page.tsx";
import { TextArea } from "../../../components/ui/text-area.tsx";
import { TimeAgo } from "../../../components/ui/time-ago.tsx";
import { useTexts } from "../../../lib/language/texts.ts";
import { useActorName } from "../api/use-actor-name.ts";
import { useChangeOrder, useOrderNotes } from "../api/use-order.ts";
import { orderTexts } from "../order-texts.ts";

/** What the team has written about an order. */
export function OrderNotes({ order }: { order: Order }) {
  const t = useTexts(orderTexts);
  const notes = useOrderNotes(String(order.number));
  const nameOf = useActorName(order.customer.name);
  return (
    <Card title={t.notes}>
      <div className="flex flex-col gap-3 p-4 text-sm md:px-5">
        <p className="text-xs text-ink-3">{t.notesHint}</p>
        <Loaded query={notes}>
          {(items) =>
            items.length === 0 ? (
              <p className="text-ink-3">{t.noNotes}</p>
            ) : (
              <ul aria-label={t.notes} className="flex flex-col gap-2">
                {items.map(({ id, body, actor, createdAt }) => (
                  <li key={id} className="rounded-control border border-note-line bg-note px-3 py-2 text-note-ink">
                    <p className="whitespace-pre-wrap break-words">
                      <bdi>{body}</bdi>
                    </p>
                    <p className="mt-1 flex gap-2 text-xs opacity-80">
                      <bdi>{nameOf(actor)}</bdi>
                      <TimeAgo timestamp={createdAt} />
                    </p>
                  </li>
                ))}
              </ul>
            )
          }
        </Loaded>
        {order.allowedActions.includes("note") && <NewNote order={order} />}
      </div>
    </Card>
  );
}

function NewNote({ order }: { order: Order }) {
  const t = useTexts(orderTexts);
  const change = useChangeOrder(order);
  const [body, setBody] = useState("");
  const key = useRef(crypto.randomUUID());
  const add = (event: FormEvent) => {
    event.preventDefault();
    if (body.trim() === "") return;
    const added = { change: { do: "note" as const, body }, key: key.current };
    change.mutate(added, {
      onSuccess: () => {
        setBody("");
        key.current = crypto.randomUUID();
      },
    });
  };
  return (
    <form onSubmit={add} className="flex flex-col items-start gap-2 [&>:first-child]:self-stretch">
      <TextArea label={t.note} look="note" rows={2} value={body} onChange={setBody} maxCharacters={4_000} />
      <Button type="submit" isBusy={change.isPending} disabled={body.trim() === ""}>
        {t.addNote}
      </Button>
      <FormNote mutation={change} saved={null} />
    </form>
  );
}

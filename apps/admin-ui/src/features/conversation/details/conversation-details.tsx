import type { Conversation } from "@chorus/contracts/entities/conversation";
import { X } from "lucide-react";
import { lazy, Suspense } from "react";
import { IconButton } from "../../../components/ui/icon-button.tsx";
import { Skeleton } from "../../../components/ui/skeleton.tsx";
import { useTexts } from "../../../lib/language/texts.ts";
import { SimilarConversations } from "../../search/components/similar-conversations.tsx";
import type { TimeOf } from "../../summaries/components/statements.tsx";
import { SummaryPanel } from "../../summaries/components/summary-panel.tsx";
import { detailsTexts } from "../details-texts.ts";
import { CustomerFacts } from "./customer-facts.tsx";
import { CustomerStrip } from "./customer-strip.tsx";
import { EarlierConversations } from "./earlier-conversations.tsx";
import { TriageFields } from "./triage-fields.tsx";

/** Loaded on demand: most conversations are read before anybody looks at orders. */
const loadOrders = () => import("../../orders/components/orders-of-customer.tsx");
const OrdersOfCustomer = lazy(async () => ({ default: (await loadOrders()).OrdersOfCustomer }));

interface ConversationDetailsProps {
  conversation: Conversation | null;
  /** How far the log is known here. */
  lastSeq: number;
  timeOf: TimeOf;
  onClose: () => void;
}

/** The work panel, in the order of use: who, what it is about, what to set, what was before. */
export function ConversationDetails({ conversation, lastSeq, timeOf, onClose }: ConversationDetailsProps) {
  const d = useTexts(detailsTexts);
  return (
    <aside aria-label={d.panel} className="relative flex h-full flex-col overflow-y-auto bg-canvas pb-6">
      <IconButton label={d.hide} onClick={onClose} className="absolute top-2.5 right-2 z-10">
        <X aria-hidden="true" size={15} />
      </IconButton>
      {conversation ? (
        <>
          <CustomerStrip customer={conversation.customer} />
          <CustomerFacts customer={conversation.customer} />
          <div className="flex flex-col gap-5 px-4 pt-4">
            <SummaryPanel key={conversation.id} conversation={conversation} lastSeq={lastSeq} timeOf={timeOf} />
            <TriageFields conversation={conversation} />
            <Suspense>
              <OrdersOfCustomer customerId={conversation.customer.id} />
            </Suspense>
            <EarlierConversations conversation={conversation} />
            <SimilarConversations conversationId={conversation.id} />
          </div>
        </>
      ) : (
        <DetailsSkeleton />
      )}
    </aside>
  );
}

function DetailsSkeleton() {
  const d = useTexts(detailsTexts);
  return (
    <output aria-label={d.loading} className="flex flex-col gap-4 p-4">
      <span className="flex items-center gap-3">
        <Skeleton className="size-10 rounded-full" />
        <Skeleton className="h-4 w-32" />
      </span>
      <Skeleton className="h-3 w-48" />
      <Skeleton className="h-3 w-40" />
      <Skeleton className="h-28 w-full rounded-card" />
    </output>
  );
}

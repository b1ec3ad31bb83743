import { listConversations } from "@chorus/contracts/routes/conversations";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Avatar } from "../../../components/ui/avatar.tsx";
import { isDeskConversation, LIST_OF_STATUS } from "../../../lib/desk/conversation-lists.ts";
import { customersFound } from "../../../lib/desk/find-customers.ts";
import { showNotice, showProblem } from "../../../lib/desk/notices.ts";
import { confirmedTexts, isAddressUnconfirmed } from "../../../lib/desk/confirmed.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { useDeskSession } from "../../../lib/session/session-context.ts";
import { commandTexts } from "../command-texts.ts";
import type { PaletteItem } from "./palette-item.ts";

/** Customers by name, address or number; choosing one opens their latest conversation. */
export function useFoundPeople(query: string): readonly PaletteItem[] {
  const t = useTexts(commandTexts);
  const words = useTexts(confirmedTexts);
  const session = useDeskSession();
  const { rest } = session;
  const navigate = useNavigate();
  const found = useQuery(customersFound(session, query));
  const open = async (customerId: string) => {
    const { items } = await rest.call(listConversations, { query: { customerId, limit: 1 } });
    const [latest] = items.filter(isDeskConversation);
    if (!latest) return showNotice(t.noConversation);
    const params = { filter: LIST_OF_STATUS[latest.status], conversationId: latest.id };
    return navigate({ to: "/inbox/$filter/$conversationId", params });
  };
  return (found.data ?? []).map((customer) => {
    const { id, name, email, phone } = customer;
    return {
      id: `person ${id}`,
      group: "people",
      label: name,
      before: <Avatar name={name} id={id} size="small" />,
      note: isAddressUnconfirmed(customer) ? `${words.unconfirmed} · ${email}` : (email ?? phone ?? ""),
      run: () => void open(id).catch(showProblem),
    };
  });
}

import { acceptNext } from "@chorus/contracts/routes/queue";
import { reachOf } from "@chorus/contracts/permissions";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Button } from "../../../components/ui/button.tsx";
import { placeConversation } from "../../../lib/desk/conversation-lists.ts";
import { useCommand } from "../../../lib/desk/commands.ts";
import { commandTexts } from "../../commands/command-texts.ts";
import { showNotice, showProblem } from "../../../lib/desk/notices.ts";
import { useDeskSession } from "../../../lib/session/session-context.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { inboxTexts } from "../inbox-texts.ts";
import { useConversationList } from "../api/use-conversation-list.ts";

/** Accepts the longest waiting conversation and opens it. */
export function AcceptNextButton() {
  const { rest, queryClient, user } = useDeskSession();
  const t = useTexts(inboxTexts);
  const { acceptNext: commandLabel } = useTexts(commandTexts);
  const navigate = useNavigate();
  const queue = useConversationList("queue");
  const accept = useMutation({
    mutationFn: () => rest.call(acceptNext),
    onSuccess: (answer) => {
      if (answer === null) {
        showNotice(t.nobodyWaits);
        void queue.refetch();
        return;
      }
      const { conversation } = answer;
      placeConversation(queryClient, conversation, user.id);
      void navigate({
        to: "/inbox/$filter/$conversationId",
        params: { filter: "mine", conversationId: conversation.id },
      });
    },
    onError: showProblem,
  });
  const isEmpty = (queue.data?.pages[0]?.items.length ?? 0) === 0;
  const mayWork = reachOf(user.role, "conversation.work") !== null;
  useCommand({ id: "accept-next", label: commandLabel, key: "n", run: () => accept.mutate() }, mayWork && !isEmpty);
  if (!mayWork) return null;
  return (
    <Button look="primary" isBusy={accept.isPending} disabled={isEmpty} onClick={() => accept.mutate()}>
      {t.acceptNext}
    </Button>
  );
}

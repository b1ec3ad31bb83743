import { acceptNext } from "@chorus/contracts/routes/queue";
import { reachOf } from "@chorus/contracts/permissions";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Key } from "../../../components/ui/key.tsx";
import { requestComposerFocus } from "../../../lib/desk/composer-focus.ts";
import { Button } from "../../../components/ui/button.tsx";
import { listKey, placeConversation } from "../../../lib/desk/conversation-lists.ts";
import { useCommand } from "../../../lib/desk/commands.ts";
import { commandTexts } from "../../commands/command-texts.ts";
import { showNotice, showProblem } from "../../../lib/desk/notices.ts";
import { useDeskSession } from "../../../lib/session/session-context.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { inboxTexts } from "../inbox-texts.ts";
import { useCounts } from "../api/use-counts.ts";

/** Accepts the longest waiting conversation and opens it. */
export function AcceptNextButton() {
  const { rest, queryClient, user } = useDeskSession();
  const t = useTexts(inboxTexts);
  const { acceptNext: commandLabel } = useTexts(commandTexts);
  const navigate = useNavigate();
  const isEmpty = (useCounts()?.queue ?? 0) === 0;
  const accept = useMutation({
    mutationFn: () => rest.call(acceptNext),
    onSuccess: (answer) => {
      if (answer === null) {
        showNotice(t.nobodyWaits);
        void queryClient.invalidateQueries({ queryKey: listKey("queue") });
        return;
      }
      const { conversation } = answer;
      placeConversation(queryClient, conversation, user.id);
      requestComposerFocus(conversation.id);
      void navigate({
        to: "/inbox/$filter/$conversationId",
        params: { filter: "mine", conversationId: conversation.id },
      });
    },
    onError: showProblem,
  });
  const mayWork = reachOf(user.role, "conversation.work") !== null;
  useCommand({ id: "accept-next", label: commandLabel, key: "n", run: () => accept.mutate() }, mayWork && !isEmpty);
  if (!mayWork) return null;
  return (
    <Button className="h-7 px-2.5" isBusy={accept.isPending} disabled={isEmpty} onClick={() => accept.mutate()}>
      {t.acceptNext}
      <span className="max-md:hidden">
        <Key>{t.acceptKey}</Key>
      </span>
    </Button>
  );
}

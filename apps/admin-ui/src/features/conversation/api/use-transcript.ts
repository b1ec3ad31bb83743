import { mailTranscript } from "@chorus/contracts/routes/conversations";
import { useMutation } from "@tanstack/react-query";
import { showNotice, showProblem } from "../../../lib/desk/notices.ts";
import { useDeskSession } from "../../../lib/session/session-context.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { conversationTexts } from "../conversation-texts.ts";

/** Mails the transcript, and shows its recipient. */
export function useTranscript(conversationId: string) {
  const { rest } = useDeskSession();
  const t = useTexts(conversationTexts);
  return useMutation({
    mutationFn: (to: "customer" | "me") => rest.call(mailTranscript, { params: { conversationId }, body: { to } }),
    onSuccess: ({ recipient }) => showNotice(t.copySent(recipient)),
    onError: showProblem,
  });
}

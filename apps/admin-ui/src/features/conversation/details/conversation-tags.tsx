import { type Conversation, MAX_TAG_CHARACTERS, MAX_TAGS } from "@chorus/contracts/entities/conversation";
import { useQueryClient } from "@tanstack/react-query";
import { TagsField } from "../../../components/ui/tags-field.tsx";
import { useTexts } from "../../../lib/language/texts.ts";
import { useConversationAction } from "../api/use-conversation-action.ts";
import { knownTags } from "../api/known-tags.ts";
import { conversationTexts } from "../conversation-texts.ts";

const toTag = (typed: string) => typed.toLowerCase();

/** The tags of a conversation. */
export function ConversationTags({ conversation, canChange }: { conversation: Conversation; canChange: boolean }) {
  const t = useTexts(conversationTexts);
  const action = useConversationAction(conversation.id);
  const queryClient = useQueryClient();
  return (
    <TagsField
      tags={conversation.tags}
      onChange={canChange ? (tags) => action.mutate({ do: "organise", change: { tags } }) : null}
      known={() => knownTags(queryClient)}
      texts={{ add: t.addTag, remove: t.removeTag }}
      maxTags={MAX_TAGS}
      maxCharacters={MAX_TAG_CHARACTERS}
      toTag={toTag}
      className="min-h-7 py-1"
    />
  );
}

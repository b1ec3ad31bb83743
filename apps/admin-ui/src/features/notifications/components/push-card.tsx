import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Check } from "lucide-react";
import { Button } from "../../../components/ui/button.tsx";
import { Section } from "../../../components/ui/card.tsx";
import { Loaded } from "../../../components/ui/page.tsx";
import { Skeleton } from "../../../components/ui/skeleton.tsx";
import { showNotice, showProblem } from "../../../lib/desk/notices.ts";
import { useDeskSession } from "../../../lib/session/session-context.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { readPushState, turnOffPush, turnOnPush } from "../api/browser-push.ts";
import { pushTexts } from "../push-texts.ts";

const KEY = ["push"] as const;

/** Push messages in this browser: on, off, or why they cannot be. */
export function PushCard() {
  const t = useTexts(pushTexts);
  const { rest, user } = useDeskSession();
  const queryClient = useQueryClient();
  const state = useQuery({ queryKey: KEY, queryFn: ({ signal }) => readPushState(rest, user.id, signal) });
  const onSettled = () => queryClient.invalidateQueries({ queryKey: KEY });
  // A browser's own failure says nothing that people understand.
  const onError = (error: unknown) => (error instanceof DOMException ? showNotice(t.refused) : showProblem(error));
  const turnOn = useMutation({ mutationFn: () => turnOnPush(rest, user.id), onSettled, onError });
  const turnOff = useMutation({ mutationFn: () => turnOffPush(rest, user.id), onSettled, onError });
  return (
    <Loaded query={state} skeleton={<Skeleton className="m-5 h-8 w-60" />}>
      {(known) => (
        <Section title={t.title} hint={t.explain}>
          {known === "off" && (
            <Button className="self-start" isBusy={turnOn.isPending} onClick={() => turnOn.mutate()}>
              {t.turnOn}
            </Button>
          )}
          {known === "on" && (
            <div className="flex flex-wrap items-center gap-3 text-sm">
              <output className="flex items-center gap-2">
                <Check aria-hidden="true" size={15} className="text-green" />
                {t.isOn}
              </output>
              <Button isBusy={turnOff.isPending} onClick={() => turnOff.mutate()}>
                {t.turnOff}
              </Button>
            </div>
          )}
          {(known === "unsupported" || known === "denied" || known === "notSetUp") && (
            <p className="text-sm text-ink-3">{t[known]}</p>
          )}
        </Section>
      )}
    </Loaded>
  );
}

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "../../../components/ui/button.tsx";
import { Card, Loaded } from "../../../components/ui/page.tsx";
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
    <Loaded query={state}>
      {(known) => (
        <Card title={t.title}>
          <div className="flex flex-col items-start gap-3 p-5 text-sm">
            <p className="text-ink-mute">{t.explain}</p>
            {known === "off" && (
              <Button look="primary" isBusy={turnOn.isPending} onClick={() => turnOn.mutate()}>
                {t.turnOn}
              </Button>
            )}
            {known === "on" && (
              <>
                <output>{t.isOn}</output>
                <Button isBusy={turnOff.isPending} onClick={() => turnOff.mutate()}>
                  {t.turnOff}
                </Button>
              </>
            )}
            {(known === "unsupported" || known === "denied" || known === "notSetUp") && <p>{t[known]}</p>}
          </div>
        </Card>
      )}
    </Loaded>
  );
}

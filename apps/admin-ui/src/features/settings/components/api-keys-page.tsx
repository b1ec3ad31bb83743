import { type ApiKey, listApiKeys, revokeApiKey } from "@chorus/contracts/routes/api-keys";
import { useMutation, useQuery } from "@tanstack/react-query";
import { KeyRound, Plus } from "lucide-react";
import { useState } from "react";
import { Button } from "../../../components/ui/button.tsx";
import { ConfirmDialog } from "../../../components/ui/confirm-dialog.tsx";
import { Card, Loaded, Page } from "../../../components/ui/page.tsx";
import { PanelMessage } from "../../../components/ui/panel-message.tsx";
import { TimeAgo } from "../../../components/ui/time-ago.tsx";
import { formatDate } from "../../../lib/language/format-time.ts";
import { useNowMs } from "../../../lib/browser/now.ts";
import { useDeskSession } from "../../../lib/session/session-context.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { apiKeyTexts } from "../api-key-texts.ts";
import { settingsTexts } from "../settings-texts.ts";
import { CreateApiKeyDialog } from "./create-api-key-dialog.tsx";

export function ApiKeysPage() {
  const t = useTexts(apiKeyTexts);
  const title = useTexts(settingsTexts).sections.apiKeys;
  const { rest } = useDeskSession();
  const [isCreating, setIsCreating] = useState(false);
  const [ending, setEnding] = useState<ApiKey | null>(null);
  const keys = useQuery({
    queryKey: ["api-keys"],
    queryFn: ({ signal }) => rest.call(listApiKeys, { query: { limit: 200 }, signal }),
  });
  const revoke = useMutation({
    mutationFn: (apiKeyId: string) => rest.call(revokeApiKey, { params: { apiKeyId } }),
    onSuccess: async () => {
      await keys.refetch();
      setEnding(null);
    },
  });
  return (
    <Page
      title={title}
      description={t.description}
      actions={
        <Button look="primary" onClick={() => setIsCreating(true)}>
          <Plus aria-hidden="true" size={15} />
          {t.create}
        </Button>
      }
    >
      <Loaded query={keys}>
        {({ items }) => (
          <Card>
            {items.length === 0 ? (
              <PanelMessage icon={KeyRound} title={t.empty}>
                {t.emptyHint}
              </PanelMessage>
            ) : (
              <ul className="divide-y divide-line">
                {items.map((key) => (
                  <KeyRow key={key.id} apiKey={key} onEnd={() => setEnding(key)} />
                ))}
              </ul>
            )}
          </Card>
        )}
      </Loaded>
      {isCreating && <CreateApiKeyDialog onClose={() => setIsCreating(false)} onCreated={() => void keys.refetch()} />}
      <ConfirmDialog
        title={t.endTitle(ending?.name ?? "")}
        text={t.endText}
        confirm={t.end}
        isOpen={ending !== null}
        isBusy={revoke.isPending}
        error={revoke.error}
        onConfirm={() => ending && revoke.mutate(ending.id)}
        onClose={() => setEnding(null)}
      />
    </Page>
  );
}

function KeyRow({ apiKey, onEnd }: { apiKey: ApiKey; onEnd: () => void }) {
  const t = useTexts(apiKeyTexts);
  const nowMs = useNowMs();
  const { expiresAt, lastUsedAt } = apiKey;
  const isOver = expiresAt !== null && Date.parse(expiresAt) <= nowMs;
  return (
    <li className="flex items-center gap-3 px-5 py-3 text-sm">
      <KeyRound aria-hidden="true" size={16} className="shrink-0 text-ink-mute" />
      <div className="min-w-0 flex-1">
        <p className="font-medium break-words">{apiKey.name}</p>
        <p className="text-xs text-ink-mute">
          {apiKey.scopes.join(", ")}
          {apiKey.createdBy && ` · ${t.madeBy(apiKey.createdBy.name)}`}
          {" · "}
          {lastUsedAt ? (
            <>
              {t.used} <TimeAgo timestamp={lastUsedAt} />
            </>
          ) : (
            t.neverUsed
          )}
          {expiresAt && (
            <span className={isOver ? "text-danger" : undefined}>
              {" · "}
              {isOver ? t.ended : t.ends} <time dateTime={expiresAt}>{formatDate(expiresAt)}</time>
            </span>
          )}
        </p>
      </div>
      <Button aria-label={t.endOf(apiKey.name)} onClick={onEnd}>
        {t.end}
      </Button>
    </li>
  );
}

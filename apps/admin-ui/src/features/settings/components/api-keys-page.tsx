import { type ApiKey, listApiKeys, revokeApiKey } from "@chorus/contracts/routes/api-keys";
import { useMutation, useQuery } from "@tanstack/react-query";
import { KeyRound, Plus } from "lucide-react";
import { useState } from "react";
import { Button } from "../../../components/ui/button.tsx";
import { ConfirmDialog } from "../../../components/ui/confirm-dialog.tsx";
import { Card, Loaded, Page } from "../../../components/ui/page.tsx";
import { PanelMessage } from "../../../components/ui/panel-message.tsx";
import { RowsSkeleton } from "../../../components/ui/skeletons.tsx";
import { showDone } from "../../../lib/desk/notices.ts";
import { useDeskSession } from "../../../lib/session/session-context.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { apiKeyTexts } from "../api-key-texts.ts";
import { settingsTexts } from "../settings-texts.ts";
import { ApiKeyTable } from "./api-key-table.tsx";
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
    mutationFn: ({ id }: ApiKey) => rest.call(revokeApiKey, { params: { apiKeyId: id } }),
    onSuccess: async (_, { name }) => {
      await keys.refetch();
      setEnding(null);
      showDone(t.ended(name));
    },
  });
  const create = (
    <Button look="primary" onClick={() => setIsCreating(true)}>
      <Plus aria-hidden="true" size={15} />
      {t.create}
    </Button>
  );
  return (
    <Page isWide title={title} description={t.description} actions={create}>
      <Loaded query={keys} skeleton={<RowsSkeleton rows={3} />}>
        {({ items }) => (
          <Card>
            {items.length === 0 ? (
              <PanelMessage icon={KeyRound} title={t.empty}>
                {t.emptyHint}
              </PanelMessage>
            ) : (
              <ApiKeyTable keys={items} onEnd={setEnding} />
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
        onConfirm={() => ending && revoke.mutate(ending)}
        onClose={() => setEnding(null)}
      />
    </Page>
  );
}

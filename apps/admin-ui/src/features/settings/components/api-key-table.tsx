import type { ApiKey } from "@chorus/contracts/routes/api-keys";
import { Badge } from "../../../components/ui/badge.tsx";
import { Button } from "../../../components/ui/button.tsx";
import { type Column, DataTable } from "../../../components/ui/data-table.tsx";
import { TimeAgo } from "../../../components/ui/time-ago.tsx";
import { useNowMs } from "../../../lib/browser/now.ts";
import { formatDate } from "../../../lib/language/format-time.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { apiKeyTexts } from "../api-key-texts.ts";

export function ApiKeyTable({ keys, onEnd }: { keys: readonly ApiKey[]; onEnd: (key: ApiKey) => void }) {
  const t = useTexts(apiKeyTexts);
  const columns: readonly Column<ApiKey>[] = [
    {
      name: "name",
      title: t.columns.name,
      renderCell: ({ name }) => <span className="font-medium break-words">{name}</span>,
    },
    {
      name: "scopes",
      title: t.columns.scopes,
      renderCell: ({ scopes }) => (
        <span className="flex flex-wrap gap-1">
          {scopes.map((scope) => (
            <span key={scope} title={t.scopeNames[scope]}>
              <Badge>{scope}</Badge>
            </span>
          ))}
        </span>
      ),
    },
    { name: "by", title: t.columns.by, renderCell: ({ createdBy }) => <bdi>{createdBy?.name ?? "–"}</bdi> },
    {
      name: "used",
      title: t.columns.used,
      renderCell: ({ lastUsedAt }) => (lastUsedAt ? <TimeAgo timestamp={lastUsedAt} /> : t.neverUsed),
    },
    { name: "expires", title: t.columns.expires, renderCell: ({ expiresAt }) => <Expiry expiresAt={expiresAt} /> },
    {
      name: "end",
      title: t.end,
      isTitleHidden: true,
      isEnd: true,
      renderCell: (key) => (
        <Button look="quiet" aria-label={t.endOf(key.name)} onClick={() => onEnd(key)} className="max-md:-ml-3">
          {t.end}
        </Button>
      ),
    },
  ];
  return <DataTable label={t.list} columns={columns} rows={keys} keyOf={({ id }) => id} />;
}

function Expiry({ expiresAt }: Pick<ApiKey, "expiresAt">) {
  const t = useTexts(apiKeyTexts);
  const nowMs = useNowMs();
  if (expiresAt === null) return t.noExpiry;
  if (Date.parse(expiresAt) <= nowMs) return <Badge tone="red">{t.expired}</Badge>;
  return <time dateTime={expiresAt}>{formatDate(expiresAt)}</time>;
}

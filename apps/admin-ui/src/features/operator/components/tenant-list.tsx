import { Building2, Plus, SearchX } from "lucide-react";
import { useDeferredValue, useState } from "react";
import { Badge } from "../../../components/ui/badge.tsx";
import { Button } from "../../../components/ui/button.tsx";
import { type Column, DataTable } from "../../../components/ui/data-table.tsx";
import { LoadMore } from "../../../components/ui/load-more.tsx";
import { Card, Loaded } from "../../../components/ui/page.tsx";
import { PanelMessage } from "../../../components/ui/panel-message.tsx";
import { SegmentedField } from "../../../components/ui/segmented-field.tsx";
import { RowsSkeleton } from "../../../components/ui/skeletons.tsx";
import { formatDate, formatMoment } from "../../../lib/language/format-time.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { type ListedTenant, type StatusFilter, useTenants } from "../api/use-tenants.ts";
import { operatorTexts } from "../operator-texts.ts";
import { CompanySearch } from "./company-search.tsx";
import { CreateTenantDialog } from "./create-tenant-dialog.tsx";
import { MostUsed } from "./most-used.tsx";
import { SignUpField } from "./sign-up-field.tsx";
import { TenantDialog } from "./tenant-dialog.tsx";

/** Every company, searched and paged on the server. */
export function TenantList() {
  const t = useTexts(operatorTexts).list;
  const [typed, setTyped] = useState("");
  const [status, setStatus] = useState<StatusFilter>("any");
  const [managed, setManaged] = useState<string | null>(null);
  const [isCreating, setIsCreating] = useState(false);
  const q = useDeferredValue(typed.trim());
  const tenants = useTenants({ q, status });
  const shown = tenants.data?.pages.flatMap((page) => page.items) ?? [];
  const chosen = shown.find(({ tenant }) => tenant.id === managed);
  const isFiltered = q !== "" || status !== "any";
  return (
    <>
      <SignUpField />
      <div className="flex flex-wrap items-end gap-3">
        <CompanySearch value={typed} onChange={setTyped} />
        <SegmentedField
          label={t.status}
          value={status}
          choices={(["any", "active", "suspended"] as const).map((value) => ({ value, label: t[value] }))}
          onChange={setStatus}
        />
        <Button look="primary" onClick={() => setIsCreating(true)}>
          <Plus aria-hidden="true" size={15} />
          {t.create}
        </Button>
      </div>
      <Loaded query={tenants} skeleton={<RowsSkeleton rows={8} />}>
        {() => (
          <Card>
            {shown.length === 0 ? (
              <PanelMessage icon={isFiltered ? SearchX : Building2} title={isFiltered ? t.nothingFound : t.empty}>
                {isFiltered ? t.nothingFoundHint : t.emptyHint}
              </PanelMessage>
            ) : (
              <TenantTable tenants={shown} onManage={setManaged} />
            )}
            <LoadMore query={tenants} />
          </Card>
        )}
      </Loaded>
      {isCreating && <CreateTenantDialog onClose={() => setIsCreating(false)} />}
      {chosen && <TenantDialog listed={chosen} onClose={() => setManaged(null)} />}
    </>
  );
}

function TenantTable(props: { tenants: readonly ListedTenant[]; onManage: (tenantId: string) => void }) {
  const texts = useTexts(operatorTexts);
  const t = texts.list;
  const columns: readonly Column<ListedTenant>[] = [
    {
      name: "name",
      title: t.name,
      renderCell: ({ tenant, status, isBeingDeleted }) => (
        <span className="block min-w-0 leading-tight">
          <span className="flex flex-wrap items-center gap-x-2">
            <bdi className="min-w-0 font-medium break-words">{tenant.name}</bdi>
            {isBeingDeleted ? (
              <Badge tone="red">{t.beingDeleted}</Badge>
            ) : (
              status === "suspended" && <Badge tone="red">{t.suspended}</Badge>
            )}
          </span>
          <span className="block truncate text-xs text-ink-3">{tenant.slug}</span>
        </span>
      ),
    },
    { name: "usage", title: t.usage, renderCell: ({ quotas }) => <MostUsed quotas={quotas} /> },
    {
      name: "created",
      title: t.created,
      renderCell: ({ createdAt }) => <time dateTime={createdAt}>{formatDate(createdAt)}</time>,
    },
    {
      name: "last",
      title: t.lastMessage,
      renderCell: ({ lastNewsAt }) =>
        lastNewsAt === null ? (
          <span className="text-ink-3">{t.never}</span>
        ) : (
          <time dateTime={lastNewsAt}>{formatMoment(lastNewsAt)}</time>
        ),
    },
    {
      name: "manage",
      title: t.manage,
      isTitleHidden: true,
      isEnd: true,
      renderCell: ({ tenant, isBeingDeleted }) =>
        !isBeingDeleted && (
          <Button
            look="quiet"
            aria-label={t.manageOf(tenant.name)}
            onClick={() => props.onManage(tenant.id)}
            className="max-md:-ml-3"
          >
            {t.manage}
          </Button>
        ),
    },
  ];
  return (
    <DataTable label={texts.tabs.companies} columns={columns} rows={props.tenants} keyOf={({ tenant }) => tenant.id} />
  );
}

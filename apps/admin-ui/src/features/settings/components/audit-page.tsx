import { useMutation } from "@tanstack/react-query";
import { Download, ScrollText } from "lucide-react";
import { useState } from "react";
import { Button } from "../../../components/ui/button.tsx";
import { LoadMore } from "../../../components/ui/load-more.tsx";
import { Card, Loaded, Page } from "../../../components/ui/page.tsx";
import { PanelMessage } from "../../../components/ui/panel-message.tsx";
import { RowsSkeleton } from "../../../components/ui/skeletons.tsx";
import { showDone, showNotice, showProblem } from "../../../lib/desk/notices.ts";
import { formatNumber } from "../../../lib/language/format-number.ts";
import { useDeskSession } from "../../../lib/session/session-context.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { usePeople } from "../../people/api/use-people.ts";
import { exportAuditLog } from "../api/export-audit-log.ts";
import { type AuditEntry, NO_FILTERS, useAuditLog } from "../api/use-audit-log.ts";
import { auditTexts } from "../audit-texts.ts";
import { settingsTexts } from "../settings-texts.ts";
import { AuditFilters } from "./audit-filters.tsx";
import { AuditTable } from "./audit-table.tsx";

export function AuditPage() {
  const t = useTexts(auditTexts);
  const title = useTexts(settingsTexts).sections.audit;
  const { rest } = useDeskSession();
  const [filters, setFilters] = useState(NO_FILTERS);
  const log = useAuditLog(filters);
  const people = usePeople();
  const names = new Map(people.data?.map((person) => [person.id, person.name]));
  const nameOf = ({ actor }: AuditEntry) => {
    if (actor.type === "operator") return t.operator;
    if (actor.type === "system") return t.system;
    if (actor.type === "api_key") return t.apiKey;
    return (actor.id && names.get(actor.id)) ?? t.formerPerson;
  };
  const save = useMutation({
    mutationFn: () => exportAuditLog(rest, filters, nameOf),
    onSuccess: ({ rows, isComplete }) =>
      isComplete ? showDone(t.exported(formatNumber(rows))) : showNotice(t.exportedPart(formatNumber(rows))),
    onError: showProblem,
  });
  const isFiltered = Object.values(filters).some(Boolean);
  return (
    <Page
      isWide
      title={title}
      description={t.description}
      actions={
        <Button isBusy={save.isPending} onClick={() => save.mutate()}>
          <Download aria-hidden="true" size={15} />
          {t.exportCsv}
        </Button>
      }
    >
      <AuditFilters filters={filters} people={people.data ?? []} onChange={setFilters} />
      <Loaded query={log} skeleton={<RowsSkeleton rows={10} />}>
        {({ pages }) => {
          const entries = pages.flatMap((page) => page.items);
          return (
            <Card>
              {entries.length === 0 ? (
                <PanelMessage icon={ScrollText} title={isFiltered ? t.emptyFiltered : t.empty}>
                  {!isFiltered && t.emptyHint}
                </PanelMessage>
              ) : (
                <AuditTable entries={entries} nameOf={nameOf} />
              )}
              <LoadMore query={log} />
            </Card>
          );
        }}
      </Loaded>
    </Page>
  );
}

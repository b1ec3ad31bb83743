import { Button } from "../../../components/ui/button.tsx";
import { DateField } from "../../../components/ui/date-field.tsx";
import { SelectField } from "../../../components/ui/select-field.tsx";
import { useTexts } from "../../../lib/language/texts.ts";
import { type AuditFilters as Filters, NO_FILTERS } from "../api/use-audit-log.ts";
import { auditTexts, NAMED_ACTIONS } from "../audit-texts.ts";

interface AuditFiltersProps {
  filters: Filters;
  people: readonly { id: string; name: string }[];
  onChange: (filters: Filters) => void;
}

export function AuditFilters({ filters, people, onChange }: AuditFiltersProps) {
  const t = useTexts(auditTexts);
  const set = (change: Partial<Filters>) => onChange({ ...filters, ...change });
  const isFiltered = Object.values(filters).some(Boolean);
  return (
    <form
      aria-label={t.filters}
      className="grid grid-cols-2 items-end gap-3 lg:grid-cols-[minmax(0,15rem)_minmax(0,12rem)_9rem_9rem_auto] lg:justify-start"
      onSubmit={(event) => event.preventDefault()}
    >
      <SelectField
        label={t.action}
        value={filters.action}
        onChange={(action) => set({ action })}
        choices={[
          { value: "", label: t.anyAction },
          ...NAMED_ACTIONS.map((action) => ({ value: action, label: t.actions[action] })),
        ]}
      />
      <SelectField
        label={t.actor}
        value={filters.actorId}
        onChange={(actorId) => set({ actorId })}
        choices={[{ value: "", label: t.anybody }, ...people.map(({ id, name }) => ({ value: id, label: name }))]}
      />
      <DateField label={t.from} value={filters.fromDay} max={filters.toDay} onChange={(fromDay) => set({ fromDay })} />
      <DateField label={t.to} value={filters.toDay} min={filters.fromDay} onChange={(toDay) => set({ toDay })} />
      {isFiltered && (
        <Button look="quiet" onClick={() => onChange(NO_FILTERS)}>
          {t.clear}
        </Button>
      )}
    </form>
  );
}

import { Button } from "../../../components/ui/button.tsx";
import { SelectField } from "../../../components/ui/select-field.tsx";
import { TextField } from "../../../components/ui/text-field.tsx";
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
      className="grid grid-cols-2 items-end gap-3 lg:grid-cols-[minmax(0,1.4fr)_minmax(0,1fr)_auto_auto]"
      onSubmit={(event) => event.preventDefault()}
    >
      <SelectField
        label={t.action}
        value={filters.action}
        onChange={(event) => set({ action: event.target.value })}
        choices={[
          { value: "", label: t.anyAction },
          ...NAMED_ACTIONS.map((action) => ({ value: action, label: t.actions[action] })),
        ]}
      />
      <SelectField
        label={t.actor}
        value={filters.actorId}
        onChange={(event) => set({ actorId: event.target.value })}
        choices={[{ value: "", label: t.anybody }, ...people.map(({ id, name }) => ({ value: id, label: name }))]}
      />
      <TextField
        label={t.from}
        type="date"
        value={filters.fromDay}
        max={filters.toDay || undefined}
        onChange={(event) => set({ fromDay: event.target.value })}
      />
      <TextField
        label={t.to}
        type="date"
        value={filters.toDay}
        min={filters.fromDay || undefined}
        onChange={(event) => set({ toDay: event.target.value })}
      />
      {isFiltered && (
        <Button look="quiet" className="h-10" onClick={() => onChange(NO_FILTERS)}>
          {t.clear}
        </Button>
      )}
    </form>
  );
}

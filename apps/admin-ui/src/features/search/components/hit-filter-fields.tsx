import { Button } from "../../../components/ui/button.tsx";
import { SelectField } from "../../../components/ui/select-field.tsx";
import { useTexts } from "../../../lib/language/texts.ts";
import { type HitFilters, NO_HIT_FILTERS, type Period, PERIODS } from "../narrow-hits.ts";
import { searchTexts } from "../search-texts.ts";

interface HitFilterFieldsProps {
  filters: HitFilters;
  agents: readonly { id: string; name: string }[];
  onChange: (filters: HitFilters) => void;
}

const STATUSES = ["queued", "open", "snoozed", "closed"] as const;

export function HitFilterFields({ filters, agents, onChange }: HitFilterFieldsProps) {
  const t = useTexts(searchTexts);
  const set = (change: Partial<HitFilters>) => onChange({ ...filters, ...change });
  const isFiltered = JSON.stringify(filters) !== JSON.stringify(NO_HIT_FILTERS);
  return (
    <fieldset aria-label={t.filters} className="flex min-w-0 flex-wrap gap-2">
      {isFiltered && (
        <Button look="quiet" onClick={() => onChange(NO_HIT_FILTERS)}>
          {t.clear}
        </Button>
      )}
      <SelectField
        isLabelHidden
        label={t.status}
        value={filters.status}
        onChange={(status) => set({ status })}
        choices={[
          { value: "" as const, label: t.anyStatus },
          ...STATUSES.map((value) => ({ value, label: t.statuses[value] })),
        ]}
      />
      <SelectField
        isLabelHidden
        label={t.agent}
        value={filters.agentId}
        onChange={(agentId) => set({ agentId })}
        choices={[
          { value: "", label: t.anyAgent },
          { value: "none", label: t.noAgent },
          ...agents.map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
      <SelectField
        isLabelHidden
        label={t.period}
        value={filters.period}
        onChange={(period) => set({ period })}
        choices={(Object.keys(PERIODS) as Period[]).map((value) => ({ value, label: t.periods[value] }))}
      />
    </fieldset>
  );
}

import { Plus, X } from "lucide-react";
import { Button } from "../../../components/ui/button.tsx";
import { IconButton } from "../../../components/ui/icon-button.tsx";
import { TextField } from "../../../components/ui/text-field.tsx";
import { formatNumber } from "../../../lib/language/format-number.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import type { OptionDraft, OptionProblem } from "../catalog/option-drafts.ts";
import { catalogTexts } from "../catalog-texts.ts";

/** As `PRODUCT_LIMITS` of the contracts. */
const MOST_OPTIONS = 5;
const OF_NAME: ReadonlySet<OptionProblem> = new Set(["name", "sameName"]);

interface OptionFieldsProps {
  options: readonly OptionDraft[];
  problems: ReadonlyMap<string, OptionProblem>;
  /** What the service says of them. */
  problem: string | undefined;
  onChange: (options: OptionDraft[]) => void;
}

/** The options of a product with their values: a variant has one value of each. */
export function OptionFields({ options, problems, problem, onChange }: OptionFieldsProps) {
  const t = useTexts(catalogTexts);
  const set = (key: string, change: Partial<OptionDraft>) =>
    onChange(options.map((option) => (option.key === key ? { ...option, ...change } : option)));
  return (
    <fieldset className="flex min-w-0 flex-col gap-3">
      <legend className="contents">
        <span className="block">
          <span className="block text-sm font-medium">{t.options}</span>
          <span className="block text-xs text-ink-3">{t.optionsHint}</span>
        </span>
      </legend>
      {options.map((option, index) => {
        const wrong = problems.get(option.key);
        const number = formatNumber(index + 1);
        return (
          <div key={option.key} className="flex items-start gap-2">
            <TextField
              label={t.optionName(number)}
              value={option.name}
              maxLength={40}
              problem={wrong && OF_NAME.has(wrong) ? t.optionProblems[wrong] : undefined}
              onChange={({ target }) => set(option.key, { name: target.value })}
              className="w-36 shrink-0 max-sm:w-28"
            />
            <TextField
              label={t.optionValues(number)}
              hint={index === 0 ? t.valuesHint : undefined}
              value={option.values}
              problem={wrong && !OF_NAME.has(wrong) ? t.optionProblems[wrong] : undefined}
              onChange={({ target }) => set(option.key, { values: target.value })}
              className="flex-1"
            />
            <IconButton
              label={t.removeOption(number)}
              className="mt-[26px]"
              onClick={() => onChange(options.filter(({ key }) => key !== option.key))}
            >
              <X aria-hidden="true" size={15} />
            </IconButton>
          </div>
        );
      })}
      {problem && <p className="text-xs text-red-ink">{problem}</p>}
      {options.length < MOST_OPTIONS && (
        <Button
          className="self-start"
          onClick={() => onChange([...options, { key: crypto.randomUUID(), name: "", values: "" }])}
        >
          <Plus aria-hidden="true" size={15} />
          {t.addOption}
        </Button>
      )}
    </fieldset>
  );
}

import { TextField } from "../../../components/ui/text-field.tsx";
import { useTexts } from "../../../lib/language/texts.ts";
import { operatorTexts } from "../operator-texts.ts";

/** Finds companies by name or short name, in every list of them. */
export function CompanySearch({ value, onChange }: { value: string; onChange: (typed: string) => void }) {
  const { list } = useTexts(operatorTexts);
  return (
    <TextField
      label={list.search}
      type="search"
      value={value}
      onChange={(event) => onChange(event.target.value)}
      maxLength={120}
      autoComplete="off"
      className="min-w-56 flex-1"
    />
  );
}

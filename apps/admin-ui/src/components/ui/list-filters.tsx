import type { ReactNode } from "react";
import { Button } from "./button.tsx";
import { FindField } from "./find-field.tsx";

interface ListFiltersProps<List extends { q?: string }> {
  /** What is shown now, as it stands in the address. */
  list: List;
  label: string;
  placeholder: string;
  maxCharacters: number;
  /** Takes everything away that narrows the list. */
  clear: string;
  onChange: (list: List) => void;
  /** Other fields; an empty value takes a filter away. */
  children: (set: (name: keyof List, value: string) => void) => ReactNode;
}

/** What narrows a list: a question, other fields, and a way back to all of it. */
export function ListFilters<List extends { q?: string }>(props: ListFiltersProps<List>) {
  const { list, label, placeholder, maxCharacters, clear, onChange, children } = props;
  const set = (name: keyof List, value: string) => {
    const { [name]: _, ...rest } = list;
    onChange((value === "" ? rest : { ...rest, [name]: value }) as List);
  };
  return (
    <search aria-label={label} className="grid grid-cols-2 items-end gap-3 md:flex md:[&>*]:w-56">
      <FindField
        key={list.q ?? ""}
        label={label}
        placeholder={placeholder}
        value={list.q ?? ""}
        maxLength={maxCharacters}
        onFind={(question) => set("q", question)}
        className="max-md:col-span-2"
      />
      {children(set)}
      {Object.keys(list).length > 0 && (
        <Button look="quiet" className="md:w-auto!" onClick={() => onChange({} as List)}>
          {clear}
        </Button>
      )}
    </search>
  );
}

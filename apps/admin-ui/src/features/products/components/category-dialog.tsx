import type { Category } from "@chorus/contracts/entities/catalogue";
import { type FormEvent, useState } from "react";
import { Button } from "../../../components/ui/button.tsx";
import { ConfirmDialog } from "../../../components/ui/confirm-dialog.tsx";
import { Dialog } from "../../../components/ui/dialog.tsx";
import { FormAlert } from "../../../components/ui/form-alert.tsx";
import { SelectField } from "../../../components/ui/select-field.tsx";
import { TextField } from "../../../components/ui/text-field.tsx";
import { uiTexts } from "../../../components/ui/ui-texts.ts";
import { useIntentKeys } from "../../../lib/desk/intent-keys.ts";
import { fieldProblem } from "../../../lib/language/field-problem.ts";
import { formatRefusal } from "../../../lib/language/format-refusal.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { useRemoveCategory, useSaveCategory } from "../api/use-catalog.ts";
import { pathsOf, treeOf } from "../catalog/category-tree.ts";
import { readCount } from "../catalog/read-count.ts";
import { catalogTexts } from "../catalog-texts.ts";

const MOST = 10_000;

interface CategoryDialogProps {
  /** Null makes a new one. */
  category: Category | null;
  categories: readonly Category[];
  onClose: () => void;
}

/** Name and place of a category. */
export function CategoryDialog({ category, categories, onClose }: CategoryDialogProps) {
  const t = useTexts(catalogTexts);
  const ui = useTexts(uiTexts);
  const save = useSaveCategory(category);
  const remove = useRemoveCategory();
  const keyFor = useIntentKeys();
  const [name, setName] = useState(category?.name ?? "");
  const [parentId, setParentId] = useState(category?.parentId ?? "");
  const [position, setPosition] = useState(String(category?.position ?? 0));
  const [isRemoving, setIsRemoving] = useState(false);
  const at = readCount(position, MOST);
  const nameProblem = fieldProblem(save.error, "name");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (at === null) return;
    const draft = { name: name.trim(), parentId: parentId === "" ? null : parentId, position: at };
    save.mutate({ draft, key: keyFor(draft) }, { onSuccess: onClose });
  };
  // Never below itself.
  const places = pathsOf(treeOf(categories), category?.id ?? null);
  return (
    <>
      <Dialog title={category ? t.editCategory(category.name) : t.newCategory} isOpen={!isRemoving} onClose={onClose}>
        <form onSubmit={submit} className="flex flex-col gap-4">
          <TextField
            label={t.name}
            value={name}
            maxLength={80}
            required
            problem={nameProblem}
            onChange={({ target }) => setName(target.value)}
          />
          <SelectField
            label={t.below}
            value={parentId}
            onChange={setParentId}
            choices={[{ value: "", label: t.atTop }, ...places.map(({ id, path }) => ({ value: id, label: path }))]}
          />
          <TextField
            label={t.position}
            hint={t.positionHint}
            value={position}
            inputMode="numeric"
            maxLength={5}
            problem={at === null ? t.badNumber(String(MOST)) : fieldProblem(save.error, "position")}
            onChange={({ target }) => setPosition(target.value)}
          />
          {save.error && nameProblem === undefined && (
            <FormAlert>{formatRefusal(save.error, t.categoryRefused)}</FormAlert>
          )}
          <div className="flex gap-2">
            {category && (
              <Button look="danger" onClick={() => setIsRemoving(true)}>
                {t.remove}
              </Button>
            )}
            <Button className="ml-auto" onClick={onClose}>
              {ui.cancel}
            </Button>
            <Button type="submit" look="primary" isBusy={save.isPending} disabled={at === null}>
              {category ? ui.save : t.add}
            </Button>
          </div>
        </form>
      </Dialog>
      <ConfirmDialog
        title={t.removeTitle(category?.name ?? "")}
        text={t.removeText}
        confirm={t.remove}
        isOpen={isRemoving}
        isBusy={remove.isPending}
        error={remove.error}
        onConfirm={() => category && remove.mutate(category.id, { onSuccess: onClose })}
        onClose={() => {
          remove.reset();
          setIsRemoving(false);
        }}
      />
    </>
  );
}

import type { Product } from "@chorus/contracts/entities/catalogue";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { Button } from "../../../components/ui/button.tsx";
import { Checkbox } from "../../../components/ui/checkbox.tsx";
import { Dialog } from "../../../components/ui/dialog.tsx";
import { FormAlert } from "../../../components/ui/form-alert.tsx";
import { TextArea } from "../../../components/ui/text-area.tsx";
import { TextField } from "../../../components/ui/text-field.tsx";
import { uiTexts } from "../../../components/ui/ui-texts.ts";
import { useIntentKeys } from "../../../lib/desk/intent-keys.ts";
import { fieldProblem } from "../../../lib/language/field-problem.ts";
import { formatRefusal } from "../../../lib/language/format-refusal.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { useSaveProduct } from "../api/use-catalog.ts";
import { useCategories } from "../api/use-products.ts";
import { pathsOf, treeOf } from "../catalog/category-tree.ts";
import { problemsOf, toDrafts, toOptions } from "../catalog/option-drafts.ts";
import { catalogTexts } from "../catalog-texts.ts";
import { OptionFields } from "./option-fields.tsx";

interface ProductDialogProps {
  /** Null makes a new one, whose page is shown then. */
  product: Product | null;
  onClose: () => void;
}

/** What a product is: title, description, categories, and the options that its variants differ in. */
export function ProductDialog({ product, onClose }: ProductDialogProps) {
  const t = useTexts(catalogTexts);
  const ui = useTexts(uiTexts);
  const navigate = useNavigate();
  const save = useSaveProduct(product);
  const keyFor = useIntentKeys();
  const [title, setTitle] = useState(product?.title ?? "");
  const [description, setDescription] = useState(product?.description ?? "");
  const [categoryIds, setCategoryIds] = useState<readonly string[]>(product?.categoryIds ?? []);
  const [options, setOptions] = useState(() => toDrafts(product?.options ?? []));
  const problems = problemsOf(options);
  const titleProblem = fieldProblem(save.error, "title");
  const descriptionProblem = fieldProblem(save.error, "description");
  const optionProblem = fieldProblem(save.error, "options");
  const isSaid = [titleProblem, descriptionProblem, optionProblem].some((problem) => problem !== undefined);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (problems.size > 0) return;
    const draft = { title: title.trim(), description, categoryIds: [...categoryIds], options: toOptions(options) };
    save.mutate(
      { draft, key: keyFor(draft) },
      {
        onSuccess: ({ slug }) => {
          onClose();
          if (!product) void navigate({ to: "/products/$slug", params: { slug } });
        },
      },
    );
  };
  return (
    <Dialog
      title={product ? t.editProduct : t.newProduct}
      {...(!product && { description: t.newProductText })}
      isOpen
      isWide
      onClose={onClose}
    >
      <form onSubmit={submit} className="flex flex-col gap-4">
        <TextField
          label={t.productTitle}
          value={title}
          maxLength={200}
          required
          problem={titleProblem}
          onChange={({ target }) => setTitle(target.value)}
        />
        <TextArea
          label={t.description}
          rows={4}
          value={description}
          maxCharacters={20_000}
          problem={descriptionProblem}
          onChange={setDescription}
        />
        <CategoryField ids={categoryIds} onChange={setCategoryIds} />
        <OptionFields options={options} problems={problems} problem={optionProblem} onChange={setOptions} />
        {save.error && !isSaid && <FormAlert>{formatRefusal(save.error, t.productRefused)}</FormAlert>}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{ui.cancel}</Button>
          <Button type="submit" look="primary" isBusy={save.isPending} disabled={problems.size > 0}>
            {product ? ui.save : t.makeProduct}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function CategoryField({ ids, onChange }: { ids: readonly string[]; onChange: (ids: readonly string[]) => void }) {
  const t = useTexts(catalogTexts);
  const categories = useCategories().data;
  if (categories?.length === 0) return <p className="text-sm text-ink-3">{t.noCategoriesYet}</p>;
  const toggle = (id: string) => onChange(ids.includes(id) ? ids.filter((other) => other !== id) : [...ids, id]);
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1.5 text-sm font-medium">{t.categories}</legend>
      <div className="flex max-h-40 flex-col gap-1.5 overflow-y-auto rounded-control border border-line px-3 py-2">
        {pathsOf(treeOf(categories ?? [])).map(({ id, path }) => (
          <Checkbox key={id} label={path} isChecked={ids.includes(id)} onChange={() => toggle(id)} />
        ))}
      </div>
    </fieldset>
  );
}

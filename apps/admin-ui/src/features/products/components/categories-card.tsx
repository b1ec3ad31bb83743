import type { Category } from "@chorus/contracts/entities/catalogue";
import { FolderTree, Pencil, Plus } from "lucide-react";
import { useState } from "react";
import { Button } from "../../../components/ui/button.tsx";
import { IconButton } from "../../../components/ui/icon-button.tsx";
import { Card, Loaded } from "../../../components/ui/page.tsx";
import { PanelMessage } from "../../../components/ui/panel-message.tsx";
import { RowsSkeleton } from "../../../components/ui/skeletons.tsx";
import { classNames } from "../../../lib/browser/class-names.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { useCategories } from "../api/use-products.ts";
import { type CategoryNode, treeOf } from "../catalog/category-tree.ts";
import { catalogTexts } from "../catalog-texts.ts";
import { CategoryDialog } from "./category-dialog.tsx";

/** The categories of the shop as a tree. */
export function CategoriesCard({ canManage }: { canManage: boolean }) {
  const t = useTexts(catalogTexts);
  const categories = useCategories();
  const [edited, setEdited] = useState<Category | "new" | null>(null);
  const add = canManage && (
    <Button look="quiet" className="-mr-2 h-7 px-2" onClick={() => setEdited("new")}>
      <Plus aria-hidden="true" size={15} />
      {t.newCategory}
    </Button>
  );
  return (
    <>
      <Loaded query={categories} skeleton={<RowsSkeleton rows={5} />}>
        {(all) => (
          <Card title={t.categories} {...(all.length > 0 && { action: add })}>
            {all.length === 0 ? (
              <PanelMessage icon={FolderTree} title={t.noCategories} action={add}>
                {t.noCategoriesHint}
              </PanelMessage>
            ) : (
              <Branch label={t.categories} nodes={treeOf(all)} depth={0} onEdit={canManage ? setEdited : null} />
            )}
          </Card>
        )}
      </Loaded>
      {edited && (
        <CategoryDialog
          category={edited === "new" ? null : edited}
          categories={categories.data ?? []}
          onClose={() => setEdited(null)}
        />
      )}
    </>
  );
}

interface BranchProps {
  label: string;
  nodes: readonly CategoryNode[];
  depth: number;
  onEdit: ((category: Category) => void) | null;
}

/** What is deeper than this is not moved further in, so that names keep their room. */
const DEEPEST = 6;

function Branch({ label, nodes, depth, onEdit }: BranchProps) {
  const t = useTexts(catalogTexts);
  return (
    <ul aria-label={label}>
      {nodes.map(({ category, below }, index) => (
        <li key={category.id}>
          <div
            className={classNames(
              "flex min-h-10 items-center gap-2 border-line px-4 py-1 text-sm hover:bg-hover md:px-5",
              (depth > 0 || index > 0) && "border-t",
            )}
            style={{ paddingInlineStart: 20 + Math.min(depth, DEEPEST) * 20 }}
          >
            <bdi className="min-w-0 flex-1 break-words">{category.name}</bdi>
            {onEdit && (
              <IconButton label={t.editCategory(category.name)} onClick={() => onEdit(category)}>
                <Pencil aria-hidden="true" size={14} />
              </IconButton>
            )}
          </div>
          {below.length > 0 && (
            <Branch label={t.belowOf(category.name)} nodes={below} depth={depth + 1} onEdit={onEdit} />
          )}
        </li>
      ))}
    </ul>
  );
}

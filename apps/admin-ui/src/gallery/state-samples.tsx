import { CircleAlert, Inbox } from "lucide-react";
import { useState } from "react";
import { Button } from "../components/ui/button.tsx";
import { Card } from "../components/ui/card.tsx";
import { ConfirmDialog } from "../components/ui/confirm-dialog.tsx";
import { FormAlert } from "../components/ui/form-alert.tsx";
import { PanelMessage } from "../components/ui/panel-message.tsx";
import { SaveBar } from "../components/ui/save-bar.tsx";
import { SecretOnce } from "../components/ui/secret-once.tsx";
import { FiguresSkeleton, FormSkeleton, RowsSkeleton } from "../components/ui/skeletons.tsx";
import { uiTexts } from "../components/ui/ui-texts.ts";
import { showDone, showNotice } from "../lib/desk/notices.ts";
import { useTexts } from "../lib/language/texts.ts";
import { galleryTexts } from "./gallery-texts.ts";

const nothing = () => undefined;

export function StateSamples() {
  const t = useTexts(galleryTexts);
  const ui = useTexts(uiTexts);
  return (
    <>
      <Card>
        <PanelMessage icon={Inbox} title={t.empty} action={<Button look="primary">{t.items.open}</Button>}>
          {t.emptyText}
        </PanelMessage>
      </Card>
      <Card>
        <PanelMessage icon={CircleAlert} title={t.error} action={<Button>{ui.tryAgain}</Button>}>
          {t.emptyText}
        </PanelMessage>
      </Card>
      <FormAlert>{t.error}</FormAlert>
      <FiguresSkeleton />
      <RowsSkeleton rows={2} hasFaces />
      <FormSkeleton fields={2} />
    </>
  );
}

export function MessageSamples() {
  const t = useTexts(galleryTexts);
  const ui = useTexts(uiTexts);
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <SecretOnce label={t.secret} secret="0123456789abcdef0123456789abcdef" hint={t.secretHint} />
      <div className="flex flex-wrap gap-2">
        <Button onClick={() => setIsOpen(true)}>{t.dialog}</Button>
        <Button onClick={() => showDone(ui.saved, nothing)}>{ui.saved}</Button>
        <Button onClick={() => showNotice(t.error)}>{t.error}</Button>
      </div>
      <SaveBar isChanged saving={{ isPending: false, error: null }} onDiscard={nothing} />
      <ConfirmDialog
        title={t.dialog}
        text={t.dialogText}
        confirm={t.confirm}
        isOpen={isOpen}
        isBusy={false}
        onConfirm={() => setIsOpen(false)}
        onClose={() => setIsOpen(false)}
      />
    </>
  );
}

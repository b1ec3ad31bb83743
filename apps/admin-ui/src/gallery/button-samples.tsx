import { Plus } from "lucide-react";
import { useState } from "react";
import { Button } from "../components/ui/button.tsx";
import { CopyButton } from "../components/ui/copy-button.tsx";
import { IconButton } from "../components/ui/icon-button.tsx";
import { Key } from "../components/ui/key.tsx";
import { Menu, MenuItem, MenuSeparator } from "../components/ui/menu.tsx";
import { Tabs } from "../components/ui/tabs.tsx";
import { useTexts } from "../lib/language/texts.ts";
import { galleryTexts } from "./gallery-texts.ts";

const LOOKS = ["primary", "secondary", "quiet", "danger", "note"] as const;
const nothing = () => undefined;

export function ButtonSamples() {
  const t = useTexts(galleryTexts);
  return (
    <>
      <div className="flex flex-wrap gap-2">
        {LOOKS.map((look) => (
          <Button key={look} look={look}>
            {t.buttons[look]}
          </Button>
        ))}
      </div>
      <div className="flex flex-wrap items-center gap-2">
        <Button look="primary" isBusy>
          {t.buttons.busy}
        </Button>
        <Button look="primary" disabled>
          {t.buttons.disabled}
        </Button>
        <Button disabled>{t.buttons.disabled}</Button>
        <IconButton label={t.name}>
          <Plus aria-hidden="true" size={16} />
        </IconButton>
        <CopyButton text={t.name} />
        <Key>{t.keys}</Key>
      </div>
    </>
  );
}

export function NavigationSamples() {
  const t = useTexts(galleryTexts);
  const [tab, setTab] = useState<"all" | "failed" | "held">("all");
  return (
    <>
      <Tabs
        label={t.sections.navigation}
        current={tab}
        onChange={setTab}
        tabs={[
          { name: "all", label: t.tabs.all },
          { name: "failed", label: t.tabs.failed, count: 3 },
          { name: "held", label: t.tabs.held },
        ]}
      >
        <p className="text-sm">{t.tabs[tab]}</p>
      </Tabs>
      <Menu align="start" trigger={<Button className="self-start">{t.menu}</Button>}>
        <MenuItem onSelect={nothing}>{t.items.open}</MenuItem>
        <MenuSeparator />
        <MenuItem onSelect={nothing} disabled>
          {t.items.close}
        </MenuItem>
      </Menu>
    </>
  );
}

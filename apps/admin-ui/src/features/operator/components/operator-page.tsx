import { useEffect, useState } from "react";
import { Button } from "../../../components/ui/button.tsx";
import { Page } from "../../../components/ui/page.tsx";
import { Tabs } from "../../../components/ui/tabs.tsx";
import { useTexts } from "../../../lib/language/texts.ts";
import { useOperator } from "../api/operator-session.ts";
import { operatorTexts } from "../operator-texts.ts";
import { FlagList } from "./flag-list.tsx";
import { LatencyList } from "./latency-list.tsx";
import { OperatorLog } from "./operator-log.tsx";
import { Platform } from "./platform.tsx";
import { TenantList } from "./tenant-list.tsx";

const TABS = ["companies", "latency", "flags", "platform", "log"] as const;

/** Companies, how quickly they are served, features of all, health and the log of the installation. */
export function OperatorPage() {
  const t = useTexts(operatorTexts);
  const { signOut } = useOperator();
  const [tab, setTab] = useState<(typeof TABS)[number]>("companies");
  useEffect(() => {
    document.title = `${t.title} – Chorus`;
  }, [t.title]);
  return (
    <main className="h-full overflow-y-auto bg-canvas">
      <Page isWide title={t.title} actions={<Button onClick={signOut}>{t.signOut}</Button>}>
        <Tabs
          label={t.title}
          tabs={TABS.map((name) => ({ name, label: t.tabs[name] }))}
          current={tab}
          onChange={setTab}
        >
          {tab === "companies" && <TenantList />}
          {tab === "latency" && <LatencyList />}
          {tab === "flags" && <FlagList tenantId={null} hint={t.flags.forAll} />}
          {tab === "platform" && <Platform />}
          {tab === "log" && <OperatorLog />}
        </Tabs>
      </Page>
    </main>
  );
}

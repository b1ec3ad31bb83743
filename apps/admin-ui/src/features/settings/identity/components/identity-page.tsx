import { useState } from "react";
import { CodeSample } from "../../../../components/ui/code-sample.tsx";
import { Section } from "../../../../components/ui/card.tsx";
import { Card, Loaded, Page } from "../../../../components/ui/page.tsx";
import { Tabs } from "../../../../components/ui/tabs.tsx";
import { FormSkeleton } from "../../../../components/ui/skeletons.tsx";
import { useTexts } from "../../../../lib/language/texts.ts";
import { useTenant } from "../../api/use-tenant.ts";
import { settingsTexts } from "../../settings-texts.ts";
import { identityTexts } from "../identity-texts.ts";
import { PASSING_SAMPLE, SAMPLE_LANGUAGES, type SampleLanguage, signingSample } from "../samples.ts";
import { IdentitySecret } from "./identity-secret.tsx";
import { TokenCheck } from "./token-check.tsx";

/** How a shop tells who its customers are, step by step. */
export function IdentityPage() {
  const title = useTexts(settingsTexts).sections.identity;
  const t = useTexts(identityTexts);
  const tenant = useTenant();
  const [language, setLanguage] = useState<SampleLanguage>("Node");
  return (
    <Page title={title} description={t.description}>
      <Loaded query={tenant} skeleton={<FormSkeleton />}>
        {({ widgetKey }) => (
          <Card>
            <Section title={t.steps.secret} hint={t.steps.secretHint}>
              <IdentitySecret />
            </Section>
            <Section title={t.steps.sign} hint={t.steps.signHint}>
              <div className="flex min-w-0 flex-col gap-2">
                <Tabs
                  label={t.languages}
                  tabs={SAMPLE_LANGUAGES.map((name) => ({ name, label: name }))}
                  current={language}
                  onChange={setLanguage}
                >
                  <CodeSample code={signingSample(language, widgetKey)} />
                </Tabs>
              </div>
            </Section>
            <Section title={t.steps.pass} hint={t.steps.passHint}>
              <CodeSample code={PASSING_SAMPLE} />
            </Section>
            <Section title={t.steps.check} hint={t.steps.checkHint}>
              <TokenCheck widgetKey={widgetKey} />
            </Section>
          </Card>
        )}
      </Loaded>
    </Page>
  );
}

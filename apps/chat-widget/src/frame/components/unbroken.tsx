import type { ComponentChildren } from "preact";
import { useErrorBoundary } from "preact/hooks";
import { translate } from "../state/language.ts";
import type { ParentPage } from "../state/parent-page.ts";
import { Header } from "./header.tsx";

interface UnbrokenProps {
  page: ParentPage;
  children: ComponentChildren;
}

/** Instead of a panel that shows nothing any more: a way out, and one to load it anew. */
export function Unbroken({ page, children }: UnbrokenProps) {
  const [error] = useErrorBoundary();
  if (error === undefined) return <>{children}</>;
  return (
    <main class="panel">
      <Header title={translate("chat")} onClose={() => page.send({ chorus: 1, type: "close" })} />
      <section class="notice" role="alert">
        <p>{translate("broken")}</p>
        <button type="button" class="primary" onClick={() => window.location.reload()}>
          {translate("tryAgain")}
        </button>
      </section>
    </main>
  );
}

import type { ComponentChildren } from "preact";
import { useErrorBoundary } from "preact/hooks";
import { translate } from "../state/language.ts";

interface UnbrokenProps {
  children: ComponentChildren;
  onBroken: () => void;
}

/** Instead of a panel that shows nothing any more: a way to load it anew. */
export function Unbroken({ children, onBroken }: UnbrokenProps) {
  const [error] = useErrorBoundary(onBroken);
  if (error === undefined) return <>{children}</>;
  return (
    <main class="panel">
      <section class="notice" role="alert">
        <p>{translate("broken")}</p>
        <button type="button" class="primary" onClick={() => window.location.reload()}>
          {translate("tryAgain")}
        </button>
      </section>
    </main>
  );
}

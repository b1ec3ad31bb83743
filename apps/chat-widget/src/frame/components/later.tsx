import type { ComponentType, VNode } from "preact";
import { useEffect, useState } from "preact/hooks";

/** A part that few people see: it is loaded when it is shown, and again when that failed. */
export function later<Props extends object>(load: () => Promise<ComponentType<Props>>): (props: Props) => VNode | null {
  let loaded: ComponentType<Props> | null = null;
  return function Later(props) {
    const [Part, setPart] = useState(() => loaded);
    useEffect(() => {
      if (Part) return;
      load().then(
        (part) => setPart(() => (loaded = part)),
        // What is missing is asked for again when it is shown the next time.
        () => undefined,
      );
    }, [Part]);
    return Part && <Part {...props} />;
  };
}

import { Link, Outlet, useLocation } from "@tanstack/react-router";
import { classNames } from "../../../lib/browser/class-names.ts";
import { revealInStrip } from "../../../lib/browser/reveal.ts";
import { useDeskSession } from "../../../lib/session/session-context.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { sectionsFor } from "../sections.ts";
import { settingsTexts } from "../settings-texts.ts";
import { NoSuchSetting } from "./no-such-setting.tsx";

/** The sections on the left (above on a phone), the chosen one beside it. */
export function SettingsLayout() {
  const t = useTexts(settingsTexts);
  const { user } = useDeskSession();
  const { pathname } = useLocation();
  const sections = sectionsFor(user.role);
  const isAllowed = sections.some((section) => pathname.startsWith(section.path));
  return (
    <div className="flex min-h-0 min-w-0 flex-1 bg-sunken max-md:flex-col">
      <nav
        aria-label={t.title}
        className="flex shrink-0 gap-0.5 border-line bg-surface p-2 max-md:overflow-x-auto max-md:border-b md:w-56 md:flex-col md:border-r md:px-3 md:py-4"
      >
        <p className="px-2.5 pb-2 text-title font-semibold tracking-tight max-md:hidden">{t.title}</p>
        {sections.map(({ name, path, icon: Icon }) => {
          const isCurrent = pathname.startsWith(path);
          return (
            <Link
              key={path}
              to={path}
              ref={isCurrent ? revealInStrip : undefined}
              aria-current={isCurrent ? "page" : undefined}
              className={classNames(
                "flex h-9 shrink-0 items-center gap-2.5 rounded-control px-2.5 text-sm whitespace-nowrap transition-colors duration-150",
                isCurrent ? "bg-accent-soft font-medium text-accent-text" : "text-ink-soft hover:bg-hover",
              )}
            >
              <Icon aria-hidden="true" size={16} strokeWidth={1.9} className="shrink-0" />
              {t.sections[name]}
            </Link>
          );
        })}
      </nav>
      <main className="min-h-0 min-w-0 flex-1 overflow-y-auto">{isAllowed ? <Outlet /> : <NoSuchSetting />}</main>
    </div>
  );
}

import { Link, Outlet, useLocation } from "@tanstack/react-router";
import { Fragment } from "react";
import { classNames } from "../../../lib/browser/class-names.ts";
import { revealInStrip } from "../../../lib/browser/reveal.ts";
import { useDeskSession } from "../../../lib/session/session-context.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { type SettingsSection, sectionsFor } from "../sections.ts";
import { settingsTexts } from "../settings-texts.ts";
import { NoSuchSetting } from "./no-such-setting.tsx";

/** The sections on the left (above on a phone), the chosen one beside it. */
export function SettingsLayout() {
  const t = useTexts(settingsTexts);
  const { user } = useDeskSession();
  const { pathname } = useLocation();
  const sections = sectionsFor(user.role);
  const isAllowed = sections.some((section) => pathname.startsWith(section.path));
  const groups = [...new Set(sections.map(({ group }) => group))];
  return (
    <div className="flex min-h-0 min-w-0 flex-1 bg-canvas max-md:flex-col">
      <nav
        aria-label={t.title}
        className="flex shrink-0 border-line bg-canvas max-md:gap-1 max-md:overflow-x-auto max-md:border-b max-md:p-2 md:w-[232px] md:flex-col md:overflow-y-auto md:border-r md:px-3 md:pb-4"
      >
        <p className="flex h-14 shrink-0 items-center px-2 text-title font-semibold tracking-tight max-md:hidden">
          {t.title}
        </p>
        {groups.map((group) => (
          <Fragment key={group}>
            <h2 className="flex h-6 shrink-0 items-center px-2 text-tiny font-medium text-ink-3 not-first-of-type:mt-3 max-md:sr-only">
              {t.groups[group]}
            </h2>
            {sections
              .filter((section) => section.group === group)
              .map((section) => (
                <SectionLink key={section.path} section={section} isCurrent={pathname.startsWith(section.path)} />
              ))}
          </Fragment>
        ))}
      </nav>
      <main className="min-h-0 min-w-0 flex-1 overflow-y-auto">{isAllowed ? <Outlet /> : <NoSuchSetting />}</main>
    </div>
  );
}

function SectionLink({ section, isCurrent }: { section: SettingsSection; isCurrent: boolean }) {
  const t = useTexts(settingsTexts);
  const { name, path, icon: Icon } = section;
  return (
    <Link
      to={path}
      ref={isCurrent ? revealInStrip : undefined}
      aria-current={isCurrent ? "page" : undefined}
      className={classNames(
        "flex h-7 shrink-0 items-center gap-2 rounded-control px-2 text-sm font-medium whitespace-nowrap max-md:h-9",
        isCurrent ? "bg-accent-soft text-accent-ink" : "text-ink-2 hover:bg-hover hover:text-ink",
      )}
    >
      <Icon aria-hidden="true" size={15} strokeWidth={1.75} className="shrink-0" />
      {t.sections[name]}
    </Link>
  );
}

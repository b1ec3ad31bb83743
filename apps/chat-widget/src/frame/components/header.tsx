interface HeaderProps {
  title: string;
  /** Who is there; empty while nobody knows. */
  subtitle: string;
  onClose: () => void;
}

export function Header({ title, subtitle, onClose }: HeaderProps) {
  return (
    <header class="header">
      <span class="avatar" aria-hidden="true">
        {initialsOf(title)}
      </span>
      <div class="who">
        <h1>{title}</h1>
        {subtitle && <p>{subtitle}</p>}
      </div>
      <button type="button" class="icon" aria-label="Close chat" title="Close (Esc)" onClick={onClose}>
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <path d="m6 6 12 12M18 6 6 18" />
        </svg>
      </button>
    </header>
  );
}

function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter(Boolean);
  return [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => word?.[0] ?? "").join("");
}

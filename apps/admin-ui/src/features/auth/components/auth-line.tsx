/** One sentence with a way elsewhere, below a page before signing in. */
export function AuthLine({ text, href, link }: { text: string; href: string; link: string }) {
  return (
    <p className="text-ink-2">
      {text}{" "}
      <a href={href} className="font-medium text-accent-ink hover:underline">
        {link}
      </a>
    </p>
  );
}

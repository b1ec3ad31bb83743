interface ProgressProps {
  label: string;
  /** 0 to 1; null while it is not known how long it takes. */
  share: number | null;
}

/** How far something has come. */
export function Progress({ label, share }: ProgressProps) {
  return (
    <progress
      aria-label={label}
      max={1}
      {...(share !== null && { value: share })}
      className="block h-1.5 w-full appearance-none overflow-hidden rounded-full bg-line indeterminate:animate-wait indeterminate:bg-accent [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-transparent [&::-webkit-progress-value]:rounded-full [&::-webkit-progress-value]:bg-accent"
    />
  );
}

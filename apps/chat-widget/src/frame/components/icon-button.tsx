import { Icon, type IconName } from "./icon.tsx";

interface IconButtonProps {
  icon: IconName;
  label: string;
  /** Beside the label, such as its key. */
  hint?: string;
  onClick: () => void;
}

export function IconButton({ icon, label, hint, onClick }: IconButtonProps) {
  return (
    <button type="button" class="tool" aria-label={label} title={hint ?? label} onClick={onClick}>
      <Icon name={icon} />
    </button>
  );
}

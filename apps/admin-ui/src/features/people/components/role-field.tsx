import { USER_ROLES, type UserRole } from "@chorus/contracts/permissions";
import { SelectField } from "../../../components/ui/select-field.tsx";
import { useDeskSession } from "../../../lib/session/session-context.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { peopleTexts } from "../people-texts.ts";

interface RoleFieldProps {
  value: UserRole;
  onChange: (role: UserRole) => void;
  disabled?: boolean;
}

/** Only owners may choose the role of an owner. */
export function RoleField({ value, onChange, disabled }: RoleFieldProps) {
  const t = useTexts(peopleTexts);
  const { user } = useDeskSession();
  const roles = USER_ROLES.filter((role) => role !== "owner" || user.role === "owner" || value === "owner");
  return (
    <SelectField
      label={t.role}
      value={value}
      disabled={disabled}
      choices={roles.map((role) => ({ value: role, label: t.roles[role] }))}
      hint={t.rolesExplained[value]}
      onChange={onChange}
    />
  );
}

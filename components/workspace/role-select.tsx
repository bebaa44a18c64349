"use client";

import { useTranslations } from "next-intl";
import { type Role, roles } from "../../lib/core/scope.ts";
import { Select } from "../ui/field.tsx";

interface RoleSelectProps {
  readonly value: Role;
  readonly onChange: (role: Role) => void;
  readonly label?: string;
  readonly ids?: { readonly id: string; readonly "aria-describedby": string };
}

export function RoleSelect({ value, onChange, label, ids }: RoleSelectProps) {
  const t = useTranslations("shell");
  return (
    <Select {...ids} aria-label={label} value={value} onChange={(event) => onChange(event.target.value as Role)}>
      {roles.map((role) => (
        <option key={role} value={role}>
          {t(`role.${role}`)}
        </option>
      ))}
    </Select>
  );
}

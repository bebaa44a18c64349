"use client";

import { useTranslations } from "next-intl";
import { type Role, roles } from "../../lib/core/scope.ts";
import { Field, Select } from "../ui/field.tsx";

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

/** With its label, and what the chosen role may do. */
export function RoleField({ value, onChange }: Pick<RoleSelectProps, "value" | "onChange">) {
  const t = useTranslations("workspace");
  return (
    <Field label={t("role")} help={t(`roleHelp.${value}`)}>
      {({ "aria-invalid": _, ...ids }) => <RoleSelect ids={ids} value={value} onChange={onChange} />}
    </Field>
  );
}

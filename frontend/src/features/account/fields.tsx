import { PasswordInput, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";

interface FieldProps {
  value: string;
  onChange: (value: string) => void;
  error?: string;
  autoFocus?: boolean;
}

export function EmailField({ value, onChange, error, readOnly }: FieldProps & { readOnly?: boolean }) {
  const { t } = useTranslation("account");
  return (
    <TextInput
      type="email"
      name="email"
      autoComplete="username"
      label={t("email")}
      required
      withAsterisk={false}
      maxLength={254}
      readOnly={readOnly}
      value={value}
      error={error}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

export function NameField({ value, onChange, error }: FieldProps) {
  const { t } = useTranslation("account");
  return (
    <TextInput
      name="name"
      autoComplete="name"
      label={t("name")}
      required
      withAsterisk={false}
      maxLength={120}
      value={value}
      error={error}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

interface PasswordProps extends FieldProps {
  /** A new password is explained, and remembered as one by the browser. */
  fresh?: boolean;
  label?: string;
}

export function PasswordField({ value, onChange, error, fresh, label }: PasswordProps) {
  const { t } = useTranslation("account");
  return (
    <PasswordInput
      name="password"
      autoComplete={fresh ? "new-password" : "current-password"}
      label={label ?? t("password")}
      description={fresh ? t("passwordHint") : undefined}
      required
      withAsterisk={false}
      maxLength={256}
      value={value}
      error={error}
      onChange={(event) => onChange(event.currentTarget.value)}
      visibilityToggleButtonProps={{ "aria-label": t("showPassword"), tabIndex: 0 }}
    />
  );
}

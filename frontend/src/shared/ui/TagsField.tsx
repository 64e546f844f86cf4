import { TagsInput, type TagsInputProps } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

type Props = Omit<TagsInputProps, "maxTags" | "searchValue" | "onSearchChange" | "onChange" | "value"> & {
  value: string[];
  onChange: (tags: string[]) => void;
  /** How many there may be. One more is refused with a message, and stays in the field to be kept or taken back. */
  most: number;
};

/** Words one by one: keywords, certifications, countries. */
export function TagsField({ value, onChange, most, error, ...rest }: Props) {
  const { t } = useTranslation("shared");
  const [typed, setTyped] = useState("");
  const [refused, setRefused] = useState<string>();
  const change = (tags: string[]) => {
    if (tags.length <= most) {
      setRefused(undefined);
      onChange(tags);
      return;
    }
    const rest = tags.slice(most).join(", ");
    onChange(tags.slice(0, most));
    setRefused(rest);
  };
  return (
    <TagsInput
      {...rest}
      value={value}
      onChange={change}
      // What was refused stays written, although the field empties itself after each word.
      searchValue={refused ?? typed}
      onSearchChange={(text) => {
        if (refused !== undefined && text === "") return;
        setRefused(undefined);
        setTyped(text);
      }}
      error={error ?? (refused === undefined ? undefined : t("tooManyTags", { count: most }))}
      acceptValueOnBlur
    />
  );
}

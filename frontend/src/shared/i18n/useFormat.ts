import { useTranslation } from "react-i18next";
import * as format from "./format";
import { isLanguage, type Language } from "./languages";

/** The reader's language, which follows a change at once. */
export function useLanguage(): Language {
  const { i18n } = useTranslation();
  return isLanguage(i18n.language) ? i18n.language : "pl";
}

/** The formats of format.ts, bound to the reader's language. */
export function useFormat() {
  const language = useLanguage();
  return {
    language,
    date: (at: format.Moment) => format.formatDate(at, language),
    shortDate: (at: format.Moment) => format.formatShortDate(at, language),
    time: (at: format.Moment) => format.formatTime(at, language),
    dateTime: (at: format.Moment) => format.formatDateTime(at, language),
    ago: (at: format.Moment) => format.formatAgo(at, language),
    number: (value: number, options?: Intl.NumberFormatOptions) =>
      format.formatNumber(value, language, options),
    list: (values: string[]) => format.formatList(values, language),
  };
}

import { useMantineColorScheme } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { sessionQuery, useSession } from "@/shared/api/session";
import { changeLanguage } from "@/shared/i18n/i18n";
import { type Preferences, savePreferences } from "./api";

/** The person's preferences. A change shows at once and is taken back if the server does not keep it. */
export function usePreferences() {
  const session = useSession();
  const queryClient = useQueryClient();
  const { setColorScheme } = useMantineColorScheme();
  const { name, locale, scheme } = session.person;
  const show = async (preferences: Preferences) => {
    setColorScheme(preferences.scheme);
    await changeLanguage(preferences.locale);
  };
  const save = useMutation({
    mutationFn: savePreferences,
    onMutate: show,
    onError: () => show({ name, locale, scheme }),
    onSuccess: async (after, { locale: chosen }) => {
      queryClient.setQueryData(sessionQuery.queryKey, after);
      // What the server has put into words is in the other language now.
      if (chosen !== locale) await queryClient.invalidateQueries();
    },
  });
  // What was chosen last, from the click until the server has answered.
  const [wanted, setWanted] = useState<Preferences>();
  const chosen = wanted ?? { locale, scheme };
  return {
    name,
    locale: chosen.locale,
    scheme: chosen.scheme,
    set: (change: Partial<Preferences>) => {
      const next = { name, locale, scheme, ...change };
      setWanted(next);
      save.mutate(next, { onSettled: () => setWanted(undefined) });
    },
    save,
  };
}

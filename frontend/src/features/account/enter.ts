import { useMantineColorScheme } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { type Session, sessionQuery } from "@/shared/api/session";
import { changeLanguage } from "@/shared/i18n/i18n";

/** A place inside this site, or the start page: an address from a link must not lead elsewhere. */
export function safeTarget(to: string | undefined): string {
  return to && /^\/(?![/\\])/.test(to) && !to.startsWith("/sign-in") ? to : "/";
}

/** What happens once somebody is signed in: their language, their scheme, and on to where they wanted to be. */
export function useEnter() {
  const queryClient = useQueryClient();
  const router = useRouter();
  const { setColorScheme } = useMantineColorScheme();
  return async (session: Session, to?: string) => {
    queryClient.clear();
    queryClient.setQueryData(sessionQuery.queryKey, session);
    setColorScheme(session.person.scheme);
    await changeLanguage(session.person.locale);
    router.history.push(safeTarget(to));
  };
}

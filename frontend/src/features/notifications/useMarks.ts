import { useMutation, useQueryClient } from "@tanstack/react-query";
import { archiveNotices, readNotices, readUpTo } from "./api";

/** Marking notifications. The lists and the bell are read again afterwards, in other tabs by the socket. */
export function useMarks() {
  const queryClient = useQueryClient();
  const onSettled = () => queryClient.invalidateQueries({ queryKey: ["notifications"] });
  return {
    read: useMutation({ mutationFn: readNotices, onSettled }),
    readAll: useMutation({ mutationFn: readUpTo, onSettled }),
    archive: useMutation({ mutationFn: archiveNotices, onSettled }),
  };
}

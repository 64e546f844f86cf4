import type { EntryPage } from "@/shared/api/entry";
import { OFFLINE, Problem, problemOf } from "@/shared/api/problem";
import { address } from "@/shared/api/request";
import { currentLanguage } from "@/shared/i18n/i18n";

/** Sends a file as the body of a request and tells how much of it went, 0 to 1. Fetch cannot tell that. */
export function upload(
  path: string,
  file: File,
  version: number,
  onProgress: (part: number) => void,
): Promise<EntryPage> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", address(path, { name: file.name }));
    request.setRequestHeader("Accept", "application/json");
    request.setRequestHeader("Accept-Language", currentLanguage());
    request.setRequestHeader("Content-Type", file.type || "application/octet-stream");
    request.setRequestHeader("X-Splot", "1");
    request.setRequestHeader("If-Match", `"${version}"`);
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onerror = () => reject(new Problem(0, { code: OFFLINE }));
    request.onload = () => {
      const answer = new Response(request.responseText, {
        status: request.status,
        headers: { "Content-Type": request.getResponseHeader("Content-Type") ?? "" },
      });
      if (answer.ok) void answer.json().then((page: EntryPage) => resolve(page), reject);
      else void problemOf(answer).then(reject, reject);
    };
    request.send(file);
  });
}

import { setNonce } from "get-nonce";

/** The nonce of this page's Content-Security-Policy, which the server wrote into it. */
export function readNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? "";
}

/** Gives the nonce to the dialogs' scroll lock, which adds a style element of its own. */
export function shareNonce() {
  setNonce(readNonce());
}

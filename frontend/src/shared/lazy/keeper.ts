/** How long loading ahead waits for the worker: where there is none, it goes on without. */
const PATIENCE = 5_000;

/**
 * Lets the service worker (public/sw.js) keep the program's files, and resolves when it does. What was loaded before
 * it is loaded once more through it, out of the browser's own cache.
 */
export async function keepProgram(): Promise<void> {
  if (!import.meta.env.PROD || !("serviceWorker" in navigator)) return;
  try {
    await navigator.serviceWorker.register("/sw.js");
    await Promise.race([controlled(), new Promise((done) => setTimeout(done, PATIENCE))]);
    if (!navigator.serviceWorker.controller) return;
    const loaded = performance.getEntriesByType("resource").map(({ name }) => name);
    const own = loaded.filter((name) => /^\/(assets\/|scheme\.js|mark\.svg)/.test(new URL(name).pathname));
    await Promise.all(own.map((name) => fetch(name).catch(() => undefined)));
  } catch {
    // A browser that allows no worker shows its own page when there is no connection; all else works.
  }
}

function controlled(): Promise<void> {
  return new Promise((done) => {
    if (navigator.serviceWorker.controller) return done();
    navigator.serviceWorker.addEventListener("controllerchange", () => done(), { once: true });
  });
}

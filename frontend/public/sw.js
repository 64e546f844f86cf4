// Keeps the program's own files, so that the page opens without a connection and says so itself, instead of the
// browser. It holds no data: nothing under /api passes through here.
const CACHE = "splot-program";
const SHELL = "/";
/** Files of some versions: a page that is open while the server is updated still finds its own. */
const KEPT = 500;
/** A server that hangs is as good as none, milliseconds. */
const PATIENCE = 5000;

self.addEventListener("install", (event) => {
  event.waitUntil(
    caches
      .open(CACHE)
      .then((cache) => cache.add(SHELL))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin || url.pathname.startsWith("/api/"))
    return;
  if (request.mode === "navigate") event.respondWith(page(request));
  else if (/^\/(assets\/|scheme\.js$|mark\.svg$)/.test(url.pathname)) event.respondWith(file(request));
});

/** The server's page; without the server the one that it gave last, which is the same for every address. */
async function page(request) {
  const cache = await caches.open(CACHE);
  try {
    const response = await fetch(request, { signal: AbortSignal.timeout(PATIENCE) });
    const whole = response.ok && !response.redirected;
    if (whole && response.headers.get("Content-Type")?.startsWith("text/html"))
      await cache.put(SHELL, response.clone());
    return response;
  } catch (error) {
    const kept = await cache.match(SHELL);
    if (kept) return kept;
    throw error;
  }
}

/** Names of files hold a digest of the content, so what was kept is right; the few others follow an update later. */
async function file(request) {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(request, { ignoreVary: true });
  if (kept) return kept;
  const response = await fetch(request);
  if (response.ok) {
    await cache.put(request, response.clone());
    await trim(cache);
  }
  return response;
}

async function trim(cache) {
  const keys = await cache.keys();
  const old = keys
    .filter(({ url }) => new URL(url).pathname !== SHELL)
    .slice(0, Math.max(0, keys.length - KEPT));
  await Promise.all(old.map((key) => cache.delete(key)));
}

/* Keeps the pages of one build, so that the site works without a network. */
const SITE = `noisegrade-site ${self.registration.scope} `; // others may be served by the same host
const BUILD = `${SITE}{{build}}`;
const FILES = ["{{files}}"];

self.addEventListener("install", (event) => {
  const fresh = FILES.map((name) => new Request(name, { cache: "reload" }));
  event.waitUntil(caches.open(BUILD).then((cache) => cache.addAll(fresh)).then(() => self.skipWaiting()));
});
self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches.keys()
      .then((names) => Promise.all(names.filter((one) => one.startsWith(SITE) && one !== BUILD).map((one) => caches.delete(one))))
      .then(() => self.clients.claim()),
  );
});
self.addEventListener("fetch", (event) => {
  const address = new URL(event.request.url);
  if (event.request.method !== "GET" || !address.href.startsWith(self.registration.scope)) return;
  const path = address.pathname.endsWith("/") ? `${address.pathname}index.html` : address.pathname;
  event.respondWith(
    caches.open(BUILD).then((cache) => cache.match(new URL(path, address)))
      .then((kept) => kept ?? fetch(event.request)),
  );
});

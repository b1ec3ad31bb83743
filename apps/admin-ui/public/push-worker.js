/** Shows push messages while no page of the desk is open, and opens the conversation of the one that is chosen. */
self.addEventListener("push", (event) => {
  const { title, body, tag, url } = event.data.json();
  event.waitUntil(self.registration.showNotification(title, { body, tag, icon: "/favicon.svg", data: { url } }));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(open(new URL(event.notification.data.url ?? "/", self.location.origin)));
});

async function open(url) {
  // Whatever a message says: never to another site.
  if (url.origin !== self.location.origin) return;
  const pages = await self.clients.matchAll({ type: "window" });
  const page = pages[0] ? await pages[0].focus() : null;
  if (page) await page.navigate(url.href);
  else await self.clients.openWindow(url.href);
}

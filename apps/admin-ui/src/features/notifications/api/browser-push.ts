import { storedText } from "@chorus/client-sdk/safe-storage";
import type { RestClient } from "@chorus/client-sdk/rest-client";
import {
  createPushSubscription,
  deletePushSubscription,
  getPushKey,
} from "@chorus/contracts/routes/push-subscriptions";

export type PushState = "unsupported" | "notSetUp" | "denied" | "off" | "on";

const WORKER = "/push-worker.js";

/** The desk's policy forbids scripts from strings; this one address is the exception (Trusted Types). */
function trustedWorker(): string {
  const { trustedTypes } = window as unknown as { trustedTypes?: TrustedTypeFactory };
  const policy = trustedTypes?.createPolicy("chorus-worker", { createScriptURL: () => WORKER });
  return (policy?.createScriptURL(WORKER) ?? WORKER) as string;
}

interface TrustedTypeFactory {
  createPolicy: (
    name: string,
    rules: { createScriptURL: (address: string) => string },
  ) => { createScriptURL: (address: string) => unknown };
}

/** The server's subscription of this browser, for this person. */
const subscriptionOf = (userId: string) => storedText(() => localStorage, `chorus.push.${userId}`);

export async function readPushState(rest: RestClient, userId: string, signal: AbortSignal): Promise<PushState> {
  if (!("serviceWorker" in navigator) || !("PushManager" in window)) return "unsupported";
  const { publicKey } = await rest.call(getPushKey, { signal });
  if (publicKey === null) return "notSetUp";
  if (Notification.permission === "denied") return "denied";
  const registration = await navigator.serviceWorker.getRegistration(WORKER);
  const subscription = await registration?.pushManager.getSubscription();
  return subscription && subscriptionOf(userId).get() !== undefined ? "on" : "off";
}

/** Asks for the browser's permission, subscribes at its push service, and registers the subscription. */
export async function turnOnPush(rest: RestClient, userId: string): Promise<"on" | "denied"> {
  if ((await Notification.requestPermission()) !== "granted") return "denied";
  const { publicKey } = await rest.call(getPushKey);
  await navigator.serviceWorker.register(trustedWorker());
  const registration = await navigator.serviceWorker.ready;
  const subscription = await registration.pushManager.subscribe({
    userVisibleOnly: true,
    applicationServerKey: publicKey,
  });
  const { endpoint = "", keys = {} } = subscription.toJSON();
  const { id } = await rest.call(createPushSubscription, {
    body: { endpoint, keys: { p256dh: keys["p256dh"] ?? "", auth: keys["auth"] ?? "" } },
  });
  subscriptionOf(userId).set(id);
  return "on";
}

export async function turnOffPush(rest: RestClient, userId: string): Promise<void> {
  const subscriptionId = subscriptionOf(userId).get();
  if (subscriptionId) await rest.call(deletePushSubscription, { params: { subscriptionId } });
  subscriptionOf(userId).set(undefined);
  const registration = await navigator.serviceWorker.getRegistration(WORKER);
  const subscription = await registration?.pushManager.getSubscription();
  await subscription?.unsubscribe();
}

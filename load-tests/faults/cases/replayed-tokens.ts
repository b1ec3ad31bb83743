import { setTimeout as delay } from "node:timers/promises";
import { CLOSE } from "@chorus/contracts/frames/close-codes";
import { systemIds } from "@chorus/kernel/ids";
import { TestClient } from "@chorus/websocket-gateway/testing/test-client";
import type { Fault, Scene } from "../fault.ts";

/** After this a spent refresh token counts as stolen. */
const GRACE_MS = 11_000;
const TIMES = 20;

/** Somebody has copied tokens and shows them again and again, to the API and to both gateways; nothing may get in. */
export const replayTokens: Fault = {
  name: "replayed-tokens",
  title: "replayed tokens: spent, revoked, and another tenant's",
  async run(scene) {
    const before = connectionsOf(scene);
    const complaints = [...(await replaySpent(scene)), ...(await replayForeign(scene))];
    const after = connectionsOf(scene);
    const disturbed = scene.crowd.people.filter((_person, index) => before[index] !== after[index]);
    return [...complaints, ...disturbed.map(({ name }) => `${name} lost the connection`)];
  },
};

/** A spent refresh token ends the session it belongs to, for the thief and for the socket of that session. */
async function replaySpent(scene: Scene): Promise<string[]> {
  const complaints: string[] = [];
  const signedIn = await post(scene, "/api/v1/auth/login", {
    body: scene.crowd.tenants[0]?.credentials("supervisor"),
  });
  const spent = cookieOf(signedIn);
  const { accessToken } = (await signedIn.json()) as { accessToken: string };
  const successor = cookieOf(await post(scene, "/api/v1/auth/refresh", { cookie: spent }));
  const holder = connectTo(scene, 0);
  await holder.hello(accessToken);
  await delay(GRACE_MS);
  for (const cookie of [spent, successor]) {
    const answers = await Promise.all(repeat(() => post(scene, "/api/v1/auth/refresh", { cookie })));
    complaints.push(
      ...answers.flatMap(({ status }) => (status === 401 ? [] : `a spent session was refreshed: ${status}`)),
    );
  }
  const { code } = await holder.closed;
  if (code !== CLOSE.revoked.code) complaints.push(`the revoked session's socket was closed with ${code}`);
  const codes = await Promise.all(
    repeat(async (index) => {
      const thief = connectTo(scene, index % 2);
      await thief.opened();
      thief.send({ type: "hello", token: accessToken });
      return (await thief.closed).code;
    }),
  );
  const wrong = codes.filter((closed) => closed !== CLOSE.revoked.code);
  return [...complaints, ...wrong.map((closed) => `a revoked session's token was closed with ${closed}`)];
}

/** A good token of the other tenant, shown for a conversation of this one. What it says would be found by the checker, too. */
async function replayForeign(scene: Scene): Promise<string[]> {
  const token = scene.crowd.tenants[1]?.person("owner").token ?? "";
  const conversationId = scene.crowd.people[0]?.conversationIds[0] ?? "";
  const stranger = connectTo(scene, 1);
  await stranger.hello(token);
  const frames = [
    { type: "subscribe", conversationId },
    { type: "history", conversationId, beforeSeq: 1_000_000, limit: 10 },
    { type: "message.send", conversationId, clientMessageId: systemIds.next(), body: "stolen", kind: "text" },
  ];
  const replies = (await Promise.all(repeat(() => Promise.all(frames.map((frame) => stranger.request(frame)))))).flat();
  const answer = await fetch(`${scene.cluster.chat.url}/api/v1/conversations/${conversationId}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  const heard = stranger.frames.filter((frame) => "conversationId" in frame && frame.conversationId === conversationId);
  stranger.socket.terminate();
  return [
    ...replies.flatMap((reply) => (reply.type === "error" ? [] : `another tenant's token was answered ${reply.type}`)),
    ...(answer.status === 404 ? [] : [`another tenant's conversation was answered ${answer.status}`]),
    ...heard.map((frame) => `another tenant's token heard ${frame.type}`),
  ];
}

const repeat = <Result>(work: (index: number) => Promise<Result>) =>
  Array.from({ length: TIMES }, (_, index) => work(index));

const connectionsOf = ({ crowd }: Scene) =>
  crowd.people.map(({ chat }) => {
    const state = chat.connection.getSnapshot();
    return state.status === "online" ? state.connectionId : null;
  });

function connectTo({ cluster }: Scene, gateway: number): TestClient {
  return new TestClient(`${cluster.gateways[gateway === 0 ? 0 : 1].url.replace("http", "ws")}/ws`);
}

function post(
  { cluster }: Scene,
  path: string,
  sent: { body?: object | undefined; cookie?: string },
): Promise<Response> {
  const { body, cookie } = sent;
  return fetch(`${cluster.chat.url}${path}`, {
    method: "POST",
    headers: { ...(body ? { "content-type": "application/json" } : {}), ...(cookie === undefined ? {} : { cookie }) },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
}

const cookieOf = ({ headers }: Response) => headers.getSetCookie()[0]?.split(";")[0] ?? "";

import { createServer, type AddressInfo, type Server } from "node:net";
import { afterEach, expect, test } from "vitest";
import { createSmtpConnections } from "../src/channels/email/smtp-connections.ts";

let server: Server | undefined;
afterEach(() => server?.close());

/** A server from whose answers somebody has taken STARTTLS away. @returns what it heard */
async function listen(): Promise<{ port: number; heard: string[] }> {
  const heard: string[] = [];
  server = createServer((socket) => {
    socket.write("220 mx\r\n");
    socket.on("error", () => socket.destroy());
    socket.on("data", (data) => {
      heard.push(data.toString());
      socket.write(/^EHLO/i.test(data.toString()) ? "250-mx\r\n250 AUTH PLAIN\r\n" : "235 2.0.0 yes\r\n");
    });
  });
  await new Promise<void>((resolve) => server?.listen(0, "0.0.0.0", resolve));
  return { port: (server.address() as AddressInfo).port, heard };
}

// 0.0.0.0 leads to this machine and is no loopback address by its name.
test.each([
  ["a password", "user:hunter2@"],
  ["a mail", ""],
])("%s is never sent in clear", async (_, login) => {
  const { port, heard } = await listen();
  const connections = createSmtpConnections(`smtp://${login}0.0.0.0:${port}`);
  const sent = connections.send({ from: "a@b.test", to: "c@d.test" }, Buffer.from("Subject: x\r\n\r\nsecret link"));
  await expect(sent).rejects.toMatchObject({ name: "SmtpError", isAmbiguous: false });
  expect(heard.join("")).not.toMatch(/AUTH PLAIN|MAIL FROM|secret link/);
  connections.close();
});

test("a server on this machine may go without, as the mailbox of development does", async () => {
  const { port, heard } = await listen();
  const connections = createSmtpConnections(`smtp://user:hunter2@127.0.0.1:${port}`);
  await connections.send({ from: "a@b.test", to: "c@d.test" }, Buffer.from("x"));
  expect(heard.join("")).toContain("AUTH PLAIN");
  connections.close();
});

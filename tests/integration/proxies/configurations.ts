import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { upstreams } from "@chorus/containers/proxies/locations";
import type { Certificate } from "./certificate.ts";

export interface Place {
  folder: string;
  port: number;
  certificate: Certificate;
  /** Where each upstream is here, by name: `127.0.0.1:20001`. */
  addresses: Readonly<Record<string, string>>;
}

export interface ProxyProgram {
  name: string;
  program: string;
  debianPackage: string;
  /** How it refuses a body that is too large; Caddy notices while it hands it on. */
  tooLarge: 413 | 502;
  /** Whether it counts how many bodies a network sends at a time. */
  limitsBodies?: boolean;
  /** Whether it counts how often a network asks. */
  limitsRequests?: boolean;
  /** Writes the committed configuration with the addresses of this test in it. @returns the arguments that start it */
  configure(place: Place): string[];
  variables?: (place: Place) => Record<string, string>;
}

/** Names the address that a request comes from: loopback has one of IPv6. The configuration of a test believes it, nothing committed does. */
export const CLIENT_HEADER = "X-Test-Client";

const committed = path.join(import.meta.dirname, "../../../infrastructure/nginx");

export const PROXIES: readonly ProxyProgram[] = [
  {
    ...{ name: "nginx", program: "nginx", debianPackage: "nginx-light", tooLarge: 413, configure: configureNginx },
    limitsBodies: true,
    limitsRequests: true,
  },
  {
    ...{ name: "HAProxy", program: "haproxy", debianPackage: "haproxy", tooLarge: 413, configure: configureHaproxy },
    limitsRequests: true,
  },
  {
    ...{ name: "Caddy", program: "caddy", debianPackage: "caddy", tooLarge: 502, configure: configureCaddy },
    // It keeps its state below its home.
    variables: ({ folder, port }) => ({
      CHORUS_HOST: `chorus.localhost:${port}`,
      HOME: folder,
      XDG_DATA_HOME: folder,
      XDG_CONFIG_HOME: folder,
    }),
  },
];

/** The files of compose.yaml's proxy; only addresses are replaced, and `http2 on`, which Debian 12's nginx does not know yet. */
function configureNginx({ folder, port, certificate, addresses }: Place): string[] {
  cpSync(committed, folder, { recursive: true });
  const rewrite = (name: string, replace: (text: string) => string) =>
    writeFileSync(path.join(folder, name), replace(readFileSync(path.join(folder, name), "utf8")));
  rewrite("compose.conf", (text) =>
    text
      .replaceAll("listen 8443", `listen 127.0.0.1:${port}`)
      .replace("listen 127.0.0.1:8080", `listen unix:${folder}/health.sock`)
      .replaceAll("http2 on;", "")
      .replaceAll("/etc/chorus-tls/tls", certificate.crt.replace(/\.crt$/, ""))
      .replace("/tmp/nginx.pid", path.join(folder, "nginx.pid")),
  );
  rewrite("http.conf", (text) =>
    text
      .replaceAll("_path /tmp/", `_path ${folder}/`)
      .replace("/dev/stdout", path.join(folder, "access.log"))
      .concat(`set_real_ip_from 127.0.0.1;\nreal_ip_header ${CLIENT_HEADER};\n`),
  );
  const blocks = Object.entries(addresses).map(
    ([name, address]) => `upstream ${name} { server ${address}; keepalive 8; }`,
  );
  writeFileSync(path.join(folder, "generated/upstreams.conf"), blocks.join("\n"));
  // Run by root, its workers would else be somebody who may not write here; of others it takes no notice of a user.
  return ["-e", "stderr", "-p", `${folder}/`, "-c", path.join(folder, "compose.conf"), "-g", "daemon off; user root;"];
}

function configureHaproxy({ folder, port, certificate, addresses }: Place): string[] {
  const file = path.join(folder, "haproxy.cfg");
  const text = withAddresses(readFileSync(path.join(committed, "generated/haproxy.cfg"), "utf8"), addresses);
  writeFileSync(
    file,
    text
      .replace("bind :8443", `bind 127.0.0.1:${port}`)
      .replace("/etc/haproxy/chorus.pem", certificate.pem)
      .replace(
        "frontend chorus\n",
        `$&  http-request set-src hdr(${CLIENT_HEADER}) if { hdr(${CLIENT_HEADER}) -m found }\n`,
      ),
  );
  return ["-db", "-f", file];
}

function configureCaddy({ folder, certificate, addresses }: Place): string[] {
  const file = path.join(folder, "Caddyfile");
  const text = withAddresses(readFileSync(path.join(committed, "generated/Caddyfile"), "utf8"), addresses);
  const own = `tls ${certificate.crt} ${certificate.key}\n\tbind 127.0.0.1`;
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, `{\n\tadmin off\n\tauto_https off\n}\n${text.replaceAll("# certificate", own)}`);
  return ["run", "--config", file, "--adapter", "caddyfile"];
}

function withAddresses(text: string, addresses: Readonly<Record<string, string>>): string {
  return upstreams().reduce(
    (changed, { name, host, port }) => changed.replaceAll(`${host}:${port}`, addresses[name] ?? ""),
    text,
  );
}

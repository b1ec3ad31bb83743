import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

export interface Certificate {
  crt: string;
  key: string;
  /** Both in one file, as HAProxy takes them. */
  pem: string;
}

/** A certificate for chorus.localhost and the names before it, signed by itself. */
export function makeCertificate(folder: string): Certificate {
  const [crt, key, pem] = ["tls.crt", "tls.key", "tls.pem"].map((name) => path.join(folder, name)) as [
    string,
    string,
    string,
  ];
  const names = ["chorus", "desk.chorus", "widget.chorus"].map((name) => `DNS:${name}.localhost`).join(",");
  const kind = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-noenc", "-days", "2"];
  execFileSync(
    "openssl",
    [
      "req",
      "-x509",
      ...kind,
      "-subj",
      "/CN=chorus.localhost",
      "-addext",
      `subjectAltName=${names}`,
      "-keyout",
      key,
      "-out",
      crt,
    ],
    { stdio: "ignore" },
  );
  writeFileSync(pem, readFileSync(crt, "utf8") + readFileSync(key, "utf8"));
  return { crt, key, pem };
}

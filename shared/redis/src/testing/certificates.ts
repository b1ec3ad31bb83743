import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

export interface Certificates {
  caFile: string;
  certFile: string;
  keyFile: string;
}

/** An authority of its own that no system knows, and a certificate of it for 127.0.0.1, valid for a day. */
export async function makeCertificates(folder: string): Promise<Certificates> {
  const file = (name: string) => path.join(folder, name);
  const openssl = (...args: string[]) => run("openssl", args, { cwd: folder });
  const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  await openssl("req", "-x509", ...key, "-keyout", "ca.key", "-out", "ca.crt", "-days", "1", "-subj", "/CN=test CA");
  await openssl("req", ...key, "-keyout", "redis.key", "-out", "redis.csr", "-subj", "/CN=redis");
  await writeFile(file("redis.ext"), "subjectAltName=IP:127.0.0.1\n");
  const signed = ["-CA", "ca.crt", "-CAkey", "ca.key", "-CAcreateserial", "-extfile", "redis.ext", "-days", "1"];
  await openssl("x509", "-req", "-in", "redis.csr", "-out", "redis.crt", ...signed);
  return { caFile: file("ca.crt"), certFile: file("redis.crt"), keyFile: file("redis.key") };
}

import {
  closeSync,
  existsSync,
  ftruncateSync,
  openSync,
  readdirSync,
  readSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import path from "node:path";
import process from "node:process";

/**
 * Takes out of installed packages what this processor and this Node never load: `node trim.mjs <node_modules> [chroma]`.
 * @param chroma keep Chroma's own server, which only its image runs; clients speak to it over HTTP
 */
const [modules, keep] = process.argv.slice(2);
const { platform, arch } = process;
const inside = (folder) => {
  const whole = path.join(modules, folder);
  return existsSync(whole) ? readdirSync(whole).map((name) => path.join(whole, name)) : [];
};
const remove = (file) => rmSync(file, { recursive: true, force: true });

const ownUws = `uws_${platform}_${arch}_${process.versions.modules}.node`;
for (const file of inside("uWebSockets.js")) {
  if (file.endsWith(".node") && path.basename(file) !== ownUws) remove(file);
}
for (const api of inside("onnxruntime-node/bin")) {
  for (const system of readdirSync(api)) {
    for (const processor of readdirSync(path.join(api, system))) {
      const folder = path.join(api, system, processor);
      if (system !== platform || processor !== arch) remove(folder);
      // For graphics cards; the encoder runs on the processor.
      else for (const name of readdirSync(folder)) if (/cuda|tensorrt/.test(name)) remove(path.join(folder, name));
    }
  }
}
// Types and maps of others' packages: nothing reads them when a service runs.
for (const file of readdirSync(modules, { recursive: true })) {
  if (/\.(?:d\.[cm]?ts|map)$/.test(file)) remove(path.join(modules, file));
}
for (const folder of readdirSync(modules).filter((name) => name.startsWith("chromadb-js-bindings-"))) {
  if (keep !== "chroma") remove(path.join(modules, folder));
  else for (const file of inside(folder)) if (file.endsWith(".node")) dropDebugSections(file);
}

/**
 * Cuts a shared library behind the last part that is loaded: what follows are sections for debuggers and linkers. Of Chroma's
 * 417 MB, 371 are those.
 */
function dropDebugSections(file) {
  const descriptor = openSync(file, "r+");
  const header = Buffer.alloc(64);
  readSync(descriptor, header, 0, 64, 0);
  const isElf64 = header.readUInt32BE(0) === 0x7f454c46 && header[4] === 2;
  if (isElf64) {
    const [offset, size, count] = [
      Number(header.readBigUInt64LE(32)),
      header.readUInt16LE(54),
      header.readUInt16LE(56),
    ];
    const segments = Buffer.alloc(size * count);
    readSync(descriptor, segments, 0, segments.length, offset);
    const ends = Array.from({ length: count }, (_, index) => {
      const segment = segments.subarray(index * size);
      return Number(segment.readBigUInt64LE(8) + segment.readBigUInt64LE(32));
    });
    ftruncateSync(descriptor, Math.min(Math.max(...ends), statSync(file).size));
    // No table of sections any more: its place, size and the index of their names.
    header.writeBigUInt64LE(0n, 40);
    header.writeUInt16LE(0, 60);
    header.writeUInt16LE(0, 62);
    writeSync(descriptor, header, 0, 64, 0);
  }
  closeSync(descriptor);
}

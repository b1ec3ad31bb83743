import { readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";

const Manifest = z.object({
  weightsManifest: z.tuple([
    z.object({
      paths: z.array(z.string()),
      weights: z.array(z.object({ name: z.string(), shape: z.array(z.int()), dtype: z.enum(["float32", "int32"]) })),
    }),
  ]),
});

/** Numbers of four bytes, row by row. */
export interface Weights {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** The weights of a TensorFlow.js model by name. @throws Error for another form than this model has */
export function readWeights(folder: string): (name: string) => Weights {
  const file: unknown = JSON.parse(readFileSync(path.join(folder, "model.json"), "utf8"));
  const [{ paths, weights }] = Manifest.parse(file).weightsManifest;
  const bytes = Buffer.concat(paths.map((name) => readFileSync(path.join(folder, name))));
  const known = new Map<string, Weights>();
  let start = 0;
  for (const { name, shape, dtype } of weights) {
    const count = shape.reduce((product, length) => product * length, 1);
    if (dtype === "float32") {
      const values = new Float32Array(count);
      Buffer.from(values.buffer).set(bytes.subarray(start, start + 4 * count));
      known.set(name, { shape, values });
    }
    start += 4 * count;
  }
  return (name) => {
    const found = known.get(name);
    if (!found) throw new Error(`the model has no weights named ${name}`);
    return found;
  };
}

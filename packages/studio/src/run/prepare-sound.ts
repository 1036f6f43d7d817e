import type { Film } from '../pixels/film.ts';
import type { SceneGraph } from '../prompt/scene-graph.ts';
import { scoreScene } from '../sound/score-scene.ts';
import type { Preparation } from './preparation.ts';

/** The scene's sound, exactly as long as its pictures, when it is asked for. */
export function prepareSound(
  graph: SceneGraph,
  request: { readonly sound: boolean; readonly seed: number },
  film: Film,
): Pick<Preparation, 'sound' | 'soundAccount'> {
  if (!request.sound) return { sound: null, soundAccount: null };
  const { sound, report } = scoreScene(graph, { seconds: film.frameCount / film.fps, seed: request.seed });
  return { sound, soundAccount: { from: 'scene', ...report } };
}

import type { SceneGraph, Subject } from '../../src/prompt/scene-graph.ts';
import type { FigureId } from '../../src/vocabulary/figures.ts';
import { figureOf } from '../../src/vocabulary/figures.ts';

/** A scene graph from the few parts that a test is about. */
export function sketchGraph(
  parts: Partial<SceneGraph> & { readonly place?: SceneGraph['place'] } = {},
): SceneGraph {
  const subjects = parts.subjects ?? [];
  return {
    prompt: '',
    subjects,
    main: subjects.length > 0 ? 0 : null,
    relations: [],
    place: { id: 'field', stated: true },
    placeTraits: [],
    time: null,
    weather: [],
    camera: [],
    cameraSpeed: 1,
    shotSize: null,
    viewpoint: null,
    style: null,
    timeScale: 1,
    banned: [],
    report: { understood: [], notUnderstood: [], negativesApplied: [], negativesUnsupported: [] },
    ...parts,
  };
}

/** A subject that does what its kind does. */
export function sketchSubject(figure: FigureId, parts: Partial<Subject> = {}): Subject {
  const kind = figureOf(figure).kind;
  const role = kind === 'building' || kind === 'landmark' ? 'setting' : 'actor';
  return { figure, noun: figure, count: 1, colour: null, action: null, scale: 1, role, ...parts };
}

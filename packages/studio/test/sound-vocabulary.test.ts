import { describe, expect, it } from 'vitest';
import { ACTIONS } from '../src/vocabulary/actions.ts';
import type { ActionId } from '../src/vocabulary/actions.ts';
import { WEATHERS } from '../src/vocabulary/conditions.ts';
import { FIGURES } from '../src/vocabulary/figures.ts';
import type { FigureId } from '../src/vocabulary/figures.ts';
import { PLACES } from '../src/vocabulary/places.ts';
import type { SceneGraph, Subject } from '../src/prompt/scene-graph.ts';
import { compilePrompt } from '../src/prompt/compile.ts';
import { measureLoudness } from '../src/sound/master/loudness.ts';
import { ACTION_SOUNDS } from '../src/sound/plan/action-sounds.ts';
import { planActions } from '../src/sound/plan/plan-actions.ts';
import { scoreScene } from '../src/sound/score-scene.ts';

const EMPTY = compilePrompt('', null);

function lufsOf(graph: Partial<SceneGraph>): number {
  return measureLoudness(scoreScene({ ...EMPTY, ...graph }, { seconds: 0.6, seed: 3 }).sound);
}

function actor(figure: FigureId, action: ActionId | null): Pick<SceneGraph, 'subjects' | 'main'> {
  const subject: Subject = { figure, noun: figure, count: 1, colour: null, action, scale: 1, role: 'actor' };
  return { subjects: [subject], main: 0 };
}

describe('the vocabulary', () => {
  it('makes every place heard', () => {
    expect(PLACES.filter((id) => lufsOf({ place: { id, stated: true } }) < -20)).toEqual([]);
  });

  it('makes every weather heard', () => {
    expect(WEATHERS.filter((weather) => lufsOf({ weather: [weather] }) < -20)).toEqual([]);
  });

  it('makes every action heard that has a sound', () => {
    const heard = ACTIONS.filter((action) => ACTION_SOUNDS[action] !== null);
    expect(heard.filter((action) => lufsOf(actor('person', action)) < -20)).toEqual([]);
  });

  it('plans at most three sounds of those in the picture, each once', () => {
    for (const figure of Object.keys(FIGURES) as FigureId[]) {
      const { layers } = planActions({ ...EMPTY, ...actor(figure, 'run') });
      expect(layers.length).toBeLessThanOrEqual(3);
      expect(new Set(layers.map(({ label }) => label)).size).toBe(layers.length);
    }
  });
});

import { expect, test } from 'vitest';
import { compilePrompt } from '../prompt/compile.ts';
import { directShot } from './direct-shot.ts';
import type { Shot } from './shot.ts';

const OPTIONS = { seed: 3, cfgScale: 0.6, width: 1280, height: 720, fps: 24, durationSeconds: 2 };

function shotOf(prompt: string): Shot {
  return directShot(compilePrompt(prompt, null), OPTIONS);
}

test('the earth in space is the planet of the world, large when it is the subject, and never a figure too', () => {
  const alone = shotOf('the earth rotating slowly in space');
  const behind = shotOf('an astronaut floating above the earth in space');

  expect(alone.world).toMatchObject({ kind: 'space', planet: 'earth', portrait: true });
  expect(alone.actors).toEqual([]);
  expect(behind.world).toMatchObject({ kind: 'space', planet: 'earth' });
  expect(behind.actors.map((actor) => actor.figure)).toEqual(['astronaut']);
});

test('a waterfall is part of the world where the prompt is set at one', () => {
  expect(shotOf('a bear at a waterfall').world).toMatchObject({ kind: 'open', waterfall: true });
  expect(shotOf('a bear at a river').world).not.toHaveProperty('waterfall');
});

import { expect, test } from 'vitest';
import { compilePrompt } from '../prompt/compile.ts';
import { stirringWords, withBareSnow } from './prompt-words.ts';

const weatherOf = (prompt: string, negative: string | null = null) =>
  withBareSnow(compilePrompt(prompt, negative)).weather;

test.each([
  'snow',
  'snow, truck left',
  'she smiles, soft snow',
  'add snow and a slow zoom in',
  'rain and snow',
])('over a picture snow by itself is weather: %s', (prompt) => {
  expect(weatherOf(prompt)).toContain('snow');
});

test.each(['a fox in the snow', 'a snow leopard', 'snow covered trees', 'a woman walks on snow'])(
  'snow that something is in or made of is not: %s',
  (prompt) => {
    expect(weatherOf(prompt)).not.toContain('snow');
  },
);

test('nobody gets the snow that he refused', () => {
  expect(weatherOf('snow', 'snow')).not.toContain('snow');
});

test.each(['waves rolling in, static shot', 'the cat breathes, still camera', 'a static camera'])(
  'a camera that holds still does not stop the world: %s',
  (prompt) => {
    expect(stirringWords(compilePrompt(prompt, null))).not.toContain('still');
  },
);

test.each(['frozen in time', 'completely still', 'nothing moves'])('%s stops it', (prompt) => {
  expect(stirringWords(compilePrompt(prompt, null))).toContain('still');
});

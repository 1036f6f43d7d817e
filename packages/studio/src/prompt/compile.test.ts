import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compilePrompt } from './compile.ts';
import type { SceneGraph } from './scene-graph.ts';

const compile = (prompt: string, negative: string | null = null): SceneGraph =>
  compilePrompt(prompt, negative);
const mainOf = (graph: SceneGraph) => (graph.main === null ? undefined : graph.subjects[graph.main]);
const ties = (graph: SceneGraph) =>
  graph.relations.map(
    ({ kind, from, to }) => `${graph.subjects[from]?.figure} ${kind} ${graph.subjects[to]?.figure}`,
  );

test('a full prompt becomes subject, action, prop, neighbour, place and camera', () => {
  const graph = compile('A panda playing guitar by a campfire in a snowy forest, slow zoom in');
  expect(mainOf(graph)).toMatchObject({ figure: 'panda', action: 'play_guitar', role: 'actor' });
  expect(graph.subjects[1]).toMatchObject({ figure: 'guitar', role: 'prop' });
  expect(ties(graph)).toEqual(['panda plays guitar', 'panda next_to campfire']);
  expect(graph.place).toEqual({ id: 'snowy_forest', stated: true });
  expect(graph.camera).toEqual(['zoom_in']);
  expect(graph.cameraSpeed).toBe(0.5);
  expect(graph.timeScale).toBe(1);
  expect(graph.report.notUnderstood).toEqual([]);
});

const COCO =
  'person,bicycle,car,motorcycle,airplane,bus,train,truck,boat,traffic light,fire hydrant,stop sign,parking meter,bench,bird,cat,dog,horse,sheep,cow,elephant,bear,zebra,giraffe,backpack,umbrella,handbag,tie,suitcase,frisbee,skis,snowboard,sports ball,kite,baseball bat,baseball glove,skateboard,surfboard,tennis racket,bottle,wine glass,cup,fork,knife,spoon,bowl,banana,apple,sandwich,orange,broccoli,carrot,hot dog,pizza,donut,cake,chair,couch,potted plant,bed,dining table,toilet,tv,laptop,mouse,remote,keyboard,cell phone,microwave,oven,toaster,sink,refrigerator,book,clock,vase,scissors,teddy bear,hair drier,toothbrush'.split(
    ',',
  );

test('all eighty COCO classes are known nouns', () => {
  expect(COCO).toHaveLength(80);
  const unknown = COCO.filter((noun) => {
    const { subjects, report } = compile(`a ${noun}`);
    return subjects.length !== 1 || report.notUnderstood.length > 0;
  });
  expect(unknown).toEqual([]);
});

test.each([
  ['a blue bicycle', 'bicycle', 'blue', 1],
  ['an orange cat', 'cat', 'orange', 1],
  ['an orange wooden chair', 'chair', 'orange', 1],
  ['an orange', 'orange', null, 1],
  ['two red birds', 'bird', 'red', 2],
  ['three shiny yellow taxis', 'taxi', 'yellow', 3],
  ['a herd of elephants', 'elephant', null, 6],
  ['a coral reef full of fish', 'fish', null, 7],
  ['a school of fish in the sea', 'fish', null, 7],
  ['children in a park', 'child', null, 3],
  ['three women', 'woman', null, 3],
  ['a bouquet of roses', 'bouquet', null, 1],
  ['dogs', 'dog', null, 3],
  ['scissors', 'scissors', null, 1],
  ['the barn was painted red', 'barn', 'red', 1],
])('%s is counted and coloured', (prompt, figure, colour, count) => {
  expect(mainOf(compile(prompt))).toMatchObject({ figure, colour, count });
});

test('sizes scale their noun only', () => {
  const { subjects } = compile('a giant robot and a tiny dog');
  expect(subjects.map(({ scale }) => scale)).toEqual([2.2, 0.45]);
});

test.each([
  ['a bicycle on the left of a car, front view', 'bicycle left_of car'],
  ['a bus on the right of a traffic light, front view', 'bus right_of traffic_light'],
  ['an oven on the top of a toaster, front view', 'oven above toaster'],
  ['a toaster on the bottom of a microwave, front view', 'toaster below microwave'],
  ['a cat sitting on a sofa', 'cat on sofa'],
  ['a dog in front of a house', 'dog in_front_of house'],
  ['a boy behind a tree', 'boy behind tree'],
  ['a man riding a horse', 'man rides horse'],
  ['a woman holding an umbrella', 'woman holds umbrella'],
  ['a girl wearing a red hat', 'girl wears hat'],
  ['a robot eating a pizza', 'robot eats pizza'],
  ['a dog chasing a cat', 'dog chases cat'],
  ['On a bench, an old man', 'old_man on bench'],
  ['a boat on a river with the Eiffel Tower in background', 'eiffel_tower behind sailboat'],
])('%s ties its subjects', (prompt, tie) => {
  expect(ties(compile(prompt))).toEqual([tie]);
});

test.each([
  ['slow zoom out', ['zoom_out'], 0.5],
  ['the camera slowly pans to the left', ['pan_left'], 0.5],
  ['pan right', ['pan_right'], 1],
  ['fast tilt up', ['tilt_up'], 1.7],
  ['camera tilts down', ['tilt_down'], 1],
  ['dolly in', ['dolly_in'], 1],
  ['the camera moves backward', ['dolly_out'], 1],
  ['truck left', ['truck_left'], 1],
  ['pedestal up', ['pedestal_up'], 1],
  ['camera orbits around the car', ['orbit_right'], 1],
  ['drone shot', ['aerial'], 1],
  ['tracking shot', ['track'], 1],
  ['handheld camera', ['shake'], 1],
  ['racking focus', ['rack_focus'], 1],
  ['static shot', ['static'], 1],
] as const)('"%s" moves the camera', (words, camera, cameraSpeed) => {
  const graph = compile(`a red car on a street, ${words}`);
  expect(graph.camera).toEqual(camera);
  expect(graph.cameraSpeed).toBe(cameraSpeed);
  expect(graph.timeScale).toBe(1);
});

test('slow motion and time lapse change the speed of what happens, not of the camera', () => {
  expect(compile('a dog running in slow motion')).toMatchObject({ timeScale: 0.35, cameraSpeed: 1 });
  expect(compile('time lapse of clouds over a field')).toMatchObject({ timeScale: 8 });
});

test('shot size, viewpoint, time, weather, style and mood are read', () => {
  const graph = compile('Low angle close-up of a robot in a neon street at night in the rain, pixel art');
  expect(graph).toMatchObject({ viewpoint: 'low', shotSize: 'close_up', time: 'night', style: 'pixel_art' });
  expect(graph.weather).toEqual(['rain']);
  expect(graph.placeTraits).toContain('neon');
});

test.each([
  ['A person is brushing teeth', 'brush_teeth'],
  ['A person is dunking basketball', 'basketball'],
  ['A person is sword fighting', 'fence'],
  ['A person is push up', 'push_up'],
  ['A person is using computer', 'type'],
  ['A person is riding or walking with horse', 'ride'],
  ['A cat playing piano', 'play_piano'],
  ['A couple dancing', 'dance'],
] as const)('%s acts', (prompt, action) => {
  expect(mainOf(compile(prompt))?.action).toBe(action);
});

test('an animal stands up for what needs hands, and machines drive', () => {
  expect(mainOf(compile('a dog playing violin'))?.figure).toBe('dog_character');
  expect(mainOf(compile('a dog running'))?.figure).toBe('dog');
  expect(mainOf(compile('a car running down a road'))?.action).toBe('drive');
});

describe('negatives', () => {
  test('inline and listed negatives remove subjects and weather, or ban parts of the picture', () => {
    const graph = compile(
      'a dog and a cat in a rainy park without people',
      'cat, rain, clouds, blurry, watermark, bad anatomy',
    );
    expect(graph.subjects.map(({ figure }) => figure)).toEqual(['dog']);
    expect(graph.relations).toEqual([]);
    expect(graph.weather).toEqual([]);
    expect(graph.banned).toEqual(['people', 'rain', 'clouds', 'blur']);
    expect(graph.report.negativesApplied).toEqual(['people', 'cat', 'rain', 'clouds', 'blurry', 'watermark']);
    expect(graph.report.negativesUnsupported).toEqual(['bad anatomy']);
  });

  test('a negated noun is never drawn', () => {
    expect(compile('a beach, no birds and no umbrellas').subjects).toEqual([]);
  });
});

test('words that mean nothing to the lexicon are reported, and a scene is still chosen', () => {
  const graph = compile('a glimmering frobnicator');
  expect(graph.report.notUnderstood).toEqual(['glimmering', 'frobnicator']);
  expect(graph.main).toBeNull();
  expect(graph.place.stated).toBe(false);
});

test('describing words that the picture cannot show are reported, praise is not', () => {
  const graph = compile('a beautiful transparent umbrella, high quality');
  expect(graph.report.notUnderstood).toEqual(['transparent']);
});

test('common Chinese words are understood', () => {
  const graph = compile('一只熊猫在雪地里弹吉他，镜头缓慢推进');
  expect(mainOf(graph)).toMatchObject({ figure: 'panda', action: 'play_guitar' });
  expect(graph.place.id).toBe('snow_field');
  expect(graph.camera).toEqual(['zoom_in']);
});

const WORDS = [
  ...COCO,
  ...'in on with and without red two slow zoom in running playing wearing , . the a of forest behind'.split(
    ' ',
  ),
];

test('any text compiles, the same way each time, to a place and to relations between existing subjects', () => {
  const anyPrompt = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 200 }),
    fc.array(fc.constantFrom(...WORDS), { maxLength: 25 }).map((words) => words.join(' ')),
  );
  fc.assert(
    fc.property(anyPrompt, fc.option(anyPrompt), (prompt, negative) => {
      const graph = compile(prompt, negative);
      expect(graph).toEqual(compile(prompt, negative));
      expect(graph.place.id).toBeTypeOf('string');
      const known = graph.subjects.length;
      for (const { from, to } of graph.relations) {
        expect(from).not.toBe(to);
        expect(Math.min(from, to)).toBeGreaterThanOrEqual(0);
        expect(Math.max(from, to)).toBeLessThan(known);
      }
      expect(graph.main ?? 0).toBeLessThan(Math.max(known, 1));
    }),
    { numRuns: 150 },
  );
});

test.each(['camera roll', 'barrel roll', 'slow roll', 'roll left, snow', 'the camera does a barrel roll'])(
  "a roll with nobody to do it is the camera's: %s",
  (prompt) => {
    expect(compile(prompt).camera).toEqual(['roll']);
  },
);

test.each(['a plane does a barrel roll', 'a dog rolls over', 'the ball rolls down the hill', 'a sushi roll'])(
  "somebody else's roll is not: %s",
  (prompt) => {
    expect(compile(prompt).camera).toEqual([]);
  },
);

test.each([
  ['it snows', 'snow'],
  ['it is snowing', 'snow'],
  ['let it snow', 'snow'],
  ['raining', 'rain'],
  ['it rains', 'rain'],
  ['a light drizzle over the lake', 'rain'],
  ['a drizzly morning', 'rain'],
])('weather by its verb: %s', (prompt, weather) => {
  expect(compile(prompt).weather).toEqual([weather]);
});

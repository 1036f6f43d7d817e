import { describe, expect, test } from 'vitest';
import { compilePrompt } from './compile.ts';

const placeOf = (prompt: string) => compilePrompt(prompt, null).place.id;
const figuresOf = (prompt: string) => compilePrompt(prompt, null).subjects.map(({ figure }) => figure);

test.each([
  ['a woman dancing in the rain at night', 'street'],
  ['people dancing in the snow', 'snow_field'],
  ['a girl reading in the wind', 'park'],
  ['a man reading by a rainy window', 'library'],
] as const)('weather drives people out of doors unless they are by a window: %s', (prompt, place) => {
  expect(placeOf(prompt)).toBe(place);
});

test.each([
  ['a panda eating bamboo', 'forest'],
  ['a wolf howling', 'forest'],
  ['a bear swimming', 'lake'],
  ['a polar bear swimming', 'sea'],
  ['a lion drinking', 'field'],
] as const)('animals live out of doors whatever they do: %s', (prompt, place) => {
  expect(placeOf(prompt)).toBe(place);
});

describe('villages', () => {
  test.each([
    ['a village', 'hills'],
    ['a village by a lake, camera pans left', 'lake'],
    ['a mountain village at sunset', 'mountains'],
    ['falling snow in a quiet village', 'snow_field'],
    ['a village by the sea', 'beach'],
  ] as const)('%s has houses in the land that is named with it', (prompt, place) => {
    expect(placeOf(prompt)).toBe(place);
    expect(figuresOf(prompt)).toEqual(['village']);
  });

  test('a village street is a street', () => {
    expect(placeOf('a village street')).toBe('street');
    expect(figuresOf('a village street')).toEqual([]);
  });
});

test.each([
  ['fireworks over a city at night', 'skyline'],
  ['fireworks', 'skyline'],
  ['a plane flying over a city', 'skyline'],
  ['a city by the sea', 'skyline'],
  ['a lighthouse on a cliff', 'beach'],
  ['a person climbing a cliff', 'mountains'],
  ['a train passing through the countryside', 'railway'],
  ['a train in snowy mountains', 'snow_mountains'],
  ['three penguins on the ice', 'snow_field'],
  ['a shark swimming in the deep sea', 'seabed'],
  ['a bicycle and an airplane', 'road'],
  ['apples falling from a tree', 'park'],
  ['flowers in a vase on a table', 'tabletop'],
  ['a panda in a bamboo forest', 'jungle'],
] as const)('several hints make one place: %s', (prompt, place) => {
  expect(placeOf(prompt)).toBe(place);
});

test('a drone shot looks down from above', () => {
  const graph = compilePrompt('drone shot over a coastline', null);
  expect(graph).toMatchObject({ camera: ['aerial'], viewpoint: 'high', place: { id: 'beach' } });
});

test('furniture that only describes its room is no subject', () => {
  expect(figuresOf("a country estate's library featured elegant wooden shelves")).toEqual([]);
  expect(figuresOf('a kitchen with a wooden table and chairs')).toEqual([]);
  expect(figuresOf('a red sofa in a living room')).toEqual(['sofa']);
  expect(figuresOf('a cat in a kitchen with a red chair')).toEqual(['cat', 'chair']);
});

test('a window that somebody is by belongs to the room', () => {
  const graph = compilePrompt('a cat looking out of the window', null);
  expect(graph.subjects.map(({ figure }) => figure)).toEqual(['cat']);
  expect(graph.place.id).toBe('living_room');
  expect(figuresOf('a window')).toEqual(['window']);
});

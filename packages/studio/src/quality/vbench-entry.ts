import { z } from 'zod';
import type { CameraMoveId } from '../vocabulary/camera.ts';
import { COLOURS } from '../vocabulary/conditions.ts';
import type { ColourId, StyleId } from '../vocabulary/conditions.ts';
import type { Check, SampleEntry } from './sample-entry.ts';

const Auxiliary = z.looseObject({
  object_class: z.looseObject({ object: z.string() }).optional(),
  multiple_objects: z.looseObject({ object: z.string() }).optional(),
  color: z.looseObject({ color: z.string() }).optional(),
  appearance_style: z.looseObject({ appearance_style: z.string() }).optional(),
  spatial_relationship: z
    .looseObject({
      spatial_relationship: z.looseObject({
        object_a: z.string(),
        object_b: z.string(),
        relationship: z.string(),
      }),
    })
    .optional(),
});

/** The prompt list as VBench publishes it. */
export const VBenchFile = z.array(
  z.looseObject({
    prompt: z.string().min(1),
    dimension: z.array(z.string()).min(1),
    auxiliary_info: Auxiliary.optional(),
  }),
);
export type VBenchEntry = z.infer<typeof VBenchFile>[number];

/** Up to `perDimension` prompts of every dimension, evenly spaced over the file: always the same ones. */
export function sampleVBench(entries: readonly VBenchEntry[], perDimension: number): SampleEntry[] {
  const groups = Map.groupBy(entries, ({ dimension }) => dimension[0] ?? 'none');
  return [...groups.values()].flatMap((group) => {
    const size = Math.min(perDimension, group.length);
    return Array.from(
      { length: size },
      (_, index) => group[Math.floor(((index + 0.5) * group.length) / size)],
    )
      .filter((entry) => entry !== undefined)
      .map(sampleEntryOf);
  });
}

function sampleEntryOf(entry: VBenchEntry): SampleEntry {
  return {
    prompt: entry.prompt,
    group: `vbench ${entry.dimension[0] ?? ''}`,
    aspect: '16:9',
    checks: entry.dimension.flatMap((dimension) => checksOf(dimension, entry)),
  };
}

/** What a dimension asks of its prompt; nothing for those that only networks can judge. */
function checksOf(dimension: string, { prompt, auxiliary_info: auxiliary }: VBenchEntry): Check[] {
  switch (dimension) {
    case 'object_class':
      return thingsIn(auxiliary?.object_class?.object);
    case 'multiple_objects':
      return thingsIn(auxiliary?.multiple_objects?.object);
    case 'color':
      return colourCheck(prompt, auxiliary?.color?.color);
    case 'spatial_relationship':
      return relationCheck(auxiliary?.spatial_relationship?.spatial_relationship);
    case 'human_action':
      return [{ kind: 'shows', thing: 'person' }];
    case 'scene':
      return [{ kind: 'place_stated' }];
    case 'appearance_style':
      return styleCheck(auxiliary?.appearance_style?.appearance_style);
    case 'temporal_style':
      return cameraCheck(prompt);
    case 'temporal_flickering':
      return [{ kind: 'motion', motion: 'still' }];
    case 'dynamic_degree':
      return [{ kind: 'motion', motion: 'moving' }];
    default:
      return [];
  }
}

function thingsIn(objects: string | undefined): Check[] {
  return (objects ?? '')
    .split(' and ')
    .filter((thing) => thing !== '')
    .map((thing) => ({ kind: 'shows', thing }));
}

function colourCheck(prompt: string, name: string | undefined): Check[] {
  const colour = name === 'grey' ? 'gray' : name;
  const thing = prompt.replace(/^an? /u, '').replace(`${name} `, '');
  return colour !== undefined && isColourId(colour) ? [{ kind: 'colour', thing, colour }] : [];
}

function isColourId(name: string): name is ColourId {
  return Object.hasOwn(COLOURS, name);
}

const RELATION_WORDS = {
  'on the left of': 'left_of',
  'on the right of': 'right_of',
  'on the top of': 'above',
  'on the bottom of': 'below',
} as const;

function relationCheck(
  wanted: { object_a: string; object_b: string; relationship: string } | undefined,
): Check[] {
  const words = Object.entries(RELATION_WORDS).find(([text]) => text === wanted?.relationship);
  if (wanted === undefined || words === undefined) return [];
  return [{ kind: 'relation', relation: words[1], from: wanted.object_a, to: wanted.object_b }];
}

const STYLE_WORDS: readonly (readonly [RegExp, StyleId])[] = [
  [/ukiyo/iu, 'ukiyo_e'],
  [/black and white/iu, 'black_and_white'],
  [/pixel/iu, 'pixel_art'],
  [/watercolou?r/iu, 'watercolor'],
  [/surreal/iu, 'surreal'],
  [/van gogh/iu, 'van_gogh'],
  [/cyberpunk/iu, 'cyberpunk'],
  [/oil painting/iu, 'oil_painting'],
  [/animated/iu, 'cartoon'],
];

function styleCheck(words: string | undefined): Check[] {
  const style = STYLE_WORDS.find(([pattern]) => pattern.test(words ?? ''))?.[1];
  return style === undefined ? [] : [{ kind: 'style', style }];
}

const CAMERA_WORDS: readonly (readonly [RegExp, CameraMoveId])[] = [
  [/zoom in$/u, 'zoom_in'],
  [/zoom out$/u, 'zoom_out'],
  [/pan left$/u, 'pan_left'],
  [/pan right$/u, 'pan_right'],
  [/tilt up$/u, 'tilt_up'],
  [/tilt down$/u, 'tilt_down'],
  [/shaking effect$/u, 'shake'],
  [/racking focus$/u, 'rack_focus'],
];

function cameraCheck(prompt: string): Check[] {
  const move = CAMERA_WORDS.find(([pattern]) => pattern.test(prompt))?.[1];
  return move === undefined ? [] : [{ kind: 'camera', move }];
}

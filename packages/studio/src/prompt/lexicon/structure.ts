import type { LexiconTable } from './sense.ts';

/** Prepositions and conjunctions: how the next noun hangs on what came before. */
export const STRUCTURE_WORDS: LexiconTable = [
  ['stained glass, stained glass panel, glass panel, lap on sand, wave lap, soccer', { filler: true }],
  [
    'on the left of, to the left of, left of, on the left side of',
    { joint: { kind: 'spatial', relation: 'left_of' } },
  ],
  [
    'on the right of, to the right of, right of, on the right side of',
    { joint: { kind: 'spatial', relation: 'right_of' } },
  ],
  ['on the top of, on top of, atop', { joint: { kind: 'spatial', relation: 'above' } }],
  ['on the bottom of, below, beneath, underneath, under', { joint: { kind: 'spatial', relation: 'below' } }],
  ['above, over, hovering over', { joint: { kind: 'spatial', relation: 'above' } }],
  ['in front of, before', { joint: { kind: 'spatial', relation: 'in_front_of' } }],
  ['behind, in back of', { joint: { kind: 'spatial', relation: 'behind' } }],
  [
    'next to, beside, near, by, nearby, close to, alongside, besides, against, adjacent to',
    { joint: { kind: 'spatial', relation: 'next_to' } },
  ],
  ['around, circling', { joint: { kind: 'spatial', relation: 'around' } }],
  ['inside, inside of, within', { joint: { kind: 'loose', relation: 'inside' } }],
  ['in, into', { joint: { kind: 'loose', relation: 'inside' } }],
  ['on, onto, upon', { joint: { kind: 'loose', relation: 'on' } }],
  [
    'in the background, in background, background, backdrop, against the backdrop of, in the distance',
    { joint: { kind: 'background' } },
  ],
  ['with, featuring, holding hands with', { joint: { kind: 'with' } }],
  ['wearing, dressed in, wear, clad in', { joint: { kind: 'wearing' } }],
  [
    'through, along, across, toward, towards, amidst, amid, among, between, down, up, out of, outside, past, off, via, surrounded by, overlooking, view of, a view of, look like',
    { joint: { kind: 'setting' } },
  ],
  ['of', { joint: { kind: 'contents' } }],
  ['full of, filled with, teeming with, packed with', { joint: { kind: 'contents' }, count: 7 }],
  ['covered with, covered in', { joint: { kind: 'contents' } }],
  ['at', { joint: { kind: 'at' } }],
  ['from', { joint: { kind: 'from' } }],
  ['slice of, piece of, bit of, plenty of', { filler: true }],
  ['and, or', { joint: { kind: 'and' } }],
  ['without, no, without any, not, free of, no more, absence of', { negation: true }],
];

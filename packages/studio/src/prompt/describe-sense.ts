import type { Sense } from './lexicon/sense.ts';

/** What a phrase was understood as, for people to read; null for words that only tie others together. */
export function describeSense(sense: Sense): string | null {
  const parts = [
    named('subject', sense.figure),
    named('place', sense.place ?? sense.weakPlace),
    named('action', sense.action),
    named('camera', sense.camera?.join(' + ')),
    named('shot', sense.shotSize),
    named('viewpoint', sense.viewpoint),
    named('time', sense.time),
    named('weather', sense.weather?.join(' + ')),
    named('style', sense.style),
    named('colour', sense.colour),
    named('mood', sense.traits?.join(' + ')),
    named('count', sense.figure === undefined ? sense.count : undefined),
    named('scale', sense.scale),
    named('pace', sense.timeScale ?? sense.pace),
    named(
      'relation',
      sense.joint !== undefined && 'relation' in sense.joint ? sense.joint.relation : undefined,
    ),
  ].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join(', ');
}

function named(label: string, value: string | number | undefined): string | null {
  return value === undefined ? null : `${label}: ${String(value).replaceAll('_', ' ')}`;
}

import { judgeMotion } from './judge-motion.ts';
import type { MotionResult } from './judge-motion.ts';
import { least, mean, most } from './mean.ts';
import { motionPairs } from './motion-pairs.ts';
import { MOTION_BARS } from './part-bars.ts';
import type { PartResult } from './part-bars.ts';
import type { PartOptions, PartReport, PartSheet, PartTable } from './part-report.ts';

/** Measures motion control. About five minutes on two cores. */
export async function measureMotion({ footage, vision, match, onStep }: PartOptions): Promise<PartReport> {
  const results: MotionResult[] = [];
  for (const pair of motionPairs(footage).filter(({ name }) => match.test(name))) {
    results.push(await judgeMotion(pair, vision));
    onStep(pair.name);
  }
  return {
    title: 'Quality of motion control',
    about: `Closed loop: the pose network looks at the film and its joints are compared with where the puppet's were put, by the length of the trunk. Characters that the network does not know at rest are left out of it. Poses by ${vision.sources.pose}, matte by ${vision.sources.matte}.`,
    results: motionResults(results),
    tables: [figureTable(results)],
    sheets: results.flatMap(motionSheets),
  };
}

function motionResults(results: readonly MotionResult[]): PartResult[] {
  const rendered = results.filter(({ pair }) => pair.driver.kind === 'rendered');
  const films = results.flatMap(({ film }) => film ?? []);
  const loops = films.flatMap(({ closedLoop }) => closedLoop ?? []);
  const errors = films.flatMap(({ retargetError }) => retargetError ?? []);
  const own = films.map(({ report }) => report);
  return [
    {
      bar: MOTION_BARS.seen,
      measured: mean(rendered.map(({ seenShare }) => seenShare ?? 0)),
      checks: rendered.length,
    },
    { bar: MOTION_BARS.track_error, ...meanOf(rendered.flatMap(({ trackError }) => trackError ?? [])) },
    { bar: MOTION_BARS.bone_error, ...meanOf(errors) },
    { bar: MOTION_BARS.pck20, ...meanOf(loops.map(({ pck20 }) => pck20)) },
    { bar: MOTION_BARS.pck10, ...meanOf(loops.map(({ pck10 }) => pck10)) },
    { bar: MOTION_BARS.distance, ...meanOf(loops.map(({ averageDistance }) => averageDistance)) },
    { bar: MOTION_BARS.missing, ...meanOf(loops.map(({ missingRate }) => missingRate)) },
    {
      bar: MOTION_BARS.bad_triangles,
      measured: most(own.map(({ badTriangleShare }) => badTriangleShare)),
      checks: own.length,
    },
    {
      bar: MOTION_BARS.flips,
      measured: most(own.map(({ flippedTriangleShare }) => flippedTriangleShare)),
      checks: own.length,
    },
    {
      bar: MOTION_BARS.identity,
      measured: least(films.map(({ identity }) => identity)),
      checks: films.length,
    },
    { bar: MOTION_BARS.flicker, measured: least(films.map(({ flicker }) => flicker)), checks: films.length },
  ];
}

function meanOf(values: readonly number[]): { measured: number | null; checks: number } {
  return { measured: mean(values), checks: values.length };
}

function figureTable(results: readonly MotionResult[]): PartTable {
  return {
    title: 'Drivers and characters',
    columns: [
      'Pair',
      'Seen',
      'Track error',
      'Track distance',
      'Bone error',
      'PCK@0.2',
      'PCK@0.1',
      'Distance',
      'Missing',
      'Bad triangles',
      'Flips',
      'Identity',
      'Flicker',
      'Skeleton',
    ],
    rows: results.map(({ pair, seenShare, trackError, trackDistance, film, refusal }) => [
      pair.name,
      share(seenShare),
      degrees(trackError),
      share(trackDistance),
      degrees(film?.retargetError),
      share(film?.closedLoop?.pck20),
      share(film?.closedLoop?.pck10),
      share(film?.closedLoop?.averageDistance),
      share(film?.closedLoop?.missingRate),
      share(film?.report.badTriangleShare),
      share(film?.report.flippedTriangleShare, 2),
      film?.identity.toFixed(2) ?? '-',
      film?.flicker.toFixed(4) ?? '-',
      film?.report.skeleton ?? refusal ?? '-',
    ]),
  };
}

function share(value: number | null | undefined, digits = 1): string {
  return value === null || value === undefined ? '-' : `${(value * 100).toFixed(digits)} %`;
}

function degrees(value: number | null | undefined): string {
  return value === null || value === undefined ? '-' : value.toFixed(2);
}

function motionSheets({ pair, film, refusal, driverStrip }: MotionResult): PartSheet[] {
  const group = 'Driver, and the character below it, at the same moments';
  const driver =
    driverStrip === null
      ? []
      : [{ group, title: `${pair.name}: the driver`, lines: [refusal ?? ''], strip: driverStrip }];
  if (film === null) return driver;
  return [
    ...driver,
    {
      group,
      title: `${pair.name}: the character`,
      lines: [
        `skeleton by ${film.report.skeleton}, moves ${film.report.movingLimbs.join(', ')}`,
        ...film.report.approximations,
      ],
      strip: film.strip,
    },
  ];
}

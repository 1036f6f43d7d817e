import { judgePicture } from './judge-picture.ts';
import type { PictureResult } from './judge-picture.ts';
import { least, mean } from './mean.ts';
import { judgeParallax } from './parallax/judge-parallax.ts';
import type { ParallaxResult } from './parallax/judge-parallax.ts';
import { MOVES_WITH_PARALLAX, PARALLAX_MOVES, PARALLAX_SCENES } from './parallax/view-pair.ts';
import type { ParallaxMoveName } from './parallax/view-pair.ts';
import { IMAGE_BARS } from './part-bars.ts';
import type { PartResult } from './part-bars.ts';
import type { PartOptions, PartReport, PartSheet, PartTable } from './part-report.ts';
import { picturePairs } from './picture-pairs.ts';

const MOVES: readonly ParallaxMoveName[] = [...MOVES_WITH_PARALLAX, 'pan_right'];

/** Measures image-to-video. About ten minutes on two cores. */
export async function measureImage({ footage, vision, match, onStep }: PartOptions): Promise<PartReport> {
  const parallax: ParallaxResult[] = [];
  for (const scene of PARALLAX_SCENES.filter(({ name }) => match.test(`parallax ${name}`))) {
    parallax.push(...(await judgeParallax(scene, MOVES, vision)));
    onStep(`parallax: ${scene.name}`);
  }
  const pictures: PictureResult[] = [];
  for (const pair of picturePairs(footage).filter(({ name, prompt }) => match.test(`${name}: ${prompt}`))) {
    pictures.push(await judgePicture(pair, vision));
    onStep(`${pair.name}: ${pair.prompt}`);
  }
  return {
    title: 'Quality of image-to-video',
    about: `Parallax: the second of two rendered views is foretold from the first and compared in decibels (PSNR); the best amplitude of every method counts. A pan has no parallax and is shown for comparison only. Matte by ${vision.sources.matte}.`,
    results: imageResults(parallax, pictures),
    tables: [parallaxTable(parallax), pictureTable(pictures)],
    sheets: [...pictures.map(pictureSheet), ...parallax.map(parallaxSheet)],
  };
}

function imageResults(parallax: readonly ParallaxResult[], pictures: readonly PictureResult[]): PartResult[] {
  const gains = parallax.filter(({ move }) => MOVES_WITH_PARALLAX.includes(move)).map(gainOf);
  const cameras = pictures.flatMap((result) => result.cameras.flatMap(({ seen }) => seen ?? []));
  const count = pictures.length;
  return [
    {
      bar: IMAGE_BARS.first_picture,
      measured: least(pictures.map(({ firstPicture }) => firstPicture)),
      checks: count,
    },
    { bar: IMAGE_BARS.gain, measured: mean(gains), checks: gains.length },
    { bar: IMAGE_BARS.least_gain, measured: least(gains), checks: gains.length },
    {
      bar: IMAGE_BARS.camera,
      measured: mean(cameras.map((seen) => (seen ? 1 : 0))),
      checks: cameras.length,
    },
    { bar: IMAGE_BARS.flicker, measured: least(pictures.map(({ clip }) => clip.flicker)), checks: count },
    {
      bar: IMAGE_BARS.smoothness,
      measured: least(pictures.map(({ clip }) => clip.smoothness)),
      checks: count,
    },
  ];
}

function gainOf({ studio, kenBurns }: ParallaxResult): number {
  return studio - kenBurns;
}

function parallaxTable(results: readonly ParallaxResult[]): PartTable {
  return {
    title: 'Parallax on rendered ground truth, decibels',
    columns: ['Scene', 'Move', 'Copy', 'Ken Burns', 'One sheet', 'Studio', 'Gain', 'Layers', 'Matte'],
    rows: results.map((result) => [
      result.scene,
      PARALLAX_MOVES[result.move].words,
      result.copy.toFixed(2),
      result.kenBurns.toFixed(2),
      result.oneLayer.toFixed(2),
      result.studio.toFixed(2),
      gainOf(result).toFixed(2),
      String(result.layers),
      result.matteConfidence.toFixed(2),
    ]),
  };
}

function pictureTable(results: readonly PictureResult[]): PartTable {
  return {
    title: 'Pictures and prompts',
    columns: ['Picture', 'Prompt', 'Picture 0', 'Flicker', 'Smoothness', 'Moves', 'Layers', 'Matte'],
    rows: results.map(({ pair, report, firstPicture, clip, cameras }) => [
      pair.name,
      pair.prompt,
      firstPicture.toFixed(4),
      clip.flicker.toFixed(4),
      clip.smoothness.toFixed(4),
      cameras
        .map(({ move, seen }) => `${move} ${seen === null ? '-' : seen ? 'seen' : 'NOT SEEN'}`)
        .join(', '),
      String(report.layers),
      report.matte.confidence.toFixed(2),
    ]),
  };
}

function pictureSheet({ pair, report, strip }: PictureResult): PartSheet {
  return {
    group: 'Pictures and prompts: the input, then 0, 25, 50, 75 and 100 % of the film',
    title: `${pair.name}: ${pair.prompt}`,
    lines: [
      `${report.layers} layers, matte ${report.matte.confidence.toFixed(2)}, subject ${(report.matte.subjectShare * 100).toFixed(0)} %, amplitude ${report.amplitude.toFixed(2)}`,
      `moves: ${report.moves.join(', ')}; effects: ${report.effects.join(', ')}`,
      ...(report.notShown.length === 0 ? [] : [`not shown: ${report.notShown.join(', ')}`]),
    ],
    strip,
  };
}

function parallaxSheet(result: ParallaxResult): PartSheet {
  return {
    group: 'Parallax: first view, second view, best Ken Burns, the studio',
    title: `${result.scene}, ${PARALLAX_MOVES[result.move].words}`,
    lines: [`Ken Burns ${result.kenBurns.toFixed(2)} dB, studio ${result.studio.toFixed(2)} dB`],
    strip: result.strip,
  };
}

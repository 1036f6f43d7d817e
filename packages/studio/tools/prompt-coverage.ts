/**
 * How much of a list of prompts the compiler grounds. Usage: node prompt-coverage.ts <prompts.json> [--graphs]
 * The file is a JSON array of { prompt, dimension: string[] }.
 */
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { compilePrompt } from '../src/prompt/compile.ts';
import type { SceneGraph } from '../src/prompt/scene-graph.ts';

const PromptList = z.array(z.object({ prompt: z.string(), dimension: z.array(z.string()) }));

interface Tally {
  prompts: number;
  grounded: number;
  stated: number;
  acting: number;
  unknownWords: number;
}

const [path, flag] = process.argv.slice(2);
if (path === undefined) throw new Error('usage: prompt-coverage.ts <prompts.json> [--graphs]');
const prompts = PromptList.parse(JSON.parse(await readFile(path, 'utf8')));
const tallies = new Map<string, Tally>();
const unknown = new Map<string, number>();
for (const { prompt, dimension } of prompts) {
  const graph = compilePrompt(prompt, null);
  if (flag === '--graphs') console.log(compact(graph));
  for (const word of graph.report.notUnderstood) unknown.set(word, (unknown.get(word) ?? 0) + 1);
  for (const name of dimension) count(name, graph);
}
for (const [name, tally] of tallies) {
  const share = (part: number): string => `${Math.round((100 * part) / tally.prompts)} %`.padStart(6);
  console.log(
    `${name.padEnd(24)} ${String(tally.prompts).padStart(4)} prompts  subject or place ${share(tally.grounded)}` +
      `  place stated ${share(tally.stated)}  main acts ${share(tally.acting)}  all words known ${share(tally.prompts - tally.unknownWords)}`,
  );
}
const frequent = [...unknown].toSorted(([, a], [, b]) => b - a).slice(0, 60);
console.log(`\nnot understood: ${frequent.map(([word, times]) => `${word} ${times}`).join(', ')}`);

function count(name: string, graph: SceneGraph): void {
  const tally = tallies.get(name) ?? { prompts: 0, grounded: 0, stated: 0, acting: 0, unknownWords: 0 };
  tallies.set(name, tally);
  const main = graph.main === null ? undefined : graph.subjects[graph.main];
  tally.prompts += 1;
  if (main !== undefined || graph.place.stated) tally.grounded += 1;
  if (graph.place.stated) tally.stated += 1;
  if (main?.action != null) tally.acting += 1;
  if (graph.report.notUnderstood.length > 0) tally.unknownWords += 1;
}

/** One prompt on two lines, for judging by eye. */
function compact(graph: SceneGraph): string {
  const subjects = graph.subjects.map((subject, index) =>
    [
      index === graph.main ? '*' : '',
      subject.count > 1 ? `${subject.count}x` : '',
      subject.scale === 1 ? '' : `${subject.scale.toFixed(1)}~`,
      subject.colour === null ? '' : `${subject.colour} `,
      subject.figure,
      subject.action === null ? '' : `:${subject.action}`,
      subject.role === 'actor' ? '' : `(${subject.role})`,
    ].join(''),
  );
  const relations = graph.relations.map(({ kind, from, to }) => `${from} ${kind} ${to}`);
  const looks = [
    graph.time,
    graph.style,
    graph.shotSize,
    graph.viewpoint,
    ...graph.weather,
    ...graph.placeTraits,
    ...graph.camera,
  ];
  return [
    `${graph.prompt}\n    [${subjects.join(', ')}] {${relations.join('; ')}}`,
    `@${graph.place.id}${graph.place.stated ? '' : '?'}`,
    looks.filter((look) => look !== null).join(' '),
    `x${graph.cameraSpeed}/${graph.timeScale}`,
    `?? ${graph.report.notUnderstood.join(' ')} -- ${graph.report.negativesApplied.join('|')} !! ${graph.report.negativesUnsupported.join('|')}`,
  ].join(' ');
}

/** What this machine has to bring: settings that fit, a store that takes bytes, room on the disk, a studio that renders. */
import { randomBytes } from 'node:crypto';
import { rm, statfs, writeFile } from 'node:fs/promises';
import { availableParallelism, totalmem } from 'node:os';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { tryStudio } from '../../engines/studio/try-studio.ts';
import { newId } from '../../kernel/ids.ts';
import { isLoopbackAddress } from '../../kernel/public-address.ts';
import type { MediaStore } from '../../media/store.ts';
import { settingVariables, type Config } from '../config.ts';
import { studioOptions } from '../studio-options.ts';
import { countOf, listed, ok, problem, warning, type Verdict } from './finding.ts';

const GIGABYTE = 1e9;
/** A minute of video at 1080p and its unfinished frames; a full disk also stops the embedded database. */
const LEAST_FREE_BYTES = GIGABYTE;
const LOW_FREE_BYTES = 5 * GIGABYTE;

/** Which settings are misspelt, or open more than they seem to. The environment is that of the process. */
export function checkConfiguration(
  config: Config,
  environment: Readonly<Record<string, string | undefined>>,
): readonly Verdict[] {
  const known = new Set(settingVariables());
  const unknown = Object.keys(environment).filter((name) => name.startsWith('REELAY_') && !known.has(name));
  const isLocal = config.host === 'localhost' || isLoopbackAddress(config.host);
  const verdicts: Verdict[] = [];
  if (unknown.length > 0)
    verdicts.push(
      warning(
        `Nothing reads ${listed(unknown)}.`,
        'Compare the spelling with the settings that reelay --help lists.',
      ),
    );
  if (!isLocal && config.publicUrl === undefined)
    verdicts.push(
      warning(
        'Other machines can reach the API, but links inside webhooks name this one as 127.0.0.1.',
        'Set REELAY_PUBLIC_URL to the address that callers use.',
      ),
    );
  if (!isLocal && config.privateUrls === 'loopback')
    verdicts.push(
      warning(
        'Callers from other machines can make this server fetch and call addresses of this machine.',
        'Unset REELAY_ALLOW_PRIVATE_URLS outside development.',
      ),
    );
  return verdicts.length > 0 ? verdicts : [ok('All settings can be used.')];
}

/** Writes, reads and removes a few bytes that nothing else is equal to. */
export async function checkStore(store: MediaStore, where: string): Promise<Verdict> {
  const content = `Reelay's doctor was here: ${randomBytes(16).toString('hex')}\n`;
  const path = await store.incomingPath();
  try {
    await writeFile(path, content);
    const { storageKey, byteCount } = await store.putFile(path, 'text/plain');
    const read = await text(store.open(storageKey, { start: 0, end: byteCount - 1 }));
    const isRemoved = await store.remove(storageKey, new Date(Date.now() + 86_400_000));
    if (read !== content)
      return problem(`${where} gives back other bytes than it was given.`, 'Do not use this store.');
    return isRemoved
      ? ok(`${where} can be written, read and cleared.`)
      : warning(`${where} does not let go of what was written.`, 'See that files may be removed there.');
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return problem(
      `${where} cannot be used: ${why}`,
      'Mend what the message names; until then no video can be kept.',
    );
  } finally {
    await rm(path, { force: true });
  }
}

export async function checkDisk(config: Config): Promise<Verdict> {
  const directory = resolve(config.dataDirectory);
  const { bavail, bsize, blocks } = await statfs(directory);
  const free = bavail * bsize;
  const share = Math.round((100 * bavail) / Math.max(1, blocks));
  const sentence = `${(free / GIGABYTE).toFixed(1)} GB are free in ${directory} (${share} %).`;
  const next = 'Free some room, or move REELAY_DATA_DIR to a larger disk.';
  if (free < LEAST_FREE_BYTES) return problem(sentence, next);
  return free < LOW_FREE_BYTES ? warning(sentence, next) : ok(sentence);
}

/** Makes a small video, and asks for the networks. */
export async function checkStudio(config: Config): Promise<readonly Verdict[]> {
  const started = performance.now();
  const trial = await tryStudio(studioOptions(config), { newId });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const render =
    trial.renderFault === null
      ? ok(`The studio made a small video in ${seconds} s.`)
      : problem(
          `The studio cannot render here: ${trial.renderFault}`,
          'Install again with all optional packages (npm ci); on a system without glibc run only the API here.',
        );
  const networks = trial.hasNetworks
    ? ok('The networks that look at pictures are installed.')
    : warning(
        'The networks are not installed: pictures are cut by heuristics, and motion control fails.',
        'Install again with all optional packages (npm ci) on a platform that onnxruntime supports.',
      );
  return [render, networks, checkLoad(config)];
}

/** More renders than the machine has cores or memory for make each of them late. */
function checkLoad({ studioConcurrency, studioThreads, studioMemoryMegabytes }: Config): Verdict {
  const [cores, memory] = [availableParallelism(), totalmem()];
  const needed = studioConcurrency * studioMemoryMegabytes * 1e6;
  const sentence = `At most ${countOf(studioConcurrency, 'render')} at once, over all machines, with ${countOf(studioThreads, 'thread')} each; this one has ${countOf(cores, 'core')} and ${(memory / GIGABYTE).toFixed(0)} GB.`;
  return studioConcurrency * studioThreads > 4 * cores || needed > memory
    ? warning(
        sentence,
        'When this is the only machine, lower REELAY_STUDIO_CONCURRENCY, or REELAY_STUDIO_MEMORY_MB.',
      )
    : ok(sentence);
}

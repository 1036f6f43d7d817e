/** The whole worker, on a real database, before the emulator of an upstream. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createGeneration, type NewInput } from '../../src/commands/create-generation.ts';
import type { Engine } from '../../src/engines/engine.ts';
import { findShownAttempts, type ShownAttempt } from '../../src/generations/attempts.ts';
import type { Generation } from '../../src/generations/generation.ts';
import { isFinished } from '../../src/generations/state.ts';
import type { GenerationMode } from '../../src/kernel/environment.ts';
import { newId } from '../../src/kernel/ids.ts';
import type { InputRole } from '../../src/kernel/media-input.ts';
import { createAcceptCallback } from '../../src/main/accept-callback.ts';
import { callbackLinks } from '../../src/main/callback-links.ts';
import type { WorkerDeps } from '../../src/worker/start-worker.ts';
import type { CallbackFault, EmulatedFault, EmulatedOperation } from '../emulators/emulated-upstream.ts';
import type { Emulator, EmulatorScript } from '../emulators/emulator.ts';
import { fakeFinishVideo } from '../support/fake-finish-video.ts';
import { fakePicture, fakeVideo } from '../support/fake-media.ts';
import { aRequest, testBench, type TestBench } from '../support/test-bench.ts';
import type { Subject } from './subject.ts';

const ENGINE = 'upstream';
/** Long enough for an answer on loopback under load, short enough that a hanging one is soon given up. */
const ANSWER_MILLISECONDS = 800;

export interface Scene {
  readonly bench: TestBench;
  readonly emulator: Emulator;
  readonly engine: Engine;
  /** All that was logged, as lines. */
  readonly log: readonly string[];
  /** Lets the time pass without waiting. */
  advance(milliseconds: number): void;
  submit(mode: GenerationMode): Promise<string>;
  read(id: string): Promise<Played>;
  /** Sends the upstream's message about its last work. */
  callBack(fault?: CallbackFault): Promise<readonly number[]>;
  inject(operation: EmulatedOperation, ...faults: EmulatedFault[]): void;
}

export interface Played {
  readonly generation: Generation;
  readonly attempts: readonly ShownAttempt[];
}

export async function openScene(
  subject: Subject,
  options: {
    readonly pollMilliseconds?: number;
    readonly script?: Partial<EmulatorScript>;
    readonly changes?: Partial<WorkerDeps>;
  } = {},
): Promise<Scene> {
  let offset = 0;
  const clock = { now: () => new Date(Date.now() + offset) };
  const bench = await testBench({ clock, balance: '1000' });
  const emulator = await subject.start({
    now: () => clock.now().getTime(),
    script: { pollsUntilEnd: 1, ...options.script },
  });
  onTestFinished(() => emulator.close());
  const log: string[] = [];
  const logger = recorder(log);
  const settings = { id: ENGINE, concurrency: null, pollMilliseconds: options.pollMilliseconds ?? 20 };
  const deps = { log: logger, clock, newId, hasPublicUrl: true };
  const engine = subject.engine(emulator, settings, deps);
  const links = callbackLinks('secret of the test');
  const accept = createAcceptCallback({
    ...bench.deps,
    log: logger,
    engines: new Map([[ENGINE, engine]]),
    callbackLinks: links,
  });
  const door = await openDoor(accept);
  bench.startWorker(new Map([[ENGINE, engine]]), {
    log: logger,
    finishVideo: fakeFinishVideo,
    scratchDirectory: bench.directory,
    fetchRetryMilliseconds: [5, 5, 5],
    answerMilliseconds: ANSWER_MILLISECONDS,
    startGraceMilliseconds: 0,
    unknownRestSeconds: 0.1,
    unknownPatienceMilliseconds: 60_000,
    inputUrl: (assetId) => `https://media.example.com/${assetId}`,
    callbackUrl: (engineId, key) => `${door}${links.path(engineId, key)}`,
    ...options.changes,
  });
  return {
    bench,
    emulator,
    engine,
    log,
    advance(milliseconds) {
      offset += milliseconds;
    },
    submit: (mode) => submit(bench, subject, mode),
    async read(id) {
      return {
        generation: await bench.read(id),
        attempts: await findShownAttempts(bench.database.db, id),
      };
    },
    async callBack(fault) {
      const work = emulator.works.at(-1);
      return work ? emulator.sendCallback(work, fault) : [];
    },
    inject: (operation, ...faults) => emulator.inject(operation, ...faults),
  };
}

export function hasEnded({ generation }: Played): boolean {
  return isFinished(generation.status);
}

async function submit(bench: TestBench, subject: Subject, mode: GenerationMode): Promise<string> {
  const model = subject.models[mode] ?? 'kling_3';
  const request = aRequest();
  const isMotion = mode === 'motion_control';
  const roles: Record<GenerationMode, readonly InputRole[]> = {
    text_to_video: [],
    image_to_video: ['image'],
    motion_control: ['reference_image', 'reference_video'],
  };
  const inputs = await Promise.all(roles[mode].map((role) => anInput(bench, role)));
  const engineRequest = {
    ...(request.engineRequest as Record<string, string | number | boolean | null>),
    model,
    mode,
    durationSeconds: isMotion ? null : 5,
  };
  const { generation } = await createGeneration(
    bench.deps,
    bench.caller,
    aRequest({ model, mode, engine: ENGINE, engineRequest, durationSeconds: 5, inputs }),
  );
  return generation.id;
}

async function anInput(bench: TestBench, role: InputRole): Promise<NewInput> {
  const isVideo = role === 'reference_video';
  const path = join(bench.directory, `input-${newId()}`);
  await writeFile(path, isVideo ? fakeVideo() : fakePicture());
  const mediaType = isVideo ? 'video/mp4' : 'image/png';
  const stored = await bench.deps.store.putFile(path, mediaType);
  const size = isVideo ? { width: 720, height: 1280 } : { width: 640, height: 480 };
  const durationSeconds = isVideo ? 5 : null;
  const asset = { id: newId(), kind: 'input', ...stored, mediaType, ...size, durationSeconds } as const;
  return { role, kind: 'stored', asset };
}

/** The callback route, without the rest of the API. */
async function openDoor(accept: ReturnType<typeof createAcceptCallback>): Promise<string> {
  const statuses = { accepted: 200, unknown: 404, forged: 401 } as const;
  const server: Server = createServer((request, response) => {
    void (async () => {
      const pieces: Buffer[] = [];
      for await (const piece of request) pieces.push(Buffer.from(piece as Uint8Array));
      const url = new URL(request.url ?? '/', 'http://door');
      const [, , engine = '', key = '', token = ''] = url.pathname.split('/');
      const headers = Object.entries(request.headers).map(([name, value]) => [name, String(value)]);
      const answer = await accept({
        engine,
        idempotencyKey: key,
        token,
        headers: Object.fromEntries(headers) as Record<string, string>,
        query: url.searchParams,
        body: Buffer.concat(pieces),
      });
      response.writeHead(statuses[answer]).end();
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a server that listens on a port has such an address
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function recorder(lines: string[]): WorkerDeps['log'] {
  const write = (fields: object, message: string): void => {
    lines.push(JSON.stringify({ ...fields, message }));
  };
  return { debug: write, info: write, warn: write, error: write };
}

import { afterAll, describe, expect, test, vi } from 'vitest';
import { GENERATION_MODES, type GenerationMode } from '../../src/kernel/environment.ts';
import type { CallbackFault } from '../emulators/emulated-upstream.ts';
import { declareMapping, type MappingCounts } from './declare-mapping.ts';
import { FAULT_CASES } from './faults.ts';
import { expectedEnd, expectedWorks, mappingLines, matrixLines } from './matrix.ts';
import { playFault, type Verdict } from './play-fault.ts';
import { hasEnded, openScene } from './scene.ts';
import type { Subject } from './subject.ts';

const PATIENT = { timeout: 20_000, interval: 300 };

/** Declares the tests that every engine passes, and prints what came of them. */
export function declareConformance(subjects: readonly Subject[]): void {
  const verdicts: Verdict[] = [];
  const mappings: MappingCounts[] = [];
  afterAll(() => {
    console.log([...matrixLines(subjects, verdicts), '', ...mappingLines(mappings)].join('\n'));
  });
  describe.each(subjects.map((subject) => ({ name: subject.name, subject })))('$name', ({ subject }) => {
    declareMapping(subject, mappings);
    declareSubject(subject, verdicts);
  });
}

function declareSubject(subject: Subject, verdicts: Verdict[]): void {
  const modes = GENERATION_MODES.filter((mode) => subject.models[mode] !== undefined);
  for (const [index, fault] of FAULT_CASES.entries())
    for (const mode of modes.filter((_, place) => index === 0 || place === index % modes.length || isWhole()))
      test(`${mode}, ${fault.name}: never made twice, and the books are right`, async () => {
        const verdict = await playFault(subject, mode, fault);
        verdicts.push(verdict);
        expect(verdict).toMatchObject({
          end: expectedEnd(subject, fault),
          works: expectedWorks(subject, fault),
          held: '0.0000',
          auditDifferences: 0,
          leaks: [],
        });
      });
  const [mode = 'text_to_video'] = modes;
  for (const fault of ['lost', 'duplicated', 'reordered', 'forged'] as const)
    test.runIf(subject.callbacks)(`a callback only makes it ask: ${fault}`, () =>
      playCallback(subject, mode, fault),
    );
}

/** Without its message it would be asked once a minute: that it ends sooner is the message's doing. */
async function playCallback(subject: Subject, mode: GenerationMode, fault: CallbackFault): Promise<void> {
  const pollMilliseconds = fault === 'lost' ? 20 : 60_000;
  const scene = await openScene(subject, { pollMilliseconds, script: { pollsUntilEnd: 2 } });
  const id = await scene.submit(mode);
  await vi.waitFor(() => expect(scene.emulator.works[0]?.polls).toBeGreaterThan(0), PATIENT);
  // The upstream is done, and nobody has asked it since.
  scene.emulator.script.pollsUntilEnd = 1;
  if (fault === 'forged') {
    await scene.callBack('forged');
    expect((await scene.read(id)).generation.failure).toBeNull();
  }
  await vi.waitFor(async () => {
    await scene.callBack(fault === 'forged' ? undefined : fault);
    if (!hasEnded(await scene.read(id))) throw new Error('not ended yet');
  }, PATIENT);
  expect((await scene.read(id)).generation.status).toBe('completed');
  expect(scene.emulator.works).toHaveLength(1);
}

/** All modes with all faults; by default each fault is played with one mode in turn, and the first with all. */
function isWhole(): boolean {
  return process.env['REELAY_CONFORMANCE'] === 'whole';
}

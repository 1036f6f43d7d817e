import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AppError } from './errors.ts';
import { FAILURES } from './failures.ts';
import { parseTestDirectives, readTestDirectives, withoutTestDirectives } from './test-directives.ts';

const NOTHING = {
  fail: null,
  failAtPercent: null,
  delaySeconds: null,
  queueSeconds: null,
  stuck: false,
  unknown: false,
  fast: false,
  refuse: null,
  webhook: null,
  download: null,
};

const WORDS: readonly (readonly [string, object])[] = [
  ...Object.keys(FAILURES).map((fail) => [`fail=${fail}`, { fail }] as const),
  ['fail=TASK_FAILED reelay:at=40%', { fail: 'TASK_FAILED', failAtPercent: 40 }],
  ['delay=30s', { delaySeconds: 30 }],
  ['delay=14m', { delaySeconds: 840 }],
  ['queue=1s', { queueSeconds: 1 }],
  ['stuck', { stuck: true }],
  ['unknown', { unknown: true }],
  ['fast', { fast: true }],
  ['refuse=RATE_LIMITED', { refuse: { code: 'RATE_LIMITED', times: null } }],
  ['refuse=INTERNAL*2', { refuse: { code: 'INTERNAL', times: 2 } }],
  ['webhook=fail:3', { webhook: { fault: 'fail', times: 3 } }],
  ['webhook=lost', { webhook: { fault: 'lost' } }],
  ['webhook=duplicate', { webhook: { fault: 'duplicate' } }],
  ['webhook=late:10s', { webhook: { fault: 'late', seconds: 10 } }],
  ['webhook=bad_signature', { webhook: { fault: 'bad_signature' } }],
  ['download=404', { download: { fault: '404', times: null } }],
  ['download=truncated*1', { download: { fault: 'truncated', times: 1 } }],
];

const WRONG = [
  'fial=TIMEOUT',
  'fail=TIMOUT',
  'fail',
  'fail=',
  'FAIL=TIMEOUT',
  'fail=toString',
  'toString',
  '__proto__',
  '',
  'at=40%',
  'fail=TIMEOUT reelay:at=40',
  'fail=TIMEOUT reelay:at=100%',
  'fail=TIMEOUT reelay:fail=TIMEOUT',
  'delay=30',
  'delay=0s',
  'delay=841s',
  'delay=15m',
  'delay=-1s',
  'queue=1h',
  'stuck=yes',
  'stuck=',
  'stuck,',
  'stuck reelay:fail=TIMEOUT',
  'stuck reelay:delay=5s',
  'fast reelay:fail=TIMEOUT',
  'refuse=NOT_FOUND',
  'refuse=INTERNAL*0',
  'refuse=INTERNAL*101',
  'refuse=INTERNAL*2*2',
  'refuse=INTERNAL*',
  'webhook=fail',
  'webhook=fail:0',
  'webhook=fail:3:3',
  'webhook=lost:3',
  'webhook=lost:',
  'webhook=late:10',
  'webhook=never',
  'download=418',
  'download=slow*x',
] as const;

function refusalOf(prompt: string): AppError {
  try {
    readTestDirectives(prompt);
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  return expect.fail(`${prompt} is not refused`);
}

test.each(WORDS)('reelay:%s is understood, and survives being stored', (word, wanted) => {
  const directives = readTestDirectives(`a red kite reelay:${word}`);
  expect(directives).toEqual({ ...NOTHING, ...wanted });
  expect(parseTestDirectives(JSON.parse(JSON.stringify(directives)))).toEqual(directives);
});

test.each(WRONG)('reelay:%s is refused and names what there is', (word) => {
  const refusal = refusalOf(`reelay:${word} a red kite`);
  expect(refusal).toMatchObject({ code: 'INVALID_REQUEST', field: 'prompt' });
  expect(refusal.detail).toContain('reelay:');
});

test('a word that does not exist is answered with all that do', () => {
  const { detail } = refusalOf('reelay:fial=TIMEOUT');
  for (const word of ['fail', 'at', 'delay', 'queue', 'stuck', 'unknown', 'fast', 'refuse', 'webhook'])
    expect(detail).toContain(`reelay:${word}`);
  expect(refusalOf('reelay:fail=TIMOUT').detail).toContain('CONTENT_POLICY_VIOLATION');
});

test('a word that hangs on another is refused, because it would be rendered', () => {
  expect(refusalOf('a kite,reelay:stuck').detail).toContain('space');
});

test('words may stand anywhere, between any white space, with reelay in any case', () => {
  const prompt = 'REELAY:delay=5s\ta red\nreelay:webhook=lost kite Reelay:queue=2s';
  expect(readTestDirectives(prompt)).toEqual({
    ...NOTHING,
    delaySeconds: 5,
    queueSeconds: 2,
    webhook: { fault: 'lost' },
  });
  expect(withoutTestDirectives(prompt)).toBe('a red kite');
  expect(withoutTestDirectives('reelay:fast reelay:delay=5s')).toBe('');
});

test('a prompt without them has no directives and stays as it is', () => {
  for (const prompt of ['', 'a relay race', 'reelay makes videos', 'to reelay : or not'])
    expect([readTestDirectives(prompt), withoutTestDirectives(prompt)]).toEqual([null, prompt]);
  expect(parseTestDirectives(null)).toBeNull();
});

test('any prompt with the mark in it is understood or refused, and what is left has none', () => {
  const piece = fc.oneof(
    fc.constantFrom(...WORDS.map(([word]) => `reelay:${word}`)),
    fc.string().map((text) => `reelay:${text}`),
    fc.string(),
    fc.constantFrom(' ', '\n', '\u00a0', 'REELAY:', '*', '=', '%'),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 6 }), (pieces) => {
      const prompt = pieces.join(' ');
      try {
        const directives = readTestDirectives(prompt);
        expect(directives !== null).toBe(prompt.toLowerCase().includes('reelay:'));
        expect(withoutTestDirectives(prompt).toLowerCase()).not.toContain('reelay:');
      } catch (error) {
        expect(error).toBeInstanceOf(AppError);
      }
    }),
  );
});

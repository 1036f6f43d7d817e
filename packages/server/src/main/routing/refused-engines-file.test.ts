import fc from 'fast-check';
import { expect, test } from 'vitest';
import { enginesFileReader, HOST_KEY } from '../../../test/support/engines-file-reader.ts';
import { ConfigError } from '../config.ts';

const { read, problemsOf } = enginesFileReader();
const engine = { id: 'one', kind: 'host', api_key: '${HOST_KEY}' };

const LIST = 'kling_3, kling_3_pro, ';

test.each<[string, unknown, string]>([
  ['another kind', { ...engine, kind: 'hots' }, '.kind "hots" cannot be used: write one of: host.'],
  ['no kind', { id: 'one' }, '.kind is missing: write one of: host.'],
  ['no key', { id: 'one', kind: 'host' }, '.api_key is missing: The key.'],
  ['an id with spaces', { ...engine, id: 'My One' }, '.id "My One" cannot be used: write a name of 1 to 40'],
  ['the name of the studio', { ...engine, id: 'studio' }, '.id "studio" cannot be used: choose another name'],
  [
    'a field that is not there',
    { ...engine, kee: 1 },
    '.kee is not known: the fields here are: kind, id, serves,',
  ],
  ['a field without its _', { ...engine, apikey: 'x' }, '.apikey is not known: write api_key.'],
  [
    'a field with a letter less',
    { ...engine, concurency: 3 },
    '.concurency is not known: write concurrency.',
  ],
  [
    'a misspelt field inside',
    { ...engine, timeouts: { answer_second: 5 } },
    '.timeouts.answer_second is not known: write answer_seconds.',
  ],
  [
    'a name of the code',
    { ...engine, baseUrl: 'https://a.example' },
    '.baseUrl is not known: write base_url.',
  ],
  ['one inside', { ...engine, retry: { firstWait: 1 } }, '.retry.firstWait is not known: write first_wait.'],
  [
    'another inside',
    { ...engine, retry: { wait: 1 } },
    '.retry.wait is not known: the fields here are: first_wait.',
  ],
  ['a missing one inside', { ...engine, retry: {} }, '.retry.first_wait is missing: In seconds.'],
  [
    'a word that is no choice',
    { ...engine, sizes: ['huge'] },
    '.sizes[0] cannot be used: Invalid option: expected one of "small"|"large" (Its sizes).',
  ],
  [
    'an object that is nearly a choice',
    { ...engine, sizes: ['small', { side_length: 'x' }] },
    '.sizes[1].side_length cannot be used: expected number, received string (Its sizes).',
  ],
  [
    'a wrong address',
    { ...engine, base_url: 'here' },
    '.base_url cannot be used: Invalid URL (Where it is).',
  ],
  [
    'another model',
    { ...engine, serves: ['kling_9'] },
    `.serves[0] "kling_9" cannot be used: write one of: ${LIST}`,
  ],
  [
    'a model twice',
    { ...engine, serves: ['kling_3', 'kling_3'] },
    '.serves cannot be used: name each of them once.',
  ],
  [
    'a mapping of a model that is not there',
    { ...engine, models: { kling_9: 'x' } },
    `.models.kling_9 is not known: the models are: ${LIST}`,
  ],
  [
    'no place',
    { ...engine, concurrency: 0 },
    '.concurrency 0 cannot be used: write a whole number from 1 to 100000.',
  ],
  [
    'a price of a model that is not there',
    { ...engine, prices: { x: {} } },
    `.prices.x is not known: the models are: ${LIST}`,
  ],
  [
    'places of a model that is not there',
    { ...engine, model_concurrency: { 'a b': 1 } },
    `.model_concurrency["a b"] is not known: the models are: ${LIST}`,
  ],
  [
    'an empty price',
    { ...engine, prices: { kling_3: {} } },
    '.prices.kling_3 cannot be used: write per_second, per_video or both.',
  ],
  [
    'too many decimals',
    { ...engine, prices: { 'kling_2.6': { per_second: 0.0000001 } } },
    '.prices["kling_2.6"].per_second 1e-7 cannot be used: write US dollars with at most 6 decimals',
  ],
  [
    'a debt',
    { ...engine, daily_budget_usd: '-1' },
    '.daily_budget_usd "-1" cannot be used: write US dollars',
  ],
  [
    'a fortune',
    { ...engine, daily_budget_usd: 1_000_001 },
    '.daily_budget_usd 1000001 cannot be used: write US dollars',
  ],
  ['no weight', { ...engine, weight: 0 }, '.weight 0 cannot be used: write a number above 0'],
  [
    'a word of time',
    { ...engine, poll_seconds: '5s' },
    '.poll_seconds "5s" cannot be used: write a number from 0.1 to 3600.',
  ],
  [
    'too long a wait for an answer',
    { ...engine, timeouts: { answer_seconds: 121 } },
    '.timeouts.answer_seconds 121 cannot be used: write a whole number from 1 to 120.',
  ],
  [
    'no time for a video',
    { ...engine, timeouts: { video_seconds: 0 } },
    '.timeouts.video_seconds 0 cannot be used: write a whole number from 1 to 86400.',
  ],
  [
    'another time-out',
    { ...engine, timeouts: { seconds: 5 } },
    '.timeouts.seconds is not known: the fields here are: answer_seconds, video_seconds.',
  ],
  [
    'one time-out for all',
    { ...engine, timeouts: 30 },
    '.timeouts 30 cannot be used: write an object in { }.',
  ],
  [
    'too large a share',
    { ...engine, breaker: { fault_share: 50 } },
    '.breaker.fault_share 50 cannot be used: write a number above 0, at most 1.',
  ],
])('%s is refused with its place and the next step', (_name, wrong, message) => {
  expect(problemsOf({ engines: [wrong] })).toContainEqual(
    expect.stringContaining(`test.json: engines[0]${message}`),
  );
});

test.each<[string, unknown, string]>([
  [
    'another engine',
    { engines: ['tow'] },
    '.engines[0] "tow" is the id of no engine: write one of: one, studio.',
  ],
  ['an engine twice', { engines: ['one', 'one'] }, '.engines cannot be used: name each of them once.'],
  ['no engine', { engines: [] }, '.engines cannot be used: name at least one of engines'],
  ['no engines', {}, '.engines is missing: write a list of engines in [ ].'],
  [
    'another policy',
    { engines: ['one'], policy: 'best' },
    '.policy "best" cannot be used: write one of: ordered, weighted,',
  ],
  [
    'another trouble',
    { engines: ['one'], fallback_on: ['500'] },
    '.fallback_on[0] "500" cannot be used: write one of: unreachable,',
  ],
  [
    'a name of an account',
    { engines: ['one'], accounts: ['acme'] },
    '.accounts[0] "acme" cannot be used: write the id of an account',
  ],
  [
    'another mode',
    { engines: ['one'], modes: ['video'] },
    '.modes[0] "video" cannot be used: write one of: text_to_video,',
  ],
  [
    'modes that its models lack',
    { engines: ['one'], models: ['kling_3'], modes: ['motion_control'] },
    ' is never taken: ',
  ],
])('a route with %s is refused with its place and the next step', (_name, route, message) => {
  expect(problemsOf({ engines: [engine], routes: [route] })).toContainEqual(
    expect.stringContaining(`test.json: routes[0]${message}`),
  );
});

test('an id is given once', () => {
  expect(problemsOf({ engines: [engine, engine] })).toEqual([
    'test.json: engines[1].id "one" is also the id of engines[0]: choose another.',
  ]);
});

test('engines of one account agree about its places', () => {
  const [first, second] = [
    { ...engine, account: 'a', concurrency: 3, model_concurrency: { kling_3: 1 } },
    { ...engine, id: 'two', account: 'a', concurrency: 4, model_concurrency: { kling_3: 2 } },
  ];
  const rest = 'of one, with which it shares the account a: write the same number, or write it once.';
  expect(problemsOf({ engines: [first, second] })).toEqual([
    `test.json: engines[1].concurrency 4 is not the 3 ${rest}`,
    `test.json: engines[1].model_concurrency.kling_3 2 is not the 1 ${rest}`,
  ]);
});

test('an engine that no route reaches is told', () => {
  const two = { ...engine, id: 'two', serves: ['kling_2.6'] };
  expect(problemsOf({ engines: [engine, two], routes: [{ engines: ['one'] }] })).toEqual([
    'test.json: engines[1] is reached by no route: write two into the engines of a route, or take the engine out.',
  ]);
  expect(problemsOf({ engines: [two], routes: [{ engines: ['two'], models: ['kling_3'] }] })).toEqual([
    'test.json: engines[0] is reached by no route: those that name two are not for the models that it serves; change serves, or a route.',
  ]);
});

test('an engine on its way out serves nothing, and no route needs to reach it', () => {
  const old = { ...engine, id: 'old', serves: [] };
  expect(problemsOf({ engines: [engine, old], routes: [{ engines: ['one'] }] })).toEqual([]);
});

test('a route behind one that takes everything is told, and one for other accounts is not', () => {
  const account = '0199a0f6-9d2e-7c3a-b1f2-0242ac120002';
  const all = { engines: ['one'] };
  expect(problemsOf({ engines: [engine], routes: [all, { engines: ['studio'] }] })).toEqual([
    expect.stringContaining('routes[1] is never taken: '),
  ]);
  const ofAccount = { engines: ['studio'], accounts: [account] };
  expect(problemsOf({ engines: [engine], routes: [ofAccount, all] })).toEqual([]);
  expect(problemsOf({ engines: [engine], routes: [ofAccount, ofAccount, all] })).toEqual([
    expect.stringContaining('routes[1] is never taken: '),
  ]);
});

test('a variable that is not set is told by its place and name; an empty one is not set', () => {
  expect(problemsOf({ engines: [{ ...engine, api_key: '${NOBODY}', base_url: '${EMPTY}' }] })).toEqual([
    'test.json: engines[0].api_key names the environment variable NOBODY, which is not set; set it where the server is started.',
    'test.json: engines[0].base_url names the environment variable EMPTY, which is not set; set it where the server is started.',
  ]);
});

test('a variable inside other text is refused, since it would be sent as it stands', () => {
  expect(problemsOf({ engines: [{ ...engine, api_key: 'Bearer ${HOST_KEY}' }] })).toEqual([
    expect.stringContaining('engines[0].api_key has ${HOST_KEY} inside other text'),
  ]);
});

test('every problem is told at once', () => {
  const problems = problemsOf({
    engines: [{ ...engine, weight: -1 }, { kind: 'host' }],
    routes: [{ engines: ['one'], policy: 'best' }],
  });
  expect(problems.map((problem) => problem.split(' ')[1])).toEqual([
    'routes[0].policy',
    'engines[0].weight',
    'engines[1].id',
    'engines[1].api_key',
  ]);
});

test('ids that two engines have and routes to no engine are told with everything else that is wrong', () => {
  const two = { ...engine, id: 'two', account: 'a', concurrency: 3 };
  const three = { ...engine, id: 'three', account: 'a', concurrency: 4, kind: 'hots' };
  const problems = problemsOf({
    engines: [{ ...engine, weight: -1 }, engine, two, { ...three, base_url: 'here' }],
    routes: [{ engines: ['hose', 'one'] }, { engines: ['two', 'hause'], policy: 'best' }],
  });
  expect(problems.map((problem) => problem.slice('test.json: '.length))).toEqual([
    expect.stringMatching(/^routes\[1\]\.policy "best"/),
    expect.stringMatching(/^engines\[0\]\.weight -1/),
    expect.stringMatching(/^engines\[3\]\.kind "hots"/),
    'engines[1].id "one" is also the id of engines[0]: choose another.',
    expect.stringMatching(/^engines\[3\]\.concurrency 4 is not the 3 of two/),
    'routes[0].engines[0] "hose" is the id of no engine: write one of: one, two, three, studio.',
    'routes[1].engines[1] "hause" is the id of no engine: write one of: one, two, three, studio.',
  ]);
});

test('while an id cannot be read, no route is said to name an engine that is not there', () => {
  const problems = problemsOf({
    engines: [engine, { ...engine, id: 'My Two' }],
    routes: [{ engines: ['two'] }],
  });
  expect(problems).toEqual([expect.stringContaining('engines[1].id "My Two" cannot be used')]);
});

test('wherever a key is put, it is in no message', () => {
  const places: readonly ((key: string) => unknown)[] = [
    (key) => ({ ...engine, id: key }),
    (key) => ({ ...engine, kind: key }),
    (key) => ({ ...engine, base_url: key }),
    (key) => ({ ...engine, weight: key }),
    (key) => ({ ...engine, serves: [key] }),
    (key) => ({ ...engine, retry: key }),
    (key) => ({ ...engine, prices: { kling_3: { per_second: key } } }),
  ];
  for (const place of places) {
    const problems = problemsOf({ engines: [place('${HOST_KEY}')] });
    expect(problems.length).toBeGreaterThan(0);
    expect(problems.join('\n')).not.toContain(HOST_KEY);
  }
  const direct = problemsOf({ engines: [{ ...engine, base_url: HOST_KEY, api_key: '' }] }).join('\n');
  expect(direct).not.toContain(HOST_KEY);
});

const someFile = fc.record(
  {
    engines: fc.array(
      fc.record(
        {
          id: fc.oneof(fc.constantFrom('one', 'two', 'studio', '__proto__'), fc.anything()),
          kind: fc.oneof(fc.constantFrom('host', 'constructor', 'toString'), fc.anything()),
          api_key: fc.oneof(fc.constantFrom('x', '${HOST_KEY}', '${NOBODY}'), fc.anything()),
          prices: fc.oneof(
            fc.dictionary(fc.constantFrom('kling_3', '__proto__'), fc.anything()),
            fc.anything(),
          ),
          serves: fc.oneof(fc.array(fc.constantFrom('kling_3', 'kling_9')), fc.anything()),
          retry: fc.anything(),
          breaker: fc.anything(),
          account: fc.anything(),
        },
        { requiredKeys: [] },
      ),
    ),
    routes: fc.oneof(
      fc.array(
        fc.record(
          {
            engines: fc.array(fc.constantFrom('one', 'two', 'studio')),
            models: fc.anything(),
            accounts: fc.anything(),
          },
          { requiredKeys: [] },
        ),
      ),
      fc.anything(),
    ),
  },
  { requiredKeys: [] },
);

/** What JSON cannot say is left out. */
function asText(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? String(part) : part)) ?? '';
}

test('whatever the text is, reading it gives a configuration or a ConfigError with a sentence for each problem', () => {
  const texts = fc.oneof(someFile.map(asText), fc.json(), fc.anything().map(asText), fc.string());
  fc.assert(
    fc.property(texts, (text) => {
      try {
        for (const { id } of read(text).router.engines) expect(id).toMatch(/^[a-z0-9-]{1,40}$/);
      } catch (error) {
        if (!(error instanceof ConfigError)) throw error;
        expect(error.problems.length).toBeGreaterThan(0);
        for (const problem of error.problems) expect(problem).toMatch(/^test\.json: .+\.$/s);
        expect(error.message).not.toContain(HOST_KEY);
      }
    }),
    { numRuns: 1_000 },
  );
});

test('a text of a megabyte is not even looked at', () => {
  expect(problemsOf('['.repeat(1_000_001))).toEqual([
    'test.json: has more than 1000000 characters: make it shorter.',
  ]);
});

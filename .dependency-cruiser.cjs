/**
 * The rooms of each package, and which rooms each may import (ARCHITECTURE.md explains them).
 * A room not named here may not exist; an edge not written here is refused. Types count as imports.
 */
const rooms = {
  server: {
    kernel: [],
    contract: ['kernel'],
    catalogue: ['kernel', 'contract'],
    db: ['kernel'],
    accounts: ['kernel', 'db'],
    ledger: ['kernel', 'db'],
    jobs: ['kernel', 'db'],
    generations: ['kernel', 'db'],
    media: ['kernel'],
    webhooks: ['kernel', 'db', 'jobs', 'media'],
    engines: ['kernel'],
    router: ['kernel', 'jobs', 'engines'],
    commands: ['kernel', 'contract', 'catalogue', 'db', 'accounts', 'ledger', 'jobs', 'generations', 'media', 'webhooks'],
    worker: ['kernel', 'db', 'catalogue', 'jobs', 'generations', 'webhooks', 'media', 'engines', 'router', 'commands'],
    http: ['kernel', 'contract', 'catalogue', 'db', 'accounts', 'ledger', 'jobs', 'generations', 'media', 'webhooks', 'commands'],
    main: ['kernel', 'contract', 'catalogue', 'db', 'accounts', 'ledger', 'jobs', 'generations', 'media', 'webhooks', 'engines', 'router', 'commands', 'worker', 'http'],
    cli: ['kernel', 'main'],
  },
  studio: {
    maths: [],
    vocabulary: [],
    prompt: ['maths', 'vocabulary'],
    scene: ['maths', 'vocabulary', 'prompt'],
    art: ['maths', 'vocabulary'],
    render: ['maths', 'vocabulary', 'scene', 'art'],
    pixels: ['maths'],
    codec: ['pixels'],
    intake: ['pixels', 'codec'],
    vision: ['maths', 'pixels'],
    sound: ['maths', 'vocabulary', 'prompt', 'codec'],
    image: ['maths', 'vocabulary', 'prompt', 'scene', 'render', 'pixels', 'vision'],
    motion: ['maths', 'pixels', 'vision'],
    run: ['maths', 'vocabulary', 'prompt', 'scene', 'art', 'render', 'pixels', 'codec', 'intake', 'vision', 'sound', 'image', 'motion'],
    quality: ['maths', 'vocabulary', 'prompt', 'scene', 'art', 'render', 'pixels', 'codec', 'intake', 'vision', 'sound', 'image', 'motion', 'run'],
  },
};

const roomRules = Object.entries(rooms).flatMap(([pkg, table]) => [
  ...Object.entries(table).map(([room, may]) => ({
    name: `${pkg}/${room}-may-only-import`,
    comment: `packages/${pkg}/src/${room} may import: ${may.join(', ') || 'nothing'}`,
    severity: 'error',
    from: { path: `^packages/${pkg}/src/${room}/`, pathNot: '\\.test\\.ts$' },
    to: { path: `^packages/${pkg}/src/`, pathNot: `^packages/${pkg}/src/(${[room, ...may].join('|')})/` },
  })),
  {
    name: `${pkg}/no-unknown-room`,
    severity: 'error',
    from: {
      path: `^packages/${pkg}/src/`,
      pathNot: `^packages/${pkg}/src/((${Object.keys(table).join('|')})/|index\\.ts$)`,
    },
    to: {},
  },
]);

module.exports = {
  forbidden: [
    ...roomRules,
    {
      name: 'no-barrels',
      comment: 'Import the file that holds the thing. A package has one index.ts: its public face.',
      severity: 'error',
      from: { path: '^packages/([^/]+)/', pathNot: '\\.test\\.ts$' },
      to: { path: '^packages/$1/src/[a-z/-]*index[.]ts$' },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'packages-meet-only-at-their-doors',
      comment: 'Another package is reached by its name, and the studio only by its engine.',
      severity: 'error',
      from: { path: '^packages/([^/]+)/src/' },
      to: { path: '^packages/', pathNot: ['^packages/$1/', '^packages/[^/]+/src/index\\.ts$'] },
    },
    {
      name: 'studio-only-in-its-engine',
      severity: 'error',
      from: { path: '^packages/server/src/', pathNot: '^packages/server/src/engines/studio/' },
      to: { path: '^packages/studio/' },
    },
    {
      name: 'client-imports-nothing-of-ours',
      severity: 'error',
      from: { path: '^packages/client/' },
      to: { path: '^packages/(server|studio|console)/' },
    },
    {
      name: 'client-only-in-the-cli',
      severity: 'error',
      from: { path: '^packages/server/src/', pathNot: '^packages/server/src/cli/' },
      to: { path: '^packages/client/' },
    },
    {
      name: 'engines-do-not-know-each-other',
      severity: 'error',
      from: { path: '^packages/server/src/engines/([^/]+)/' },
      to: {
        path: '^packages/server/src/engines/',
        pathNot: ['^packages/server/src/engines/$1/', '^packages/server/src/engines/(engine|engine-kind|http|redact|standard-webhooks|strange-words|troubles-of-statuses)\\.ts$'],
      },
    },
    {
      name: 'worker-sees-the-port-not-the-adapters',
      severity: 'error',
      from: { path: '^packages/server/src/worker/', pathNot: '\\.test\\.ts$' },
      to: { path: '^packages/server/src/engines/', pathNot: '^packages/server/src/engines/engine\\.ts$' },
    },
    {
      name: 'hono-only-in-http',
      severity: 'error',
      from: { path: '^packages/server/src/', pathNot: '^packages/server/src/(http|main)/' },
      to: { path: 'node_modules/(@hono|hono)/' },
    },
    {
      name: 'pg-boss-only-in-jobs',
      severity: 'error',
      from: { path: '^packages/server/src/', pathNot: '^packages/server/src/jobs/' },
      to: { path: 'node_modules/pg-boss/' },
    },
    {
      name: 'node-av-only-in-codec-and-intake',
      severity: 'error',
      from: { path: '^packages/studio/src/', pathNot: '^packages/studio/src/(codec|intake)/' },
      to: { path: 'node_modules/node-av/' },
    },
    {
      name: 'networks-only-in-vision',
      severity: 'error',
      from: { path: '^packages/studio/src/', pathNot: '^packages/studio/src/vision/' },
      to: { path: '(node_modules/onnxruntime|^packages/vision-models/)' },
    },
    {
      name: 'no-tests-in-production',
      severity: 'error',
      from: { path: '^packages/[^/]+/src/', pathNot: '\\.test\\.ts$' },
      to: { path: '(\\.test\\.ts$|^packages/[^/]+/test/)' },
    },
    {
      name: 'no-orphans',
      severity: 'error',
      from: { orphan: true, pathNot: ['\\.d\\.ts$', '\\.config\\.', '\\.cjs$', '\\.test\\.ts$'] },
      to: {},
    },
    {
      name: 'not-to-dev-dep',
      severity: 'error',
      from: { path: '^packages/[^/]+/src/', pathNot: '\\.test\\.ts$' },
      to: { dependencyTypes: ['npm-dev'], pathNot: 'node_modules/@types/' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
    },
  },
};

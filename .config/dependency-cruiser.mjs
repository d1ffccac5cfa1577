// Imports point one way. Each rule says what a developer should do instead.
const feature = '^bridge/src/features/([^/]+)/';

export default {
  forbidden: [
    {
      name: 'no-cycles',
      comment:
        'Two files that import each other cannot be understood one by one: move what both need into a third.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'kernel-imports-nothing-of-ours',
      comment: 'The kernel is below everything: hand in what it needs.',
      severity: 'error',
      from: { path: '^bridge/src/kernel/', pathNot: '\\.test\\.ts$' },
      to: { path: '^(bridge|ui|plugin|jitsi-config|words)/', pathNot: '^bridge/src/kernel/' },
    },
    {
      name: 'feature-never-imports-an-adapter',
      comment:
        'State what the feature needs in its ports.ts; app/adapters.ts and app/compose.ts join the two.',
      severity: 'error',
      from: { path: '^bridge/src/features/', pathNot: '\\.test\\.ts$' },
      to: { path: '^bridge/src/(adapters|app)/' },
    },
    {
      name: 'app-reaches-rooms-by-their-front-door',
      comment:
        'Configuration and commands make a room by the createX() of its index.ts and know nothing inside it; personal.ts is the list of what it keeps about people.',
      severity: 'error',
      from: { path: '^bridge/src/(app|cli|main)', pathNot: '\\.test\\.ts$' },
      to: {
        path: '^bridge/src/features/',
        pathNot: ['/(index|personal)\\.ts$', '[/-]contract\\.ts$'],
      },
    },
    {
      name: 'feature-by-its-front-door',
      comment:
        'Another feature is used through its index.ts (or its contract.ts, from a contract).',
      severity: 'error',
      from: { path: feature, pathNot: '\\.test\\.ts$' },
      to: {
        path: '^bridge/src/features/',
        pathNot: ['^bridge/src/features/$1/', '/index\\.ts$', '[/-]contract\\.ts$'],
      },
    },
    {
      name: 'part-by-its-front-door',
      comment: 'The parts of a room, too, use each other through index.ts (or contract.ts).',
      severity: 'error',
      from: { path: '^bridge/src/features/([^/]+)/([^/]+)/', pathNot: '\\.test\\.ts$' },
      to: {
        path: '^bridge/src/features/$1/[^/]+/',
        pathNot: ['^bridge/src/features/$1/$2/', '/index\\.ts$', '[/-]contract\\.ts$'],
      },
    },
    {
      name: 'adapter-knows-ports-only',
      comment: 'An adapter imports the kernel and a feature’s ports.ts, nothing else of a feature.',
      severity: 'error',
      from: { path: '^bridge/src/adapters/', pathNot: '\\.test\\.ts$' },
      to: { path: '^bridge/src/(features|app)/', pathNot: '/ports\\.ts$' },
    },
    {
      name: 'adapter-stays-alone',
      comment: 'Adapters do not lean on each other.',
      severity: 'error',
      from: { path: '^bridge/src/adapters/([^/]+)/', pathNot: '\\.test\\.ts$' },
      to: { path: '^bridge/src/adapters/', pathNot: '^bridge/src/adapters/$1/' },
    },
    {
      name: 'contracts-are-light',
      comment:
        'The panel bundles contracts: they import zod, the kernel’s contract words and other contracts.',
      severity: 'error',
      from: { path: '[/-]contract\\.ts$' },
      to: {
        pathNot: [
          '[/-]contract\\.ts$',
          // Words and lists of words: they bring nothing with them.
          '^bridge/src/kernel/(contract|codes|personal-data|retention|recurrence)\\.ts$',
          '^bridge/src/features/notifications/kinds\\.ts$',
          'node_modules/zod/',
        ],
      },
    },
    {
      name: 'panel-imports-contracts-only',
      comment:
        'Of the bridge the panel may import contracts and the failure codes. Words that both say are in words/.',
      severity: 'error',
      from: { path: '^ui/(src|scenes)/' },
      to: {
        path: '^(bridge|plugin|jitsi-config)/',
        pathNot: ['[/-]contract\\.ts$', '^bridge/src/kernel/codes\\.ts$'],
      },
    },
    {
      name: 'words-import-nothing',
      comment: 'The catalogue is texts only: bridge and panel read it, it reads neither.',
      severity: 'error',
      from: { path: '^words/' },
      to: { pathNot: '^words/' },
    },
    {
      name: 'words-of-one-language',
      comment: 'English decides which keys there are; of the other languages it knows nothing.',
      severity: 'error',
      from: { path: '^words/en/' },
      to: { path: '^words/(?!en/)' },
    },
    {
      name: 'only-the-jitsi-adapter-knows-jitsi',
      comment: 'Say it in the words of ui/src/conference; compose.ts joins adapter and panel.',
      severity: 'error',
      from: { path: '^ui/src/', pathNot: ['^ui/src/adapters/jitsi/', '^ui/src/app/'] },
      to: { path: ['^ui/src/adapters/jitsi/', '@lyno/lib-jitsi-meet'] },
    },
    {
      name: 'knex-in-repositories-only',
      comment: 'SQL lives in repositories, migrations and the kernel’s database.ts and sqlite.ts.',
      severity: 'error',
      from: { path: '^bridge/src/', pathNot: ['^bridge/src/kernel/(database|sqlite)\\.ts$'] },
      to: { path: 'node_modules/knex/' },
    },
    {
      name: 'no-production-to-test',
      comment: 'Product code does not import tests or their helpers.',
      severity: 'error',
      from: {
        path: '^(bridge|ui)/src/',
        pathNot: '(\\.test\\.ts$|/test/|/doubles/|suite\\.ts$|fake)',
      },
      to: { path: ['\\.test\\.ts$', '^bridge/test/', '^ui/(test|e2e)/'] },
    },
    {
      name: 'no-development-package-in-product',
      comment:
        'A server installs with npm ci --omit=dev: what the product imports stands in "dependencies".',
      severity: 'error',
      from: {
        path: '^(bridge/(src|migrations)|jitsi-config/generator)/',
        pathNot: '(\\.test\\.ts$|/test/|/testing/|suite\\.ts$|fake|harness)',
      },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg'], pathNot: 'node_modules/@types/' },
    },
    {
      name: 'resolvable',
      comment: 'An import that leads nowhere.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['ui/dist', 'coverage'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.vue', '.js', '.mjs'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};

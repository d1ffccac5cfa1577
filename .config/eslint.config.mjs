// The house rules that a machine can check. Sizes are the targets of README → "How to change it".
import tseslint from 'typescript-eslint';
import regexp from 'eslint-plugin-regexp';
import vue from 'eslint-plugin-vue';
import a11y from 'eslint-plugin-vuejs-accessibility';
import prettier from 'eslint-config-prettier';
import globals from 'globals';
import ts from 'typescript';

// TypeScript reads a .vue file whole from the disk, and is then given its script alone: another text, after which all
// that it knew of the project was made anew, for each of the files. It reads the script to begin with.
const { readFile } = ts.sys;
ts.sys.readFile = (path, encoding) => {
  const text = readFile(path, encoding);
  if (text === undefined || !path.endsWith('.vue')) return text;
  return /<script\b[^>]*>(?<script>.*?)<\/script>/su.exec(text)?.groups.script ?? '';
};

const root = new URL('..', import.meta.url).pathname;

/** Properties packed into one line only to save lines: write them out. */
const noPackedObjects = {
  selector: 'SpreadElement > ObjectExpression',
  message: 'Write the properties out instead of spreading a literal object.',
};

/** How long something takes is the machine's affair: `npm run bench` measures, tests do not. */
const noClockInTests = [
  {
    selector: "CallExpression[callee.property.name='timeout'][callee.object.name!='AbortSignal']",
    message: 'The one end of a test stands in .config/mocharc.json: slow machines need it.',
  },
  {
    selector: "MemberExpression[object.name='performance'][property.name='now']",
    message: 'Count steps, statements or bytes, or wait for an event (bridge/test/becomes.ts).',
  },
];

export default tseslint.config(
  {
    ignores: [
      '**/node_modules/**',
      'ui/dist*/**',
      'coverage/**',
      '.data/**',
      '**/*.mjs',
      '**/*.js',
      '**/*.cjs',
    ],
  },
  ...tseslint.configs.strictTypeChecked,
  ...vue.configs['flat/recommended'],
  ...a11y.configs['flat/recommended'],
  {
    languageOptions: {
      globals: { ...globals.node, ...globals.browser },
      parserOptions: {
        parser: tseslint.parser,
        projectService: true,
        tsconfigRootDir: root,
        extraFileExtensions: ['.vue'],
      },
    },
    rules: {
      'max-lines': ['error', { max: 300, skipBlankLines: false, skipComments: false }],
      // Wide enough for a factory, createX(), that holds its methods; each method is kept short by max-statements.
      'max-lines-per-function': ['error', { max: 110, skipBlankLines: true, skipComments: true }],
      'max-statements': ['error', 20],
      'max-params': ['error', 3],
      complexity: ['error', 12],
      eqeqeq: 'error',
      'no-restricted-syntax': ['error', noPackedObjects],
      'no-console': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-invalid-void-type': 'off',
      // knex's query builders are thenable and are returned from where(…) callbacks.
      '@typescript-eslint/no-misused-promises': [
        'error',
        { checksVoidReturn: { arguments: false } },
      ],
      'vue/multi-word-component-names': 'off',
      // An optional prop is undefined when left out: its type says so.
      'vue/require-default-prop': 'off',
      'vue/block-order': ['error', { order: ['script', 'template', 'style'] }],
      'vue/no-v-html': 'error',
      'vue/component-api-style': ['error', ['script-setup']],
      'vuejs-accessibility/label-has-for': ['error', { required: { some: ['nesting', 'id'] } }],
      // A meeting shows live cameras: no caption track exists for them.
      'vuejs-accessibility/media-has-caption': 'off',
    },
  },
  {
    // Texts of others meet these: no expression may take longer than its text is long (ReDoS).
    files: ['**/*.ts', '**/*.vue'],
    ignores: ['**/*.test.ts', '**/test/**', 'ui/e2e/**', '**/bench/**'],
    plugins: { regexp },
    rules: {
      'regexp/no-super-linear-backtracking': ['error', { report: 'potential' }],
      'regexp/no-super-linear-move': ['error', { report: 'potential', ignorePartial: false }],
    },
  },
  {
    // describe() and it() blocks are lists of rules, not functions to be kept short.
    files: ['**/*.test.ts', '**/test/**/*.ts', 'ui/e2e/**/*.ts'],
    rules: {
      'no-restricted-syntax': ['error', noPackedObjects, ...noClockInTests],
      'max-lines-per-function': 'off',
      'max-statements': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unused-expressions': 'off',
    },
  },
  {
    // Command-line output is these files' purpose.
    files: [
      'bridge/src/cli.ts',
      'bridge/src/cli/**',
      'plugin/demo-campus/start.ts',
      'plugin/demo-campus/trial.ts',
      '**/bench/**',
    ],
    rules: { 'no-console': 'off' },
  },
  prettier,
);

import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sheetLimits } from '../src/adapters/sheets/limits.ts';
import { codeRules } from '../src/features/access/accounts/code.ts';
import { passwordRules } from '../src/features/access/accounts/password-rules.ts';
import { missedDays } from '../src/features/calls/contract.ts';
import { ownNameLength } from '../src/features/directory/courses/own-name/contract.ts';
import { undoDays } from '../src/features/directory/merge/contract.ts';
import { guestPasswordLength, pastDays } from '../src/features/meetings/admission/contract.ts';
import { mostSeats } from '../src/features/meetings/contract.ts';
import { productLength } from '../src/features/notifications/outbox/templates/contract.ts';
import { stuckMs } from '../src/features/operations/alarms/observing.ts';
import { confirmation } from '../src/features/registration/signup/application.ts';

const words = join(import.meta.dirname, '../../words');
const templates = join(
  import.meta.dirname,
  '../src/features/notifications/outbox/templates/words-accounts.ts',
);
const minutes = (ms: number): number => ms / 60_000;
const codeMinutes = minutes(codeRules.lifeMs);

/** Every limit that the words of the interface name: file, key, and what holds. */
const named: [file: string, key: string, limit: number][] = [
  ['alarms', 'title', minutes(stuckMs)],
  ['calls', 'none', missedDays],
  ['connecting', 'doneWords', undoDays],
  ['connecting', 'sent', codeMinutes],
  ['course', 'unfit', ownNameLength],
  ['failures', 'account/password-short', passwordRules.atLeast],
  ['failures', 'call/too-many', mostSeats],
  ['failures', 'sheet/too-many-rows', sheetLimits.rows],
  ['home', 'nonePast', pastDays],
  ['home', 'passwordProblem', guestPasswordLength.least],
  ['login', 'codeProblem', codeRules.digits],
  ['login', 'mail', codeMinutes],
  ['login', 'newHint', passwordRules.atLeast],
  ['login', 'newProblem', passwordRules.atLeast],
  ['login', 'sentTo', codeMinutes],
  ['login', 'sms', codeMinutes],
  ['merge', 'undoFor', undoDays],
  ['signup', 'sent', minutes(confirmation.lifeMs)],
  ['templates', 'productProblem', productLength],
];

/** What names no limit: periods that are offered, the planner's own aim, both lengths of meeting IDs. */
const others = [
  'capacity: joining',
  'common: thirtyDays',
  'invite: day',
  'invite: hour',
  'join: numberProblem',
];

const amount =
  /(?<![\d.{])(\d[\d,]*) ?(?:days?\b|hours?\b|minutes?\b|seconds?\b|characters\b|people\b|rows\b|digits\b|天|小时|分钟|秒|个字符|人|行|位)/gu;

/** Each amount in a language's words, as `file: key` and the number. */
const amountsIn = (language: string): [where: string, amount: number][] =>
  globSync('*.ts', { cwd: join(words, language) }).flatMap((file) => {
    const text = readFileSync(join(words, language, file), 'utf8');
    return [...text.matchAll(amount)].map(({ 1: said = '', index }): [string, number] => {
      const key = [...text.slice(0, index).matchAll(/(?:const |')?([\w/-]+)'?(?::| =)\s/gu)].at(-1);
      return [`${file.replace('.ts', '')}: ${key?.[1]}`, Number(said.replaceAll(',', ''))];
    });
  });

describe('limits that words name', () => {
  for (const language of ['en', 'zh-CN']) {
    it(`are those that hold, and all of them (${language})`, () => {
      const said = amountsIn(language).filter(([where]) => !others.includes(where));
      const limits = new Map(named.map(([file, key, limit]) => [`${file}: ${key}`, limit]));
      assert.ok(said.length >= 17, `${said.length}`);
      assert.deepEqual(
        said,
        said.map(([where]) => [where, limits.get(where)]),
      );
    });
  }

  it('are those that hold in mail', () => {
    const said = [...readFileSync(templates, 'utf8').matchAll(amount)].map(([, n]) => Number(n));
    assert.deepEqual(said, [undoDays, undoDays]);
  });
});

import type { Outbox } from '../features/notifications/outbox/index.ts';

export const outboxUsage = `outbox                                     how many messages wait, were sent, or were given up
outbox list [dead|waiting|sent|dropped]    the latest of one kind; dead letters unless told
outbox resend all|ID…                      puts dead letters back among the waiting`;

type Print = (line: string) => void;

const states = ['dead', 'waiting', 'sent', 'dropped'] as const;

/** `npm run campus -- outbox …`. Answers the exit code. */
export async function outboxCommand(
  outbox: Pick<Outbox, 'list' | 'resend' | 'status'>,
  args: string[],
  print: Print,
): Promise<number> {
  const [action = 'status', ...rest] = args;
  if (action === 'status') return printStatus(outbox, print);
  if (action === 'list') {
    const state = states.find((each) => each === (rest[0] ?? 'dead'));
    if (state) return printRows(outbox, state, print);
  }
  if (action === 'resend' && rest.length > 0) {
    const count = await outbox.resend(rest.includes('all') ? 'all' : rest);
    print(`${count} put back among the waiting`);
    return 0;
  }
  print(outboxUsage);
  return 64;
}

async function printStatus(outbox: Pick<Outbox, 'status'>, print: Print): Promise<number> {
  const { counts, waitingSince } = await outbox.status();
  for (const state of states) print(`${state.padEnd(8)} ${counts[state] ?? 0}`);
  if (waitingSince !== null)
    print(`the oldest waits since ${new Date(waitingSince).toISOString()}`);
  return 0;
}

async function printRows(
  outbox: Pick<Outbox, 'list'>,
  state: (typeof states)[number],
  print: Print,
): Promise<number> {
  for (const row of await outbox.list(state, 1000)) {
    const at = new Date(row.createdAt).toISOString();
    const what = `${row.kind.padEnd(4)} ${row.about} to ${row.recipient}`;
    print(`${row.id}  ${at}  ${what}  ${row.attempts} attempts  ${row.reason ?? ''}`);
  }
  return 0;
}

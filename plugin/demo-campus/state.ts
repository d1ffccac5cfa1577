import { existsSync } from 'node:fs';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import type { PluginContent } from './activity-plugin/plugin.ts';
import type { Campus } from './campus.ts';
import { createCampus } from './data/seed.ts';
import type { DemoSecrets } from './environment.ts';
import type { PlatformContent } from './lti-platform/platform.ts';
import type { Message } from './mail/mailbox.ts';

/** What the demo's campus remembers from one start to the next; the bridge has a database of its own. */
export interface DemoState {
  secrets: DemoSecrets;
  campus: Campus;
  platform: PlatformContent;
  /** PEM. */
  intranetKey: string;
  messages: readonly Message[];
  /** Missing in what was kept before there was the activity plugin. */
  plugin?: PluginContent;
}

/** Raised when a state of before does not fit this version's campus. */
const version = 1;

const fileIn = (folder: string): string => join(folder, 'campus.state');

/**
 * What was kept in `folder`; null when nothing was, or when the first start did not come to its end.
 * @throws Error in words when it is there and cannot be used
 */
export async function readState(folder: string): Promise<DemoState | null> {
  if (!existsSync(fileIn(folder))) return null;
  const kept = parse(await readFile(fileIn(folder)));
  if (kept?.version === version) return { ...kept.state, campus: completed(kept.state.campus) };
  throw new Error(
    'What the demo kept cannot be read by this version. Begin afresh: npm start -- --fresh',
  );
}

/** A campus that an earlier version kept, with what courses have had since: what was done to it stays. */
function completed(campus: Campus): Campus {
  const seeded = createCampus().courses;
  const courses = new Map(
    [...campus.courses].map(([id, course]) => [id, { ...seeded.get(id), ...course }]),
  );
  return { ...campus, courses };
}

function parse(bytes: Buffer): { version: number; state: DemoState } | null {
  try {
    return deserialize(bytes) as { version: number; state: DemoState };
  } catch {
    return null;
  }
}

/**
 * Writes the state now, and from then on whenever it has changed; `stop` writes it a last time.
 * @param failed is told when it could not be written in between (a full disk); the next turn tries again
 */
export async function keepState(
  folder: string,
  state: () => DemoState,
  failed: (error: unknown) => void,
): Promise<{ stop: () => Promise<void> }> {
  let written = Buffer.alloc(0);
  const save = async () => {
    const bytes = serialize({ version, state: state() });
    if (bytes.equals(written)) return;
    written = bytes;
    // Renamed into its place: a demo that is killed meanwhile leaves the state of before, whole.
    await writeFile(`${fileIn(folder)}.new`, bytes, { mode: 0o600 });
    await rename(`${fileIn(folder)}.new`, fileIn(folder));
  };
  await save();
  let turn = Promise.resolve();
  const inTurn = () => (turn = turn.then(save, save));
  const timer = setInterval(() => void inTurn().catch(failed), 5_000);
  timer.unref();
  return {
    stop: () => {
      clearInterval(timer);
      return inTurn();
    },
  };
}

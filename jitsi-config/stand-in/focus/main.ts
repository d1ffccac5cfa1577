import { readSettings } from '../process/settings.ts';
import { serve } from '../process/http.ts';
import { Focus } from './focus.ts';
import { focusRoutes } from './routes.ts';
import { focusSettings } from './settings.ts';

/** The demo's focus as a process of its own: started by ../start.ts, ended by SIGTERM or with its parent. */
const settings = readSettings(focusSettings);
const focus = await Focus.start({
  ...settings,
  log: (line) => process.stdout.write(`${line}\n`),
});
const web = await serve(focusRoutes(focus), settings.httpPort);
await focus.connected();

async function end(): Promise<void> {
  await focus.stop();
  await web.stop();
  process.exit(0);
}
process.on('SIGTERM', () => void end());
process.stdin.on('end', () => void end()).resume();
process.send?.({ controlPort: focus.bridges.port });

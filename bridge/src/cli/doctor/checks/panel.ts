import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { panelFolder } from '../../../app/bridge.ts';
import type { Settings } from '../../../app/config.ts';
import { failed, ok, type Check } from '../result.ts';

/** The built panel, which the bridge serves. */
export const panelCheck = (config: Settings): Check => ({
  name: 'panel',
  run: () => {
    const folder = panelFolder(config);
    return Promise.resolve(
      existsSync(join(folder, 'index.html'))
        ? ok('panel/ok', 'It is built.')
        : failed('panel/not-built', `There is no panel in ${folder}.`, 'npm run build'),
    );
  },
});

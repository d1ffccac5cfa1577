import assert from 'node:assert/strict';
import { createFakeFleet, type FakeFleet } from '../../adapters/jitsi/fake-fleet.ts';
import { jicofoCheck } from './checks/jicofo.ts';

type Change = Parameters<FakeFleet['change']>[1];

describe('doctor, on what Jicofo tells of its videobridges', () => {
  const codesAfter = async (changes: Record<string, Change>) => {
    const fleet = createFakeFleet(['jvb1', 'jvb2']);
    for (const [id, change] of Object.entries(changes)) fleet.change(id, change);
    return [await jicofoCheck(fleet).run()].flat().map(({ code }) => code);
  };

  it('names each thing that keeps them from sharing a meeting', async () => {
    assert.deepEqual(await codesAfter({}), ['jicofo/ok', 'jicofo/videobridges']);
    const wrong: [Record<string, Change>, string][] = [
      [{ jvb2: { relayId: null } }, 'jicofo/no-relay'],
      [{ jvb2: { relayId: 'jvb1' } }, 'jicofo/relay-id-twice'],
      [{ jvb2: { version: '2.1' } }, 'jicofo/versions'],
      [{ jvb2: { isHealthy: false } }, 'jicofo/videobridge-ill'],
      [{ jvb2: { isFailingIce: true } }, 'jicofo/videobridge-ill'],
      [{ jvb2: { isOverloaded: true } }, 'jicofo/overloaded'],
      [{ jvb2: { isDraining: true } }, 'jicofo/draining'],
    ];
    for (const [changes, code] of wrong) {
      assert.deepEqual((await codesAfter(changes)).slice(1), [code], code);
    }
  });
});

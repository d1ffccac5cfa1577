import type { AddressInfo } from 'node:net';
import {
  audience,
  domain,
  eventsSecret,
  issuer,
  openStage,
  tokenSecret,
} from '../../jitsi-config/prosody/test/harness.ts';
import { systemClock } from '../src/kernel/clock.ts';
import type { Database } from '../src/kernel/database.ts';
import { runBridge } from './call-fixture.ts';
import { campus } from './campus.ts';
import { closeFirst } from './databases.ts';
import { startRelay } from './relay.ts';

/** A bridge and a real Prosody that know each other; the relay between them keeps what Prosody told. */
export async function bridgeAndProsody(db: Database) {
  const relay = await startRelay();
  closeFirst(relay.close);
  const stage = await openStage({ eventsUrl: relay.url });
  closeFirst(stage.close);
  const people = campus(db, systemClock);
  const bridge = await runBridge(db, systemClock, {
    JITSI_DOMAIN: domain,
    JITSI_COMMANDS_URL: `${stage.prosody.httpUrl}/campus-meet/commands`,
    JITSI_MESSAGE_SECRET: eventsSecret,
    JITSI_APP_SECRET: tokenSecret,
    JITSI_APP_ID: issuer,
    JITSI_AUDIENCE: audience,
  });
  const { port } = bridge.bridge.server.address() as AddressInfo;
  relay.target.url = `http://127.0.0.1:${port}/jitsi/events`;
  return { relay, stage, people, bridge };
}

import type { AddressInfo } from 'node:net';
import { detailsOf } from './fake-platform/known.ts';
import { startFakePlatform, type FakePlatform } from './fake-platform/platform.ts';
import { beginAt, Browser, codeOf } from './lti-browser.ts';
import { openSession } from '../src/features/access/sessions/contract.ts';
import { settableClock } from '../src/kernel/clock.ts';
import { bridgeSettings } from './bridge-settings.ts';
import { runBridge } from './call-fixture.ts';
import type { Actor } from './campus.ts';
import { sqliteTemplate } from './template-database.ts';

const sqlite = sqliteTemplate();

export const lti = (name: string): string => `https://purl.imsglobal.org/spec/lti/claim/${name}`;
export const dl = (name: string): string => `https://purl.imsglobal.org/spec/lti-dl/claim/${name}`;
export const nrpsClaim = 'https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice';
export const membership = (role: string): string =>
  `http://purl.imsglobal.org/vocab/lis/v2/membership#${role}`;

/** What came of a launch: where it led, whom it let in, or the code of its refusal. */
export interface Launched {
  status: number;
  code: string | undefined;
  location: string | null;
  text: string;
  /** The session that the panel opens with its ticket. */
  opened: ReturnType<typeof openSession.parse> | null;
}

export type LtiFixture = Awaited<ReturnType<typeof ltiFixture>>;

/** A whole bridge on a database of its own, and a fake platform that may send people in; for a whole file of tests. */
export async function ltiFixture() {
  const clock = settableClock(Date.now());
  const { db, close: closeDatabase } = await sqlite.open();
  const running = await runBridge(db, clock, { LTI_ALLOW_HTTP: 'true' });
  const { port } = running.bridge.server.address() as AddressInfo;
  const base = `http://127.0.0.1:${port}`;
  const fake = await startFakePlatform(() => clock.now());
  const platform = await registered(running.bridge.registry, fake);
  const toolUrl = `${bridgeSettings.CAMPUS_MEET_URL}/lti/launch`;

  /** What the platform has a browser post to the tool: claims are changed, `kid` null leaves it out. */
  const formFor = async (
    browser: Browser,
    change: Record<string, unknown>,
    kid?: string | null,
  ): Promise<Record<string, string>> => {
    const { location } = await beginAt({ root: base, fake }, browser, {
      target_link_uri: toolUrl,
    });
    return fake.authenticate(location ?? '', change, kid);
  };
  const launch = async (
    change: Record<string, unknown> = {},
    kid?: string | null,
  ): Promise<Launched> => {
    const browser = new Browser();
    const page = await browser.ask(`${base}/lti/launch`, await formFor(browser, change, kid));
    const ticket = /#ticket=(.+)$/u.exec(page.location ?? '')?.[1];
    const opened =
      ticket === undefined
        ? null
        : openSession.parse(await redeem(base, decodeURIComponent(ticket)));
    const { status, location, text } = page;
    return { status, code: codeOf(page), location, text, opened };
  };
  return {
    clock,
    db,
    base,
    fake,
    platform,
    toolUrl,
    ask: running.ask,
    registry: running.bridge.registry,
    launch,
    close: async () => {
      await running.close();
      await fake.close();
      await closeDatabase();
    },
  };
}

/** Who a launch let in, to ask the bridge as. */
export function actorOf({ opened }: Pick<Launched, 'opened'>): Actor {
  if (!opened) throw new Error('nobody was let in');
  const { person, session } = opened;
  const { id, accessToken: token } = session;
  return { id: person.id, name: person.displayName, token, sessionId: id };
}

async function redeem(base: string, ticket: string): Promise<unknown> {
  const answer = await fetch(`${base}/api/sessions`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Origin: bridgeSettings.CAMPUS_MEET_URL },
    body: JSON.stringify({ ticket }),
  });
  return answer.json();
}

type Registry = Awaited<ReturnType<typeof runBridge>>['bridge']['registry'];

const registered = ({ ltiLaunches }: Registry, fake: FakePlatform) =>
  ltiLaunches.registerPlatform(detailsOf(fake));

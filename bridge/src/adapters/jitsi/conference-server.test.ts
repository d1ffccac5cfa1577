import { createServer, type IncomingMessage } from 'node:http';
import {
  newRoom,
  openStage,
  domain,
  tokenSecret,
  eventsSecret,
  issuer,
  audience,
} from '../../../../jitsi-config/prosody/test/harness.ts';
import { becomes } from '../../../test/becomes.ts';
import type { XmppClient } from '../../../../jitsi-config/prosody/test/xmpp-client.ts';
import { settableClock, systemClock } from '../../kernel/clock.ts';
import { createCommands } from './commands.ts';
import { conferenceServerSuite, type ConferenceUnderTest } from './conference-server.suite.ts';
import { createEventReader, type ConferenceEvent } from './events.ts';
import { createFakeConference } from './fake.ts';
import { createRoomTokens } from './room-token.ts';

describe('a conference server: the fake', () => {
  let subject: ConferenceUnderTest;
  beforeEach(() => {
    const fake = createFakeConference(settableClock());
    let rooms = 0;
    subject = {
      server: fake,
      newRoom: () => `r${++rooms}`,
      join: (...who) => Promise.resolve(fake.join(...who)),
      leave: (room, id) => {
        fake.leave(room, id);
        return Promise.resolve();
      },
      events: (room) =>
        Promise.resolve(
          fake.batches.flatMap(({ events }) => events).filter((event) => event.room === room),
        ),
      goAway: () => {
        fake.reachable = false;
        return Promise.resolve();
      },
    };
  });
  conferenceServerSuite(() => subject);
});

describe('a conference server: real Prosody, with the bridge’s own tokens, reader and commands', () => {
  let subject: ConferenceUnderTest & { close: () => Promise<void> };
  beforeEach(async () => {
    subject = await realConference();
  });
  afterEach(() => subject.close());
  conferenceServerSuite(() => subject);
});

async function realConference(): Promise<ConferenceUnderTest & { close: () => Promise<void> }> {
  const received: ConferenceEvent[] = [];
  const bridge = await startReceiver(received);
  const stage = await openStage({ eventsUrl: bridge.url });
  const tokens = createRoomTokens({
    secret: tokenSecret,
    issuer,
    audience,
    domain,
    clock: systemClock,
  });
  const clients = new Map<string, XmppClient>();
  const url = `${stage.prosody.httpUrl}/campus-meet/commands`;
  return {
    server: createCommands({ url, secret: eventsSecret, clock: systemClock }),
    newRoom,
    join: async (room, person, moderator = false) => {
      const { jwt } = await tokens.sign({ room, person, moderator });
      const client = await stage.connect(room, jwt);
      const nick = `nick${String(clients.size).padStart(4, '0')}`;
      await client.askFocus();
      await client.join(nick);
      clients.set(nick, client);
      return nick;
    },
    leave: async (room, nick) => {
      const client = clients.get(nick);
      const gone = client?.next((stanza) => stanza.includes(`type='unavailable'`));
      client?.send(`<presence to='${room}@conference.${domain}/${nick}' type='unavailable'/>`);
      await gone;
    },
    events: async (room, count) => {
      const ours = () => received.filter((event) => event.room === room);
      await becomes(() => Promise.resolve(ours().length >= count), true);
      return ours();
    },
    goAway: () => stage.prosody.stop(),
    close: async () => {
      await stage.close();
      await bridge.close();
    },
  };
}

/** A bridge that only reads events, with the adapter's own reader. */
async function startReceiver(received: ConferenceEvent[]) {
  const reader = createEventReader({ secret: eventsSecret, clock: systemClock });
  const take = async (request: IncomingMessage) => {
    const body = Buffer.concat((await request.toArray()) as Buffer[]);
    const header = request.headers['x-campus-meet-signature'];
    received.push(...reader.read(body, header?.toString()).events);
  };
  const server = createServer((request, response) => {
    take(request).then(
      () => response.writeHead(204).end(),
      () => response.writeHead(400).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/jitsi/events`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

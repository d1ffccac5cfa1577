import assert from 'node:assert/strict';
import { ConferenceDouble, ParticipantDouble } from './doubles/conference.ts';
import { library2021 } from './doubles/library-2021.ts';
import { library2026 } from './doubles/library-2026.ts';
import { ConnectionDouble, type LibraryDouble } from './doubles/library.ts';
import { settle, startMeeting, tokenFor } from './doubles/start.ts';
import { LibraryMissing } from './load.ts';
import type { Renewal } from './options.ts';
import { attempts, pauseBefore } from './stay-in.ts';

type Meeting = ReturnType<typeof startMeeting>;

const drop = (library: LibraryDouble) =>
  library.connections.at(-1)!.tell('CONNECTION_FAILED', 'connection.droppedError');
const ended = ({ state }: Meeting) => [state().phase, state().failure];

describe('getting in', () => {
  for (const [error, reason] of [
    ['conference.max_users', 'full'],
    ['conference.destroyed', 'ended'],
    ['conference.connectionError.notAllowed', 'room-mismatch'],
    ['conference.authenticationRequired', 'room-mismatch'],
    ['conference.incompatible_server_versions', 'incompatible'],
  ] as const) {
    it(`ends with ${reason} on ${error}, at the first answer`, async () => {
      const library = library2026();
      const meeting = startMeeting(library);
      ConferenceDouble.nextJoin = { error };
      await meeting.conference.join();
      await settle();
      assert.deepEqual(ended(meeting), ['failed', reason]);
      assert.equal(library.connections.length, 1);
    });
  }

  it('finds the text of a refusal whether or not a type comes before it', async () => {
    for (const more of [['no such room'], ['general', 'no such room']]) {
      const meeting = startMeeting(library2026());
      ConferenceDouble.nextJoin = { error: 'conference.connectionError.notAllowed', more };
      await meeting.conference.join();
      await settle();
      const failed = meeting.events.find((event) => event.kind === 'failed');
      assert.equal(failed?.detail, 'no such room');
    }
  });

  it('tells a refused token from a server that is away', async () => {
    const refused = startMeeting(library2021());
    ConnectionDouble.nextConnect = { error: 'connection.passwordRequired', message: 'expired' };
    await refused.conference.join();
    await settle();
    assert.deepEqual(ended(refused), ['failed', 'token-refused']);
    const away = startMeeting(library2021());
    ConnectionDouble.nextConnect = { error: 'connection.otherError' };
    await away.conference.join();
    await settle();
    assert.deepEqual(ended(away), ['failed', 'network']);
    assert.ok(!away.kinds().includes('interrupted'), 'it was never in');
  });

  it('sees a token for another room before it asks a server', async () => {
    const library = library2021();
    const meeting = startMeeting(library, { settings: { jwt: tokenFor('other') } });
    await meeting.conference.join();
    await settle();
    assert.deepEqual(ended(meeting), ['failed', 'room-mismatch']);
    assert.deepEqual(library.connections[0]!.calls, [['disconnect']]);
  });

  it('gives up on a focus that never answers', async () => {
    const meeting = startMeeting(library2021(), { timeout: 5 });
    ConferenceDouble.nextJoin = 'silence';
    await meeting.conference.join();
    await settle();
    assert.deepEqual(ended(meeting), ['failed', 'no-focus']);
  });

  it('says when the library cannot be had, and when the browser does not fit', async () => {
    const load = () => Promise.reject(new LibraryMissing('away'));
    const missing = startMeeting(library2021(), { load });
    await missing.conference.join();
    await settle();
    assert.deepEqual(ended(missing), ['failed', 'library-missing']);
    const library = library2021();
    library.isWebRtcSupported = () => false;
    const old = startMeeting(library);
    await old.conference.join();
    await settle();
    assert.deepEqual(ended(old), ['failed', 'incompatible']);
  });

  it('can be given up while it takes long', async () => {
    const meeting = startMeeting(library2021(), { timeout: 10_000 });
    ConferenceDouble.nextJoin = 'silence';
    const joining = meeting.conference.join();
    await settle();
    await meeting.conference.leave();
    await joining;
    assert.equal(meeting.state().phase, 'left');
  });
});

describe('coming back', () => {
  const enter = async (library: LibraryDouble, given: Parameters<typeof startMeeting>[1] = {}) => {
    const meeting = startMeeting(library, given);
    await Promise.all([meeting.conference.setMicrophone(true), meeting.conference.setCamera(true)]);
    await meeting.conference.join();
    meeting.conference.raiseHand(true);
    return meeting;
  };

  for (const make of [library2021, library2026]) {
    it(`takes a fresh token, the same devices and the raised hand (${make.name})`, async () => {
      const library = make();
      const meeting = await enter(library);
      const first = library.conference();
      drop(library);
      await settle();
      const told = meeting.kinds().slice(-8);
      assert.ok(told.indexOf('interrupted') < told.indexOf('rejoining'));
      assert.equal(meeting.state().phase, 'joined');
      assert.equal(meeting.renewals(), 1);
      assert.notEqual(library.connections[1]!.jwt, library.connections[0]!.jwt);
      assert.deepEqual(
        library.conference().localTracks.map((track) => track.getType()),
        ['audio', 'video'],
      );
      assert.equal(library.captured.length, 2, 'nothing was opened anew');
      const [hand] = library.conference().called('setLocalParticipantProperty');
      assert.equal(hand![0], 'raisedHand');
      assert.ok(Number(hand![1]) > 0);
      assert.equal(first.events.listenerCount, 0, 'the old conference is let go');
      assert.equal(library.connections[0]!.listenerCount, 0);
    });
  }

  it('ends after so many attempts, with the devices given back', async () => {
    const library = library2021();
    const meeting = await enter(library);
    ConnectionDouble.nextConnect = { error: 'connection.droppedError' };
    drop(library);
    await settle();
    await settle();
    assert.deepEqual(ended(meeting), ['failed', 'network']);
    assert.equal(meeting.kinds().filter((kind) => kind === 'rejoining').length, attempts);
    assert.ok(library.captured.every((track) => track.disposed));
  });

  it('does not count a bridge out of reach as a refusal, but takes its no', async () => {
    const answers: (() => Promise<Renewal>)[] = [
      () => Promise.reject(new Error('bridge away')),
      () => Promise.resolve({ over: 'ended' }),
    ];
    const library = library2021();
    const meeting = await enter(library, { renewToken: () => answers.shift()!() });
    drop(library);
    await settle();
    assert.deepEqual(ended(meeting), ['failed', 'ended']);
  });

  it('shows a network that is gone, and that it is back', async () => {
    const meeting = await enter(library2021());
    meeting.network.set(false);
    assert.equal(meeting.state().phase, 'interrupted');
    assert.equal(meeting.conference.sendChat('lost?', null), false);
    meeting.network.set(true);
    assert.equal(meeting.state().phase, 'joined');
  });

  it('stops when this person leaves meanwhile', async () => {
    const library = library2021();
    const meeting = await enter(library);
    ConnectionDouble.nextConnect = { error: 'connection.droppedError' };
    drop(library);
    await meeting.conference.leave();
    const connections = library.connections.length;
    await settle();
    assert.equal(meeting.state().phase, 'left');
    assert.equal(library.connections.length, connections);
  });

  it('is over when kicked, replaced, or when the meeting ended for all', async () => {
    for (const [tell, reason] of [
      [(c: ConferenceDouble) => c.tell('KICKED', new ParticipantDouble('h', 'H'), ''), 'kicked'],
      [(c: ConferenceDouble) => c.tell('KICKED', undefined, 'door/banned'), 'kicked'],
      [(c: ConferenceDouble) => c.tell('KICKED', undefined, 'link/guests-ended'), 'guests-ended'],
      [(c: ConferenceDouble) => c.tell('KICKED', undefined, 'link/revoked'), 'put-out'],
      [(c: ConferenceDouble) => c.tell('KICKED', undefined, 'meeting/not-allowed'), 'put-out'],
      [(c: ConferenceDouble) => c.tell('KICKED', undefined, 'session/ended'), 'put-out'],
      [(c: ConferenceDouble) => c.tell('KICKED', undefined, 'of another version'), 'kicked'],
      [(c: ConferenceDouble) => c.tell('KICKED', undefined, '', true), 'replaced'],
      [(c: ConferenceDouble) => c.tell('CONFERENCE_FAILED', 'conference.destroyed'), 'ended'],
    ] as const) {
      const library = library2021();
      const meeting = await enter(library);
      tell(library.conference());
      await settle();
      assert.deepEqual(ended(meeting), ['failed', reason]);
      assert.equal(meeting.state().local.camera.status, 'off');
    }
  });

  it('pauses longer from attempt to attempt, and never a class in step', () => {
    assert.equal(pauseBefore(1, 1), 0);
    assert.deepEqual(
      [2, 3, 4, 9].map((n) => pauseBefore(n, 0)),
      [1000, 2000, 4000, 15_000],
    );
    assert.equal(pauseBefore(3, 1), 3000);
  });
});

describe('a token that nears its end', () => {
  it('is renewed on the connection of 2026', async () => {
    const library = library2026();
    await startMeeting(library).conference.join();
    library.connections[0]!.tell('CONNECTION_TOKEN_EXPIRED');
    await settle();
    assert.deepEqual(library.connections[0]!.calls.at(-1), [
      'refreshToken',
      tokenFor('rooma', { n: 1 }),
    ]);
  });
});

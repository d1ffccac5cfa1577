import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { signatureHeader, signMessage } from '../src/adapters/jitsi/signature.ts';
import { createSeries, startSeries } from '../src/features/meetings/admission/contract.ts';
import type { ConferenceEvent } from '../src/features/meetings/conference-event.ts';
import { enterMeeting } from '../src/features/meetings/contract.ts';
import { settableClock } from '../src/kernel/clock.ts';
import type { Database } from '../src/kernel/database.ts';
import { bridgeSettings } from './bridge-settings.ts';
import { runBridge } from './call-fixture.ts';
import { campus, type Actor } from './campus.ts';
import { closeFirst } from './databases.ts';

/** One command as the conference server got it. */
export type Command = Record<string, unknown> & { command: string };

/** A conference server that notes what it is told; `refuse` names the commands that it says no to. */
export async function noteCommands() {
  const got: Command[] = [];
  const refuse = new Map<string, string>();
  const server = createServer((request, response) => {
    void request.toArray().then((chunks: Buffer[]) => {
      const received = JSON.parse(Buffer.concat(chunks).toString()) as Command;
      got.push(received);
      const code = refuse.get(received.command);
      response.writeHead(code ? 404 : 200, { 'Content-Type': 'application/json' });
      response.end(JSON.stringify(code ? { ok: false, code } : { ok: true }));
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  closeFirst(close);
  const { port } = server.address() as AddressInfo;
  return { got, refuse, close, url: `http://127.0.0.1:${port}/campus-meet/commands` };
}

/** A course meeting with its teacher, a tutor's equal, two students and a guest, all of them in the room. */
export async function moderationFixture(db: Database) {
  const clock = settableClock();
  const people = campus(db, clock);
  const server = await noteCommands();
  const bridge = await runBridge(db, clock, { JITSI_COMMANDS_URL: server.url });
  const { ask } = bridge;
  const host = await people.person('林芳');
  const student = await people.person('王小明');
  const other = await people.person('李雷');
  const stranger = await people.person('Stranger');
  const body = { title: '组会', invite: [student.id, other.id] };
  const { reply: series } = await ask(host, createSeries, { body });
  const params = { seriesId: series.id };
  const { meetingId } = (await ask(host, startSeries, { params })).reply;
  const guest = await people.guest('访客', series.id);
  await db('admissions').insert({
    series_id: series.id,
    participant_id: guest.id,
    door: 'call',
    passed_at: 1,
    by_host: true,
  });
  const meeting = await db<{ id: string; room: string }>('meetings')
    .where({ id: meetingId })
    .first();
  const room = meeting?.room ?? '';
  const leave = (who: Actor) =>
    db('occupants').where({ meeting_id: meetingId, person_id: who.id }).delete();
  /** Takes a seat and is in the room. */
  const comeIn = async (who: Actor) => {
    const entered = await ask(who, enterMeeting, { params: { meetingId } });
    await leave(who);
    await people.inside(meetingId, who.id);
    return entered;
  };
  for (const who of [host, student, guest]) await comeIn(who);
  let sequence = 0;
  /** The conference server tells something of the meeting's room, signed. */
  const conferenceTells = async (
    source: string,
    event: Pick<ConferenceEvent, 'type'> & { occupant?: object },
  ) => {
    sequence += 1;
    const events = [{ sequence, at: clock.now(), room, ...event }];
    const received = JSON.stringify({ source, events });
    const signature = signMessage(bridgeSettings.JITSI_MESSAGE_SECRET, received, clock.now());
    const { port } = bridge.bridge.server.address() as AddressInfo;
    const headers = { 'Content-Type': 'application/json', [signatureHeader]: signature };
    const url = `http://127.0.0.1:${port}/jitsi/events`;
    const answer = await fetch(url, { method: 'POST', headers, body: received });
    if (!answer.ok) throw new Error(await answer.text());
  };
  /** It was started anew and has made the room again. */
  const roomMade = () => conferenceTells('another-run', { type: 'room-created' });
  /** Somebody comes into the room, or goes, by its word. */
  const moves = (who: Actor, type: 'occupant-joined' | 'occupant-left') =>
    conferenceTells('run', {
      type,
      occupant: {
        id: 'o',
        jid: `${who.id}@x`,
        userId: who.id,
        name: who.name,
        affiliation: 'member',
      },
    });
  /** A running meeting of this person's own. */
  const ofTheirOwn = (who: Actor) => bridge.meetingOf(who);
  /** A tab that hears what is said in the meeting. */
  const watching = async (who: Actor) => {
    const tab = await bridge.tab(who);
    await tab.socket.emitWithAck('watch', { topic: `meeting:${meetingId}` });
    return tab;
  };
  const commands = (command: string) =>
    server.got
      .filter((received) => received.command === command)
      .map((received) =>
        Object.fromEntries(
          Object.entries(received).filter(([name]) => name !== 'id' && name !== 'command'),
        ),
      );
  return {
    db,
    clock,
    people,
    bridge,
    ask,
    server,
    series,
    meetingId,
    room,
    comeIn,
    ofTheirOwn,
    leave,
    roomMade,
    moves,
    host,
    student,
    other,
    stranger,
    guest,
    watching,
    commands,
  };
}

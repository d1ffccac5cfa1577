import {
  changeSeries,
  createSeries,
  knockByLink,
  knockByNumber,
  startSeries,
  type Passed,
  type Series,
} from '../src/features/meetings/admission/contract.ts';
import { enterMeeting } from '../src/features/meetings/contract.ts';
import { settableClock } from '../src/kernel/clock.ts';
import type { Database } from '../src/kernel/database.ts';
import { runBridge } from './call-fixture.ts';
import { campus, type Actor } from './campus.ts';

/** Nobody: a browser without any session. */
export const anonymous: Actor = { id: '', name: '', token: '', sessionId: '' };

/** A composed bridge with a host who runs a fresh meeting, a colleague, a student and a stranger. */
export async function admissionFixture(db: Database, settings: Record<string, string> = {}) {
  const clock = settableClock();
  const people = campus(db, clock);
  const bridge = await runBridge(db, clock, settings);
  const host = await people.person('林芳');
  const student = await people.person('王小明');
  const stranger = await people.person('Stranger');
  const ask = bridge.ask;

  /** A fresh series of the host's that runs. */
  const running = async (admission: Record<string, unknown> = {}, by = host) => {
    const { reply: series } = await ask(by, createSeries, { body: { title: '组会', admission } });
    const params = { seriesId: series.id };
    const { reply } = await ask(by, startSeries, { params });
    return { series, meetingId: reply.meetingId };
  };
  const join = (who: Actor, series: Pick<Series, 'number'>, body: Record<string, unknown> = {}) =>
    ask(who, knockByNumber, { body: { number: series.number, ...body } });
  /** A guest who was admitted, as an actor. */
  const guestBy = (passed: { reply: Pick<Passed, 'guest'>; code: string | undefined }): Actor => {
    const { guest } = passed.reply;
    if (!guest) throw new Error(`no guest: ${passed.code ?? 'a person'}`);
    return {
      id: guest.person.id,
      name: guest.person.displayName,
      token: guest.session.accessToken,
      sessionId: guest.session.id,
    };
  };
  return {
    db,
    clock,
    people,
    bridge,
    ask,
    host,
    student,
    stranger,
    running,
    join,
    guestBy,
    /** A guest who came by number and password. */
    guest: async (series: Series, name = '李雷') => {
      const { guestPassword } = series.admission;
      return guestBy(await join(anonymous, series, { name, guestPassword: guestPassword ?? '' }));
    },
    byLink: (who: Actor, url: string | null, body: Record<string, unknown> = {}) =>
      ask(who, knockByLink, { body: { token: url?.split('/').at(-1) ?? '', ...body } }),
    enter: (who: Actor, meetingId: string) => ask(who, enterMeeting, { params: { meetingId } }),
    change: (series: Pick<Series, 'id'>, body: Record<string, unknown>, who = host) =>
      ask(who, changeSeries, { params: { seriesId: series.id }, body }),
  };
}

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { carrierRules, fakeProvider, type Manner, type Provider } from '../../../test/carriers.ts';
import { json, startMoodleReplay } from '../../../test/moodle-replay.ts';
import { quietLog } from '../../../test/roster-fixtures.ts';
import type { LmsMessage } from '../../features/notifications/outbox/ports.ts';
import { createMoodleClient } from './client.ts';
import { createMoodleMessages } from './messages.ts';

const wsfunction = 'core_message_send_instant_messages';
const message = (text: string): LmsMessage => ({ kind: 'lms', to: '7', text });
const envelope = { id: randomUUID(), expiresAt: null };

/** A Moodle whose answers were recorded; `answer` decides the next. */
async function moodle(answer: (form: URLSearchParams) => unknown) {
  const replay = await startMoodleReplay();
  replay.answers[wsfunction] = (form, response) => {
    const body = answer(form);
    if (body === null) response.destroy();
    else json(body)(form, response);
  };
  const settings = { wwwroot: replay.wwwroot, token: 'a-token', retries: 0, timeoutMs: 2_000 };
  return { replay, carrier: createMoodleMessages(createMoodleClient(settings, quietLog)) };
}

async function realMoodle(): Promise<Provider<LmsMessage>> {
  const manners: Manner[] = [];
  const taken: { text: string; id: string }[] = [];
  let isAway = false;
  const { replay, carrier } = await moodle((form) => {
    if (isAway) return { exception: 'x', errorcode: 'sitemaintenance', message: '' };
    const manner = manners.shift() ?? 'take';
    if (manner === 'refuse') return [{ msgid: -1, errormessage: 'no such user' }];
    const markup = form.get('messages[0][text]') ?? '';
    const plain = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&amp;': '&' };
    const text = markup
      .replace(/<[^>]+>/gu, '')
      .replace(/&\w+;/gu, (entity) => plain[entity as '&lt;']);
    taken.push({ text, id: '7' });
    return manner === 'break-off' ? null : [{ msgid: taken.length, text: markup }];
  });
  return {
    carrier: {
      // Moodle has no "not now" for one message: the double of the suite says it in its place.
      carry: (given, to) => {
        if (manners[0] !== 'busy') return carrier.carry(given, to);
        manners.shift();
        return Promise.resolve({ is: 'later', reason: 'busy' });
      },
    },
    message,
    taken: () => taken,
    meet: (manner) => void manners.push(manner),
    goAway: () => Promise.resolve(void (isAway = true)),
    comeBack: () => Promise.resolve(void (isAway = false)),
    close: () => replay.stop(),
  };
}

carrierRules('messages in Moodle', realMoodle);
carrierRules('the double of messages in the LMS', () =>
  Promise.resolve(fakeProvider({ message, textOf: ({ text }: LmsMessage) => text })),
);

describe('messages in Moodle', () => {
  it('go to one recipient a call, with addresses as links and nothing else as markup', async () => {
    const { replay, carrier } = await moodle(() => [{ msgid: 3 }]);
    const text = 'a <b> & c:\nhttps://meet.uni.test/m?a=1&b=2\n\nend';
    await carrier.carry(message(text), envelope);
    const [form] = replay.calls;
    assert.equal(form?.get('messages[0][touserid]'), '7');
    assert.equal(form.has('messages[1][touserid]'), false);
    assert.equal(
      form.get('messages[0][text]'),
      '<p>a &lt;b&gt; &amp; c:<br><a href="https://meet.uni.test/m?a=1&amp;b=2">https://meet.uni.test/m?a=1&amp;b=2</a></p><p>end</p>',
    );
    await replay.stop();
  });

  it('blame no message for a token that may not send', async () => {
    const refusal = { exception: 'x', errorcode: 'accessexception', message: '' };
    const { replay, carrier } = await moodle(() => refusal);
    assert.equal((await carrier.carry(message('x'), envelope)).is, 'away');
    await replay.stop();
    assert.equal((await carrier.carry(message('x'), envelope)).is, 'away');
  });
});

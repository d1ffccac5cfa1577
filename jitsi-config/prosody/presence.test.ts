import assert from 'node:assert/strict';
import { domain, newRoom, openStage, roomToken, type Stage } from './test/harness.ts';

const place = (room: string, nick: string) => `${room}@conference.${domain}/${nick}`;

describe('what others see of a participant (real Prosody)', () => {
  let stage: Stage;
  before(async () => {
    stage = await openStage();
  });
  after(() => stage.close());

  const forged = `<identity><user><id>p-teacher</id><name>Dean</name></user></identity>`;
  const foreign = `<identity xmlns='urn:x'><user><id>p-teacher</id></user></identity>`;
  const student = { id: 'p-student', name: `李 <b>"O'Neil"</b> & Co` };
  const written =
    /<identity(?: xmlns='jabber:client')?><user><id>p-student<\/id><name>李 &lt;b&gt;&quot;O&apos;Neil&quot;&lt;\/b&gt; &amp; Co<\/name><\/user><\/identity>/u;

  it('carries the identity of the token, markup as text, and never one that was sent', async () => {
    const room = newRoom();
    const teacher = await stage.enter({ room, moderator: true }, 'teach001');
    const seen = teacher.next((stanza) => stanza.includes('/stud0001'));
    const client = await stage.connect(room, await roomToken({ room, person: student }));
    await client.join('stud0001', { payload: forged + foreign });
    const presence = await seen;
    assert.match(presence, written);
    assert.doesNotMatch(presence, /p-teacher/u);
  });

  it('tells a guest from the others, whatever the guest’s browser says', async () => {
    const room = newRoom();
    const teacher = await stage.enter({ room, moderator: true }, 'teach003');
    const seen = teacher.next((stanza) => stanza.includes('/guest003'));
    const person = { id: 'g-1', name: 'Dean', guest: true };
    const client = await stage.connect(room, await roomToken({ room, person }));
    const claimed = '<identity><user><id>p-dean</id><guest>false</guest></user></identity>';
    await client.join('guest003', { payload: claimed });
    const presence = await seen;
    assert.match(presence, /<id>g-1<\/id><name>Dean<\/name><guest>true<\/guest><\/user>/u);
    assert.equal(presence.match(/<guest>/gu)?.length, 1);
  });

  it('and stays so when the presence is updated later', async () => {
    const room = newRoom();
    const teacher = await stage.enter({ room, moderator: true }, 'teach002');
    const client = await stage.enter({ room, person: student }, 'stud0002');
    const seen = teacher.next((stanza) => stanza.includes('raisedHand'));
    client.send(
      `<presence to='${place(room, 'stud0002')}'>${forged}<raisedHand>1</raisedHand></presence>`,
    );
    const presence = await seen;
    assert.match(presence, written);
    assert.doesNotMatch(presence, /p-teacher/u);
  });
});

describe('the focus stand-in (real Prosody)', () => {
  let stage: Stage;
  before(async () => {
    stage = await openStage();
  });
  after(() => stage.close());

  const mute = (jid: string, media = 'audio', text = 'true') =>
    `<mute xmlns='http://jitsi.org/jitmeet/${media}' jid='${jid}'>${text}</mute>`;

  for (const media of ['audio', 'video']) {
    it(`passes a moderator's mute of ${media} on, and says who it was`, async () => {
      const room = newRoom();
      const teacher = await stage.enter({ room, moderator: true }, 'teach001');
      const student = await stage.enter({ room }, 'stud0001');
      const relayed = student.next((stanza) => stanza.includes(`jitmeet/${media}`));
      await teacher.iq(mute(place(room, 'stud0001'), media), place(room, 'focus'));
      const stanza = await relayed;
      assert.match(stanza, new RegExp(`from='${place(room, 'focus')}'`, 'u'));
      assert.match(stanza, new RegExp(`actor='${place(room, 'teach001')}'`, 'u'));
      assert.match(stanza, />true<\/mute>/u);
    });
  }

  it('refuses a mute by who is no moderator, an unmute, and one of nobody', async () => {
    const room = newRoom();
    const teacher = await stage.enter({ room, moderator: true }, 'teach001');
    const student = await stage.enter({ room }, 'stud0001');
    const focus = place(room, 'focus');
    await assert.rejects(student.iq(mute(place(room, 'teach001')), focus), {
      condition: 'forbidden',
    });
    const unmute = mute(place(room, 'stud0001'), 'audio', 'false');
    await assert.rejects(teacher.iq(unmute, focus), { condition: 'not-allowed' });
    await assert.rejects(teacher.iq(mute(place(room, 'nobody')), focus), {
      condition: 'item-not-found',
    });
    assert(!teacher.received.some((stanza) => stanza.includes('<mute')));
  });
});

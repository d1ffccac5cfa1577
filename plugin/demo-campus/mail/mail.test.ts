import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { createTransport } from 'nodemailer';
import { createCampus } from '../data/seed.ts';
import { createPortal } from '../server.ts';
import { mountMailbox } from './pages.ts';
import { startMailSink, type MailSink } from './sink.ts';
import { mountSmsGateway } from './sms-gateway.ts';
import { createSmsCarrier } from '../../../bridge/src/adapters/sms/carrier.ts';
import { createMailbox, type Message } from './mailbox.ts';

const calendarFile = [
  'BEGIN:VCALENDAR',
  'METHOD:REQUEST',
  'BEGIN:VEVENT',
  'SUMMARY:数据结构\\, lecture 3',
  'DTSTART;TZID=Asia/Shanghai:20261124T100000',
  'DTEND:20261124T033000Z',
  'LOCATION:https://meet.test/r/a-very-long-address-that-is-fol',
  ' ded',
  'END:VEVENT',
  'END:VCALENDAR',
].join('\r\n');

const invitation = {
  from: '"校园会议" <meet@lakeside.test>',
  to: '王芳 <wangfang@lakeside.test>',
  bcc: 'archive@lakeside.test',
  subject: '会议邀请 <b>lecture</b> & more 🎓',
  text: 'Join: https://meet.test/r/1?a=1&b=2\n\n    indented\n<script>alert(1)</script>',
  html: '<p style="color:green">请加入 <a href="https://meet.test/r/1">会议</a></p><script>parent.document.title="broken"</script>',
  attachments: [
    { filename: '讲义.pdf', content: Buffer.from('%PDF-1.7'), contentType: 'application/pdf' },
    { filename: 'invite.ics', content: calendarFile, contentType: 'text/calendar; method=REQUEST' },
  ],
};

describe('The mail sink and its mailbox', () => {
  let sink: MailSink;
  let server: Server;
  let origin: string;

  before(async () => {
    sink = await startMailSink({ port: 0, maxSize: 100_000 });
    const { app } = await createPortal({
      campus: createCampus(),
      config: { origin: 'http://localhost:8080' },
      extraRoutes: (router, { language, page }) => {
        mountMailbox(router, { mailbox: sink.mailbox, language, page });
        mountSmsGateway(router, { mailbox: sink.mailbox, key: 'sms-key' });
      },
    });
    const handle = app.callback();
    server = createServer((request, response) => void handle(request, response));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(async () => {
    server.close();
    server.closeAllConnections();
    await sink.stop();
  });

  const send = (mail: object) =>
    createTransport({ host: '127.0.0.1', port: sink.port }).sendMail(mail);
  const page = async (path: string, language = 'en') =>
    (await fetch(origin + path, { headers: { 'accept-language': language } })).text();

  it('says that nothing has come, in both languages', async () => {
    assert.match(await page('/mailbox'), /Nothing has come yet/);
    assert.match(await page('/mailbox', 'zh'), /还没有收到消息/);
  });

  describe('with an invitation that nodemailer sent', () => {
    let message: Message;
    before(async () => {
      const came = new Promise<Message>((resolve) => {
        const stop = sink.onMessage((one) => {
          stop();
          resolve(one);
        });
      });
      await send(invitation);
      message = await came;
    });

    it('keeps sender, envelope recipients, subject, both bodies and the files', () => {
      assert.ok(message.kind === 'mail');
      assert.equal(message.from, '"校园会议" <meet@lakeside.test>');
      assert.deepEqual(message.to, ['wangfang@lakeside.test', 'archive@lakeside.test']);
      assert.equal(message.subject, invitation.subject);
      assert.equal(message.text.trim(), invitation.text);
      assert.match(message.html ?? '', /请加入/);
      assert.deepEqual(
        message.attachments.map(({ name, type }) => [name, type]),
        [
          ['讲义.pdf', 'application/pdf'],
          ['invite.ics', 'text/calendar'],
        ],
      );
      const names = message.headers.map(({ name }) => name);
      assert.ok(names.includes('message-id') && names.includes('subject'));
    });

    it('lists it with markup shown as text, by recipient without regard to case', async () => {
      const list = await page('/mailbox?to=WangFang@lakeside.test');
      assert.match(list, /会议邀请 &lt;b&gt;lecture&lt;\/b&gt; &amp; more 🎓/);
      assert.doesNotMatch(list, /<b>lecture/);
      assert.match(await page('/mailbox?to=nobody@lakeside.test'), /Nothing has come for this/);
    });

    it('shows its HTML only inside a sandboxed frame without scripts', async () => {
      const shown = await page(`/mailbox/${message.id}`);
      const frame = /<iframe[^>]*sandbox="([^"]*)"[^>]*srcdoc="([^"]*)"/u.exec(shown);
      assert.ok(frame);
      assert.doesNotMatch(frame[1] ?? '', /allow-scripts|allow-same-origin|allow-forms/);
      assert.match(frame[2] ?? '', /Content-Security-Policy.*default-src/);
      assert.doesNotMatch(shown.replace(frame[0], ''), /<script>|style="color:green"/);
    });

    it('shows the text with links, and the calendar entry', async () => {
      const shown = await page(`/mailbox/${message.id}`);
      assert.match(shown, /href="https:\/\/meet\.test\/r\/1\?a=1&amp;b=2"/);
      assert.match(shown, /&#10;&#10; {4}indented&#10;/);
      assert.match(shown, /数据结构, lecture 3/);
      assert.match(shown, /2026-11-24 10:00 Asia\/Shanghai/);
      assert.match(shown, /2026-11-24 03:30 UTC/);
      assert.match(shown, /a-very-long-address-that-is-folded/);
    });

    it('hands out a file as a download of no type', async () => {
      const answer = await fetch(`${origin}/mailbox/${message.id}/attachments/0`);
      assert.equal(await answer.text(), '%PDF-1.7');
      assert.equal(answer.headers.get('content-type'), 'application/octet-stream');
      assert.match(answer.headers.get('content-disposition') ?? '', /attachment/);
      assert.equal((await fetch(`${origin}/mailbox/${message.id}/attachments/9`)).status, 404);
    });
  });

  it('answers 404 for a message that is gone', async () => {
    const answer = await fetch(`${origin}/mailbox/none`);
    assert.equal(answer.status, 404);
    assert.match(await answer.text(), /已不在邮箱中/);
  });

  it('refuses a message that is too big, declared or not, and stays up', async () => {
    const before = sink.messages().length;
    const big = { ...invitation, text: 'x'.repeat(200_000) };
    await assert.rejects(send(big), { responseCode: 552 });
    const answers = await dialogue(sink.port, 'x'.repeat(70) + '\r\n', 3000);
    assert.match(answers, /^552 /m);
    assert.equal(sink.messages().length, before);
    await send({ ...invitation, subject: 'still up' });
    assert.equal(sink.messages().length, before + 1);
  });

  it('takes a text message over HTTP with the key, and shows it', async () => {
    const sms = (body: string, headers: object) =>
      fetch(`${origin}/sms`, { method: 'POST', body, headers: { ...headers } });
    const json = { 'content-type': 'application/json' };
    const key = { ...json, authorization: 'Bearer sms-key' };
    const text = JSON.stringify({ to: '+86 138 0000 7919', text: '会议 <b>开始</b>' });
    assert.equal((await sms(text, json)).status, 401);
    assert.equal((await sms(text, { ...json, authorization: 'Bearer other' })).status, 401);
    assert.equal((await sms(text, { ...key, 'content-type': 'text/plain' })).status, 415);
    assert.equal((await sms('{', key)).status, 400);
    assert.equal((await sms(JSON.stringify({ to: 'x', text: 'y' }), key)).status, 400);
    assert.equal((await sms(' '.repeat(20_000), key)).status, 413);
    const answer = await sms(text, key);
    assert.equal(answer.status, 202);
    const { id } = (await answer.json()) as { id: string };
    const shown = await page(`/mailbox/${id}`);
    assert.match(shown, /\+8613800007919/);
    assert.match(shown, /会议 &lt;b&gt;开始/);
  });

  it("takes what the bridge's own adapter sends", async () => {
    const carrier = createSmsCarrier({ url: `${origin}/sms`, secret: 'sms-key' });
    const sms = { kind: 'sms', to: '+8613800007919', text: '您的验证码是 123456' } as const;
    const outcome = await carrier.carry(sms, { id: 'row-1', expiresAt: null });
    if (outcome.is !== 'accepted') assert.fail(outcome.reason);
    const id = outcome.reference;
    assert.match(await page(`/mailbox/${id}`), /您的验证码是 123456/);
  });
});

describe('What the mailbox keeps', () => {
  const sms = (text: string) => ({ kind: 'sms' as const, to: ['1'], text });

  it('lets the oldest go beyond its number of messages', () => {
    const mailbox = createMailbox({ messages: 2 });
    for (const text of ['a', 'b', 'c']) mailbox.add(sms(text));
    assert.deepEqual(
      mailbox.list().map((one) => one.text),
      ['c', 'b'],
    );
  });

  it('lets the oldest go beyond its bytes of attachments, never the newest', () => {
    const mailbox = createMailbox({ bytes: 10 });
    const mail = (subject: string, bytes: number) => ({
      kind: 'mail' as const,
      from: 'a@b.test',
      to: ['c@d.test'],
      subject,
      headers: [],
      text: '',
      html: null,
      attachments: [{ name: 'f', type: 'x/y', content: Buffer.alloc(bytes) }],
    });
    for (const [subject, bytes] of [
      ['one', 6],
      ['two', 6],
      ['three', 20],
    ] as const) {
      mailbox.add(mail(subject, bytes));
    }
    assert.deepEqual(
      mailbox.list().map((one) => one.kind === 'mail' && one.subject),
      ['three'],
    );
  });
});

/** A bare SMTP dialogue that does not declare its size. Answers all that the server said. */
async function dialogue(port: number, line: string, times: number): Promise<string> {
  const socket = connect(port, '127.0.0.1').setEncoding('utf8');
  let said = '';
  socket.on('data', (chunk: string) => (said += chunk));
  const ask = async (text: string) => {
    socket.write(text);
    await once(socket, 'data');
  };
  await once(socket, 'data');
  await ask('EHLO test\r\n');
  await ask('MAIL FROM:<a@b.test>\r\n');
  await ask('RCPT TO:<c@d.test>\r\n');
  await ask('DATA\r\n');
  await ask(`Subject: big\r\n\r\n${line.repeat(times)}\r\n.\r\n`);
  socket.destroy();
  return said;
}

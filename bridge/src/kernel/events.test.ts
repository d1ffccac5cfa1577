import assert from 'node:assert/strict';
import pino from 'pino';
import { createEvents } from './events.ts';

declare module './events.ts' {
  interface BridgeEvents {
    'bell.rung': { times: number };
    'bell.mended': string;
  }
}

describe('the event bus', () => {
  const fixture = () => {
    const logged: string[] = [];
    const log = pino({ level: 'error' }, { write: (line: string) => void logged.push(line) });
    const heard: unknown[] = [];
    return { events: createEvents(log), logged, heard };
  };

  it('tells all who subscribed, in their order, before emit returns', () => {
    const { events, heard } = fixture();
    events.subscribe({ 'bell.rung': ({ times }) => void heard.push(`first ${times}`) });
    events.subscribe({
      'bell.rung': ({ times }) => void heard.push(`second ${times}`),
      'bell.mended': (by) => void heard.push(by),
    });
    events.emit('bell.rung', { times: 3 });
    events.emit('bell.mended', 'the smith');
    assert.deepEqual(heard, ['first 3', 'second 3', 'the smith']);
  });

  it('logs a subscriber that throws or rejects, with the event, and the others hear all the same', async () => {
    const { events, heard, logged } = fixture();
    events.subscribe({
      'bell.rung': () => {
        throw new Error('deaf');
      },
    });
    events.subscribe({ 'bell.rung': () => Promise.reject(new Error('asleep')) });
    events.subscribe({ 'bell.rung': () => void heard.push('rung') });
    events.emit('bell.rung', { times: 1 });
    assert.deepEqual(heard, ['rung']);
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(logged.length, 2);
    assert.match(logged[0] ?? '', /"event":"bell.rung".*/u);
    assert.match(logged.join(''), /deaf/u);
    assert.match(logged.join(''), /asleep/u);
  });

  it('tells nothing to a subscription that has ended', () => {
    const { events, heard } = fixture();
    const end = events.subscribe({
      'bell.rung': () => void heard.push('rung'),
      'bell.mended': () => void heard.push('mended'),
    });
    end();
    events.emit('bell.rung', { times: 1 });
    events.emit('bell.mended', 'nobody');
    assert.deepEqual(heard, []);
  });
});

import { Agent, request } from 'node:http';

/** Who joins what, and where: all that the process of the browsers is told. */
export interface JoinOrder {
  /** Addresses of the bridges; people are spread over them. */
  bridges: string[];
  courseId: string;
  teacher: string;
  /** Tokens of those who join, once in each round. */
  students: string[];
  /** The first is for warming up. */
  rounds: number;
  /** How many join at once. */
  atOnce: number;
}

/** Of all rounds but the first together. */
export interface JoinTimes {
  /** Milliseconds of each whole *Join*: the course's list of meetings, then *enter*. */
  joins: number[];
  /** Milliseconds of *enter* alone. */
  enters: number[];
  /** What went wrong, each text with how often. */
  errors: Record<string, number>;
  /** Milliseconds that the rounds took, one after the other. */
  elapsed: number;
  /** Milliseconds of processor time that this process took meanwhile. */
  ownCpu: number;
}

// Started by join.ts as a process of its own, so that the browsers do not slow the bridges that are measured.
if (process.send) {
  process.on('message', (order: JoinOrder) => {
    void measure(order).then(
      (times) => process.send?.(times, () => process.exit(0)),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  });
}

async function measure(order: JoinOrder): Promise<JoinTimes> {
  // In turn: one that stands idle for five seconds is closed by the bridge, perhaps just when it is used again.
  const agent = new Agent({ keepAlive: true, scheduling: 'fifo' });
  const times: JoinTimes = { joins: [], enters: [], errors: {}, elapsed: 0, ownCpu: 0 };
  const nothing = structuredClone(times);
  await round(order, agent, nothing);
  process.send?.('warm');
  for (let at = 1; at < order.rounds; at += 1) await round(order, agent, times);
  process.send?.('done');
  agent.destroy();
  return times;
}

/** A class starts, everybody comes, it is over. */
async function round(order: JoinOrder, agent: Agent, times: JoinTimes): Promise<void> {
  const { courseId, teacher } = order;
  const bridge = order.bridges[0] ?? '';
  const started = await ask<{ id: string }>({ agent, token: teacher }, 'POST', {
    url: `${bridge}/api/courses/${courseId}/meetings`,
  });
  const waiting = order.students.map((token, at) => ({
    token,
    bridge: order.bridges[at % order.bridges.length] ?? '',
  }));
  const before = { at: performance.now(), cpu: process.cpuUsage() };
  const comeInTurn = async () => {
    for (let one = waiting.shift(); one; one = waiting.shift()) {
      await join({ ...one, agent, courseId, meetingId: started.id }, times).catch(
        (error: unknown) => {
          const text = error instanceof Error ? error.message : String(error);
          times.errors[text] = (times.errors[text] ?? 0) + 1;
        },
      );
    }
  };
  await Promise.all(Array.from({ length: order.atOnce }, comeInTurn));
  times.elapsed += performance.now() - before.at;
  const cpu = process.cpuUsage(before.cpu);
  times.ownCpu += (cpu.user + cpu.system) / 1000;
  await ask({ agent, token: teacher }, 'POST', { url: `${bridge}/api/meetings/${started.id}/end` });
}

interface Comer {
  token: string;
  bridge: string;
  agent: Agent;
  courseId: string;
  meetingId: string;
}

async function join(comer: Comer, times: JoinTimes): Promise<void> {
  const { bridge, courseId, meetingId } = comer;
  const began = performance.now();
  const list = await ask<{ meetings: { id: string }[] }>(comer, 'GET', {
    url: `${bridge}/api/courses/${courseId}/meetings`,
  });
  if (!list.meetings.some(({ id }) => id === meetingId)) throw new Error('not in the list');
  const between = performance.now();
  const arrival = await ask<{ outcome: string; conference?: { jwt: string } }>(comer, 'POST', {
    url: `${bridge}/api/meetings/${meetingId}/enter`,
  });
  if (!arrival.conference?.jwt) throw new Error(`no token: ${arrival.outcome}`);
  const end = performance.now();
  times.joins.push(end - began);
  times.enters.push(end - between);
}

/** One request over a connection that stays open, as browsers hold theirs. */
function ask<T>(
  { agent, token }: Pick<Comer, 'agent' | 'token'>,
  method: 'GET' | 'POST',
  { url }: { url: string },
): Promise<T> {
  return new Promise((resolve, reject) => {
    const headers = {
      Authorization: `Bearer ${token}`,
      ...(method === 'POST' ? { 'Content-Type': 'application/json', 'Content-Length': 2 } : {}),
    };
    const sent = request(url, { method, agent, headers }, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('error', reject);
      answer.on('end', () => {
        const text = Buffer.concat(parts).toString();
        if (answer.statusCode === 200) resolve(JSON.parse(text) as T);
        else reject(new Error(`${answer.statusCode ?? 0} ${codeOf(text)}`));
      });
    });
    sent.on('error', reject);
    sent.end(method === 'POST' ? '{}' : undefined);
  });
}

const codeOf = (text: string): string => /"code":"([^"]+)"/u.exec(text)?.[1] ?? text.slice(0, 80);

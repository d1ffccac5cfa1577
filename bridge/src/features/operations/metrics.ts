import type { QueueFigures } from '../meetings/index.ts';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** A request that was answered. */
export interface Answered {
  method: string;
  /** As it is mounted, `/api/meetings/:meetingId`; empty where nothing is. An address itself would be a name for each. */
  route: string;
  status: number;
  seconds: number;
}

/** A job that was done. */
export interface Worked {
  job: string;
  outcome: 'done' | 'failed';
  seconds: number;
}

/** What is counted when somebody asks. */
export interface Figures {
  meetings: () => Promise<number>;
  participants: () => Promise<number>;
  queue: () => Promise<QueueFigures>;
  /** Of the outbox, by state. */
  messages: () => Promise<Record<string, number>>;
}

/** What monitoring reads, named by Prometheus' conventions; each bridge has its own. */
export function createMetrics(figures: Figures) {
  const register = new Registry();
  collectDefaultMetrics({ register });
  const registers = [register];
  const requests = new Histogram({
    name: 'campus_meet_http_request_duration_seconds',
    help: 'Time to answer a request.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers,
  });
  const jobs = new Histogram({
    name: 'campus_meet_job_duration_seconds',
    help: 'Time that a scheduled job took.',
    labelNames: ['job', 'outcome'],
    buckets: [0.01, 0.1, 0.5, 1, 5, 30, 120, 600],
    registers,
  });
  const unread = new Counter({
    name: 'campus_meet_figures_failed_total',
    help: 'Figures that could not be read when they were asked for.',
    registers,
  });
  const gauge = (name: string, help: string, read: () => Promise<number>): void => {
    new Gauge({
      name,
      help,
      registers,
      async collect() {
        await read().then(
          (value) => this.set(value),
          () => unread.inc(),
        );
      },
    });
  };
  gauge('campus_meet_meetings', 'Meetings that run.', figures.meetings);
  gauge('campus_meet_participants', 'Participants in running meetings.', figures.participants);
  const queueGauge = (name: string, help: string, read: (queue: QueueFigures) => number): void =>
    gauge(`campus_meet_entry_queue_${name}`, help, async () => read(await figures.queue()));
  queueGauge('longest_wait_seconds', 'How long the one waits who has waited longest.', (queue) =>
    Math.floor(queue.longestMs / 1000),
  );
  queueGauge('on_the_way', 'Let in and not seen inside yet.', ({ onTheWay }) => onTheWay);
  queueGauge('at_once', 'How many may be on their way at once.', ({ atOnce }) => atOnce);
  new Gauge({
    name: 'campus_meet_entry_queue_waiting',
    help: 'Who waits to be let in, by meeting; the whole without one.',
    labelNames: ['meeting'],
    registers,
    async collect() {
      await figures.queue().then(
        ({ waiting, meetings }) => {
          this.reset();
          this.set(waiting);
          for (const [meeting, of] of meetings) this.set({ meeting }, of.waiting);
        },
        () => unread.inc(),
      );
    },
  });
  new Gauge({
    name: 'campus_meet_outbox_messages',
    help: 'Messages of the outbox, by state.',
    labelNames: ['state'],
    registers,
    async collect() {
      await figures.messages().then(
        (counts) => Object.entries(counts).forEach(([state, count]) => this.set({ state }, count)),
        () => unread.inc(),
      );
    },
  });
  return {
    answered: ({ method, route, status, seconds }: Answered): void =>
      requests.observe({ method, route: route || 'none', status: `${status}` }, seconds),
    worked: ({ job, outcome, seconds }: Worked): void => jobs.observe({ job, outcome }, seconds),
    /** In the text form that Prometheus reads. */
    text: (): Promise<string> => register.metrics(),
    contentType: register.contentType,
  };
}

import { z } from 'zod';
import { Failure } from '../../../kernel/failure.ts';
import type { WantedPlan } from './ports.ts';

/** So many meetings may be planned with one choice: `new`, `new2` …, each with fields of its own. */
export const planSlots = ['new', 'new2', 'new3', 'new4', 'new5'] as const;
export type PlanSlot = (typeof planSlots)[number];

/** Tells the meetings still to be planned from the ids of what there is already. */
export const isPlanSlot = (id: string): id is PlanSlot =>
  planSlots.some((slot: string) => slot === id);

const text = (most: number) => z.string().trim().normalize('NFC').min(1).max(most);

/** The fields of a meeting that is planned while choosing. */
const planFields = z.object({
  Title: text(200),
  Date: z.iso.date(),
  Time: z.iso.time({ precision: -1 }),
  Minutes: z.coerce.number().int().min(5).max(1440),
  Repeats: z.enum(['once', 'weekly', 'biweekly']),
  Until: z.string().max(10).default(''),
});
const names = Object.keys(planFields.shape);

/** The plan that one slot of a form asks for. @throws Failure request/invalid that names each field that is wrong */
export function readPlan(
  form: Record<string, string>,
  slot: PlanSlot,
  timezone: string,
): WantedPlan {
  const own = Object.fromEntries(names.map((name) => [name, form[`${slot}${name}`]]));
  const parsed = planFields.safeParse(own);
  if (!parsed.success) {
    const flaws = parsed.error.issues.map(({ path, message }) => ({
      field: `${slot}${path.join('.')}`,
      message,
    }));
    throw new Failure('request/invalid', { flaws });
  }
  const { Title, Date, Time, Minutes, Repeats, Until } = parsed.data;
  const until = Repeats === 'once' ? null : untilOf(Until, `${slot}Until`);
  return {
    title: Title,
    schedule: {
      startsAt: `${Date}T${Time}`,
      timezone,
      durationMinutes: Minutes,
      weekly: until === null ? null : { until, interval: Repeats === 'biweekly' ? 2 : 1 },
    },
  };
}

function untilOf(value: string, field: string): string {
  const parsed = z.iso.date().safeParse(value);
  if (parsed.success) return parsed.data;
  throw new Failure('request/invalid', { flaws: [{ field, message: 'must be the last day' }] });
}

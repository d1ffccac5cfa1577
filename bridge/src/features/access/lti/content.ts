import { z } from 'zod';
import { Failure } from '../../../kernel/failure.ts';
import type { LaunchPorts } from './launch-service.ts';
import { onPlatform } from './origins.ts';
import { isPlanSlot, readPlan } from './plan-form.ts';
import { platformOf } from './platforms.ts';
import type { ContentItem, LtiProtocol, Platform } from './ports.ts';
import { returnSelection, takeSelection, type Selection } from './selection.ts';

const choice = z.object({
  ticket: z.string().min(20).max(100),
  title: z
    .string()
    .max(200)
    .transform((title) => title.normalize('NFC').trim())
    .refine((title) => title !== ''),
  target: z.enum(['window', 'iframe']),
  /** A column in the gradebook comes with each link. */
  grade: z.literal('on').optional(),
});
type Choice = z.infer<typeof choice>;

/** What goes back to the platform, and where. */
export interface ContentAnswer {
  platform: Platform;
  returnUrl: string;
  jwt: string;
}

type Ports = LaunchPorts & { protocol: LtiProtocol };

/**
 * Answers a deep linking request with the links that a teacher chose. Fails with lti/login-invalid
 * (fields), lti/state-unknown, lti/state-used, lti/platform-unknown, -pending, -suspended,
 * lti/address-refused (the platform's return address is on no origin of its own), meeting/not-host, or
 * request/invalid (nothing chosen, no such plan), after which the teacher may choose again.
 */
export async function answerContent(
  form: Record<string, string>,
  ports: Ports,
): Promise<ContentAnswer> {
  const parsed = choice.safeParse(form);
  if (!parsed.success) throw new Failure('lti/login-invalid');
  const { ticket } = parsed.data;
  const selection = await takeSelection(ticket, ports);
  try {
    return await answered({ form, choice: parsed.data, selection }, ports);
  } catch (error) {
    // Nothing went out: what was typed wrong is put right and sent once more.
    await returnSelection(ticket, ports);
    throw error;
  }
}

interface Answering {
  form: Record<string, string>;
  choice: Choice;
  selection: Selection;
}

async function answered(answering: Answering, ports: Ports): Promise<ContentAnswer> {
  const { deploymentId, settings, platformId } = answering.selection;
  const platform = await platformOf(ports.repository, platformId);
  const returnUrl = onPlatform(platform, settings.returnUrl);
  if (returnUrl === null) {
    throw new Failure('lti/address-refused', {
      detail: 'The return address is not the platform’s.',
    });
  }
  const items = await itemsOf(answering, ports);
  const answer = { platform, deploymentId, settings, items };
  const jwt = await ports.protocol.deepLinkingResponse(answer);
  tellOfColumns(answering, ports);
  return { platform, returnUrl, jwt };
}

/** Columns without grades would stay empty: who gives grades is told. */
function tellOfColumns({ choice: { grade }, selection }: Answering, { events }: Ports): void {
  const { courseId, personId } = selection;
  if (grade === undefined || courseId === null || personId === null) return;
  events.emit('lti.columns-wanted', { courseId, personId });
}

/** The course's room, besides its meetings that are planned and those that are planned now. */
const room = 'room';

/** One by its radio button, several by their boxes, where the platform takes several. */
function picked({ form, selection }: Answering): string[] {
  const boxes = Object.keys(form).flatMap((name) =>
    name.startsWith('item:') && form[name] === 'on' ? [name.slice('item:'.length)] : [],
  );
  const all = form['item'] === undefined ? boxes : [form['item']];
  const chosen = [...new Set(selection.settings.acceptMultiple ? all : all.slice(0, 1))];
  if (chosen.length === 0) {
    throw new Failure('request/invalid', { flaws: [{ field: 'item', message: 'choose one' }] });
  }
  return chosen;
}

async function itemsOf(answering: Answering, ports: Ports): Promise<ContentItem[]> {
  const { form, choice: chosen, selection } = answering;
  const ids = picked(answering);
  const offered = new Map(selection.meetings.map(({ id, title }) => [id, { id, title }]));
  // Only what was offered can be chosen.
  const strange = ids.find((id) => id !== room && !isPlanSlot(id) && !offered.has(id));
  if (strange !== undefined) throw new Failure('lti/login-invalid');
  const made = await planned(form, answering, ports);
  const { launchUrl } = ports.tool;
  const isRenamed = chosen.title !== selection.courseTitle;
  return ids.map((id) => {
    const plan = offered.get(id) ?? made.get(id);
    if (!plan) return roomLink(chosen, launchUrl);
    // Several have their own names each; the one that is alone has the one that was typed, if any was.
    const title = ids.length === 1 && isRenamed ? chosen.title : plan.title;
    return planLink({ ...plan, title }, chosen, launchUrl);
  });
}

/** Plans what the teacher asks for, all or nothing; by slot of the form. @throws Failure request/invalid, meeting/not-host */
async function planned(
  form: Record<string, string>,
  answering: Answering,
  { meetings }: Ports,
): Promise<Map<string, { id: string; title: string }>> {
  const { courseId, personId, timezone } = answering.selection;
  const slots = picked(answering).filter(isPlanSlot);
  if (slots.length === 0) return new Map();
  if (courseId === null || personId === null) throw new Failure('lti/login-invalid');
  const wanted = slots.map((slot) => readPlan(form, slot, timezone));
  const ids = await meetings.plan({ courseId, personId }, wanted);
  return new Map(
    slots.map((slot, at) => [slot, { id: ids[at] ?? '', title: wanted[at]?.title ?? '' }]),
  );
}

const roomLink = ({ title, target, grade }: Choice, url: string): ContentItem => ({
  title,
  target,
  url,
  ...lineItemOf(grade, room, title),
});

function planLink(
  { id, title }: { id: string; title: string },
  { target, grade }: Choice,
  launchUrl: string,
): ContentItem {
  const url = new URL(launchUrl);
  url.searchParams.set('series', id);
  return { title, target, url: url.href, custom: { series: id }, ...lineItemOf(grade, id, title) };
}

const lineItemOf = (grade: Choice['grade'], id: string, label: string) =>
  grade === undefined
    ? {}
    : {
        lineItem: {
          label,
          scoreMaximum: 100,
          resourceId: `campus-meet-attendance-${id}`,
          tag: 'attendance',
        },
      };

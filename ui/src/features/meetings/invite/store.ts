import { ref, shallowRef, type Ref, type ShallowRef } from 'vue';
import {
  createLink,
  getSeries,
  getSeriesOfMeeting,
  invite,
  listLinks,
  revokeLink,
  rotateLink,
  type Link,
  type Series,
} from '../../../../../bridge/src/features/meetings/admission/contract.ts';
import { callKey, need, type CallInput } from '../../../kernel/ports.ts';
import { useLoad, type Loading } from '../../../kernel/requests.ts';
import { createInvitedDepartments, type InvitedDepartments } from './departments.ts';

/** Which meeting people are invited to: a series, or the one that a meeting belongs to. */
export type Subject = { seriesId: string } | { meetingId: string };

type NewLink = NonNullable<CallInput<typeof createLink>['body']>;
type Invited = NonNullable<CallInput<typeof invite>['body']>;

/** Inviting people to one series. Commands reject with a PanelFailure. */
export interface Inviting {
  series: ShallowRef<Series | null>;
  links: ShallowRef<readonly Link[]>;
  /** The address that was made last: the bridge shows it only then. */
  fresh: Ref<{ id: string; url: string } | null>;
  /** How reading the series goes. */
  reading: Loading<Series>;
  loadLinks: () => Promise<void>;
  make: (body: NewLink) => Promise<void>;
  revoke: (linkId: string) => Promise<void>;
  rotate: (linkId: string) => Promise<void>;
  mail: (body: Invited) => Promise<{ mailed: number; withoutAddress: string[]; refused: string[] }>;
  units: InvitedDepartments;
}

/** Reads nothing by itself: `reading.load` comes first, and the commands need the series that it found. */
export function createInviting(subject: Subject): Inviting {
  const call = need(callKey);
  const reading = useLoad(
    (signal) =>
      'seriesId' in subject
        ? call(getSeries, { params: subject, signal })
        : call(getSeriesOfMeeting, { params: subject, signal }),
    { immediate: false },
  );
  const series = reading.data;
  const links = shallowRef<readonly Link[]>([]);
  const fresh = ref<{ id: string; url: string } | null>(null);

  const params = () => ({ seriesId: series.value?.id ?? '' });
  const put = (link: Link): void => {
    links.value = links.value.some(({ id }) => id === link.id)
      ? links.value.map((one) => (one.id === link.id ? link : one))
      : [link, ...links.value];
    if (link.url !== null) fresh.value = { id: link.id, url: link.url };
    else if (fresh.value?.id === link.id) fresh.value = null;
  };

  return {
    series,
    links,
    fresh,
    reading,
    async loadLinks() {
      links.value = (await call(listLinks, { params: params() })).links;
    },
    make: async (body) => put(await call(createLink, { params: params(), body })),
    revoke: async (linkId) => put(await call(revokeLink, { params: { ...params(), linkId } })),
    rotate: async (linkId) => put(await call(rotateLink, { params: { ...params(), linkId } })),
    mail: (body) => call(invite, { params: params(), body }),
    units: createInvitedDepartments(call, () => params().seriesId),
  };
}

import { defineStore } from 'pinia';
import { computed, ref, watch } from 'vue';
import type { Participant, RefusedMessage } from '../../../conference/events.ts';
import { useSession } from '../../access/session/index.ts';
import {
  everybody,
  idsOf,
  keyOf,
  readersFor,
  theHosts,
  type Address,
  type Composer,
  type Hindrance,
} from '../chat/index.ts';
import { useModeration } from './moderation.ts';
import { useMeeting } from './store.ts';

/** What this person is writing, and to whom; it stays while the panel is closed. */
export const useChat = defineStore('meeting-chat', () => {
  const meeting = useMeeting();
  const moderation = useModeration();
  const session = useSession();
  const draft = ref('');
  const address = ref<Address>(everybody);
  const name = ref('');
  const unsent = ref(false);
  const refused = ref<RefusedMessage | null>(null);
  const isBack = ref(false);
  let sent: { text: string; address: Address } | null = null;

  const rule = computed(() => moderation.may.chat);
  const participants = computed(() => meeting.state.participants);
  const readers = computed(() => readersFor(participants.value, rule.value));
  const hindrance = computed<Hindrance | null>(() => {
    if (rule.value === 'off') return 'closed';
    const ids = idsOf(address.value, readers.value);
    if (ids === null) return readers.value.everybody ? null : 'not-allowed';
    if (ids.length > 0) return null;
    if (address.value.kind !== 'person') return 'no-host';
    const { key } = address.value;
    const isIn = [...participants.value.values()].some((one) => keyOf(one) === key);
    return isIn ? 'not-allowed' : 'gone';
  });

  /** Who reads it may become fewer by a rule, never more: what was meant for hosts is not sent to all. */
  watch(
    () => rule.value === 'hosts' && address.value.kind === 'everybody',
    (narrower) => {
      if (narrower) address.value = theHosts;
    },
    { immediate: true, flush: 'sync' },
  );
  watch(
    () => `${meeting.summary?.id ?? ''} ${session.person?.id ?? ''}`,
    () => {
      [draft.value, address.value, name.value] = ['', everybody, ''];
      [unsent.value, refused.value] = [false, null];
    },
    { flush: 'sync' },
  );
  watch(
    () => meeting.state.chatRefused,
    (now) => {
      refused.value = now;
      isBack.value = now !== null && draft.value === '' && sent?.text === now.text;
      // Back into the field, for whom it was; not beside other words, which are perhaps for somebody else.
      if (!isBack.value || !sent) return;
      draft.value = sent.text;
      writeTo(sent.address);
    },
    { flush: 'sync' },
  );

  function writeTo(to: Address): void {
    const isWider = to.kind === 'everybody' && rule.value === 'hosts';
    address.value = isWider ? theHosts : to;
    if (to.kind !== 'person') return;
    name.value = readers.value.people.find(({ key }) => key === to.key)?.name ?? name.value;
  }

  return {
    composer: computed<Composer>(() => ({
      draft: draft.value,
      address: address.value,
      name: name.value,
      readers: readers.value,
      hostsOnly: rule.value === 'hosts',
      hindrance: hindrance.value,
      unsent: unsent.value,
      refused: refused.value,
      isBack: isBack.value,
    })),
    mayWriteTo: (whom: Pick<Participant, 'id' | 'personId'>): boolean =>
      readers.value.people.some(({ key }) => key === keyOf(whom)),
    write(text: string): void {
      draft.value = text;
    },
    writeTo,
    send(): void {
      const text = draft.value.trim();
      if (text === '' || hindrance.value !== null) return;
      refused.value = null;
      const ids = idsOf(address.value, readers.value);
      sent = { text, address: address.value };
      unsent.value = !(meeting.conference?.sendChat(text, ids) ?? false);
      if (!unsent.value) draft.value = '';
    },
  };
});

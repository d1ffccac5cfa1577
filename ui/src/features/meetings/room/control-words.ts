import { computed, type ComputedRef } from 'vue';
import { useI18n } from 'vue-i18n';
import { useMediaQuery } from '@vueuse/core';
import { useLocal } from './local.ts';
import { useMeetingView } from './view.ts';

/** What a button of the control bar is called, and what stands under its icon. */
export interface ControlWords {
  label: string;
  /** Empty where this person wants icons only, and on a phone that lies on its side. */
  caption: string;
}

type Control = 'microphone' | 'camera' | 'share' | 'hand' | 'react' | 'chat' | 'people' | 'more';

/**
 * The words of the control bar as things stand. Where hosts forbid something, the label says so instead of what a
 * press would do.
 */
export function useControlWords(): ComputedRef<Record<Control | 'settings', ControlWords>> {
  const local = useLocal();
  const view = useMeetingView();
  const { t } = useI18n();
  const isLow = useMediaQuery('(max-height: 480px)');
  const named = (label: string, caption = label): ControlWords => ({
    label,
    caption: view.hasControlWords && !isLow.value ? caption : '',
  });
  const medium = (which: 'microphone' | 'camera' | 'share', open: ControlWords): ControlWords =>
    local.closed.value[which]
      ? named(t(`meeting.closed.${which}`), t('meeting.controlWords.closed'))
      : open;
  const chatLabel = (): string => {
    if (view.unread === 0) return t('meeting.chat');
    const unread = t('meeting.chatUnread', view.unread);
    return view.unreadPrivate > 0
      ? t('meeting.chatUnreadPrivate', { unread, n: view.unreadPrivate })
      : unread;
  };
  return computed(() => ({
    microphone: medium(
      'microphone',
      local.microphoneOn.value
        ? named(t('meeting.mute'), t('participants.actions.mute'))
        : named(t('meeting.unmute'), t('meeting.controlWords.unmute')),
    ),
    camera: local.cameraPaused.value
      ? named(t('meeting.cameraPaused'), t('meeting.controlWords.paused'))
      : medium('camera', named(t(local.cameraOn.value ? 'meeting.cameraOff' : 'meeting.cameraOn'))),
    share: medium('share', named(t(local.sharing.value ? 'meeting.stopShare' : 'meeting.share'))),
    hand: named(t(local.handRaised.value ? 'meeting.lowerHand' : 'meeting.raiseHand')),
    react: named(t('meeting.react')),
    chat: named(chatLabel(), t('meeting.chat')),
    people: named(t('participants.title')),
    settings: named(t('devices.settings')),
    more: named(t('meeting.more')),
  }));
}

import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import { need } from '../../../kernel/ports.ts';
import { pictureInPictureKey, type OwnButtons, type SmallWindow } from './ports.ts';
import { smallPicture } from './small-picture.ts';
import { useMeeting } from './store.ts';
import { useMeetingView } from './view.ts';

/** The meeting in a small window above the others, while one works in another one. */
export const usePictureInPicture = defineStore('picture-in-picture', () => {
  const browser = need(pictureInPictureKey);
  const meeting = useMeeting();
  const view = useMeetingView();
  /** Our own window, while it is open. */
  const opened = shallowRef<SmallWindow | null>(null);
  /** A picture is to be shown in the browser's own window; it begins when the element has one. */
  const wantsVideo = ref(false);
  const refused = ref<'refused' | 'no-picture' | null>(null);
  let endVideo: (() => void) | null = null;
  let isAuto = false;

  const picture = computed(() => smallPicture(meeting.state, view.stages));
  const gone = (): void => {
    opened.value = null;
    wantsVideo.value = false;
    endVideo = null;
    isAuto = false;
  };

  async function openWindow(auto: boolean): Promise<void> {
    refused.value = null;
    const window = await browser.openWindow(gone);
    isAuto = auto;
    // The meeting may be over before the browser has answered.
    if (window && meeting.phase !== 'in') window.close();
    else opened.value = window;
    // Nobody pressed anything where the browser asked by itself.
    if (!window && !auto) refused.value = 'refused';
  }

  /** The element has a picture now. */
  async function showVideo(video: HTMLVideoElement): Promise<void> {
    if (endVideo !== null) return;
    endVideo = await browser.openVideo(video, gone);
    if (endVideo !== null && wantsVideo.value) return;
    endVideo?.();
    if (wantsVideo.value) refused.value = 'refused';
    gone();
  }

  function close(): void {
    opened.value?.close();
    endVideo?.();
    gone();
  }

  return {
    way: () => browser.way(),
    isOpen: computed(() => opened.value !== null || wantsVideo.value),
    opened,
    wantsVideo,
    picture,
    refused,
    showVideo,
    control: (buttons: OwnButtons) => browser.control(buttons),
    close,
    /** In a press of a button. */
    toggle(): void {
      const way = browser.way();
      if (opened.value !== null || wantsVideo.value) close();
      else if (way === 'window') void openWindow(false);
      else if (way === 'video') {
        refused.value = picture.value === null ? 'no-picture' : null;
        wantsVideo.value = picture.value !== null;
      }
    },
    /** Opens it when the browser says that another tab is looked at, and closes it when this one is again. */
    followTabs(): () => void {
      const forget = browser.onAway(() => {
        if (opened.value === null && browser.way() === 'window') void openWindow(true);
      });
      const back = (): void => {
        if (isAuto && document.visibilityState === 'visible') close();
      };
      document.addEventListener('visibilitychange', back);
      return () => {
        forget();
        document.removeEventListener('visibilitychange', back);
      };
    },
  };
});

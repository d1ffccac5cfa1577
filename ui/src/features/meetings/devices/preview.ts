import { ref, shallowRef, type Ref, type ShallowRef } from 'vue';
import type { DeviceProblem } from '../../../conference/events.ts';
import type { CaptureKind, Device, Devices } from './ports.ts';

/** One device that is tried, for this person alone. */
export interface Preview {
  status: Ref<'off' | 'starting' | 'on'>;
  problem: Ref<DeviceProblem | null>;
  stream: ShallowRef<MediaStream | null>;
  /** Opens the device, instead of the one that was open. */
  start(id: string | undefined): Promise<void>;
  /** Gives it back to the system. */
  stop(): void;
}

/** Which device a stream comes from, as the browser says; null when it does not say. */
export const deviceOf = (stream: MediaStream | null): string | null =>
  stream?.getTracks()[0]?.getSettings().deviceId ?? null;

/** Which device of a list a stream comes from; null when that is not known. A system's default goes by its name only. */
export function deviceIn(list: readonly Device[], stream: MediaStream | null): string | null {
  const id = deviceOf(stream);
  const label = stream?.getTracks()[0]?.label ?? '';
  const found =
    list.find((device) => device.id === id) ??
    list.find((device) => device.label !== '' && label.endsWith(device.label));
  return found?.id ?? null;
}

/**
 * A preview of the microphone or of the camera; the latest `start` or `stop` wins.
 * @param lost called when the device that is open is unplugged, or its permission taken back
 */
export function createPreview(devices: Devices, kind: CaptureKind, lost: () => void): Preview {
  const status = ref<'off' | 'starting' | 'on'>('off');
  const problem = ref<DeviceProblem | null>(null);
  const stream = shallowRef<MediaStream | null>(null);
  let turn = 0;

  const release = (opened: MediaStream | null): void =>
    opened?.getTracks().forEach((track) => track.stop());

  const keep = (opened: MediaStream): void => {
    stream.value = opened;
    status.value = 'on';
    const ended = (): void => {
      if (stream.value === opened) lost();
    };
    opened.getTracks().forEach((track) => track.addEventListener('ended', ended));
  };

  return {
    status,
    problem,
    stream,
    async start(id) {
      turn += 1;
      const mine = turn;
      release(stream.value);
      stream.value = null;
      status.value = 'starting';
      problem.value = null;
      const opened = await devices.open(kind, id);
      if (mine !== turn) {
        release(opened.stream);
        return;
      }
      problem.value = opened.problem;
      status.value = 'off';
      if (opened.stream) keep(opened.stream);
    },
    stop() {
      turn += 1;
      release(stream.value);
      stream.value = null;
      status.value = 'off';
    },
  };
}

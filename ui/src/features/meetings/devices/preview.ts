import { ref, shallowRef, type Ref, type ShallowRef } from 'vue';
import type { DeviceProblem } from '../../../conference/events.ts';
import type { CaptureKind, Devices } from './ports.ts';

/** One device that is tried before the meeting. */
export interface Preview {
  status: Ref<'off' | 'starting' | 'on'>;
  problem: Ref<DeviceProblem | null>;
  stream: ShallowRef<MediaStream | null>;
  /** Opens the device, instead of the one that was open. */
  start(id: string | undefined): Promise<void>;
  /** Gives it back to the system. */
  stop(): void;
}

/** A preview of the microphone or of the camera; the latest `start` or `stop` wins. */
export function createPreview(devices: Devices, kind: CaptureKind): Preview {
  const status = ref<'off' | 'starting' | 'on'>('off');
  const problem = ref<DeviceProblem | null>(null);
  const stream = shallowRef<MediaStream | null>(null);
  let turn = 0;

  const release = (opened: MediaStream | null): void =>
    opened?.getTracks().forEach((track) => track.stop());

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
      stream.value = opened.stream;
      problem.value = opened.problem;
      status.value = opened.stream ? 'on' : 'off';
    },
    stop() {
      turn += 1;
      release(stream.value);
      stream.value = null;
      status.value = 'off';
    },
  };
}

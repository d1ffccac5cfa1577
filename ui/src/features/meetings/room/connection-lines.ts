import { computed, type ComputedRef } from 'vue';
import { useI18n } from 'vue-i18n';
import type { ConnectionFigures } from '../../../conference/connection.ts';
import type { ParticipantId } from '../../../conference/events.ts';
import { connectionOf, isMuted } from '../../../conference/selectors.ts';
import { useMeeting } from './store.ts';

/** One figure in words; `key` is below `connection.`. */
export interface ConnectionLine {
  key: 'bitrate' | 'loss' | 'roundTrip' | 'picture' | 'codec' | 'path';
  words: string;
}

/** The figures of somebody's connection in words; what is not known has no line. */
export function useConnectionLines(id: () => ParticipantId): ComputedRef<ConnectionLine[]> {
  const meeting = useMeeting();
  const { t, n } = useI18n();
  const percent = (value: number): string => n(value / 100, { style: 'percent' });
  const rate = (value: number): string =>
    value < 1000
      ? t('connection.perSecond', { n: n(value) })
      : t('connection.megaPerSecond', { n: n(value / 1000, { maximumFractionDigits: 1 }) });
  const upAndDown = (
    up: number | null,
    down: number | null,
    say: (value: number) => string,
  ): string | null => {
    if (up === null && down === null) return null;
    const known = (value: number | null): string => (value === null ? '–' : say(value));
    return t('connection.upAndDown', { up: known(up), down: known(down) });
  };
  /** What one sends oneself is not measured by every library: then what the camera gives. */
  const cameraGives = (): Partial<ConnectionFigures> => {
    const { ref } = meeting.state.local.camera;
    if (id() !== meeting.state.selfId || ref === null) return {};
    const [track] = meeting.conference?.streamOf(ref)?.getVideoTracks() ?? [];
    const { width = null, height = null, frameRate = null } = track?.getSettings() ?? {};
    return { width, height, frameRate: frameRate === null ? null : Math.round(frameRate) };
  };
  const picture = (figures: ConnectionFigures): string | null => {
    if (isMuted(meeting.state, id(), 'camera')) return null;
    const { width, height, frameRate = null } = figures.width ? figures : cameraGives();
    if (!width || !height) return null;
    const size = t('connection.size', { width: String(width), height: String(height) });
    return frameRate === null ? size : `${size}, ${t('connection.frames', { n: n(frameRate) })}`;
  };
  const way = ({ path, relayed }: ConnectionFigures): string | null => {
    if (path === null) return null;
    const words = t(`connection.${path}`);
    return relayed === true ? t('connection.relayed', { way: words }) : words;
  };
  return computed(() => {
    const f = connectionOf(meeting.state, id());
    const words: Record<ConnectionLine['key'], string | null> = {
      bitrate: upAndDown(f.upload, f.download, rate),
      loss: upAndDown(f.lossUp, f.lossDown, percent),
      roundTrip: f.roundTrip === null ? null : t('connection.milliseconds', { n: n(f.roundTrip) }),
      picture: picture(f),
      codec: f.codec,
      path: way(f),
    };
    return (Object.keys(words) as ConnectionLine['key'][]).flatMap((key) => {
      const said = words[key];
      return said === null ? [] : [{ key, words: said }];
    });
  });
}

import { Unzip, UnzipInflate, unzipSync, type UnzipFile } from 'fflate';
import { Failure } from '../../kernel/failure.ts';
import { sheetLimits } from './limits.ts';

/** A part of an archive, by its table of contents. */
export interface Part {
  name: string;
  /** Bytes when unpacked, as the archive says. */
  size: number;
}

/** The table of contents; nothing is unpacked. @throws Failure sheet/broken */
export function listParts(file: Uint8Array): Part[] {
  const parts: Part[] = [];
  try {
    unzipSync(file, {
      filter: ({ name, originalSize }) => {
        parts.push({ name, size: originalSize });
        return false;
      },
    });
  } catch (cause) {
    throw new Failure('sheet/broken', { cause });
  }
  return parts;
}

/** So many packed bytes at once: deflate makes at most a thousand times as many of them. */
const slice = 16 * 1024;

/**
 * Unpacks one part, a piece at a time, into `sink`, which answers false when it has enough. What comes out is counted:
 * an archive that lies about its sizes is found out before memory is filled. Answers whether there is such a part.
 * @throws Failure sheet/broken, sheet/too-large, and what `sink` throws
 */
export function readPart(
  file: Uint8Array,
  name: string,
  sink: (text: string, isLast: boolean) => boolean,
): boolean {
  const state: State = { found: false, isDone: false, bytes: 0, thrown: null };
  const unzip = new Unzip((part) => {
    if (state.found || part.name.toLowerCase() !== name.toLowerCase()) return;
    state.found = true;
    part.ondata = listener(state, sink);
    part.start();
  });
  unzip.register(UnzipInflate);
  for (let at = 0; at < file.length && !state.isDone; at += slice) {
    try {
      unzip.push(file.subarray(at, at + slice), at + slice >= file.length);
    } catch (cause) {
      state.thrown ??= new Failure('sheet/broken', { cause });
    }
    if (state.thrown) throw state.thrown;
  }
  if (state.found && !state.isDone) throw new Failure('sheet/broken');
  return state.found;
}

interface State {
  found: boolean;
  isDone: boolean;
  bytes: number;
  thrown: Error | null;
}

/** The library catches what a listener throws, and tells it to the listener: it is kept until the piece is over. */
function listener(
  state: State,
  sink: (text: string, isLast: boolean) => boolean,
): UnzipFile['ondata'] {
  let decoder: TextDecoder | null = null;
  return (error, chunk, isLast) => {
    if (state.isDone || state.thrown) return;
    try {
      if (error) throw new Failure('sheet/broken', { cause: error });
      state.bytes += chunk.length;
      if (state.bytes > sheetLimits.unpackedBytes) throw new Failure('sheet/too-large');
      decoder ??= new TextDecoder(encodingOf(chunk));
      const goesOn = sink(decoder.decode(chunk, { stream: !isLast }), isLast);
      state.isDone = isLast || !goesOn;
    } catch (thrown) {
      state.thrown =
        thrown instanceof Error ? thrown : new Failure('sheet/broken', { cause: thrown });
    }
  };
}

const encodingOf = (chunk: Uint8Array): string => {
  if (chunk[0] === 0xff && chunk[1] === 0xfe) return 'utf-16le';
  return chunk[0] === 0xfe && chunk[1] === 0xff ? 'utf-16be' : 'utf-8';
};

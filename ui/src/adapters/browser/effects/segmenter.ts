import type { Results, SelfieSegmentation } from '@mediapipe/selfie_segmentation';
import graphUrl from '@mediapipe/selfie_segmentation/selfie_segmentation.binarypb?url';
import libraryUrl from '@mediapipe/selfie_segmentation/selfie_segmentation.js?url';
import modelUrl from '@mediapipe/selfie_segmentation/selfie_segmentation_landscape.tflite?url';
import dataUrl from '@mediapipe/selfie_segmentation/selfie_segmentation_solution_simd_wasm_bin.data?url';
import glueUrl from '@mediapipe/selfie_segmentation/selfie_segmentation_solution_simd_wasm_bin.js?url';
import wasmUrl from '@mediapipe/selfie_segmentation/selfie_segmentation_solution_simd_wasm_bin.wasm?url';

/** The size that the model sees: smaller pictures are quicker to make, larger ones are no better. */
export const seen = { width: 256, height: 144 };

/**
 * Where its parts are, by the names under which the library asks for them. WebAssembly with SIMD is in every browser
 * that this panel supports (since 2021, Safari since 16.4): the library's part without it is not shipped.
 */
const parts: Readonly<Record<string, string>> = {
  'selfie_segmentation.binarypb': graphUrl,
  'selfie_segmentation_landscape.tflite': modelUrl,
  'selfie_segmentation_solution_simd_wasm_bin.data': dataUrl,
  'selfie_segmentation_solution_simd_wasm_bin.js': glueUrl,
  'selfie_segmentation_solution_simd_wasm_bin.wasm': wasmUrl,
};

/** Tells a person from the room. */
export interface Segmenter {
  /** A mask of the size of `seen`, opaque where the person is; draw it before the next call. */
  maskOf(picture: HTMLCanvasElement): Promise<CanvasImageSource>;
}

let loading: Promise<Segmenter> | null = null;

/** Loads library and model, once for the page, and has it warm. Rejects when it cannot be had; the next call tries again. */
export function loadSegmenter(): Promise<Segmenter> {
  loading ??= load().catch((error: unknown) => {
    loading = null;
    throw error;
  });
  return loading;
}

async function load(): Promise<Segmenter> {
  const Library = await loadLibrary();
  const library = new Library({ locateFile: (name) => parts[name] ?? name });
  // On the processor: on machines without a graphics card, where it matters, that is ten times as quick as drawing
  // shaders in software, and it never competes with the pictures of the others for the card.
  const options = { modelSelection: 1, selfieMode: false, useCpuInference: true };
  library.setOptions(options);
  let latest: Results['segmentationMask'] | null = null;
  library.onResults(({ segmentationMask }) => void (latest = segmentationMask));
  await library.initialize();
  let last: Promise<unknown> = Promise.resolve();
  const segmenter: Segmenter = {
    maskOf(picture) {
      const work = last.then(async () => {
        await library.send({ image: picture });
        if (!latest) throw new Error('no mask came');
        return latest;
      });
      last = work.catch(() => undefined);
      return work;
    },
  };
  await segmenter.maskOf(blank());
  return segmenter;
}

/** The first picture takes a hundred times as long: let it be an empty one. */
function blank(): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  Object.assign(canvas, seen);
  canvas.getContext('2d')?.fillRect(0, 0, seen.width, seen.height);
  return canvas;
}

type Library = new (config: { locateFile: (name: string) => string }) => SelfieSegmentation;

/** It is no module: it puts itself on the window. */
async function loadLibrary(): Promise<Library> {
  const page = window as { SelfieSegmentation?: Library };
  if (!page.SelfieSegmentation) await runScript(libraryUrl);
  if (!page.SelfieSegmentation) throw new Error(`${libraryUrl} is not the segmentation library`);
  return page.SelfieSegmentation;
}

function runScript(url: string): Promise<void> {
  const script = document.createElement('script');
  script.src = url;
  return new Promise((resolve, reject) => {
    script.addEventListener('load', () => resolve());
    script.addEventListener('error', () => {
      script.remove();
      reject(new Error(`${url} could not be loaded`));
    });
    document.head.append(script);
  });
}

/*
 * What an AudioWorklet's own scope has (W3C Web Audio API), as far as we use it: TypeScript's DOM library is for pages.
 */
declare class AudioWorkletProcessor {
  readonly port: MessagePort;
}
declare function registerProcessor(
  name: string,
  processor: new (options: never) => AudioWorkletProcessor,
): void;

declare module '@jitsi/rnnoise-wasm/dist/rnnoise.js' {
  /** RNNoise, compiled by Emscripten: addresses are those of its memory, in bytes. */
  export interface Suppressor {
    readonly HEAPF32: Float32Array;
    _rnnoise_create(): number;
    _rnnoise_destroy(state: number): void;
    /** Takes 480 samples and puts as many back; answers how likely they are a voice, 0 to 1. */
    _rnnoise_process_frame(state: number, out: number, samples: number): number;
    _malloc(bytes: number): number;
    _free(address: number): void;
  }
  export default function createSuppressor(means: {
    instantiateWasm: (
      imports: WebAssembly.Imports,
      receive: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void,
    ) => WebAssembly.Exports;
  }): Promise<Suppressor>;
}

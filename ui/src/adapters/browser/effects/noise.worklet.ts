import createSuppressor, { type Suppressor } from '@jitsi/rnnoise-wasm/dist/rnnoise.js';

/*
 * Runs in the thread of the sound: takes 128 samples at a time, hands 480 at a time to RNNoise, and gives 128 back. The
 * sound is late by some 12 milliseconds. It tells each second which part of it the work took.
 */

/** Samples that RNNoise takes at once: ten milliseconds. */
const frame = 480;
/** RNNoise wants samples as 16-bit numbers would be. */
const scale = 32_768;
/** Samples by which the sound is late, so that there always is some: at most so many wait for a whole frame. */
const late = 448;
/** A number of samples that both 128 and 480 divide: blocks never cross the end of the ring. */
const ring = 1_920;
const floatBytes = 4;

interface Options {
  processorOptions: { module: WebAssembly.Module };
}

class NoiseProcessor extends AudioWorkletProcessor {
  readonly #incoming = new Float32Array(ring);
  readonly #outgoing = new Float32Array(ring);
  #suppressor: Suppressor | null = null;
  #state = 0;
  #memory = 0;
  /** Samples so far: taken in, worked on, given back. */
  #taken = 0;
  #worked = 0;
  #given = 0;
  #isOver = false;
  #spent = 0;
  #since = Date.now();

  constructor({ processorOptions: { module } }: Options) {
    super();
    this.port.onmessage = () => (this.#isOver = true);
    void createSuppressor({
      instantiateWasm: (imports, receive) => {
        const instance = new WebAssembly.Instance(module, imports);
        receive(instance, module);
        return instance.exports;
      },
    }).then((suppressor) => {
      this.#suppressor = suppressor;
      this.#state = suppressor._rnnoise_create();
      this.#memory = suppressor._malloc(frame * floatBytes);
    });
  }

  process([input]: Float32Array[][], [output]: Float32Array[][]): boolean {
    const [heard] = input ?? [];
    const [said] = output ?? [];
    if (this.#isOver) this.#release();
    else if (heard && said) this.#pass(heard, said);
    return !this.#isOver;
  }

  #pass(heard: Float32Array, said: Float32Array): void {
    const began = Date.now();
    this.#incoming.set(heard, this.#taken % ring);
    this.#taken += heard.length;
    while (this.#taken - this.#worked >= frame) this.#work();
    if (this.#taken - this.#given >= late + said.length) this.#give(said);
    this.#count(Date.now() - began);
  }

  /** Before it is there the sound passes as it is. */
  #work(): void {
    const from = this.#worked % ring;
    const block = this.#incoming.subarray(from, from + frame);
    const out = this.#outgoing.subarray(from, from + frame);
    this.#worked += frame;
    const suppressor = this.#suppressor;
    if (!suppressor) {
      out.set(block);
      return;
    }
    const at = this.#memory / floatBytes;
    const memory = suppressor.HEAPF32;
    for (let index = 0; index < frame; index += 1) memory[at + index] = (block[index] ?? 0) * scale;
    suppressor._rnnoise_process_frame(this.#state, this.#memory, this.#memory);
    for (let index = 0; index < frame; index += 1) out[index] = (memory[at + index] ?? 0) / scale;
  }

  #give(said: Float32Array): void {
    const from = this.#given % ring;
    said.set(this.#outgoing.subarray(from, from + said.length));
    this.#given += said.length;
  }

  #count(spent: number): void {
    this.#spent += spent;
    const now = Date.now();
    if (now - this.#since < 1000) return;
    this.port.postMessage(this.#spent / (now - this.#since));
    this.#spent = 0;
    this.#since = now;
  }

  #release(): void {
    const suppressor = this.#suppressor;
    this.#suppressor = null;
    if (!suppressor) return;
    suppressor._rnnoise_destroy(this.#state);
    suppressor._free(this.#memory);
  }
}

registerProcessor('noise', NoiseProcessor);

export interface Amount {
  packets: number;
  bytes: number;
}

/** An object of one's own, for `count` to add to. */
export const noAmount = (): Amount => ({ packets: 0, bytes: 0 });

/** Adds one packet of `size` bytes, in place: it runs for every packet. */
export function count(amount: Amount, size: number): void {
  amount.packets += 1;
  amount.bytes += size;
}

/** What went through, from and to browsers, since the start. */
export interface Traffic {
  received: Amount;
  sent: Amount;
}

/** A second's worth of something that is counted since the start. */
export class Rate {
  readonly #read: () => Amount;
  #last: Amount;
  #at = performance.now();
  /** Bits and packets in a second. */
  bits = 0;
  packets = 0;

  constructor(read: () => Amount) {
    this.#read = read;
    this.#last = { ...read() };
  }

  /** To be called about once a second. */
  sample(now = performance.now()): void {
    const { packets, bytes } = this.#read();
    const seconds = (now - this.#at) / 1000;
    if (seconds <= 0) return;
    this.bits = Math.round(((bytes - this.#last.bytes) * 8) / seconds);
    this.packets = Math.round((packets - this.#last.packets) / seconds);
    this.#last = { packets, bytes };
    this.#at = now;
  }
}

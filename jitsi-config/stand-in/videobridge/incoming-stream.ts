import { ahead } from './rtp/packet.ts';
import type { ReportBlock } from './rtp/rtcp.ts';

/** A gap that is wider than this is no loss but a new beginning. */
const widestGap = 100;

/** What comes in under one SSRC: counted for reports, and watched for gaps (RFC 3550 §A.1, §A.3). Times in milliseconds. */
export class IncomingStream {
  readonly ssrc: number;
  packets = 0;
  bytes = 0;
  /** Lines of its latest key frame, 0 until one came. */
  height = 0;
  lastAt = Number.NEGATIVE_INFINITY;
  /** When its latest packet with a payload came: a layer that is switched off goes on to send padding. */
  mediaAt = Number.NEGATIVE_INFINITY;
  keyframeAskedAt = Number.NEGATIVE_INFINITY;
  #first = -1;
  #highest = 0;
  #cycles = 0;
  #before = { expected: 0, received: 0 };
  #senderReport = { middle: 0, at: 0 };

  constructor(ssrc: number) {
    this.ssrc = ssrc;
  }

  /** Counts a packet. @returns the numbers that are missing before it */
  seen(sequence: number, size: number, now: number): number[] {
    this.packets += 1;
    this.bytes += size;
    this.lastAt = now;
    if (this.#first < 0) {
      this.#first = sequence;
      this.#highest = sequence;
      return [];
    }
    const step = ahead(sequence, this.#highest);
    if (step <= 0) return [];
    if (sequence < this.#highest) this.#cycles += 0x10000;
    const before = this.#highest;
    this.#highest = sequence;
    if (step > widestGap) return [];
    return Array.from({ length: step - 1 }, (_, index) => (before + 1 + index) & 0xffff);
  }

  /** Notes a sender report: receivers tell when the last one came. */
  reported(report: Buffer, now: number): void {
    this.#senderReport = { middle: report.readUInt32BE(10), at: now };
  }

  /** How it came in since the last time that this was asked. */
  block(now: number): ReportBlock {
    const highest = this.#cycles + this.#highest;
    const expected = highest - this.#first + 1;
    const due = expected - this.#before.expected;
    const lost = due - (this.packets - this.#before.received);
    this.#before = { expected, received: this.packets };
    const { middle, at } = this.#senderReport;
    return {
      ssrc: this.ssrc,
      fraction: due > 0 && lost > 0 ? Math.min(255, Math.floor((lost * 256) / due)) : 0,
      lost: Math.max(0, expected - this.packets),
      highest,
      lastReport: middle,
      delay: at === 0 ? 0 : Math.floor((now - at) * 65.536),
    };
  }
}

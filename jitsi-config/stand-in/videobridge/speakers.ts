/** Loudness from which somebody counts as speaking: 127 is the loudest, 0 silence. */
const audible = 75;
/** How much louder than who speaks now somebody has to be, and for how long (milliseconds). */
const margin = 6;
const persistence = 600;
const longest = 20;

/**
 * Who speaks: whoever has been the loudest for a while, by the levels that senders write into their packets
 * (RFC 6464). Jitsi's own rule (Volfin, Cohen: dominant speaker identification) knows three time spans; one is
 * enough to tell a voice from a cough.
 */
export class Speakers {
  readonly #scores = new Map<string, number>();
  readonly #heard = new Map<string, number>();
  #order: string[] = [];
  #rival: { id: string; since: number } | null = null;

  /** One packet of somebody's sound. @param level 0 the loudest, 127 silence */
  heard(id: string, level: number): void {
    this.#heard.set(id, Math.max(this.#heard.get(id) ?? 0, 127 - level));
  }

  gone(id: string): void {
    this.#scores.delete(id);
    this.#heard.delete(id);
    this.#order = this.#order.filter((other) => other !== id);
    if (this.#rival?.id === id) this.#rival = null;
  }

  /** Those who spoke, the latest first. */
  order(): readonly string[] {
    return this.#order;
  }

  /** To be called a few times a second. @returns true when somebody else speaks now */
  look(now: number): boolean {
    this.#smooth();
    const [top] = [...this.#scores].sort(([, one], [, other]) => other - one);
    if (!top || !this.#isRival(top)) {
      this.#rival = null;
      return false;
    }
    const [id] = top;
    if (this.#rival?.id !== id) this.#rival = { id, since: now };
    if (this.#order.length > 0 && now - this.#rival.since < persistence) return false;
    this.#rival = null;
    this.#order = [id, ...this.#order.filter((other) => other !== id)].slice(0, longest);
    return true;
  }

  #smooth(): void {
    for (const id of this.#heard.keys()) {
      if (!this.#scores.has(id)) this.#scores.set(id, 0);
    }
    for (const [id, score] of this.#scores) {
      this.#scores.set(id, score * 0.7 + (this.#heard.get(id) ?? 0) * 0.3);
    }
    this.#heard.clear();
  }

  #isRival([id, score]: [string, number]): boolean {
    const [present] = this.#order;
    if (score < audible || id === present) return false;
    return score >= (present === undefined ? 0 : (this.#scores.get(present) ?? 0)) + margin;
  }
}

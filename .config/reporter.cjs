// Mocha's own report, closed by the one line that scripts read: `N passed, N failed[, N skipped]`.
const Mocha = require('mocha');

/** What the phases of one run came to. */
const all = { passes: 0, pending: 0, failures: 0, duration: 0, failed: [] };

module.exports = class extends Mocha.reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    this.isLast = options.reporterOptions?.isLast ?? true;
  }

  /** At the end of a phase; of the last one: what failed in any of them, and the closing line. */
  epilogue() {
    for (const of of ['passes', 'pending', 'failures', 'duration']) all[of] += this.stats[of];
    all.failed.push(...this.failures);
    if (!this.isLast) return;
    Object.assign(this.stats, all);
    this.failures = all.failed;
    super.epilogue();
    const skipped = all.pending > 0 ? `, ${all.pending} skipped` : '';
    process.stdout.write(`${all.passes} passed, ${all.failures} failed${skipped}\n`);
  }
};

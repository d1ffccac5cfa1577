import { cpus, loadavg, release, totalmem, type } from 'node:os';
import type { Figure } from './figures.ts';

/** What the figures were measured on; they mean nothing without it. */
export function machineFigures(): Figure[] {
  const processors = cpus();
  const gigabytes = totalmem() / 1024 ** 3;
  return [
    {
      name: 'Processor',
      value: `${processors.length} × ${processors[0]?.model.trim() ?? 'unknown'}`,
    },
    { name: 'Memory', value: `${gigabytes.toFixed(1)} GiB` },
    { name: 'System', value: `${type()} ${release()}, Node ${process.versions.node}` },
    // Whoever else works here makes all figures worse.
    { name: 'Load before (one minute)', value: (loadavg()[0] ?? 0).toFixed(2) },
    { name: 'Measured', value: new Date().toISOString() },
  ];
}

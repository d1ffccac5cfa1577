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
  ];
}

/** When a part is measured, and how busy the machine is before: whoever else works there makes all figures worse. */
export function momentFigure(): Figure {
  const minute = new Date().toISOString().slice(0, 'yyyy-mm-ddThh:mm'.length).replace('T', ' ');
  const load = (loadavg()[0] ?? 0).toFixed(2);
  return { name: 'measured', value: `${minute} UTC, load of the machine before ${load}` };
}

import { parentPort, workerData } from 'node:worker_threads';
import { strFromU8, unzipSync } from 'fflate';
import { readSheet } from 'read-excel-file/node';
import type { Cell } from '../../features/registration/ports.ts';

/** What the worker answers: rows by position (row 1 first), and the numbers of hidden rows. */
export interface WorkerAnswer {
  rows: Cell[][];
  hidden: number[];
}

// Runs apart from the bridge, with limits of its own: a sheet that is made to hurt hurts only this thread.
const file = Buffer.from(workerData as Uint8Array);
const rows = (await readSheet(file, 1)) as Cell[][];
const answer: WorkerAnswer = { rows, hidden: hiddenRows(file) };
parentPort?.postMessage(answer);

/** Numbers of the rows that the first sheet hides: the library does not tell. */
function hiddenRows(bytes: Buffer): number[] {
  const xml = (name: string): string => {
    const part = unzipSync(bytes, { filter: (entry) => entry.name === name })[name];
    return part ? strFromU8(part) : '';
  };
  const sheetId = /<(?:\w+:)?sheet\b[^>]*?\br:id="([^"]+)"/u.exec(xml('xl/workbook.xml'))?.[1];
  const relations = xml('xl/_rels/workbook.xml.rels').match(/<Relationship\b[^>]*>/gu) ?? [];
  const relation = relations.find((tag) => tag.includes(`Id="${sheetId ?? ''}"`)) ?? '';
  const target = /Target="\/?(?:xl\/)?([^"]+)"/u.exec(relation)?.[1] ?? '';
  const tags = xml(`xl/${target}`).matchAll(/<(?:\w+:)?row\b([^>]*)>/gu);
  return [...tags].flatMap(([, attributes = '']) => {
    const isHidden = /\bhidden="(?:1|true)"/u.test(attributes);
    const number = /\br="(\d+)"/u.exec(attributes)?.[1];
    return isHidden && number ? [Number(number)] : [];
  });
}

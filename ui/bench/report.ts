import type { Figure } from './figures.ts';

/** What one part measured; the machine is a part, too. */
export interface Section {
  part: string;
  figures: readonly Figure[];
}

/** Figures of two machines in one page would say nothing. */
export class AnotherMachine extends Error {}

/**
 * The figures as a page (Markdown): one heading and one list for each part. Hours of parts need not be one run: what an
 * earlier page has of other parts stays.
 * @param sections the machine first
 * @param earlier the page of an earlier run, empty for none
 * @throws AnotherMachine when that was measured on another one
 */
export function reportPage(sections: readonly Section[], earlier = ''): string {
  const made = new Map(sections.map((section) => [section.part, textOf(section)]));
  const kept = sectionsOf(earlier);
  const [machine = ''] = made.keys();
  if (kept.has(machine) && kept.get(machine) !== made.get(machine)) throw new AnotherMachine();
  const all = new Map([...kept, ...made]);
  const parts = [...all.keys()].filter((part) => part !== machine).sort();
  const texts = [machine, ...parts].map((part) => all.get(part) ?? '');
  return `${['# Campus Meet: figures', ...texts].join('\n\n')}\n`;
}

/** The sections of a page, by their part. */
function sectionsOf(page: string): Map<string, string> {
  const texts = page.split(/^(?=## )/mu).filter((text) => text.startsWith('## '));
  return new Map(
    texts.map((text) => [text.slice('## '.length).split('\n', 1)[0] ?? '', text.trimEnd()]),
  );
}

const textOf = ({ part, figures }: Section): string =>
  [`## ${part}`, '', '| what | figure |', '| --- | --- |', ...figures.map(rowOf)].join('\n');

function rowOf({ name, value }: Figure): string {
  const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
  return `| ${cell(name)} | ${cell(value)} |`;
}

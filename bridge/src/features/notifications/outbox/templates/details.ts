import { detailNames, type DetailName } from '../../../meetings/details-contract.ts';

/** Lines for what hosts write about a meeting, each with its placeholder; a line with nothing to say is left out. */
export const detailLines = (words: Record<DetailName, { line: string }>): string =>
  detailNames.map((name) => words[name].line.replace('{text}', `{${name}}`)).join('\n');

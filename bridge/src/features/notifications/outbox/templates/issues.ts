import type { TemplateIssue } from './contract.ts';
import { templateKinds } from '../../kinds.ts';
import { anyPlaceholder, buttonOf, wordsOf, type TemplateName, type Template } from './template.ts';

/** The longest template, in characters; a short message must stay below what gateways take when it is filled in. */
const longest = { subject: 200, mail: 10_000, sms: 400 };
const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/u;

/** What is wrong with a template, each flaw with its line, from 1; empty when it can be used. A pure rule. */
export function issuesOf(name: TemplateName, template: Template): TemplateIssue[] {
  const { form } = templateKinds[name];
  const body = { part: 'body', text: template.body } as const;
  const found = [
    ...(form === 'mail' ? subjectIssues(name, template.subject) : []),
    ...lineIssues(name, body),
    ...emptyOr(body, tooLong(body, longest[form])),
    ...(form === 'mail' ? buttonIssues(template.body) : []),
    ...missing(name, template.body),
  ];
  return found.toSorted((a, b) => a.line - b.line);
}

interface Part {
  part: TemplateIssue['part'];
  text: string;
}

function subjectIssues(name: TemplateName, subject: string): TemplateIssue[] {
  const part = { part: 'subject', text: subject } as const;
  const isOne = !/[\r\n]/u.test(subject);
  return [
    ...lineIssues(name, part),
    ...emptyOr(part, tooLong(part, longest.subject)),
    ...(isOne ? [] : [flaw(part, 1, 'several-lines')]),
  ];
}

const flaw = (
  { part }: Part,
  line: number,
  what: TemplateIssue['kind'] | Pick<TemplateIssue, 'kind' | 'word'>,
): TemplateIssue =>
  typeof what === 'string' ? { part, line, kind: what, word: '' } : { part, line, ...what };

const emptyOr = (part: Part, otherwise: TemplateIssue[]): TemplateIssue[] =>
  part.text.trim() === '' ? [flaw(part, 1, 'empty')] : otherwise;

const tooLong = (part: Part, most: number): TemplateIssue[] =>
  Array.from(part.text).length > most
    ? [flaw(part, 1, { kind: 'too-long', word: String(most) })]
    : [];

function lineIssues(name: TemplateName, part: Part): TemplateIssue[] {
  const known = new Set(wordsOf(name));
  return part.text.split('\n').flatMap((line, index) => {
    const words = new Set([...line.matchAll(anyPlaceholder)].map(([, word = '']) => word));
    const strange = [...words].filter((word) => !known.has(word));
    const rest = line.replace(anyPlaceholder, '');
    return [
      ...strange.map((word) => flaw(part, index + 1, { kind: 'unknown-placeholder', word })),
      ...(/[{}｛｝]/u.test(rest) ? [flaw(part, index + 1, 'unpaired-bracket')] : []),
      ...(control.test(line) ? [flaw(part, index + 1, 'control-character')] : []),
    ];
  });
}

/** What looks like a button and would not be one: it does not stand alone, or leads to no address of ours. */
function buttonIssues(body: string): TemplateIssue[] {
  const part = { part: 'body', text: body } as const;
  const lines = body.split('\n');
  return lines.flatMap((line, index) => {
    if (!/\]\s*\(/u.test(line)) return [];
    const isAlone = [lines[index - 1], lines[index + 1]].every((next) => !next?.trim());
    return buttonOf(line) && isAlone ? [] : [flaw(part, index + 1, 'broken-button')];
  });
}

/** What the reader cannot do without. */
function missing(name: TemplateName, body: string): TemplateIssue[] {
  const part = { part: 'body', text: body } as const;
  const lastLine = body.split('\n').length;
  return wordsOf(name)
    .filter((word) => ['link', 'code'].includes(word) && !body.includes(`{${word}}`))
    .map((word) => flaw(part, lastLine, { kind: 'missing-placeholder', word }));
}

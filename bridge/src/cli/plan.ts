import { parseArgs } from 'node:util';
import {
  capacityQuestion,
  type CapacityQuestion,
} from '../features/operations/capacity/contract.ts';
import { planCapacity } from '../features/operations/capacity/index.ts';
import { planText } from './plan-text.ts';

export const planUsage = `plan --participants N […] [--json]         how many videobridges a meeting needs, by what, and what would break first; plan --help names the rest`;

type Print = (line: string) => void;

/** `npm run campus -- plan …`. Answers the exit code: 0 carried, 1 not carried, 64 wrong use. Needs no database. */
export function planCommand(args: readonly string[], print: Print): number {
  const { problem, question, isJson, isHelp } = read(args);
  if (question === null) {
    print(`${problem}\n`);
    for (const [name, shape] of Object.entries(capacityQuestion.shape)) {
      const fallback = shape.safeParse(undefined).data;
      const usual = fallback === undefined ? '' : ` Unless given: ${fallback}.`;
      print(`--${name.padEnd(13)} ${shape.description ?? ''}${usual}`);
    }
    return isHelp === true ? 0 : 64;
  }
  const plan = planCapacity(question);
  print(isJson ? JSON.stringify(plan, null, 2) : planText(plan));
  return plan.carried ? 0 : 1;
}

interface Read {
  problem: string;
  question: CapacityQuestion | null;
  isJson: boolean;
  isHelp?: boolean;
}

function read(args: readonly string[]): Read {
  const names = Object.keys(capacityQuestion.shape);
  const options = Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]));
  const flag = { type: 'boolean' as const };
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { ...options, json: flag, help: flag },
    });
    const { json, help, ...asked } = values;
    const checked = capacityQuestion.safeParse(asked);
    if (help !== true && checked.success) {
      return { problem: '', question: checked.data, isJson: json === true };
    }
    const flaws = checked.error?.issues.map(
      ({ path, message }) => `--${path.join('.')}: ${message}`,
    );
    return {
      problem: help === true ? planUsage : (flaws ?? []).join('\n'),
      question: null,
      isJson: false,
      isHelp: help === true,
    };
  } catch (error) {
    // An option that there is not, or one without its value.
    return {
      problem: error instanceof Error ? error.message : String(error),
      question: null,
      isJson: false,
    };
  }
}

import type { z } from 'zod';
import type { Database } from '../../../../kernel/database.ts';
import type { MessageTemplates } from './message-templates.ts';
import {
  factsOf,
  type TemplateShown,
  type TemplateState,
  type TemplateWords,
  type listLetters,
} from './contract.ts';
import { issuesOf } from './issues.ts';
import { templateNames } from '../../kinds.ts';
import { usualTemplates } from './render.ts';
import type { KnownNames } from './ports.ts';
import * as repository from './repository.ts';
import type { Version, Which } from './repository.ts';
import { sampleValues } from './samples.ts';
import { languages, wordsOf } from './template.ts';

export interface ShowingDeps {
  db: Database;
  messageTemplates: MessageTemplates;
  people: KnownNames;
  /** How the product is called where the campus gives no name. */
  product: string;
  /** Where examples of links lead, and the zone of their times. */
  place: { base: string; zone: string };
}

const isSame = (one: TemplateWords, other: TemplateWords): boolean =>
  one.subject === other.subject && one.body === other.body;

/** Every message template, and whose words it has. */
export async function showAll(deps: ShowingDeps): Promise<z.input<(typeof listLetters)['reply']>> {
  const current = await repository.currentVersions(deps.db);
  const nameOf = await namesOf(deps, current);
  const { settings, version } = await repository.readSettings(deps.db);
  const stateOf = (which: Which): TemplateState => {
    const now = current.find(
      ({ name, language }) => name === which.name && language === which.language,
    );
    const shipped = usualTemplates[which.language][which.name];
    const own = now?.words ?? null;
    return {
      language: which.language,
      isOwn: own !== null,
      isUnusable: own !== null && issuesOf(which.name, own).length > 0,
      isOlder: own !== null && now !== undefined && !isSame(now.shipped, shipped),
      changedAt: now?.at ?? null,
      changedBy: nameOf(now?.by ?? null),
    };
  };
  return {
    letters: templateNames.map((name) => ({
      name,
      ...factsOf(name),
      states: languages.map((language) => stateOf({ name, language })),
    })),
    settings,
    settingsVersion: version,
    configuredProduct: deps.product,
  };
}

/** One message template in one language, with its history. */
export async function showOne(deps: ShowingDeps, which: Which): Promise<TemplateShown> {
  const { name, language } = which;
  const versions = await repository.versionsOf(deps.db, which, 50);
  const nameOf = await namesOf(deps, versions);
  const [now] = versions;
  const shipped = usualTemplates[language][name];
  const own = now?.words ?? null;
  return {
    name,
    language,
    ...factsOf(name),
    placeholders: placeholdersOf(deps, which),
    shipped,
    own,
    shippedThen: now && own && !isSame(now.shipped, shipped) ? now.shipped : null,
    version: now?.number ?? 0,
    versions: versions.map(({ number, change, at, by, words }) => ({
      number,
      change,
      at,
      words,
      by: nameOf(by),
    })),
  };
}

function placeholdersOf(
  { messageTemplates, place }: ShowingDeps,
  { name, language }: Which,
): TemplateShown['placeholders'] {
  const product = messageTemplates.branding().product[language];
  const examples = { ...sampleValues('usual', language, place), product };
  const needed = issuesOf(name, { subject: 'x', body: 'x' })
    .filter(({ kind }) => kind === 'missing-placeholder')
    .map(({ word }) => word);
  return wordsOf(name).map((word) => ({
    word,
    example: (examples as Record<string, string | null | undefined>)[word] ?? '',
    required: needed.includes(word),
  }));
}

async function namesOf(
  { people }: ShowingDeps,
  versions: readonly Version[],
): Promise<(id: string | null) => string | null> {
  const found = await people.findMany([...new Set(versions.flatMap(({ by }) => by ?? []))]);
  const names = new Map(found.map(({ id, displayName }) => [id, displayName]));
  return (id) => names.get(id ?? '') ?? null;
}

import { displayName } from '../../../kernel/names.ts';
import { cleanText, readValue } from '../../../kernel/values.ts';
import { readFacts, type PersonFacts } from '../people/index.ts';
import type { Problem, RosterSnapshot } from './snapshot.ts';

/** The longest texts that are kept, in characters; longer ones are cut, and the cut is reported. */
const longest = {
  displayName: 255,
  givenName: 255,
  familyName: 255,
  email: 254,
  campusNumber: 191,
  phone: 40,
  locale: 35,
  timezone: 64,
} as const;

/**
 * Makes a source's telling safe to compare and store: texts in one form and within their lengths, names
 * to show put together, each account once, no line that points to an account or unit that is not there.
 * Whatever is left out or cut is added to `problems`; nothing goes silently. Pure.
 * @param countryCode calling code of phone numbers in the national form
 */
export function stage(snapshot: RosterSnapshot, countryCode?: string): RosterSnapshot {
  const problems = [...snapshot.problems];
  const people = once(snapshot.people, problems).map((facts) => {
    const shown = displayName(facts.givenName, facts.familyName, facts.displayName);
    const read = readFacts({ ...facts, displayName: shown }, countryCode);
    for (const { field, reason } of read.unusable) {
      const isCut = (read.facts[field] ?? '').length > longest[field];
      if (!isCut) problems.push({ where: facts.externalId, field, reason });
    }
    // An LMS may withhold all names: its ids are nobody's, courses number their members.
    return cutToLength(read.facts, { problems, isOfCourse: snapshot.kind === 'course' });
  });
  const known = new Set(people.map(({ externalId }) => externalId));
  const staged = { ...snapshot, people, problems };
  if (staged.kind === 'course') {
    const memberships = staged.memberships.filter((line) =>
      isKnown(line.personExternalId, known, problems),
    );
    const groups = staged.groups.map((group) => ({
      ...group,
      name: group.name === null ? null : cleanText(group.name).slice(0, 255),
    }));
    return { ...staged, course: cleanCourse(staged.course), groups, memberships };
  }
  const units = new Set(staged.departments.map(({ externalId }) => externalId));
  const departments = staged.departments.map((unit) => ({
    ...unit,
    name: cleanText(unit.name).slice(0, 255),
    parentExternalId: units.has(unit.parentExternalId ?? '') ? unit.parentExternalId : null,
  }));
  const memberships = staged.memberships.filter(
    (line) =>
      isKnown(line.personExternalId, known, problems) &&
      isKnown(line.departmentExternalId, units, problems),
  );
  return { ...staged, departments, memberships };
}

function once(people: readonly PersonFacts[], problems: Problem[]): PersonFacts[] {
  const seen = new Set<string>();
  return people.filter((facts) => {
    const usable = facts.externalId !== '' && facts.externalId.length <= 191;
    const isNew = usable && !seen.has(facts.externalId);
    const reason = usable ? 'listed twice; the first was taken' : 'has no usable id';
    if (!isNew)
      problems.push({ where: facts.externalId.slice(0, 191), field: 'externalId', reason });
    seen.add(facts.externalId);
    return isNew;
  });
}

function isKnown(id: string, known: ReadonlySet<string>, problems: Problem[]): boolean {
  if (!known.has(id))
    problems.push({ where: id, field: null, reason: 'is a member, but is not described' });
  return known.has(id);
}

function cutToLength(
  facts: PersonFacts,
  { problems, isOfCourse }: { problems: Problem[]; isOfCourse: boolean },
): PersonFacts {
  const cut = <T extends string | null>(field: keyof typeof longest, text: T): T | string => {
    if (text === null || text.length <= longest[field]) return text;
    const reason = `is longer than ${longest[field]} characters`;
    problems.push({ where: facts.externalId, field, reason });
    return text.slice(0, longest[field]).toWellFormed();
  };
  return {
    ...facts,
    displayName: cut('displayName', facts.displayName || (isOfCourse ? '' : facts.externalId)),
    givenName: cut('givenName', facts.givenName),
    familyName: cut('familyName', facts.familyName),
    email: cut('email', facts.email),
    campusNumber: cut('campusNumber', facts.campusNumber),
    phone: cut('phone', facts.phone),
    locale: cut('locale', facts.locale),
    timezone: cut('timezone', facts.timezone),
  };
}

function cleanCourse<
  C extends { label: string | null; title: string | null; category: string | null },
>(course: C): C {
  const orNull = (text: string | null, length: number) =>
    readValue(text)?.slice(0, length).toWellFormed() ?? null;
  return {
    ...course,
    label: orNull(course.label, 255),
    title: orNull(course.title, 1333),
    category: orNull(course.category, 2000),
  };
}

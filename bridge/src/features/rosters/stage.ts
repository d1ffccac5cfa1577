import { displayName } from '../../kernel/names.ts';
import type { PersonFacts } from '../people/index.ts';
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
 */
export function stage(snapshot: RosterSnapshot): RosterSnapshot {
  const problems = [...snapshot.problems];
  const people = once(snapshot.people, problems).map((facts) => cleanPerson(facts, problems));
  const known = new Set(people.map(({ externalId }) => externalId));
  const staged = { ...snapshot, people, problems };
  if (staged.kind === 'course') {
    const memberships = staged.memberships.filter((line) =>
      isKnown(line.personExternalId, known, problems),
    );
    const groups = staged.groups.map((group) => ({
      ...group,
      name: group.name === null ? null : clean(group.name).slice(0, 255),
    }));
    return { ...staged, course: cleanCourse(staged.course), groups, memberships };
  }
  const units = new Set(staged.departments.map(({ externalId }) => externalId));
  const departments = staged.departments.map((unit) => ({
    ...unit,
    name: clean(unit.name).slice(0, 255),
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

function cleanPerson(facts: PersonFacts, problems: Problem[]): PersonFacts {
  const cut = (field: keyof typeof longest): string => {
    const text = clean(facts[field] ?? '');
    if (text.length <= longest[field]) return text;
    problems.push({
      where: facts.externalId,
      field,
      reason: `is longer than ${longest[field]} characters`,
    });
    return text.slice(0, longest[field]).toWellFormed();
  };
  const orNull = (field: keyof typeof longest) => {
    const text = cut(field);
    return text === '' ? null : text;
  };
  const [givenName, familyName] = [cut('givenName'), cut('familyName')];
  const shown = displayName(givenName, familyName, cut('displayName'));
  return {
    externalId: facts.externalId,
    givenName,
    familyName,
    displayName: (shown === '' ? facts.externalId : shown)
      .slice(0, longest.displayName)
      .toWellFormed(),
    email: orNull('email'),
    campusNumber: orNull('campusNumber'),
    phone: orNull('phone'),
    locale: orNull('locale'),
    timezone: orNull('timezone'),
    suspended: facts.suspended,
  };
}

function cleanCourse<
  C extends { label: string | null; title: string | null; category: string | null },
>(course: C): C {
  const orNull = (text: string | null, length: number) => {
    const cleaned = clean(text ?? '')
      .slice(0, length)
      .toWellFormed();
    return cleaned === '' ? null : cleaned;
  };
  return {
    ...course,
    label: orNull(course.label, 255),
    title: orNull(course.title, 1333),
    category: orNull(course.category, 2000),
  };
}

/** One Unicode form, no control characters, no white space at the ends. Markup stays: it is text. */
const clean = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/[\u0000-\u001f\u007f]/gu, ' ')
    .trim()
    .toWellFormed();

import type { Campus } from '../campus.ts';
import type { Message } from './message.ts';
import { isInstructor } from './access.ts';
import { roles } from './vocabulary.ts';

type Values = Record<string, string | null>;

function courseValues({ course }: Message): Values {
  return {
    'Context.id': String(course.id),
    'Context.title': course.fullName,
    'Context.label': course.shortName,
    'Context.sourcedId': course.idNumber,
    // Empty unless the course was copied from another one; none here is.
    'Context.id.history': '',
    'CourseSection.title': course.fullName,
    'CourseSection.label': course.shortName,
    'CourseSection.sourcedId': course.idNumber,
    'CourseSection.timeFrame.begin': isoSeconds(course.startsAt),
    'CourseSection.timeFrame.end': isoSeconds(course.endsAt),
  };
}

function personValues({ person }: Message): Values {
  return {
    'User.id': String(person.id),
    'User.username': person.username,
    'Person.name.full': `${person.firstName} ${person.lastName}`,
    'Person.name.given': person.firstName,
    'Person.name.family': person.lastName,
    'Person.email.primary': person.email,
    'Person.sourcedId': person.idNumber,
    'Person.phone.mobile': person.phone,
    'Person.address.timezone': 'Asia/Shanghai',
  };
}

function placeValues(campus: Campus, message: Message): Values {
  const { person, course, activity } = message;
  const groups = campus.groups
    .filter((group) => group.courseId === course.id && group.memberIds.includes(person.id))
    .map((group) => group.id);
  return {
    'ResourceLink.id': activity ? String(activity.instanceId) : null,
    'ResourceLink.title': activity?.title ?? null,
    'ResourceLink.description': activity?.intro ?? null,
    'Membership.role': isInstructor(campus, person, course) ? roles.instructor : roles.learner,
    'Moodle.Person.userGroupIds': groups.join(','),
  };
}

/** A moment as PHP's `c` format in UTC: `2026-09-06T16:00:00+00:00`. */
export const isoSeconds = (milliseconds: number): string =>
  `${new Date(milliseconds).toISOString().slice(0, 19)}+00:00`;

/** The tool's and the link's custom parameters with `$Variables` filled in; unknown ones stay as they are. */
export function customParameters(campus: Campus, message: Message): Values {
  const values: Values = {
    ...courseValues(message),
    ...personValues(message),
    ...placeValues(campus, message),
  };
  const wanted = { ...message.tool.custom, ...message.activity?.custom };
  const filled = Object.entries(wanted).map(([name, value]) => {
    const variable = value.startsWith('$') ? value.slice(1) : '';
    return [name, variable in values ? (values[variable] ?? null) : value];
  });
  return Object.fromEntries(filled) as Values;
}

import type { Courses } from '../directory/courses/index.ts';
import type { Meetings } from '../meetings/index.ts';

/** So many meetings' courses are remembered: a meeting never moves to another. */
const most = 1_000;

/** What tells that the members of a topic's course changed: a topic of a course, or of a meeting in one. */
export function topicMarks({
  meetings,
  courses,
}: {
  meetings: Pick<Meetings, 'courseOf'>;
  courses: Pick<Courses, 'marks'>;
}) {
  const courseIds = new Map<string, string | null>();
  const courseOf = async (topic: string): Promise<string | null> => {
    const [kind, id = ''] = topic.split(':');
    if (kind === 'course') return id;
    if (courseIds.size > most) courseIds.clear();
    const known = courseIds.get(id) ?? (await meetings.courseOf(id));
    courseIds.set(id, known);
    return known;
  };
  return async (topics: readonly string[]): Promise<Map<string, string>> => {
    const wanted = new Map<string, string>();
    for (const topic of topics) {
      const courseId = await courseOf(topic);
      if (courseId !== null) wanted.set(topic, courseId);
    }
    const marks = await courses.marks([...new Set(wanted.values())]);
    return new Map([...wanted].map(([topic, courseId]) => [topic, marks.get(courseId) ?? '']));
  };
}

/** An activity of Moodle's Campus Meet plugin in a course: it has a room of its own, beside that of the LTI activity. */
export interface MeetingActivity {
  /** Course module number (Moodle's `id` in /mod/campusmeet/view.php). */
  cmid: number;
  courseId: number;
  title: string;
  /** Plain text below the title. */
  intro: string;
  /** Points for attending every meeting. */
  gradeMaximum: number;
  /** Meetings that one has to attend for the activity to be complete. */
  meetingsToComplete: number;
  /** Guests of the course may come in, where the course lets guests in. */
  guests: boolean;
}

const activity = (
  cmid: number,
  courseId: number,
  draft: Partial<MeetingActivity> = {},
): MeetingActivity => ({
  cmid,
  courseId,
  title: '每周课堂 Weekly class',
  intro: 'Moodle 活动插件：会议就在本页。By Moodle’s activity plugin: the meeting is in the page.',
  gradeMaximum: 100,
  meetingsToComplete: 1,
  guests: false,
  ...draft,
});

/** Where teachers have added one; numbers are far above those of LTI's activities. */
export const meetingActivities: readonly MeetingActivity[] = [
  activity(201, 2),
  activity(202, 3),
  activity(203, 5, {
    title: '公开课 Open lecture',
    intro: '也向访客开放。Guests may come in, too.',
    guests: true,
  }),
];

import { computed, ref, shallowRef } from 'vue';
import { defineStore } from 'pinia';
import {
  getCourse,
  type CourseView,
} from '../../../../../bridge/src/features/directory/courses/contract.ts';
import {
  endMeeting,
  listCourseMeetings,
  startCourseMeeting,
  type MeetingSummary,
} from '../../../../../bridge/src/features/meetings/contract.ts';
import { changePermissions } from '../../../../../bridge/src/features/meetings/moderation/contract.ts';
import { PanelFailure } from '../../../kernel/failure.ts';
import { callKey, liveKey, need } from '../../../kernel/ports.ts';
import { useLoad } from '../../../kernel/requests.ts';
import { arrange, withEnded, withMeeting } from './view.ts';

/** What to start: for one group or the whole course; `another` although one runs. */
export interface StartWish {
  groupId: string | null;
  another: boolean;
  /** What it is about, as it was typed. */
  subject: string;
  /** It begins in lecture mode. */
  lecture?: boolean;
}

/** A course and its meetings, kept up to date by push while it is followed. */
export const useCourse = defineStore('course', () => {
  const call = need(callKey);
  const live = need(liveKey);
  const meetings = shallowRef<MeetingSummary[]>([]);
  const linkedId = ref<string | null>(null);
  let courseId = '';

  const put = (changed: MeetingSummary): void => {
    meetings.value = withMeeting(meetings.value, changed, courseId);
  };

  async function refreshMeetings(): Promise<void> {
    const asked = courseId;
    const answer = await call(listCourseMeetings, { params: { courseId } });
    if (asked === courseId) meetings.value = answer.meetings;
  }

  const {
    data: course,
    failure,
    isLoading,
    load,
  } = useLoad(
    async (signal): Promise<CourseView> => {
      const [found] = await Promise.all([
        call(getCourse, { params: { courseId }, signal }),
        refreshMeetings(),
      ]);
      return found;
    },
    { immediate: false },
  );

  /** Loads a course and follows it, for one of its meetings or its room; returns the function that ends following. */
  function follow(id: string, meetingId: string | null = null): () => void {
    courseId = id;
    linkedId.value = meetingId;
    course.value = null;
    meetings.value = [];
    void load();
    return live.watch(`course:${id}`, {
      meeting: put,
      meetingEnded: ({ meetingId }) => {
        meetings.value = withEnded(meetings.value, meetingId, Date.now());
      },
      ended: (code) => {
        meetings.value = [];
        failure.value = new PanelFailure(code);
      },
      // What happened while the push was away is asked for; a failure shows at the next press.
      resumed: () => void refreshMeetings().catch(() => undefined),
    });
  }

  /** Starts a meeting (or answers the running one). Rejects with a PanelFailure. */
  async function start({
    groupId,
    another,
    subject,
    lecture = false,
  }: StartWish): Promise<MeetingSummary> {
    const about = subject.trim();
    const body = {
      ...(groupId === null ? {} : { groupId }),
      ...(another ? { another } : {}),
      ...(about === '' ? {} : { subject: about }),
    };
    const started = await call(startCourseMeeting, { params: { courseId }, body });
    put(started);
    if (lecture) {
      await call(changePermissions, { params: { meetingId: started.id }, body: { lecture } });
    }
    return started;
  }

  /** Starts a planned meeting, before its time as well; answers the one that runs. Rejects with a PanelFailure. */
  async function startPlanned(meetingId: string): Promise<string> {
    const { startEarly } = await import('../lobby/index.ts');
    linkedId.value = await startEarly(call, meetingId);
    return linkedId.value;
  }

  /** Ends a meeting for everybody. Rejects with a PanelFailure. */
  async function end(meetingId: string): Promise<void> {
    put(await call(endMeeting, { params: { meetingId } }));
  }

  return {
    course,
    failure,
    isLoading,
    shown: computed(() => arrange(meetings.value, linkedId.value)),
    follow,
    load,
    start,
    startPlanned,
    end,
  };
});

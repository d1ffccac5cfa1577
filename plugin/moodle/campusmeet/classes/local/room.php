<?php
// This file is part of Moodle - http://moodle.org/
//
// Moodle is free software: you can redistribute it and/or modify
// it under the terms of the GNU General Public License as published by
// the Free Software Foundation, either version 3 of the License, or
// (at your option) any later version.
//
// Moodle is distributed in the hope that it will be useful,
// but WITHOUT ANY WARRANTY; without even the implied warranty of
// MERCHANTABILITY or FITNESS FOR A PARTICULAR PURPOSE.  See the
// GNU General Public License for more details.
//
// You should have received a copy of the GNU General Public License
// along with Moodle.  If not, see <http://www.gnu.org/licenses/>.

/**
 * The room of an activity: which it is, and what is to be told of it.
 *
 * @package    mod_campusmeet
 * @copyright  2026 Campus Meet
 * @license    http://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

namespace mod_campusmeet\local;

/**
 * A room at Campus Meet. A copy of an activity has another course module, and so another room; after a reset it has its
 * next one. Each change is counted; a task tells what has not been told.
 *
 * @package    mod_campusmeet
 * @copyright  2026 Campus Meet
 * @license    http://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class room {
    /**
     * A room.
     *
     * @param int $cmid
     * @param int $generation
     */
    private function __construct(
        /** @var int The course module. */
        private readonly int $cmid,
        /** @var int 1, and one more with each reset. */
        private readonly int $generation
    ) {
    }

    /**
     * The room of a course module.
     *
     * @param int $cmid
     * @param int $generation
     * @return self
     */
    public static function of(int $cmid, int $generation): self {
        return new self($cmid, max(1, $generation));
    }

    /**
     * The room of an activity of the course page.
     *
     * @param \cm_info $cm
     * @return self
     */
    public static function of_cm(\cm_info $cm): self {
        return self::of((int) $cm->id, (int) ($cm->customdata['generation'] ?? 1));
    }

    /**
     * What Campus Meet calls it.
     *
     * @return string
     */
    public function id(): string {
        return 'cm:' . $this->cmid . ($this->generation > 1 ? '.' . $this->generation : '');
    }

    /**
     * The course module that a room is of.
     *
     * @param string $id of the room
     * @return int
     */
    public static function cmid(string $id): int {
        return (int) substr($id, 3);
    }

    /**
     * The activity of a room; null for one that is no more, or has another room by now.
     *
     * @param string $id of the room
     * @return \cm_info|null
     */
    public static function cm(string $id): ?\cm_info {
        $row = get_coursemodule_from_id('campusmeet', self::cmid($id), 0, false, IGNORE_MISSING);
        if (!$row || $row->deletioninprogress) {
            return null;
        }
        $cm = get_fast_modinfo($row->course)->get_cm($row->id);
        return self::of_cm($cm)->id() === $id ? $cm : null;
    }

    /**
     * Something of it changed: it is told by the next cron.
     *
     * @param bool $retired the room is no more
     */
    public function changed(bool $retired = false): void {
        global $DB;
        if (!connection::current()) {
            return;
        }
        $row = $DB->get_record('campusmeet_room', ['room' => $this->id()]);
        if ($row) {
            $DB->execute(
                'UPDATE {campusmeet_room} SET changes = changes + 1, retired = ? WHERE id = ?',
                [(int) $retired, $row->id]
            );
        } else {
            $DB->insert_record('campusmeet_room', [
                'room' => $this->id(),
                'changes' => 1,
                'told' => 0,
                'retired' => (int) $retired,
                'sequence' => 0,
                'timetold' => 0,
                'state' => '',
                'problem' => '',
            ]);
        }
        self::queue($this->id());
    }

    /**
     * Has a room told by cron.
     *
     * Documented in lib/classes/task/manager.php, queue_adhoc_task(): the same one is not queued twice.
     *
     * @param string $id
     */
    public static function queue(string $id): void {
        $task = new \mod_campusmeet\task\push_room();
        $task->set_custom_data(['room' => $id]);
        \core\task\manager::queue_adhoc_task($task, true);
    }

    /**
     * The room is no more: nobody is in it. What happened in it is kept at Campus Meet.
     */
    public function retire(): void {
        $this->changed(true);
    }

    /**
     * Everything of a course changed, or of all courses of a context below another one.
     *
     * @param int $courseid
     * @return int how many rooms there are
     */
    public static function changed_in_course(int $courseid): int {
        return self::changed_where('c.course = ?', [$courseid]);
    }

    /**
     * The rooms of all courses that a user is enrolled in.
     *
     * @param int $userid
     * @return int
     */
    public static function changed_of_user(int $userid): int {
        $sql = 'c.course IN (SELECT e.courseid FROM {enrol} e JOIN {user_enrolments} ue ON ue.enrolid = e.id WHERE ue.userid = ?)';
        return self::changed_where($sql, [$userid]);
    }

    /**
     * The rooms of all courses below a category.
     *
     * @param \context $context of the category
     * @return int
     */
    public static function changed_below(\context $context): int {
        global $DB;
        $like = $DB->sql_like('x.path', '?');
        $sql = "c.course IN (SELECT x.instanceid FROM {context} x WHERE x.contextlevel = ? AND $like)";
        return self::changed_where($sql, [CONTEXT_COURSE, $context->path . '/%']);
    }

    /**
     * All rooms.
     *
     * @return int
     */
    public static function changed_everywhere(): int {
        return self::changed_where('1 = 1', []);
    }

    /**
     * Each activity of a course gets a new, empty room.
     *
     * @param int $courseid
     */
    public static function renew_in_course(int $courseid): void {
        global $DB;
        foreach (self::found('c.course = ?', [$courseid]) as $row) {
            self::of((int) $row->cmid, (int) $row->generation)->retire();
            $next = (int) $row->generation + 1;
            $DB->set_field('campusmeet', 'generation', $next, ['id' => $row->id]);
            self::of((int) $row->cmid, $next)->changed();
        }
        // What the course page knows has the old room: lib/modinfolib.php, rebuild_course_cache().
        rebuild_course_cache($courseid, true);
    }

    /**
     * Activities with their course modules.
     *
     * @param string $where
     * @param array $params
     * @return \stdClass[] id, generation, cmid
     */
    private static function found(string $where, array $params): array {
        global $DB;
        $sql = "SELECT c.id, c.generation, cm.id AS cmid
                  FROM {campusmeet} c
                  JOIN {course_modules} cm ON cm.instance = c.id
                  JOIN {modules} m ON m.id = cm.module AND m.name = ?
                 WHERE cm.deletioninprogress = 0 AND $where";
        return $DB->get_records_sql($sql, array_merge(['campusmeet'], $params));
    }

    /**
     * Counts a change of each room that is found.
     *
     * @param string $where
     * @param array $params
     * @return int
     */
    private static function changed_where(string $where, array $params): int {
        if (!connection::current()) {
            return 0;
        }
        $found = self::found($where, $params);
        foreach ($found as $row) {
            self::of((int) $row->cmid, (int) $row->generation)->changed();
        }
        return count($found);
    }
}

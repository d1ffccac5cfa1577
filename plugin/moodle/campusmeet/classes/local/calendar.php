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
 * Planned meetings in Moodle's calendar.
 *
 * @package    mod_campusmeet
 * @copyright  2026 Campus Meet
 * @license    http://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

namespace mod_campusmeet\local;

/**
 * Keeps an event for each planned meeting: as Campus Meet plans them, asked for each minute, taken where it changed.
 *
 * @package    mod_campusmeet
 * @copyright  2026 Campus Meet
 * @license    http://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class calendar {
    /** What the events of meetings are called among those of the activity. */
    const TYPE = 'meeting';

    /** Seconds before a meeting from which on one may come in. */
    const EARLY = 15 * MINSECS;

    /**
     * Asks what is planned, and takes it.
     *
     * @return int how many events changed
     */
    public static function pull(): int {
        $connection = connection::current();
        if (!$connection) {
            return 0;
        }
        $known = (string) get_config('mod_campusmeet', 'plansmark');
        $token = $connection->message('plans', ['known' => $known]);
        $said = (new bridge($connection->address()))->send('/api/moodle/plans', ['token' => $token], 30);
        if ($said['rooms'] === null) {
            return 0;
        }
        $count = self::take($said['rooms'], intdiv((int) $said['from'], 1000));
        set_config('plansmark', $said['mark'], 'mod_campusmeet');
        return $count;
    }

    /**
     * All is taken anew the next time.
     */
    public static function forget(): void {
        unset_config('plansmark', 'mod_campusmeet');
    }

    /**
     * Makes the events those that are planned. What began earlier is left as it is.
     *
     * @param array $rooms room, series, title, group, minutes, dates of each series
     * @param int $from in seconds
     * @return int how many changed
     */
    public static function take(array $rooms, int $from): int {
        $wanted = [];
        foreach ($rooms as $planned) {
            $wanted += self::wanted($planned);
        }
        $count = 0;
        foreach (self::kept($from) as $event) {
            $data = $wanted[$event->uuid] ?? null;
            unset($wanted[$event->uuid]);
            $count += self::follow($event, $data);
        }
        foreach ($wanted as $data) {
            self::create($data);
            $count++;
        }
        return $count;
    }

    /**
     * The events of one series, by what names them.
     *
     * @param array $planned
     * @return array
     */
    private static function wanted(array $planned): array {
        $cm = room::cm($planned['room']);
        if (!$cm) {
            return [];
        }
        $events = [];
        foreach ($planned['dates'] as $one) {
            $events[$planned['series'] . ':' . $one['date']] = [
                'uuid' => $planned['series'] . ':' . $one['date'],
                'name' => self::name($cm, $planned['title']),
                'courseid' => (int) $cm->course,
                'groupid' => (int) $planned['group'],
                'instance' => (int) $cm->instance,
                'timestart' => intdiv((int) $one['at'], 1000),
                'timesort' => intdiv((int) $one['at'], 1000),
                'timeduration' => (int) $planned['minutes'] * MINSECS,
                'visible' => (int) instance_is_visible('campusmeet', (object) ['id' => $cm->instance, 'course' => $cm->course]),
            ];
        }
        return $events;
    }

    /**
     * What an event is called: as the activity, unless a teacher called the meeting otherwise.
     *
     * @param \cm_info $cm
     * @param string $title at Campus Meet
     * @return string
     */
    private static function name(\cm_info $cm, string $title): string {
        $usual = (string) roster::course($cm)['title'];
        $name = str_starts_with($title, $usual) ? $cm->name . substr($title, strlen($usual)) : $title;
        return \core_text::substr($name, 0, 255);
    }

    /**
     * The events that there are, from a moment on.
     *
     * Documented in lib/db/install.xml, table event (4.5).
     *
     * @param int $from
     * @return \stdClass[]
     */
    private static function kept(int $from): array {
        global $DB;
        $where = 'modulename = ? AND eventtype = ? AND timestart >= ?';
        return $DB->get_records_select('event', $where, ['campusmeet', self::TYPE, $from], 'id');
    }

    /**
     * Makes an event what is planned now; null: it is not planned any more.
     *
     * Documented in calendar/lib.php, calendar_event::update() and delete() (4.5).
     *
     * @param \stdClass $event
     * @param array|null $data
     * @return int how many changed
     */
    private static function follow(\stdClass $event, ?array $data): int {
        global $CFG;
        require_once($CFG->dirroot . '/calendar/lib.php');
        if ($data === null) {
            (new \calendar_event($event))->delete();
            return 1;
        }
        if (!array_diff_assoc(array_map('strval', $data), array_map('strval', (array) $event))) {
            return 0;
        }
        (new \calendar_event($event))->update((object) $data, false);
        return 1;
    }

    /**
     * Makes an event.
     *
     * Documented in calendar/lib.php, calendar_event::create(), and lib/db/install.xml: those of
     * CALENDAR_EVENT_TYPE_ACTION are on the timeline, by timesort (4.5).
     *
     * @param array $data
     */
    private static function create(array $data): void {
        global $CFG;
        require_once($CFG->dirroot . '/calendar/lib.php');
        \calendar_event::create((object) ($data + [
            'type' => CALENDAR_EVENT_TYPE_ACTION,
            'eventtype' => self::TYPE,
            'modulename' => 'campusmeet',
            'userid' => 0,
            'description' => '',
            'format' => FORMAT_HTML,
        ]), false);
    }

    /**
     * What the timeline offers at an event: to join, from a while before it until it is over; nothing afterwards.
     *
     * @param \calendar_event $event
     * @param \core_calendar\action_factory $factory
     * @param \cm_info $cm
     * @return \core_calendar\local\event\entities\action_interface|null
     */
    public static function action(\calendar_event $event, \core_calendar\action_factory $factory, \cm_info $cm) {
        $now = time();
        if (!$cm->uservisible || $event->timestart + $event->timeduration < $now) {
            return null;
        }
        return $factory->create_instance(
            get_string('join', 'mod_campusmeet'),
            new \moodle_url('/mod/campusmeet/view.php', ['id' => $cm->id]),
            1,
            $event->timestart - self::EARLY <= $now
        );
    }
}

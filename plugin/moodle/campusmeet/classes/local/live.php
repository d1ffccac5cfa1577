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
 * Which meetings are live.
 *
 * @package    mod_campusmeet
 * @copyright  2026 Campus Meet
 * @license    http://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

namespace mod_campusmeet\local;

/**
 * What is known of live meetings: asked of Campus Meet once for all people, at most every few seconds, and never while
 * a page is made.
 *
 * @package    mod_campusmeet
 * @copyright  2026 Campus Meet
 * @license    http://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class live {
    /** Seconds after which it is asked again. */
    const FRESH = 15;

    /** Seconds for which a page may be marked by it. */
    const KNOWN = 90;

    /**
     * How many are in, by room.
     *
     * Documented in lib/classes/cache/… (4.5: cache/classes/loaders.php), cache::make().
     *
     * @param bool $ask ask anew where it is not fresh
     * @return int[] by the id of the room
     */
    public static function rooms(bool $ask): array {
        $cache = \cache::make('mod_campusmeet', 'live');
        $known = $cache->get('rooms') ?: ['at' => 0, 'rooms' => []];
        $age = time() - $known['at'];
        if ($ask && $age >= self::FRESH) {
            // Others who ask meanwhile take what is known.
            $cache->set('rooms', ['at' => time(), 'rooms' => $known['rooms']]);
            $known = ['at' => time(), 'rooms' => self::fetch()];
            $cache->set('rooms', $known);
            return $known['rooms'];
        }
        return $age < self::KNOWN ? $known['rooms'] : [];
    }

    /**
     * Asks Campus Meet. Where it does not answer, nothing is live.
     *
     * @return int[]
     */
    private static function fetch(): array {
        $connection = connection::current();
        if (!$connection) {
            return [];
        }
        try {
            $token = $connection->message('live');
            $said = (new bridge($connection->address()))->send('/api/moodle/live', ['token' => $token], 3);
        } catch (problem $problem) {
            return [];
        }
        $rooms = [];
        foreach ($said['rooms'] as $meeting) {
            $rooms[$meeting['room']] = ($rooms[$meeting['room']] ?? 0) + (int) $meeting['present'];
        }
        return $rooms;
    }

    /**
     * What is live of a user's activities.
     *
     * Documented in lib/enrollib.php, enrol_get_users_courses(), and lib/modinfolib.php, cm_info::$uservisible.
     *
     * @param int $userid
     * @return array of cm, course, name, words
     */
    public static function for_user(int $userid): array {
        $rooms = self::rooms(true);
        $cmids = array_map(fn($room) => room::cmid((string) $room), array_keys($rooms));
        if (!$cmids) {
            return [];
        }
        $courses = enrol_get_users_courses($userid, true, 'id');
        $live = [];
        foreach (self::courses_of($cmids) as $cmid => $courseid) {
            if (!isset($courses[$courseid])) {
                continue;
            }
            $cm = get_fast_modinfo($courseid, $userid)->cms[$cmid] ?? null;
            $present = $cm ? ($rooms[room::of_cm($cm)->id()] ?? null) : null;
            if ($present !== null && $cm->uservisible) {
                $live[] = [
                    'cm' => (int) $cmid,
                    'course' => (int) $courseid,
                    'name' => $cm->get_name(),
                    'words' => self::words($present),
                ];
            }
        }
        return $live;
    }

    /**
     * The courses of course modules.
     *
     * @param int[] $cmids
     * @return int[] by course module
     */
    private static function courses_of(array $cmids): array {
        global $DB;
        [$in, $params] = $DB->get_in_or_equal($cmids);
        return $DB->get_records_select_menu('course_modules', "id $in", $params, '', 'id, course');
    }

    /**
     * What is said of an activity that is live, as far as it is known; empty for one that is not.
     *
     * @param \cm_info $cm
     * @return string
     */
    public static function of(\cm_info $cm): string {
        $present = self::rooms(true)[room::of_cm($cm)->id()] ?? null;
        return $present === null ? '' : self::words($present);
    }

    /**
     * The mark of an activity; nothing while it is not known to be live: then the page's script adds it.
     *
     * @param \cm_info $cm
     * @return string HTML
     */
    public static function mark(\cm_info $cm): string {
        $present = self::rooms(false)[room::of_cm($cm)->id()] ?? null;
        return $present === null ? '' : self::span($cm, self::words($present));
    }

    /**
     * The mark in a list of activities: the page's script has no other place there, and shows and hides it.
     *
     * @param \cm_info $cm
     * @return string HTML
     */
    public static function place(\cm_info $cm): string {
        return self::mark($cm) ?: self::span($cm, '', ['hidden' => 'hidden']);
    }

    /**
     * A mark.
     *
     * @param \cm_info $cm
     * @param string $words
     * @param array $attributes
     * @return string HTML
     */
    private static function span(\cm_info $cm, string $words, array $attributes = []): string {
        $class = 'campusmeet-live badge bg-success text-white';
        return \html_writer::span(s($words), $class, ['data-campusmeet-cm' => $cm->id] + $attributes);
    }

    /**
     * Live now, and how many are in.
     *
     * @param int $present
     * @return string
     */
    private static function words(int $present): string {
        return get_string($present > 0 ? 'livewith' : 'live', 'mod_campusmeet', $present);
    }
}

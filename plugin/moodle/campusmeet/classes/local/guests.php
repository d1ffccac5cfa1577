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
 * Guests of Moodle, who come into meetings as guests.
 *
 * @package    mod_campusmeet
 * @copyright  2026 Campus Meet
 * @license    http://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

namespace mod_campusmeet\local;

/**
 * Where guests come in: people without an account, and those with one who only look at a course. Campus Meet gives a
 * link for each of them, which is good once; who they are here is not said.
 *
 * @package    mod_campusmeet
 * @copyright  2026 Campus Meet
 * @license    http://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class guests {
    /** Who may come in as a guest. */
    const CAPABILITY = 'mod/campusmeet:joinasguest';

    /**
     * Whether a course lets guests in at all.
     *
     * Documented in lib/enrollib.php, enrol_get_instances() and enrol_is_enabled() (4.5, 5.1).
     *
     * @param int $courseid
     * @return bool
     */
    public static function course_has_any(int $courseid): bool {
        if (!enrol_is_enabled('guest')) {
            return false;
        }
        foreach (enrol_get_instances($courseid, true) as $instance) {
            if ($instance->enrol === 'guest') {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether an activity lets guests in now: chosen in it, and by course and activity not taken back.
     *
     * @param \cm_info $cm
     * @return bool
     */
    public static function come_in(\cm_info $cm): bool {
        global $DB;
        return $cm->visible && $cm->get_course()->visible
            && $DB->get_field('campusmeet', 'guests', ['id' => $cm->instance], IGNORE_MISSING)
            && self::course_has_any((int) $cm->course);
    }

    /**
     * Whether the present user comes in as a guest, and as nothing else. That no restriction keeps them from the
     * activity, require_course_login() has seen to.
     *
     * Documented in lib/accesslib.php, is_guest() and has_capability() (4.5, 5.1).
     *
     * @param \cm_info $cm
     * @return bool
     */
    public static function may_join(\cm_info $cm): bool {
        $context = \context_module::instance($cm->id);
        // Who is not signed in has the guest role's capabilities, too.
        return isloggedin() && !access::may_join($context) && is_guest($context)
            && has_capability(self::CAPABILITY, $context) && self::come_in($cm);
    }

    /**
     * Where one guest comes in; null where no meeting is for everybody.
     *
     * @param \cm_info $cm
     * @return string|null
     */
    public static function address(\cm_info $cm): ?string {
        $connection = connection::current();
        if (!$connection) {
            throw new \moodle_exception('notconnected', 'mod_campusmeet');
        }
        $token = $connection->message('guest', ['room' => room::of_cm($cm)->id()]);
        $url = (new bridge($connection->address()))->send('/api/moodle/guests', ['token' => $token])['url'] ?? null;
        // Nobody is sent elsewhere, whatever is answered.
        return is_string($url) && str_starts_with($url, $connection->address() . '/') ? $url : null;
    }
}

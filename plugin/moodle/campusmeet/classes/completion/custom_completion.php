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
 * When the activity is complete, by attendance.
 *
 * @package    mod_campusmeet
 * @copyright  2026 Campus Meet
 * @license    http://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

namespace mod_campusmeet\completion;

/**
 * So many meetings, or so many minutes. Documented in completion/classes/activity_custom_completion.php (4.5, 5.1).
 *
 * @package    mod_campusmeet
 * @copyright  2026 Campus Meet
 * @license    http://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class custom_completion extends \core_completion\activity_custom_completion {
    /** What of the attendance each rule looks at. */
    const LOOKS_AT = ['completionmeetings' => 'attended', 'completionminutes' => 'minutes'];

    /**
     * Whether a rule is met.
     *
     * @param string $rule
     * @return int
     */
    public function get_state(string $rule): int {
        global $DB;
        $this->validate_rule($rule);
        $where = ['campusmeetid' => $this->cm->instance, 'userid' => $this->userid];
        $has = (int) $DB->get_field('campusmeet_attended', self::LOOKS_AT[$rule], $where);
        return $has >= $this->asked($rule) ? COMPLETION_COMPLETE : COMPLETION_INCOMPLETE;
    }

    /**
     * How many it asks for.
     *
     * @param string $rule
     * @return int
     */
    private function asked(string $rule): int {
        return max(1, (int) ($this->cm->customdata['customcompletionrules'][$rule] ?? 1));
    }

    /**
     * The rules that there are.
     *
     * @return string[]
     */
    public static function get_defined_custom_rules(): array {
        return array_keys(self::LOOKS_AT);
    }

    /**
     * What people read of them.
     *
     * @return string[]
     */
    public function get_custom_rule_descriptions(): array {
        $words = [];
        foreach (self::get_defined_custom_rules() as $rule) {
            $words[$rule] = get_string($rule . '_detail', 'mod_campusmeet', $this->asked($rule));
        }
        return $words;
    }

    /**
     * In which order.
     *
     * @return string[]
     */
    public function get_sort_order(): array {
        return ['completionview', 'completionmeetings', 'completionminutes', 'completionusegrade', 'completionpassgrade'];
    }
}

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
 * Who may come into an activity, as it is now.
 *
 * @package    mod_campusmeet
 * @copyright  2026 Campus Meet
 * @license    http://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

namespace mod_campusmeet\local;

/**
 * The list of an activity's members, with roles and groups, by Moodle's own rules of who may see and do what.
 *
 * @package    mod_campusmeet
 * @copyright  2026 Campus Meet
 * @license    http://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class roster {
    /**
     * Everything that Campus Meet is told of an activity.
     *
     * @param \cm_info $cm
     * @return array claims of a roster
     */
    public static function of(\cm_info $cm): array {
        global $DB;
        $context = \context_module::instance($cm->id);
        $users = self::users($cm, $context);
        $hosts = self::ids($context, 'mod/campusmeet:host');
        $editors = self::ids($context, 'moodle/course:manageactivities');
        $holders = [];
        foreach (array_keys(access::CAPABILITIES) as $capability) {
            $holders[$capability] = self::ids($context, $capability);
        }
        $isapart = access::is_apart($cm);
        $groups = self::groups($cm);
        $members = [];
        foreach ($users as $user) {
            if ($user->suspended) {
                continue;
            }
            $own = array_filter($groups, fn($group) => $group->open || isset($group->members[$user->id]));
            $members[] = [
                'id' => (string) $user->id,
                'role' => access::named(isset($hosts[$user->id]), isset($editors[$user->id])),
                'groups' => array_map('strval', array_keys($own)),
                'capabilities' => access::held(
                    fn($capability) => isset($holders[$capability][$user->id]),
                    $isapart
                ),
            ];
        }
        return [
            // Then LTI gives no grades in this course: there would be two columns.
            'graded' => (int) $DB->get_field('campusmeet', 'grade', ['id' => $cm->instance], IGNORE_MISSING) > 0,
            'guests' => guests::come_in($cm),
            'course' => self::course($cm),
            'groups' => array_values(array_map(
                fn($group) => ['id' => (string) $group->id, 'name' => (string) facts::text($group->name, 255)],
                $groups
            )),
            'people' => array_values(array_map(fn($user) => facts::listed($user), $users)),
            'members' => $members,
        ];
    }

    /**
     * What the room is called.
     *
     * @param \cm_info $cm
     * @return array
     */
    public static function course(\cm_info $cm): array {
        $course = $cm->get_course();
        // Names are kept raw in Moodle; Campus Meet shows them as text.
        $context = \context_course::instance($course->id);
        $plain = fn(string $name) => facts::plain(format_string($name, true, ['context' => $context]));
        return [
            'label' => facts::text($course->shortname, 255),
            'title' => facts::text($plain($course->fullname) . ' · ' . $plain($cm->name), 255),
            'category' => facts::text(self::category((int) $course->category), 1000),
        ];
    }

    /**
     * The names of the categories that a course is in, the outermost first.
     *
     * Documented in course/classes/category.php, core_course_category::get() and get_nested_name().
     *
     * @param int $id
     * @return string
     */
    private static function category(int $id): string {
        $category = \core_course_category::get($id, IGNORE_MISSING, true);
        return $category ? facts::plain($category->get_nested_name(false, ' / ')) : '';
    }

    /**
     * Those who are enrolled, may join, and whom no restriction keeps out.
     *
     * Documented in lib/enrollib.php, get_enrolled_users(), and availability/classes/info.php, filter_user_list().
     *
     * @param \cm_info $cm
     * @param \context_module $context
     * @return \stdClass[] by id
     */
    private static function users(\cm_info $cm, \context_module $context): array {
        $users = get_enrolled_users($context, 'mod/campusmeet:join', 0, facts::FIELDS, 'u.id', 0, 0, true);
        if (!$cm->visible || !$cm->get_course()->visible) {
            $users = array_intersect_key($users, self::ids($context, 'moodle/course:viewhiddenactivities'));
        }
        return (new \core_availability\info_module($cm))->filter_user_list($users);
    }

    /**
     * Ids of those who are enrolled and may do something.
     *
     * @param \context_module $context
     * @param string $capability
     * @return array by id
     */
    private static function ids(\context_module $context, string $capability): array {
        return get_enrolled_users($context, $capability, 0, 'u.id', 'u.id', 0, 0, true);
    }

    /**
     * The activity's groups: those of its grouping, or all of the course. Visible groups are open to everybody.
     *
     * Documented in lib/grouplib.php, groups_get_activity_groupmode() and groups_get_all_groups().
     *
     * @param \cm_info $cm
     * @return \stdClass[] by id: id, name, members (by id), open
     */
    public static function groups(\cm_info $cm): array {
        $mode = groups_get_activity_groupmode($cm);
        if ($mode == NOGROUPS) {
            return [];
        }
        $groups = groups_get_all_groups($cm->course, 0, $cm->groupingid, 'g.id, g.name', true);
        foreach ($groups as $group) {
            $group->members = array_flip(array_values($group->members));
            $group->open = $mode == VISIBLEGROUPS;
        }
        return $groups;
    }
}

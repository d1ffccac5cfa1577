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
 * What a token says of the person whom it lets in.
 *
 * @package    mod_campusmeet
 * @copyright  2026 Campus Meet
 * @license    http://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

namespace mod_campusmeet\local;

/**
 * Claims of a launch; they are described in plugin/portal/README.md of Campus Meet.
 *
 * @package    mod_campusmeet
 * @copyright  2026 Campus Meet
 * @license    http://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class launch {
    /** The most groups that a launch names; whoever is in more is told of by the list of members. */
    const GROUPS = 50;

    /**
     * The claims of a user, for an activity or for none.
     *
     * @param \stdClass $user
     * @param \cm_info|null $cm
     * @return array
     */
    public static function claims(\stdClass $user, ?\cm_info $cm): array {
        return array_filter([
            'sub' => (string) $user->id,
            'name' => facts::text(fullname($user), 200),
            'given_name' => facts::text($user->firstname, 200),
            'family_name' => facts::text($user->lastname, 200),
            'email' => facts::email($user),
            'campus_number' => facts::text($user->idnumber, 191),
            'locale' => facts::language($user),
            'zoneinfo' => facts::zone($user),
            'courses' => $cm ? [self::course($cm, (int) $user->id)] : [],
        ], fn($claim) => $claim !== null);
    }

    /**
     * The activity, and what the user is in it.
     *
     * @param \cm_info $cm
     * @param int $userid
     * @return array
     */
    private static function course(\cm_info $cm, int $userid): array {
        $facts = roster::course($cm);
        $groups = array_keys(array_filter(
            roster::groups($cm),
            fn($group) => $group->open || isset($group->members[$userid])
        ));
        return array_filter([
            'id' => room::of_cm($cm)->id(),
            'title' => $facts['title'],
            'label' => facts::text($facts['label'], 100),
            'role' => access::role(\context_module::instance($cm->id), $userid),
            'capabilities' => access::capabilities($cm, $userid),
            'groups' => count($groups) > self::GROUPS ? null : array_map('strval', $groups),
        ], fn($claim) => $claim !== null);
    }
}

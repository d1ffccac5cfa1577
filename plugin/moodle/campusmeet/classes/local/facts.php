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
 * What is said of a person to Campus Meet.
 *
 * @package    mod_campusmeet
 * @copyright  2026 Campus Meet
 * @license    http://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

namespace mod_campusmeet\local;

/**
 * A user's fields, as they are taken there.
 *
 * @package    mod_campusmeet
 * @copyright  2026 Campus Meet
 * @license    http://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class facts {
    /** The fields of a user that are needed. */
    const FIELDS = 'u.id, u.firstname, u.lastname, u.email, u.idnumber, u.phone1, u.phone2, u.lang, u.timezone, u.suspended';

    /**
     * A text, or null where there is none; with spaces as Campus Meet keeps them, which titles are compared with.
     *
     * @param string|null $value
     * @param int $max
     * @return string|null
     */
    public static function text(?string $value, int $max): ?string {
        $clean = trim(preg_replace('/[\s\p{Z}\x00-\x1f\x7f]+/u', ' ', (string) $value) ?? '');
        return $clean === '' ? null : rtrim(\core_text::substr($clean, 0, $max));
    }

    /**
     * What Moodle shows as HTML, as text: the same for whoever reads it.
     *
     * Documented in lib/classes/formatting.php, format_string() (4.5): entities in names stay, shown as what they stand for.
     *
     * @param string $html
     * @return string
     */
    public static function plain(string $html): string {
        return html_entity_decode(strip_tags($html), ENT_QUOTES | ENT_HTML5);
    }

    /**
     * The mail address; null for one that is none.
     *
     * @param \stdClass $user
     * @return string|null
     */
    public static function email(\stdClass $user): ?string {
        return validate_email($user->email ?? '') ? $user->email : null;
    }

    /**
     * The language by its BCP 47 name.
     *
     * @param \stdClass $user
     * @return string|null
     */
    public static function language(\stdClass $user): ?string {
        $parts = explode('_', (string) ($user->lang ?? ''));
        $name = $parts[0] . (isset($parts[1]) ? '-' . strtoupper($parts[1]) : '');
        return preg_match('/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})?$/', $name) ? $name : null;
    }

    /**
     * The time zone by its IANA name.
     *
     * Documented in lib/classes/date.php, core_date::get_user_timezone(): "99" is the server's.
     *
     * @param \stdClass $user
     * @return string|null
     */
    public static function zone(\stdClass $user): ?string {
        return self::text(\core_date::get_user_timezone($user), 64);
    }

    /**
     * A person in a list.
     *
     * @param \stdClass $user
     * @return array
     */
    public static function listed(\stdClass $user): array {
        return [
            'id' => (string) $user->id,
            'given' => (string) self::text($user->firstname, 255),
            'family' => (string) self::text($user->lastname, 255),
            'email' => self::email($user),
            'number' => self::text($user->idnumber, 191),
            'phone' => self::text($user->phone2 ?: $user->phone1, 60),
            'lang' => self::language($user),
            'zone' => self::zone($user),
            'suspended' => (bool) $user->suspended,
        ];
    }
}

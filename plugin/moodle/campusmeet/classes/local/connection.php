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
 * The connection of this Moodle to Campus Meet: where that is, and the key by which we are known there.
 *
 * @package    mod_campusmeet
 * @copyright  2026 Campus Meet
 * @license    http://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

namespace mod_campusmeet\local;

use Firebase\JWT\JWT;

/**
 * Signs launches and messages. Campus Meet has the public half of the key, since this Moodle was connected.
 *
 * @package    mod_campusmeet
 * @copyright  2026 Campus Meet
 * @license    http://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class connection {
    /** Seconds that a token is good for; Campus Meet takes 300 at most. */
    const LIFE = 60;

    /** What it cannot be without. */
    const NEEDED = ['address', 'audience', 'messageaudience', 'privatekey'];

    /**
     * A connection by its settings.
     *
     * @param \stdClass $config address, audience, messageaudience, privatekey
     */
    public function __construct(
        /** @var \stdClass Its settings. */
        private readonly \stdClass $config
    ) {
    }

    /**
     * The connection, or null while there is none, or a part of one only.
     *
     * Documented in lib/moodlelib.php, get_config() (4.5, 5.1): it is read from Moodle's cache.
     *
     * @return self|null
     */
    public static function current(): ?self {
        $config = get_config('mod_campusmeet');
        foreach (self::NEEDED as $name) {
            if (empty($config->$name)) {
                return null;
            }
        }
        return new self($config);
    }

    /**
     * Keeps a connection.
     *
     * @param array $settings by name
     */
    public static function keep(array $settings): void {
        foreach ($settings as $name => $value) {
            set_config($name, $value, 'mod_campusmeet');
        }
    }

    /**
     * Ends the connection from our side: the key is gone. Campus IT removes the other half.
     */
    public static function forget(): void {
        $settings = [
            'address', 'audience', 'messageaudience', 'privatekey', 'sitename', 'vouches',
            // Up to where it was asked: of another Campus Meet that would leave out what is older.
            'plansmark', 'notificationsafter', 'attendedafter',
        ];
        foreach ($settings as $name) {
            unset_config($name, 'mod_campusmeet');
        }
    }

    /**
     * Where Campus Meet is.
     *
     * @return string an origin, without a slash at its end
     */
    public function address(): string {
        return $this->config->address;
    }

    /**
     * The script that defines the panel's element.
     *
     * @return string
     */
    public function script(): string {
        return $this->address() . '/embed/campus-meet.js';
    }

    /**
     * A token that lets a person in.
     *
     * @param array $claims of launch::claims()
     * @return string
     */
    public function launch(array $claims): string {
        return self::sign($claims, $this->config->audience, $this->config->privatekey);
    }

    /**
     * A token that says or asks something.
     *
     * @param string $kind test, roster, guest, live, plans, notifications, told, held, personal-data, erasure, logout
     * @param array $claims
     * @return string
     */
    public function message(string $kind, array $claims = []): string {
        return self::sign(['sub' => $kind] + $claims, $this->config->messageaudience, $this->config->privatekey);
    }

    /**
     * Signs claims as this Moodle.
     *
     * Documented in lib/php-jwt/src/JWT.php, JWT::encode() (4.5, 5.1).
     *
     * @param array $claims
     * @param string $audience
     * @param string $privatekey PEM
     * @return string
     */
    public static function sign(array $claims, string $audience, string $privatekey): string {
        global $CFG;
        $now = time();
        $frame = [
            'iss' => $CFG->wwwroot,
            'aud' => $audience,
            'iat' => $now,
            'exp' => $now + self::LIFE,
            'jti' => random_string(32),
        ];
        return JWT::encode($frame + $claims, $privatekey, 'RS256');
    }
}

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
 * Connects this Moodle: a one-time code for a key.
 *
 * @package    mod_campusmeet
 * @copyright  2026 Campus Meet
 * @license    http://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

namespace mod_campusmeet\local;

/**
 * Makes a key, shows its public half to Campus Meet together with the code, and tries what was agreed.
 *
 * @package    mod_campusmeet
 * @copyright  2026 Campus Meet
 * @license    http://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class connecting {
    /**
     * Connects, or says by a problem what is wrong; then nothing is changed.
     *
     * @param string $address as it was pasted
     * @param string $code
     */
    public static function connect(string $address, string $code): void {
        global $CFG;
        $origin = self::origin($address);
        [$private, $public] = self::new_key();
        $bridge = new bridge($origin);
        $said = $bridge->send('/api/moodle/connections', [
            'code' => trim($code),
            'wwwroot' => $CFG->wwwroot,
            'publicKey' => $public,
            'proof' => connection::sign(['sub' => 'connect'], $origin . '/api/moodle', $private),
            'plugin' => self::release(),
            // Documented in version.php: $CFG->release.
            'moodle' => \core_text::substr((string) $CFG->release, 0, 100),
        ], 20);
        // Whoever answers must know the code: another server at this address does not.
        $proof = hash_hmac('sha256', $CFG->wwwroot, trim($code));
        if (!hash_equals($proof, (string) ($said['proof'] ?? ''))) {
            throw new problem('notcampusmeet');
        }
        $settings = [
            'address' => $origin,
            'audience' => $said['audience'],
            'messageaudience' => $said['messageAudience'],
            'privatekey' => $private,
            'sitename' => $said['name'],
            'vouches' => implode(',', $said['vouches']),
        ];
        $trial = new connection((object) $settings);
        $bridge->send('/api/moodle/tests', ['token' => $trial->message('test')]);
        connection::keep($settings);
    }

    /**
     * The origin in what was pasted.
     *
     * @param string $address
     * @return string
     */
    public static function origin(string $address): string {
        $parts = parse_url(trim($address));
        $scheme = strtolower($parts['scheme'] ?? '');
        if (!in_array($scheme, ['http', 'https'], true) || empty($parts['host'])) {
            throw new problem('address');
        }
        return $scheme . '://' . strtolower($parts['host']) . (isset($parts['port']) ? ':' . $parts['port'] : '');
    }

    /**
     * A new key.
     *
     * @return string[] the private half and the public half, PEM
     */
    private static function new_key(): array {
        global $CFG;
        $options = ['private_key_bits' => 2048, 'private_key_type' => OPENSSL_KEYTYPE_RSA];
        // Documented in config-dist.php: where the system's openssl.cnf is elsewhere, as on Windows.
        if (!empty($CFG->opensslcnf)) {
            $options['config'] = $CFG->opensslcnf;
        }
        $key = openssl_pkey_new($options);
        if (!$key || !openssl_pkey_export($key, $private, null, $options)) {
            throw new problem('openssl');
        }
        return [$private, openssl_pkey_get_details($key)['key']];
    }

    /**
     * The plugin's release.
     *
     * Documented in lib/classes/plugin_manager.php and plugininfo/base.php.
     *
     * @return string
     */
    private static function release(): string {
        $info = \core_plugin_manager::instance()->get_plugin_info('mod_campusmeet');
        return (string) ($info->release ?? get_config('mod_campusmeet', 'version'));
    }
}

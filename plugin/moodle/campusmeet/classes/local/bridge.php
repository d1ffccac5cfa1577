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
 * Speaks with Campus Meet: the one place from which Moodle calls it.
 *
 * @package    mod_campusmeet
 * @copyright  2026 Campus Meet
 * @license    http://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

namespace mod_campusmeet\local;

/**
 * Requests to Campus Meet, with its failures as problems in words.
 *
 * @package    mod_campusmeet
 * @copyright  2026 Campus Meet
 * @license    http://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class bridge {
    /**
     * Campus Meet at an address.
     *
     * @param string $address an origin
     */
    public function __construct(
        /** @var string Its origin. */
        private readonly string $address
    ) {
    }

    /**
     * Sends a JSON body.
     *
     * @param string $path
     * @param array $body
     * @param int $seconds that are waited at most
     * @return array the answer
     */
    public function send(string $path, array $body, int $seconds = 10): array {
        return $this->request($path, json_encode($body), 'application/json', $seconds);
    }

    /**
     * Sends a signed token as it is: those that are too large for a field.
     *
     * @param string $path
     * @param string $token
     * @param int $seconds
     * @return array the answer
     */
    public function send_token(string $path, string $token, int $seconds = 60): array {
        return $this->request($path, $token, 'application/jwt', $seconds);
    }

    /**
     * Does a request.
     *
     * Documented in lib/filelib.php, class curl (4.5, 5.1). It obeys HTTP security, which is said by its helper's words
     * in place of an answer (lib/classes/files/curl_security_helper.php).
     *
     * @param string $path
     * @param string $body
     * @param string $type
     * @param int $seconds
     * @return array
     */
    private function request(string $path, string $body, string $type, int $seconds): array {
        global $CFG;
        require_once($CFG->libdir . '/filelib.php');
        $curl = new \curl();
        $curl->setHeader(['Content-Type: ' . $type, 'Accept: application/json']);
        $connect = min(5, $seconds);
        $answer = (string) $curl->post($this->address . $path, $body, [
            'CURLOPT_CONNECTTIMEOUT' => $connect,
            'CURLOPT_TIMEOUT' => $seconds,
            'CURLOPT_FOLLOWLOCATION' => 0,
        ]);
        $status = (int) ($curl->get_info()['http_code'] ?? 0);
        if ($status === 0) {
            throw self::unreached($curl, $answer);
        }
        $said = json_decode($answer, true);
        if (!is_array($said)) {
            throw new problem('notcampusmeet', (string) $status);
        }
        if ($status !== 200) {
            throw problem::refused((string) ($said['code'] ?? $status), (string) ($said['detail'] ?? ''));
        }
        return $said;
    }

    /**
     * Why nothing answered.
     *
     * @param \curl $curl
     * @param string $answer
     * @return problem
     */
    private static function unreached(\curl $curl, string $answer): problem {
        $blocked = (new \core\files\curl_security_helper())->get_blocked_url_string();
        $errno = $curl->get_errno();
        if ($errno === 0 || $answer === $blocked) {
            return new problem('blocked');
        }
        $kinds = [6 => 'name', 7 => 'noanswer', 28 => 'timeout', 35 => 'tls', 51 => 'tls', 60 => 'tls'];
        return new problem($kinds[$errno] ?? 'noanswer', '', (string) ($curl->error ?? ''));
    }
}

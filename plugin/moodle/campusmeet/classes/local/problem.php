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
 * What is wrong, in words for an administrator.
 *
 * @package    mod_campusmeet
 * @copyright  2026 Campus Meet
 * @license    http://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

namespace mod_campusmeet\local;

/**
 * Campus Meet could not be reached, or refused.
 *
 * @package    mod_campusmeet
 * @copyright  2026 Campus Meet
 * @license    http://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class problem extends \moodle_exception {
    /** What Campus Meet answers, and we have words for. */
    const KNOWN = [
        'moodle/code-unknown' => 'codeunknown',
        'moodle/code-expired' => 'codeexpired',
        'moodle/code-used' => 'codeused',
        'moodle/other-site' => 'othersite',
        'moodle/not-connected' => 'notknownthere',
        'moodle/proof' => 'proof',
        'portal/token-signature' => 'signature',
        'portal/token-expired' => 'clock',
        'portal/token-not-yet' => 'clock',
        'portal/token-lifetime' => 'clock',
        'portal/token-audience' => 'audience',
        'request/maintenance' => 'maintenance',
    ];

    /** Problems of the way to Campus Meet, and of what answers there. */
    const AWAY = [
        'problem:blocked', 'problem:name', 'problem:noanswer', 'problem:timeout', 'problem:tls', 'problem:notcampusmeet',
    ];

    /**
     * A problem by what it is.
     *
     * @param string $what a string of ours is called problem:… like it
     * @param string $answer what Campus Meet answered; empty where it did not
     * @param string $detail
     */
    public function __construct(
        string $what,
        /** @var string What Campus Meet answered. */
        public readonly string $answer = '',
        string $detail = ''
    ) {
        $a = (object) ['code' => $answer, 'detail' => $detail];
        parent::__construct('problem:' . $what, 'mod_campusmeet', '', $a);
    }

    /**
     * A refusal by its code.
     *
     * @param string $code
     * @param string $detail
     * @return self
     */
    public static function refused(string $code, string $detail): self {
        return new self(self::KNOWN[$code] ?? 'refused', $code, $detail);
    }

    /**
     * Whether Campus Meet takes nothing at all now: it does not answer, or is being looked after.
     *
     * @return bool
     */
    public function is_away(): bool {
        return in_array($this->errorcode, self::AWAY, true) || $this->answer === 'request/maintenance';
    }
}

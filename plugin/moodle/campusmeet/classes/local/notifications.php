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
 * What people are told by Moodle's messages.
 *
 * @package    mod_campusmeet
 * @copyright  2026 Campus Meet
 * @license    http://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

namespace mod_campusmeet\local;

/**
 * Tells people that a class started, and that they missed a call: in the way that each has chosen in Moodle. Campus Meet
 * is asked each minute, and is told what was told: it mails of these only whom Moodle has not told within three minutes.
 *
 * @package    mod_campusmeet
 * @copyright  2026 Campus Meet
 * @license    http://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class notifications {
    /** Of a class where more could not be told, nothing is confirmed. */
    const MOST_UNTOLD = 100;

    /** So many classes, and so many calls, are confirmed at once: a token has 32,000 characters at most. */
    const AT_ONCE = ['started' => 20, 'missed' => 200];

    /**
     * Asks what is to be told, tells it, and says what was told.
     *
     * @return int how many classes and calls people were told of
     */
    public static function pull(): int {
        $connection = connection::current();
        if (!$connection) {
            return 0;
        }
        $after = (int) get_config('mod_campusmeet', 'notificationsafter');
        $token = $connection->message('notifications', ['after' => $after]);
        $said = (new bridge($connection->address()))->send('/api/moodle/notifications', ['token' => $token], 15);
        // Noted first: what breaks off while it is told must not be told to the first ones again and again. It is not
        // confirmed then, so that Campus Meet mails it.
        set_config('notificationsafter', $said['until'], 'mod_campusmeet');
        $told = [
            'started' => array_values(array_filter(array_map([self::class, 'tell_started'], $said['started']))),
            'missed' => array_values(array_filter(array_map([self::class, 'tell_missed'], $said['missed']))),
        ];
        foreach ($told as $kind => $all) {
            foreach (array_chunk($all, self::AT_ONCE[$kind]) as $some) {
                $token = $connection->message('told', [$kind => $some]);
                (new bridge($connection->address()))->send('/api/moodle/told', ['token' => $token], 15);
            }
        }
        return count($told['started']) + count($told['missed']);
    }

    /**
     * A class started.
     *
     * @param array $started meeting, room, title, host, users
     * @return array|null the meeting, and who could not be told; null where nobody was
     */
    public static function tell_started(array $started): ?array {
        $cm = room::cm($started['room']);
        if (!$cm) {
            return null;
        }
        $untold = self::unknown($started['users']);
        // Who may come in now; the list may be a minute old. Suspended accounts are among the enrolled ones.
        $members = self::members(array_diff($started['users'], $untold), $cm);
        $users = (new \core_availability\info_module($cm))->filter_user_list($members);
        foreach ($users as $user) {
            $istold = self::send('classstarted', $user, $cm, [
                'name' => facts::plain($cm->get_formatted_name()),
                'course' => facts::plain(format_string($cm->get_course()->fullname, true, [
                    'context' => \context_course::instance($cm->course),
                ])),
                'person' => $started['host'],
            ]);
            if (!$istold) {
                $untold[] = (string) $user->id;
            }
        }
        return count($untold) > self::MOST_UNTOLD ? null : ['meeting' => $started['meeting'], 'untold' => $untold];
    }

    /**
     * Accounts that may come in.
     *
     * @param string[] $ids
     * @param \cm_info $cm
     * @return \stdClass[] by id
     */
    private static function members(array $ids, \cm_info $cm): array {
        $context = \context_module::instance($cm->id);
        $users = get_enrolled_users($context, 'mod/campusmeet:join', 0, 'u.*', 'u.id', 0, 0, true);
        return array_intersect_key($users, array_flip($ids));
    }

    /**
     * Accounts that are not here any more, or suspended: Moodle tells them nothing.
     *
     * @param string[] $ids
     * @return string[]
     */
    private static function unknown(array $ids): array {
        global $DB;
        if (!$ids) {
            return [];
        }
        [$in, $params] = $DB->get_in_or_equal(array_map('intval', $ids));
        $known = $DB->get_fieldset_select('user', 'id', "deleted = 0 AND suspended = 0 AND id $in", $params);
        return array_values(array_diff($ids, array_map('strval', $known)));
    }

    /**
     * Somebody missed a call.
     *
     * @param array $missed call, user, caller, title, at, room, url
     * @return string|null the call; null where its reader could not be told
     */
    public static function tell_missed(array $missed): ?string {
        $user = \core_user::get_user((int) $missed['user']);
        if (!$user || $user->deleted || $user->suspended) {
            return null;
        }
        $cm = $missed['room'] === null ? null : room::cm($missed['room']);
        $istold = self::send('missedcall', $user, $cm, [
            'name' => $missed['title'],
            'person' => $missed['caller'],
            'at' => intdiv((int) $missed['at'], 1000),
            'url' => $missed['url'],
        ]);
        return $istold ? $missed['call'] : null;
    }

    /**
     * Sends it, in the language of its reader.
     *
     * Documented in lib/moodlelib.php, force_current_language() (4.5).
     *
     * @param string $provider of db/messages.php
     * @param \stdClass $user
     * @param \cm_info|null $cm
     * @param array $a
     * @return bool whether Moodle took it
     */
    private static function send(string $provider, \stdClass $user, ?\cm_info $cm, array $a): bool {
        $before = force_current_language($user->lang);
        try {
            return (bool) message_send(self::message($provider, $user, $cm, $a));
        } catch (\Throwable $thrown) {
            // One who cannot be told keeps nobody else from it.
            mtrace('user ' . $user->id . ': ' . $thrown->getMessage());
            return false;
        } finally {
            force_current_language($before);
        }
    }

    /**
     * The message.
     *
     * Documented in lib/messagelib.php, message_send(), and lib/classes/message/message.php (4.5).
     *
     * @param string $provider of db/messages.php
     * @param \stdClass $user
     * @param \cm_info|null $cm
     * @param array $a
     * @return \core\message\message
     */
    private static function message(string $provider, \stdClass $user, ?\cm_info $cm, array $a): \core\message\message {
        $url = $cm ? (new \moodle_url('/mod/campusmeet/view.php', ['id' => $cm->id]))->out(false) : $a['url'];
        $when = isset($a['at']) ? userdate($a['at'], '', \core_date::get_user_timezone($user)) : '';
        $a = (object) (['url' => $url, 'when' => $when] + $a);
        $words = fn(string $key) => get_string($key, 'mod_campusmeet', $a);
        $message = new \core\message\message();
        $message->component = 'mod_campusmeet';
        $message->name = $provider;
        $message->userfrom = \core_user::get_noreply_user();
        $message->userto = $user;
        $message->courseid = $cm ? (int) $cm->course : SITEID;
        $message->notification = 1;
        $message->subject = $words($provider . 'subject');
        $message->smallmessage = $message->subject;
        $message->fullmessage = $words($provider . 'text');
        $message->fullmessageformat = FORMAT_PLAIN;
        $message->fullmessagehtml = text_to_html(s($message->fullmessage), false, false, true);
        $message->contexturl = $url;
        $message->contexturlname = $a->name;
        return $message;
    }
}

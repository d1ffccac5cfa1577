import * as common from './common.ts';
/** A sentence for every code that can reach a screen: what is the matter, and what helps. */
export const failures = {
  'network/unreachable': 'The meeting service cannot be reached. Check your network and try again.',
  'network/bad-answer':
    'Something between you and the meeting service answered in its place. Reload the page.',
  'panel/not-built': 'The server has no pages to show yet. Whoever runs it has to build the panel.',
  'service/starting': 'The meeting service is starting. Try again in a moment.',
  'database/busy': 'The meeting service is busy with a large change. Try again in a few seconds.',
  'maintenance/read-only':
    'The meeting service is under maintenance: reading and meetings go on, but nothing can be changed just now. Try again later.',
  internal: 'Something went wrong in the meeting service. Try again in a moment.',

  'request/invalid': common.theMeetingServiceDidNot,
  'request/not-json': common.theMeetingServiceDidNot,
  'request/too-large': 'That is too large to be sent.',
  'request/too-slow': 'Your connection was too slow for this. Try again.',
  'request/not-found': common.thisFunctionIsNotThere,
  'request/wrong-method': common.thisFunctionIsNotThere,
  'request/wrong-origin': 'This page may not do that from here. Open it from your course.',
  'request/too-many': 'That was too often in a short time. Wait a minute, then try again.',

  'session/guest': 'Guests cannot do this. Sign in with your campus account.',
  'session/missing': 'You are not signed in. Log in, or reload your course page.',
  'session/expired': 'You were away for too long. Log in again, or reload your course page.',
  'session/ended': 'You were signed out. Log in again, or reload your course page.',
  'session/refresh-reused':
    'You were signed out for safety: an old copy of this sign-in was used. Log in again, or reload your course page.',
  'session/ticket-invalid':
    'This link was used already or is too old. Open the meeting from your course page again.',
  'session/forbidden': 'You may not do that.',

  'account/code-wrong':
    'This code is not right, or its time is over. Check it, or ask for another.',
  'account/login-wrong':
    'That does not fit together. Check both fields, or log in with a code instead.',
  'account/not-registered':
    'Your campus account is right, but you are not registered here yet. Ask your department.',
  'account/no-contact':
    'No phone number or mail address of yours is known here. Add one first, or tell campus IT.',
  'account/no-way': 'No codes can be sent here. Please tell campus IT.',
  'account/proof-needed': 'Confirm first that it is you: with your present password or a code.',
  'account/contact-taken': 'Somebody else here has this number or address. Please tell campus IT.',
  'account/contact-over': 'This was answered already, or is no longer waiting.',
  'account/link-unknown': 'This link is too old, or not complete. Please copy all of it.',
  'account/connect-closed': 'Your account here belongs to a person of the campus already.',
  'account/connect-refused': 'These two cannot be connected. Please tell campus IT.',
  'account/connect-conflict':
    'This person has another account of the same system. Administrators have been told and will decide.',
  'account/connect-password':
    'This person administers something here: please give their password as well.',
  'account/connect-code':
    'This person administers something here: please ask for a code as well as giving the password.',
  'account/password-short': 'A password needs at least 10 characters.',
  'account/password-common':
    'This password is easy to guess. Take several words that do not belong together.',
  'account/password-personal':
    'Leave your name, number and addresses out of the password, and the name of this service.',

  'person/named': 'Your university’s systems have your name. It cannot be changed here.',
  'person/not-found': 'This person is not known here.',
  'course/not-found': 'This course is not known here.',
  'course/not-a-member': 'You are not a member of this course.',
  'course/retired': 'This course is no longer in the LMS. What happened in it is kept.',
  'course/group-not-found': 'This group is not there any more. Reload the page.',
  'department/not-found': 'This department is not there any more. Reload the page.',

  'admin/not-allowed': 'This is for administrators. Ask your campus IT to make you one.',
  'admin/last-system-admin': 'This is the last system administrator. Appoint another one first.',
  'admin/grant-not-found': 'This role was taken away already. Reload the page.',
  'admin/person-inactive': 'This person is deactivated and cannot be an administrator.',

  'identity/yourself': 'This is you: another administrator has to decide it.',
  'identity/administrator': 'This is an administrator: only a system administrator decides it.',
  'identity/unchanged': 'That is so already. Somebody may have been faster.',
  'identity/by-system-admin':
    'A system administrator decided this: only a system administrator changes it.',
  'identity/same-person': 'These two are one person already. Somebody may have been faster.',
  'identity/decision-not-found': 'This decision is not there.',
  'identity/undone': 'This was undone already.',
  'identity/undo-too-late': 'This can no longer be undone.',
  'identity/undo-later-first': common.somethingLaterDependsOnIt,
  'conflict/not-found': 'This conflict does not wait any more. It may have solved itself.',
  'conflict/decided': 'Somebody decided this already.',
  'conflict/changed': 'The records changed meanwhile. Look at them again.',
  'conflict/elsewhere':
    'Somebody in it belongs to another department: a system administrator decides.',
  'application/closed': 'One cannot apply for an account here. Please ask your department.',
  'application/invalid': 'Some fields need another look.',
  'application/not-found': 'This application is not there any more.',
  'application/code-wrong':
    'This code is not right, or its time is over. Check it, or have another mail sent.',
  'application/link-over':
    'This link was used already, or its time is over. If you have not confirmed, apply again.',
  'application/decided': 'Somebody else has decided this application already.',
  'application/conflict':
    'The applicant cannot be told apart from somebody who is known. Solve that first, or refuse.',
  'application/changed':
    'Meanwhile the applicant is known, or is somebody else. Look at it again before you accept.',
  'application/undo-too-late': 'This cannot be taken back any more: something newer depends on it.',

  'erasure/listed':
    'A source still lists this person and would bring them back with its next run. They can be erased when it does not list them any more.',
  'erasure/in-meeting': 'This person is in a meeting right now. Try again when they have left it.',
  'erasure/not-found': 'There is no such request (any more).',
  'erasure/decided': 'This request was decided already.',
  'meeting/not-found': 'This meeting is not there any more.',
  'meeting/not-host': 'Only hosts may do that.',
  'meeting/not-allowed':
    'You are not invited to this meeting. Ask the host for an invitation, or join with the meeting ID.',
  'meeting/not-open': 'This meeting has not started yet.',
  'meeting/ended': 'This meeting has ended.',
  'meeting/full': 'The meeting is full: every seat is taken.',
  'meeting/participant-not-found': 'This person is not in the meeting any more.',
  'meeting/locked': 'The hosts have locked this meeting: nobody new can come in now.',
  'meeting/last-host':
    'You are the only host here. Make somebody else a host first, or end the meeting.',
  'meeting/spotlight-full': 'As many people as fit are shown large already. Take one away first.',
  'meeting/too-many-exempt': 'No more people can be exempt. Allow it to everybody instead.',
  'meeting/host-protected':
    'Owners and teachers cannot be removed for good from their own meeting.',
  'door/units-not-allowed': 'Only staff may invite a whole department. Choose people by name.',
  'series/not-found': 'This meeting is not there any more.',
  'series/not-host': 'Only the hosts of this meeting may do that.',
  'series/not-cancellable':
    'A personal meeting ID cannot be cancelled. Take its schedule away instead.',
  'door/wrong': 'Meeting ID or password is wrong. Check both, or ask the host.',
  'door/campus-only':
    'This meeting is for people of the campus. Sign in through your portal, then join.',
  'door/invited-only': 'This meeting is for invited people. Ask the host for an invitation.',
  'door/banned': 'A host removed you from this meeting for good.',
  'lobby/timed-out': 'Nobody let you in for an hour. Ask the host, then try again.',
  'lobby/refused': 'A host did not let you in.',
  'invitation/not-allowed':
    'In this course you may not invite people from outside. Ask those who manage the course.',
  'link/unknown':
    'This invitation link leads nowhere. Check that you copied all of it, or ask for a new one.',
  'link/expired': 'This invitation link has expired. Ask the host for a new one.',
  'link/used-up':
    'This invitation link was used as often as it may be. Ask the host for a new one.',
  'link/revoked': 'The host withdrew this invitation link. Ask for a new one.',
  'link/guests-ended': 'The course does not let guests into its meetings any more.',
  'mail/not-configured':
    'The campus has not set up mail here. Copy the invitation and send it yourself.',

  'mail/quota':
    'That would be more invitations than you may mail in one day. Invite fewer, or go on tomorrow; the link and the QR code work without mail.',
  'mail/link-in-text':
    'Your message must not hold links or web addresses. The link to the meeting is added by itself.',
  'letter/flawed': 'These words cannot be used yet. What is wrong stands beside them.',
  'letter/changed': 'Somebody else changed this meanwhile. Nothing of yours is lost.',
  'letter/version-not-found': 'This version is not there any more. Reload the page.',
  'letter/no-address':
    'No address of yours is known that this could be sent to. Add it in your settings first.',

  'call/not-found': 'This call is not there any more.',
  'call/over': 'This call is over.',
  'call/nobody': 'There is nobody left to ring: they are in the meeting, or it rings already.',
  'call/confirm-size': 'That would ring many people at once. Confirm how many.',
  'call/too-many': 'That would ring more than 500 people at once. Choose fewer.',
  'call/too-often': 'You rang too often in a short time. Wait a few minutes, then try again.',
  'call/not-ringable':
    'This person takes calls only from teachers, hosts and their own department. Send the invitation instead.',
  'call/not-for-them': 'This meeting is not open to them. A host can invite them.',
  'call/not-allowed':
    'You may not ring a whole course, group or department. Choose people by name.',
  'call/not-in-meeting': 'Enter the meeting first; then you can ring others.',

  'conference/unavailable': 'The meeting server does not answer. Try again in a minute.',
  'conference/refused': 'The meeting server refused. Try again, or tell campus IT.',
  'conference/event-unsigned': 'A message of the meeting server was not genuine.',
  'conference/event-stale': 'A message of the meeting server was too old.',
  'fleet/full': 'The video servers have no room for one more right now. Try again in a moment.',
  'fleet/unavailable': 'Jicofo or the videobridge does not answer. Look whether it runs.',
  'fleet/refused': 'Jicofo or the videobridge did not do that. Look at its configuration and log.',
  'fleet/videobridge-unknown': 'There is no such videobridge, or its address is not configured.',
  'fleet/not-draining':
    'Drain the videobridge first: otherwise its people would be called back to it. Jicofo hears of a drain within five seconds.',
  'fleet/no-other': 'No other videobridge takes people: there is nowhere to move them to.',

  'lti/platform-unknown': common.yourPortalIsNotRegistered,
  'lti/platform-pending':
    'Your portal’s registration has not been approved yet. Please tell campus IT.',
  'lti/platform-suspended': 'Your portal has been suspended here by campus IT.',
  'platform/not-found': 'There is no such platform (any more).',
  'lti/address-refused':
    'An address of the portal is not one that may be called from here. Please tell campus IT.',
  'lti/registration-failed': 'The registration with your portal failed.',
  'lti/registration-closed': 'Registration is closed at the moment.',
  'lti/login-invalid': 'Your portal sent an incomplete sign-in. Open the activity again.',
  'lti/state-unknown': 'This sign-in was not started here. Open the activity again.',
  'lti/state-expired': 'The sign-in took too long. Open the activity again.',
  'lti/state-used': 'This sign-in was used already. Open the activity again.',
  'lti/state-not-bound':
    'Your browser did not confirm the sign-in. Open the activity in a tab of its own.',
  'lti/token-malformed': 'Your portal sent a sign-in that cannot be read.',
  'lti/token-signature': 'Your portal’s sign-in is not genuine.',
  'lti/token-expired': 'Your portal’s sign-in is too old. Open the activity again.',
  'lti/token-not-yet': 'Your portal’s clock runs ahead. Please tell campus IT.',
  'lti/token-issuer': 'The sign-in comes from another portal than expected.',
  'lti/token-audience': 'The sign-in is meant for another service.',
  'lti/token-nonce': 'This sign-in was seen before. Open the activity again.',
  'lti/token-deployment': 'This use of the activity is not registered. Please tell campus IT.',
  'lti/token-claims': common.yourPortalSSignIn,
  'lti/message-unsupported': 'Your portal asked for something that does not exist here.',
  'lti/not-instructor': 'Only teachers may do that.',
  'lti/platform-unavailable': 'Your portal does not answer. Try again later.',
  'lti/platform-refused': 'Your portal refused. Please tell campus IT.',
  'lti/platform-bad-answer': 'Your portal’s answer could not be understood. Please tell campus IT.',
  'lti/score-stale': 'A newer result is there already.',
  'lti/score-refused': 'The LMS does not take a grade for this person.',
  'lti/line-item-gone': 'The column is not in the gradebook any more.',

  'grades/not-offered':
    'Your LMS has not offered its gradebook. Open the course from there once more, or ask campus IT.',
  'grades/by-plugin':
    'Moodle’s activity of Campus Meet gives the grades here: set them in its settings in Moodle.',
  'grades/no-account': 'Has no account in the LMS.',
  'attendance/not-allowed':
    'In this course you see only your own attendance. Ask those who manage the course.',
  'attendance/not-found': 'This correction or objection is not there any more.',
  'attendance/not-over': 'The meeting is not over yet.',
  'attendance/answered': 'This objection was answered already.',
  'attendance/objection-open': 'Your objection to this meeting is not answered yet.',
  'attendance/too-many-objections':
    'You have objected to this meeting several times. Please speak with your teacher.',

  'portal/unknown': common.yourPortalIsNotRegistered,
  'portal/origin': 'This page of your portal may not show meetings. Please tell campus IT.',
  'portal/token-malformed': 'Your portal’s sign-in could not be read. Please tell campus IT.',
  'portal/token-signature': 'Your portal’s signature is not right. Please tell campus IT.',
  'portal/token-expired': 'Your portal’s sign-in is too old. Reload the page.',
  'portal/token-not-yet':
    'Your portal’s clock is ahead of ours. Try again in a minute, or tell campus IT.',
  'portal/token-lifetime':
    'Your portal’s sign-in is good for longer than is safe. Please tell campus IT.',
  'portal/token-audience': 'Your portal’s sign-in is for another service. Please tell campus IT.',
  'portal/token-claims': common.yourPortalSSignIn,
  'portal/token-used': 'This sign-in was used already. Reload the page.',
  'portal/course-unknown': 'Your portal did not say that you are in this course.',
  'portal/keys-unavailable': 'Your portal’s keys cannot be fetched. Try again later.',

  'moodle/code-unknown': 'This code is not one of ours. Copy it once more, all of it.',
  'moodle/code-expired': 'This code is too old. Ask campus IT for a new one.',
  'moodle/code-used': 'This code was used already. Ask campus IT for a new one.',
  'moodle/other-site': 'This code is for another Moodle. Ask campus IT for one with your address.',
  'moodle/proof': 'The key does not fit the signature. Connect again.',
  'moodle/not-connected': 'This Moodle is not connected. Connect it in the plugin’s settings.',
  'moodle/message': 'What Moodle sent is not as it should be.',
  'moodle/superseded': 'Something newer was told already.',

  'lms/unavailable': 'The learning platform does not answer. What was known last is shown.',
  'lms/refused': 'The learning platform refused. Please tell campus IT.',
  'lms/bad-answer': 'The learning platform’s answer could not be understood.',
  'directory/unavailable': 'The campus directory does not answer. What was known last is shown.',
  'directory/refused': 'The campus directory refused. Please tell campus IT.',
  'directory/bad-answer': 'The campus directory’s answer could not be understood.',
  'roster/too-many-removals': 'Unusually many people would be removed. Somebody must confirm that.',
  'roster/source-unknown': 'This source of members is not known.',
  'roster/covered': 'The LMS’s own web services list the members of this course.',
  'roster/run-not-found': 'This update is not there any more.',
  'roster/already-running': 'An update is running already.',
  'registration/batch-not-found': 'This sheet is not there any more. Reload the page.',
  'registration/row-not-found': 'This row is not there any more. Reload the page.',
  'registration/not-ready':
    'This is not possible in the state that the sheet is in now. Reload the page.',
  'registration/columns-missing':
    'Say first which columns hold the name, kind, campus number and department.',
  'registration/nothing-to-apply': 'No row of this sheet would add or change anybody.',
  'registration/stale':
    'Somebody changed these people meanwhile. The sheet was checked again: look at it once more.',
  'registration/not-undoable': 'Nothing of this sheet can be undone any more.',

  'sheet/empty': 'The file is empty.',
  'sheet/too-large': 'The file is too large to be read. Split it into several sheets.',
  'sheet/too-many-rows': 'The sheet has more than 50,000 rows. Split it.',
  'sheet/too-many-columns': 'The sheet has more than 100 columns. Use the template.',
  'sheet/old-format': 'The file is in the old .xls format. Open it and save it as .xlsx.',
  'sheet/password': 'The file is behind a password. Save it as .xlsx without a password.',
  'sheet/web-page':
    'The file is a web page (or an XML) with the name of a sheet. Open it in Excel and save it as .xlsx.',
  'sheet/other-format':
    'The file is a sheet of another kind (.xlsb, .ods, Numbers). Save it as .xlsx or CSV.',
  'sheet/too-slow': 'Reading the file took too long just now. Try again later.',
  'sheet/not-a-sheet': 'This is neither an Excel sheet nor a CSV file.',
  'sheet/macros': 'The file holds macros. Save it as .xlsx, without macros.',
  'sheet/broken': 'The file is damaged and cannot be read. Open it, save it anew and try again.',
  'sheet/encoding': 'The text encoding of the CSV file is not known. Save it as UTF-8.',
};

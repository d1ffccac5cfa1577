/** The text of an invitation: read by others, so it may be in another language than the panel. */
export const invitation = {
  head: '{host} invites you to “{title}”',
  headPersonal: '{host} invites you to a personal meeting',
  headAlone: 'You are invited to “{title}”',
  when: 'When: {time}',
  weekly: 'Every {days} until {until}',
  biweekly: 'Every second week on {days} until {until}',
  skipped: 'Not on {days}',
  link: 'Open in the browser: {url}',
  number: 'Meeting ID: {number}',
  password: 'Password: {password}',
  how: 'No account and no app are needed: open the link, or type the meeting ID at {place}.',
  campus: 'For people of the campus: log in with your account.',
  invited: 'For those who are invited: log in with your account.',
};

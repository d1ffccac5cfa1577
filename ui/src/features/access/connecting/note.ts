const key = 'campus-meet.connected';

/** Leaves word for the page that is there after a reload: the two are one. Without storage nothing is said. */
export function leaveNote(): void {
  try {
    window.sessionStorage.setItem(key, '1');
  } catch {
    // A frame whose storage is blocked.
  }
}

/** Whether word was left; said once. */
export function takeNote(): boolean {
  try {
    const isLeft = window.sessionStorage.getItem(key) !== null;
    window.sessionStorage.removeItem(key);
    return isLeft;
  } catch {
    return false;
  }
}

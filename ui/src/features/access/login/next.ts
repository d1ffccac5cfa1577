/**
 * The page of this panel that an address wants to go on with. Anything else, such as another site's address in
 * whatever disguise, is the home page: nobody is led away by a link to the login.
 * @param origin the panel's own, for example `https://meet.uni.test`
 */
export function nextPath(wanted: unknown, origin: string): string {
  if (typeof wanted !== 'string' || !wanted.startsWith('/')) return '/';
  // Browsers drop tabs and line breaks, and take `\` for `/`, before they look where an address leads.
  if (/^\/[/\\]|[\u0000-\u001f\u007f\\]/u.test(wanted)) return '/';
  const url = URL.parse(wanted, origin);
  if (url?.origin !== origin || url.pathname.startsWith('//')) return '/';
  return url.pathname === '/login' ? '/' : `${url.pathname}${url.search}${url.hash}`;
}

/** The one-time ticket in a URL's fragment (`#ticket=…`), or null. */
export function ticketIn(hash: string): string | null {
  const ticket = new URLSearchParams(hash.replace(/^#/u, '')).get('ticket');
  return ticket === null || ticket === '' ? null : ticket;
}

/** Takes the ticket out of the address, so that it is neither in the history nor in a copied link. */
export function takeTicket(location: Location, history: History): string | null {
  const ticket = ticketIn(location.hash);
  if (ticket !== null) history.replaceState(history.state, '', location.pathname + location.search);
  return ticket;
}

import { z } from 'zod';
import { composePanel, realParts } from './app/compose.ts';
import { takeTicket } from './features/access/session/ticket.ts';
import './kit/tokens.css';
import './kit/base.css';

// Checks are compiled with eval otherwise, which the content policy forbids.
z.config({ jitless: true });

// Before the router looks at the address, which would put the ticket into the history.
const ticket = takeTicket(window.location, window.history);
composePanel(realParts(), ticket).mount('#app');

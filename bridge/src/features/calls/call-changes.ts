import type { z } from 'zod';
import type { callEvent, incoming, ringStoppedEvent } from './contract.ts';

/** What is pushed; the shapes are the contract's. */
export type Incoming = z.infer<typeof incoming>;
export type RingStopped = z.infer<typeof ringStoppedEvent>;
export type CallChanged = z.infer<typeof callEvent>;

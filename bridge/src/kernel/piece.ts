import type { Job } from './jobs.ts';
import type { PageRoute, Route } from './route.ts';

/** What a feature, once constructed, gives to the bridge. */
export interface Piece<Waiting> {
  routes?: Route[];
  pages?: PageRoute[];
  /** What is done again and again while the bridge runs. */
  jobs?: Job[];
  /** What of it can wait for an admin. */
  waiting?: Waiting[];
  /** Finishes what is on its way. */
  close?: () => Promise<void>;
}

/** All that the pieces have, by sort and in their order. */
export const gather = <Waiting>(pieces: readonly Piece<Waiting>[]) => ({
  routes: pieces.flatMap(({ routes = [] }) => routes),
  pages: pieces.flatMap(({ pages = [] }) => pages),
  jobs: pieces.flatMap(({ jobs = [] }) => jobs),
  waiting: pieces.flatMap(({ waiting = [] }) => waiting),
});

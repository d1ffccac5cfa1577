import { templateOf } from '../template.ts';

/** A value that can be written into a HOCON file. */
export type HoconValue = string | number | boolean | readonly HoconValue[];

/** A template of HOCON: texts go in as JSON strings, which HOCON reads as they are. */
export const hocon = templateOf<HoconValue>((value) => JSON.stringify(value));

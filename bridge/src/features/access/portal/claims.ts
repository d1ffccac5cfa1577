import { z } from 'zod';
import { courseRole, saidCapabilities } from '../../directory/courses/contract.ts';
import { text } from '../../../kernel/contract.ts';
import { Failure } from '../../../kernel/failure.ts';

/** How long a token may be good for, and how far clocks may differ, in seconds. */
export const longestLife = 300;
export const clockSkew = 30;

const key = z
  .string()
  .min(1)
  .max(191)
  .refine((value) => !/[\u0000-\u001f\u007f]/u.test(value), 'must not contain control characters');
const seconds = z.number().int().positive();
const name = text(200).optional();

const course = z.object({
  id: key,
  title: text(400),
  label: text(100).optional(),
  role: courseRole.default('student'),
  /** Ids of the groups that the person is in; left out = nothing is said of groups. */
  groups: z.array(key).max(50).optional(),
  /** What is granted beside the role; left out = all that the role has. */
  capabilities: saidCapabilities.optional(),
});

/** The claims of a portal's token. What is not listed is ignored, so that portals may send more. */
const claims = z.object({
  sub: key,
  jti: z.string().min(8).max(200),
  exp: seconds,
  name,
  given_name: name,
  family_name: name,
  email: z.email().max(254).optional(),
  locale: z
    .string()
    .max(35)
    .regex(/^[A-Za-z]{2,8}([-_][A-Za-z0-9]{1,8})*$/u)
    .optional(),
  zoneinfo: z
    .string()
    .max(64)
    .regex(/^[A-Za-z0-9_+/-]+$/u)
    .optional(),
  campus_number: key.optional(),
  courses: z.array(course).max(50).default([]),
});

export type PortalClaims = z.infer<typeof claims>;
export type PortalCourse = PortalClaims['courses'][number];

/** Reads verified claims. @throws Failure portal/token-claims that names each flaw */
export function readClaims(payload: unknown): PortalClaims {
  const parsed = claims.safeParse(payload);
  if (!parsed.success) {
    const flaws = parsed.error.issues.map(({ path, message }) => ({
      field: path.join('.'),
      message,
    }));
    throw new Failure('portal/token-claims', { flaws });
  }
  const { name: whole, given_name: given, family_name: family } = parsed.data;
  if (whole === undefined && given === undefined && family === undefined) {
    const flaws = [{ field: 'name', message: 'name, or given_name and family_name, is needed' }];
    throw new Failure('portal/token-claims', { flaws });
  }
  return parsed.data;
}

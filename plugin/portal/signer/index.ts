import { createHmac, randomUUID, sign, type KeyLike } from 'node:crypto';

/** A course as the portal knows it; ids are the portal's (or its LMS's). */
export interface SignedCourse {
  id: string;
  title: string;
  label?: string;
  role?: 'editing-teacher' | 'teacher' | 'manager' | 'student' | 'other';
  groups?: string[];
}

/** Whom the portal vouches for. README.md describes each claim. */
export interface SignedPerson {
  sub: string;
  name?: string;
  given_name?: string;
  family_name?: string;
  email?: string;
  locale?: string;
  zoneinfo?: string;
  campus_number?: string;
  courses?: SignedCourse[];
}

export interface SigningSettings {
  /** As registered with the bridge. */
  issuer: string;
  /** The bridge's address, without a path. */
  audience: string;
  /** HS256 takes a secret of 32 bytes or more, the others a private key (PEM or KeyObject). */
  algorithm: 'EdDSA' | 'RS256' | 'ES256' | 'HS256';
  key: KeyLike;
  /** Seconds that a token is good for, 300 at most; 60 unless given. */
  lifetime?: number;
}

/** Makes the function that signs a fresh token for a person. Needs nothing but Node. */
export function createSigner(settings: SigningSettings): (person: SignedPerson) => string {
  const { issuer, audience, algorithm, lifetime = 60 } = settings;
  return (person) => {
    const now = Math.floor(Date.now() / 1000);
    const claims = {
      ...person,
      iss: issuer,
      aud: audience,
      iat: now,
      exp: now + lifetime,
      jti: randomUUID(),
    };
    const content = [{ alg: algorithm, typ: 'JWT' }, claims].map(part).join('.');
    return `${content}.${signatureOf(content, settings)}`;
  };
}

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

function signatureOf(content: string, { algorithm, key }: SigningSettings): string {
  const bytes = Buffer.from(content);
  switch (algorithm) {
    case 'HS256':
      return createHmac('sha256', key).update(bytes).digest('base64url');
    case 'EdDSA':
      return sign(null, bytes, key).toString('base64url');
    case 'ES256':
      return sign('sha256', bytes, { key: key as string, dsaEncoding: 'ieee-p1363' }).toString(
        'base64url',
      );
    case 'RS256':
      return sign('sha256', bytes, key).toString('base64url');
  }
}

import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { mkdtemp } from 'node:fs/promises';
import type { NetworkInterfaceInfo } from 'node:os';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { partAt } from '../../bridge/test/parts.ts';
import { certificateFor } from './certificate.ts';
import { lanAddresses } from './lan-address.ts';

const at = (address: string, more: Partial<NetworkInterfaceInfo> = {}) =>
  [{ address, family: 'IPv4', internal: false, ...more }] as NetworkInterfaceInfo[];

describe('the address by which a telephone finds this machine', () => {
  it('is that of a home or office, before public ones', () => {
    const found = lanAddresses({ eth0: at('203.0.113.9'), wlan0: at('192.168.1.23') });
    assert.deepEqual(found, ['192.168.1.23', '203.0.113.9']);
  });

  it('is none of this machine alone, of containers, or without a network', () => {
    const found = lanAddresses({
      lo: at('127.0.0.1', { internal: true }),
      docker0: at('172.17.0.1'),
      'br-5f3a': at('172.18.0.1'),
      eth0: at('169.254.7.7'),
      eth1: at('fe80::1', { family: 'IPv6' }),
    });
    assert.deepEqual(found, []);
  });
});

(partAt('openssl') ? describe : describe.skip)('the certificate for telephones', () => {
  it('is for that address, and the same after a restart, so that it is accepted once', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'certificate-'));
    const first = await certificateFor('192.168.1.23', folder);
    const certificate = new X509Certificate(first.cert);
    assert.equal(certificate.checkIP('192.168.1.23'), '192.168.1.23');
    assert.equal(certificate.ca, false);
    assert.deepEqual(await certificateFor('192.168.1.23', folder), first);
  });

  it('is another one at another address', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'certificate-'));
    const first = await certificateFor('192.168.1.23', folder);
    const second = await certificateFor('192.168.1.24', folder);
    assert.notEqual(second.cert, first.cert);
    assert.equal(new X509Certificate(second.cert).checkIP('192.168.1.23'), undefined);
  });
});

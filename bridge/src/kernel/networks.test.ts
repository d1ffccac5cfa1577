import assert from 'node:assert/strict';
import { addressKey, networkOf } from './networks.ts';

describe('What counts as one address', () => {
  it('is an IPv4 address, however it is written', () => {
    for (const spelling of [
      '192.0.2.9',
      '::ffff:192.0.2.9',
      '::FFFF:c000:209',
      '0:0:0:0:0:ffff:192.0.2.9',
      '192.0.2.9:50123',
      '[::ffff:192.0.2.9]:443',
      ' 192.0.2.9 ',
    ]) {
      assert.deepEqual(networkOf(spelling), { own: '192.0.2.9', wide: null }, spelling);
    }
    assert.notEqual(addressKey('192.0.2.8'), addressKey('192.0.2.9'));
  });

  it('is an IPv6 network of 64 bits, and in sum one of 48', () => {
    const network = { own: '2001:db8:1:2::/64', wide: '2001:db8:1::/48' };
    for (const spelling of [
      '2001:db8:1:2::9',
      '2001:0DB8:0001:0002:ffff:ffff:ffff:ffff',
      '2001:db8:1:2:0:0:192.0.2.1',
      '[2001:db8:1:2::9]:443',
      '2001:db8:1:2::9%eth0',
    ]) {
      assert.deepEqual(networkOf(spelling), network, spelling);
    }
    assert.deepEqual(networkOf('2001:db8:1:3::1'), { ...network, own: '2001:db8:1:3::/64' });
    assert.deepEqual(networkOf('::1'), { own: '0:0:0:0::/64', wide: '0:0:0::/48' });
  });

  it('is its text where it is no address, and bounded', () => {
    assert.deepEqual(networkOf('Unknown'), { own: 'unknown', wide: null });
    assert.deepEqual(networkOf(''), { own: '', wide: null });
    assert.equal(addressKey('x'.repeat(100_000)).length, 64);
  });
});

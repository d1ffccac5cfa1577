import { BlockList, isIP } from 'node:net';

/** What a new Moodle's HTTP security refuses to fetch from (curlsecurityblockedhosts). */
const blockedByDefault: [string, number, 'ipv4' | 'ipv6'][] = [
  ['127.0.0.0', 8, 'ipv4'],
  ['10.0.0.0', 8, 'ipv4'],
  ['172.16.0.0', 12, 'ipv4'],
  ['192.168.0.0', 16, 'ipv4'],
  ['0.0.0.0', 32, 'ipv4'],
  ['169.254.169.254', 32, 'ipv4'],
  ['::1', 128, 'ipv6'],
];

/** The ports that it lets through (curlsecurityallowedport). */
const allowedByDefault = ['80', '443'];

type Lookup = (host: string, options: { all: true }) => Promise<{ address: string }[]>;

/**
 * What Moodle's HTTP security has to be told so that it may fetch our keys. Its settings cannot be read from
 * outside: this is what its defaults need.
 */
export async function keyAdvice(publicUrl: string, lookup: Lookup): Promise<string> {
  const { hostname, port, protocol } = new URL(publicUrl);
  const host = hostname.replace(/^\[|\]$/gu, '');
  const usual = protocol === 'http:' ? '80' : '443';
  const used = port === '' ? usual : port;
  const addresses =
    isIP(host) > 0
      ? [host]
      : await lookup(host, { all: true }).then(
          (found) => found.map(({ address }) => address),
          () => [],
        );
  const covering = blockedByDefault.filter(([net, bits, family]) => {
    const list = new BlockList();
    list.addSubnet(net, bits, family);
    return addresses.some((address) => list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4'));
  });
  const hosts = [
    ...covering.map(([net, bits]) => (bits === 32 || bits === 128 ? net : `${net}/${bits}`)),
    ...(host === 'localhost' ? ['localhost'] : []),
  ];
  const place = 'At Moodle’s Site administration → General → Security → HTTP security:';
  const steps = [
    ...(hosts.length > 0
      ? [
          `take ${hosts.join(', ')} out of “cURL blocked hosts list” (our ${host} is ${addresses.join(', ') || 'on this machine'}; list the rest of the range again if it is to stay blocked)`,
        ]
      : []),
    ...(allowedByDefault.includes(used) ? [] : [`add ${used} to “cURL allowed ports list”`]),
  ];
  return steps.length > 0
    ? `${place} ${steps.join('; ')}.`
    : `${place} its defaults let ${host} on port ${used} through; make sure that nobody narrowed them.`;
}

import assert from 'node:assert/strict';
import { exampleSettings } from './example.ts';
import { SettingsError } from './problem.ts';
import { bothKinds, everything, ipv6Only, oneMachine, settingsFrom } from './test/sample.ts';

/** What is said about a settings file that is wrong. */
function complaintOf(text: string): string {
  try {
    settingsFrom(text);
  } catch (error) {
    if (error instanceof SettingsError) return error.message;
    throw error;
  }
  return assert.fail('it was taken');
}

describe('the settings file', () => {
  it('begins as an example that is taken as it is, and carries 500 with one videobridge to spare', () => {
    const settings = settingsFrom(exampleSettings());
    assert.equal(settings.peoplePerMeeting, 500);
    assert.equal(settings.videobridges.length, 8);
  });

  it('is taken as well with every line of the example that was commented out', () => {
    const all = exampleSettings().replaceAll(/^( *)#(?=\S)/gmu, '$1');
    const settings = settingsFrom(all);
    assert.equal(settings.turn?.relayPorts.from, 49_152);
    assert.equal(settings.recording?.recorders[0]?.id, 'jibri1');
    assert.equal(settings.regions[0]?.name, 'campus');
  });

  it('takes blocks without a line in them as left out', () => {
    assert.equal(settingsFrom(oneMachine('media:\nturn:\n')).media.peoplePerVideobridge, 80);
  });

  it('says of everything that is wrong where it is and why, all at once', () => {
    const text = everything
      .replace('peoplePerMeeting: 150', 'peoplePerMeeting: many')
      .replace('10.20.0.10', 'localhost')
      .replace('id: jvb1', 'id: JVB 1')
      .replace('host: turn.uni.test', 'host: turn');
    const lines = complaintOf(text).split('\n');
    assert.equal(lines.length, 4);
    assert.match(lines[0] ?? '', /^jitsi\.yaml:2: peoplePerMeeting: .*expected number/u);
    assert.match(lines[1] ?? '', /^jitsi\.yaml:4: signalling\.address: must be an IP address/u);
    assert.match(lines[2] ?? '', /^jitsi\.yaml:6: videobridges\[0\]\.id: must be of a–z/u);
    assert.match(lines[3] ?? '', /^jitsi\.yaml:13: turn\.host: must be a host name/u);
  });

  it('knows its keys, and says which one was meant', () => {
    assert.match(
      complaintOf(oneMachine('peoplePerMeetings: 5')),
      /^jitsi\.yaml:8: peoplePerMeetings: is not known\. Did you mean peoplePerMeeting\?$/u,
    );
    assert.match(
      complaintOf(everything.replace('region: campus, memory', 'regoin: campus, memory')),
      /^jitsi\.yaml:6: videobridges\[0\]\.regoin: is not known\. Did you mean region\?$/u,
    );
    assert.match(
      complaintOf(oneMachine('retention: { forever: true }')),
      /retention\.forever: is not known\. There are: logDays, recordingDays\.$/u,
    );
  });

  it('says what is missing', () => {
    assert.match(complaintOf('domain: meet.uni.test\n'), /campusMeet: is missing/u);
    assert.match(complaintOf(''), /domain: is missing/u);
    assert.match(
      complaintOf(oneMachine().replace('id: jvb2, ', '')),
      /^jitsi\.yaml:7: videobridges\[1\]\.id: is missing$/u,
    );
  });

  it('says what is no YAML, and a key that stands twice', () => {
    assert.match(complaintOf('domain: [\n'), /^jitsi\.yaml:\d+: /u);
    assert.match(
      complaintOf(oneMachine('domain: other.uni.test')),
      /^jitsi\.yaml:8: Map keys must be unique/u,
    );
  });

  it('refuses a relay id, a region or a recorder that is there twice', () => {
    assert.match(
      complaintOf(oneMachine().replace('id: jvb2', 'id: jvb1')),
      /^jitsi\.yaml:7: videobridges\[1\]\.id: the relay id jvb1 is there twice/u,
    );
    assert.match(
      complaintOf(everything.replace('name: north', 'name: campus')),
      /regions\[1\]\.name: the region campus is there twice/u,
    );
    assert.match(
      complaintOf(everything.replace('id: jibri2', 'id: jibri1')),
      /recording\.recorders\[1\]\.id: the recorder jibri1 is there twice/u,
    );
  });

  it('refuses a port that two programs of one machine want', () => {
    assert.match(
      complaintOf(oneMachine().replace('mediaPort: 10002', 'mediaPort: 10001')),
      /udp port 10001 of 198\.51\.100\.1 is wanted by two: videobridge jvb1, media; videobridge jvb2, media/u,
    );
    assert.match(
      complaintOf(oneMachine().replace('httpPort: 8082', 'httpPort: 5280')),
      /tcp port 5280 of 198\.51\.100\.1 is wanted by two: Prosody, for nginx; videobridge jvb2/u,
    );
    assert.match(
      complaintOf(oneMachine('turn: { host: turn.uni.test, address: 198.51.100.1, tlsPort: 443 }')),
      /tcp port 443 of 198\.51\.100\.1 is wanted by two: nginx; coturn, TLS/u,
    );
  });

  it('refuses a plan that cannot carry its people, with the reason and what would help', () => {
    const many = oneMachine().replace('peoplePerMeeting: 100', 'peoplePerMeeting: 500');
    const complaint = complaintOf(many);
    assert.match(
      complaint,
      /^jitsi\.yaml:5: videobridges: 2 videobridges do not carry 1 × 500 people/u,
    );
    assert.match(complaint, /Each of these alone would be enough: 7 videobridges/u);
    assert.equal(settingsFrom(`${many}acceptOverload: true\n`).peoplePerMeeting, 500);
  });

  it('refuses media on loopback addresses, a region without a videobridge, and rows that go back', () => {
    assert.match(
      complaintOf(
        oneMachine().replace('id: jvb2, address: 198.51.100.1', 'id: jvb2, address: 127.0.0.1'),
      ),
      /videobridges\[1\]\.address: a videobridge has no media on loopback addresses/u,
    );
    assert.match(
      complaintOf(oneMachine('regions: [{ name: moon, networks: [10.1.0.0/16] }]')),
      /regions\[0\]\.name: no videobridge is of the region moon/u,
    );
    assert.match(
      complaintOf(
        oneMachine('media: { pictures: [{ from: 50, most: 20 }, { from: 40, most: 10 }] }'),
      ),
      /media\.pictures\[1\]\.from: must be more than in the line before/u,
    );
    assert.match(
      complaintOf(
        everything.replace('203.0.113.12', '203.0.113.12, relayPorts: { from: 60000, to: 50000 }'),
      ),
      /turn\.relayPorts\.to: must not be less than `from`/u,
    );
  });

  it('takes IPv6 beside IPv4 or alone, and knows an address however it is written', () => {
    assert.equal(settingsFrom(bothKinds).videobridges[0]?.address6, '2001:db8:20::21');
    assert.equal(settingsFrom(ipv6Only).signalling.address, '2001:db8:20::10');
    const long = ipv6Only.replace('2001:db8:20::10', '2001:0DB8:0020:0:0::10');
    assert.equal(settingsFrom(long).signalling.address, '2001:db8:20::10');
    assert.match(
      complaintOf(
        ipv6Only.replace('2001:db8:20::21', '2001:DB8:20::22').replace('stress: packets, ', ''),
      ),
      /udp port 10000 of 2001:db8:20::22 is wanted by two/u,
    );
  });

  it('refuses what is no address of one machine that others reach, with the reason', () => {
    const bad = {
      'fe80::1': 'holds on one cable only',
      'fe80::1%eth0': 'must be an IP address',
      '::ffff:10.20.0.10': 'is an IPv4 address in IPv6’s form',
      'ff02::1': 'is of a group',
      '::': 'stands for every address',
      '0.0.0.0': 'stands for every address',
      '10.20.10': 'must be an IP address',
      '2001:db8::10::1': 'must be an IP address',
      '[2001:db8::10]': 'must be an IP address',
    };
    for (const [text, reason] of Object.entries(bad)) {
      const complaint = complaintOf(everything.replace('10.20.0.10', `'${text}'`));
      assert.ok(
        complaint.includes(`signalling.address: `) && complaint.includes(reason),
        complaint,
      );
    }
  });

  it('refuses kinds of addresses that do not reach each other', () => {
    const first = (text: string) => complaintOf(text).split('\n')[0] ?? '';
    assert.match(
      first(everything.replace('10.20.0.21', '2001:db8:20::21')),
      /videobridges\[0\]\.address: must be IPv4, as 10\.20\.0\.10 is/u,
    );
    assert.match(
      first(bothKinds.replace('publicAddress: 203.0.113.12', 'publicAddress: 2001:db8::12')),
      /turn\.publicAddress: must be IPv4, as 10\.20\.0\.12 is/u,
    );
    assert.match(
      first(ipv6Only.replace('campus, memory', 'campus, address6: 2001:db8::1, memory')),
      /videobridges\[0\]\.address6: is for an IPv6 address beside an IPv4 one/u,
    );
    assert.match(
      first(bothKinds.replace('2001:db8:20::21', '10.20.0.99')),
      /videobridges\[0\]\.address6: must be an IPv6 address/u,
    );
    assert.match(
      first(bothKinds.replace('2001:db8:20::21', '::1')),
      /videobridges\[0\]\.address: a videobridge has no media on loopback/u,
    );
    for (const network of [
      '2001:db8:20::/129',
      '10.20.0.0/33',
      '10.20.0.0',
      '2001:db8::',
      'campus/8',
    ]) {
      assert.match(
        complaintOf(bothKinds.replace('2001:db8:20::/48', network)),
        /regions\[0\]\.networks\[1\]: must be a network such as/u,
        network,
      );
    }
  });

  it('takes no text that means something in another file', () => {
    for (const bad of ['"; evil.test"', '"meet.uni.test\\n}"', 'Meet.Uni.Test', '"a b"']) {
      assert.match(
        complaintOf(oneMachine().replace('meet.uni.test', bad)),
        /domain: must be a host name/u,
        bad,
      );
    }
    assert.match(
      complaintOf(oneMachine('folders: { logs: "/var/log; rm" }')),
      /folders\.logs: must be an absolute path/u,
    );
  });
});

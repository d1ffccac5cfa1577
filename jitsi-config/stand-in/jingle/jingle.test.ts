import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import fc from 'fast-check';
import { parse } from 'ltx';
import type { OwnedSource } from '../media.ts';
import { createCertificate } from '../videobridge/certificate.ts';
import type { Element } from '../xmpp/element.ts';
import { readStream } from '../xmpp/stream.ts';
import { changeElement } from './change.ts';
import { difference } from './difference.ts';
import { offerElement } from './offer.ts';
import { sourcesOf } from './source.ts';
import { candidatesOf, transportOf } from './transport.ts';

const owners = ['anna', 'bert', 'carl'];
const source: fc.Arbitrary<OwnedSource> = fc
  .record({
    owner: fc.constantFrom(...owners),
    medium: fc.constantFrom('audio' as const, 'video' as const),
    ssrc: fc.integer({ min: 10, max: 30 }),
  })
  .map((one) => ({ ...one, layers: [one.ssrc], msid: `m${one.ssrc} t` }));
const key = ({ owner, ssrc }: OwnedSource): string => `${owner}/${ssrc}`;
const sources = fc.uniqueArray(source, { selector: key, maxLength: 8 });

describe('what people are told of the others’ sources', () => {
  it('makes them know all that is sent now, and nothing twice', () => {
    const property = fc.property(sources, sources, fc.subarray(owners), (told, sent, here) => {
      const now = sent.filter(({ owner }) => here.includes(owner));
      const change = difference(told, now, (owner) => here.includes(owner));
      const gone = new Set(change.removed.map(key));
      const known = told.filter((one) => here.includes(one.owner) && !gone.has(key(one)));
      for (const one of change.added) assert(!known.some((other) => key(other) === key(one)));
      const after = [...known, ...change.added].map(key).sort();
      assert.deepEqual(change.told.map(key).sort(), after);
      for (const one of now) assert(after.includes(key(one)));
      for (const one of change.removed) assert(told.some((other) => key(other) === key(one)));
    });
    fc.assert(property, { numRuns: 500 });
  });

  it('is nothing when nothing changed', () => {
    const property = fc.property(sources, (now) => {
      const { removed, added } = difference(now, now, () => true);
      assert.deepEqual([removed, added], [[], []]);
    });
    fc.assert(property);
  });

  it('leaves what is withdrawn until something takes its place: it may come back as it was', () => {
    const camera: OwnedSource = {
      owner: 'anna',
      medium: 'video',
      ssrc: 1,
      layers: [1],
      msid: 'a b',
    };
    const isHere = () => true;
    const withdrawn = difference([camera], [], isHere);
    assert.deepEqual([withdrawn.removed, withdrawn.added], [[], []]);
    const back = difference(withdrawn.told, [camera], isHere);
    assert.deepEqual([back.removed, back.added], [[], []]);
    const share = { ...camera, ssrc: 2, layers: [2] };
    const replaced = difference(withdrawn.told, [share], isHere);
    assert.deepEqual([replaced.removed, replaced.added], [[camera], [share]]);
  });

  it('says nothing of those who have left', () => {
    const property = fc.property(sources, (told) => {
      const change = difference(told, [], (owner) => owner !== 'bert');
      assert(change.removed.every(({ owner }) => owner !== 'bert'));
      assert(change.told.every(({ owner }) => owner !== 'bert'));
    });
    fc.assert(property);
  });
});

const answer = `<jingle xmlns='urn:xmpp:jingle:1' action='session-accept' sid='x'>
  <content name='video'><description xmlns='urn:xmpp:jingle:apps:rtp:1' media='video'>
    <source ssrc='11'><parameter name='msid' value='s v'/></source>
    <source ssrc='12'><parameter name='msid' value='s v'/></source>
    <source ssrc='21'><parameter name='msid' value='s v'/></source>
    <source ssrc='31'/>
    <ssrc-group semantics='SIM'><source ssrc='11'/><source ssrc='12'/></ssrc-group>
    <ssrc-group semantics='FID'><source ssrc='11'/><source ssrc='21'/></ssrc-group>
  </description><transport ufrag='u' pwd='p'>
    <fingerprint hash='sha-256' setup='active'> AA:BB </fingerprint>
    <candidate foundation='1' component='1' protocol='udp' priority='9' ip='10.0.0.1' port='5' type='srflx'
      rel-addr='192.168.0.2' rel-port='6'/>
  </transport></content>
  <content name='audio'><description media='audio'>
    <source ssrc='41'><parameter name='msid' value='s a'/></source></description></content></jingle>`;

describe('Jingle, as lib-jitsi-meet speaks it', () => {
  it('simulcast is one source with its layers; retransmissions and sources without a stream are none', () => {
    assert.deepEqual(sourcesOf(parse(answer)), [
      { medium: 'video', ssrc: 11, layers: [11, 12], msid: 's v' },
      { medium: 'audio', ssrc: 41, layers: [41], msid: 's a' },
    ]);
  });

  it('a transport is read with its candidates', () => {
    const candidate = '1 1 udp 9 10.0.0.1 5 typ srflx raddr 192.168.0.2 rport 6 generation 0';
    assert.deepEqual(transportOf(parse(answer)), {
      ufrag: 'u',
      pwd: 'p',
      fingerprint: { hash: 'sha-256', value: 'AA:BB', setup: 'active' },
      candidates: [candidate],
    });
  });

  it('what is written is read again: transport and sources of an offer and of a change', () => {
    const transport = {
      ufrag: 'u',
      pwd: 'p',
      fingerprint: { hash: 'sha-256', value: 'AA:BB', setup: 'actpass' },
      candidates: ['1 1 udp 5 127.0.0.1 10000 typ host'],
    };
    const property = fc.property(sources, (theirs) => {
      const written = offerElement({
        startMuted: { audio: false, video: false },
        room: 'r@conference.x',
        sid: 's',
        initiator: 'focus',
        bridgeSession: 'b',
        region: 'campus',
        transport,
        sources: theirs,
      });
      const read = parse(written.toString());
      assert.deepEqual(candidatesOf(read), [`${transport.candidates[0]} generation 0`]);
      assert.equal(transportOf(read)?.fingerprint.value, 'AA:BB');
      const others = sourcesOf(read).filter(({ msid }) => !msid.startsWith('mixedmslabel'));
      assert.deepEqual(
        others.map(({ ssrc }) => ssrc).sort(),
        theirs.map(({ ssrc }) => ssrc).sort(),
      );
      const change = { room: 'r', sid: 's', sources: theirs } as const;
      const added = parse(changeElement({ action: 'source-add', ...change }).toString());
      assert.equal(sourcesOf(added).length, theirs.length);
    });
    fc.assert(property, { numRuns: 50 });
  });

  it('the bridge’s own source comes first in each medium: the client sends on that line', () => {
    const transport = {
      ufrag: 'u',
      pwd: 'p',
      fingerprint: { hash: 'sha-256', value: 'AA', setup: 'actpass' },
      candidates: [],
    };
    const camera: OwnedSource = { owner: 'a', medium: 'video', ssrc: 9, layers: [9], msid: 'x y' };
    const offer = offerElement({
      startMuted: { audio: false, video: false },
      room: 'r',
      sid: 's',
      initiator: 'f',
      bridgeSession: 'b',
      region: 'c',
      transport,
      sources: [camera],
    });
    const video = sourcesOf(offer).filter(({ medium }) => medium === 'video');
    assert.deepEqual(
      video.map(({ msid }) => msid),
      ['mixedmslabel mixedlabelvideo0', 'x y'],
    );
  });
});

describe('the stream from Prosody', () => {
  it('falls into the same stanzas wherever it is cut', () => {
    const text = `<?xml version='1.0'?><stream:stream id='77' xmlns='jabber:component:accept'><handshake/><iq type='set' id='a&amp;b'><q>1 &lt; 2</q></iq><presence from='x'/></stream:stream>`;
    const property = fc.property(fc.array(fc.nat(text.length), { maxLength: 6 }), (cuts) => {
      const seen: string[] = [];
      const read = readStream({
        open: (id) => seen.push(id),
        element: (element: Element) => seen.push(element.toString()),
        close: () => seen.push('end'),
      });
      const at = [0, ...cuts.sort((one, other) => one - other), text.length];
      at.slice(1).forEach((end, index) => read(text.slice(at[index], end)));
      assert.deepEqual(seen, [
        '77',
        '<handshake/>',
        '<iq type="set" id="a&amp;b"><q>1 &lt; 2</q></iq>',
        '<presence from="x"/>',
        'end',
      ]);
    });
    fc.assert(property);
  });
});

describe('the bridge’s certificate', () => {
  it('is valid now, signs itself, and has the fingerprint that offers name', () => {
    const { certificate, key: privateKey, fingerprint } = createCertificate();
    const read = new X509Certificate(certificate);
    assert(read.verify(read.publicKey));
    assert.equal(read.fingerprint256, fingerprint);
    assert(Date.parse(read.validFrom) < Date.now() && Date.parse(read.validTo) > Date.now());
    assert.match(privateKey, /BEGIN PRIVATE KEY/u);
  });
});

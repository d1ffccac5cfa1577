import assert from 'node:assert/strict';
import type { Conference } from '../src/conference/conference.ts';
import type { ConferenceEvent, Participant, Reaction } from '../src/conference/events.ts';
import { reactionPace } from '../src/conference/pace.ts';
import { hands, headCount, refOf } from '../src/conference/selectors.ts';
import { apply, initialState, type ConferenceState } from '../src/conference/state.ts';

/** A conference, and hands for what the others in it do; each adapter's test makes one. */
export interface Rig {
  conference: Conference;
  /** Somebody comes in and sends sound and picture. */
  enter: (person: Participant) => void;
  leave: (id: string) => void;
  /** A moderator switches this person's microphone off. */
  muteMe: (by: string) => Promise<void>;
  /** Somebody who is in shows a reaction. */
  react: (id: string, reaction: Reaction) => void;
  /** Somebody asks this person to switch the microphone on, or lowers this person's hand. */
  askMe: (by: string) => void;
  lowerMyHand: (by: string) => void;
  /** Lets what is due happen. */
  settle: () => Promise<void>;
}

const guest: Participant = {
  id: 'guest',
  personId: 'person-guest',
  name: 'Zoë <i>M</i>',
  moderator: true,
  guest: false,
  self: false,
};

/** What every Conference does, whatever it stands on. `start` is called anew for each test. */
export function describeConference(name: string, start: () => Rig): void {
  describe(`${name} is a conference`, () => {
    let rig: Rig;
    let events: ConferenceEvent[];
    const state = (): ConferenceState => events.reduce(apply, initialState);
    const kinds = () => events.map((event) => event.kind);

    beforeEach(() => {
      events = [];
      rig = start();
      rig.conference.subscribe((event) => events.push(event));
    });
    afterEach(() => rig.conference.dispose());

    it('tells connecting, then capabilities, then joined with oneself', async () => {
      await rig.conference.join();
      const told = kinds().filter((k) => ['connecting', 'capabilities', 'joined'].includes(k));
      assert.deepEqual(told, ['connecting', 'capabilities', 'joined']);
      assert.equal(state().phase, 'joined');
      assert.equal(headCount(state()), 1);
      assert.deepEqual(state().capabilities, rig.conference.capabilities);
    });

    it('joins once when asked twice', async () => {
      await Promise.all([rig.conference.join(), rig.conference.join()]);
      assert.equal(kinds().filter((kind) => kind === 'joined').length, 1);
    });

    it('shows who comes, what they send, and forgets both when they leave', async () => {
      await rig.conference.join();
      rig.enter(guest);
      assert.deepEqual(state().participants.get('guest'), guest);
      for (const kind of ['audio', 'camera'] as const) assert.ok(refOf(state(), 'guest', kind));
      rig.leave('guest');
      await rig.settle();
      assert.equal(headCount(state()), 1);
      assert.equal(state().media.size, 0);
    });

    it('switches devices on and off, before joining and after', async () => {
      await rig.conference.setCamera(true);
      assert.equal(state().local.camera.status, 'on');
      await rig.conference.join();
      await rig.conference.setMicrophone(true);
      assert.equal(state().local.microphone.status, 'on');
      await rig.conference.setCamera(false);
      assert.deepEqual([state().local.camera.status, state().local.camera.ref], ['off', null]);
    });

    it('ends a hurry of presses as the last press says', async () => {
      await rig.conference.join();
      await Promise.all([true, false, true, false].map((on) => rig.conference.setMicrophone(on)));
      assert.equal(state().local.microphone.status, 'off');
    });

    it('shares and stops', async () => {
      await rig.conference.startShare();
      assert.equal(
        state().local.share.status,
        'off',
        'there is nobody to share with before joining',
      );
      await rig.conference.join();
      await rig.conference.startShare();
      assert.equal(state().local.share.status, 'on');
      await rig.conference.stopShare();
      assert.equal(state().local.share.status, 'off');
    });

    it('says who muted this person, until they unmute', async () => {
      await rig.conference.join();
      rig.enter(guest);
      await rig.conference.setMicrophone(true);
      await rig.muteMe('guest');
      assert.deepEqual(
        [state().local.microphone.status, state().local.microphone.mutedBy],
        ['off', 'guest'],
      );
      await rig.conference.setMicrophone(true);
      assert.equal(state().local.microphone.mutedBy, null);
    });

    it('raises and lowers the hand', async () => {
      await rig.conference.join();
      rig.conference.raiseHand(true);
      assert.deepEqual(
        hands(state()).map((p) => p.self),
        [true],
      );
      rig.conference.raiseHand(false);
      assert.deepEqual(hands(state()), []);
    });

    it('lets a host lower the hand', async () => {
      await rig.conference.join();
      rig.enter(guest);
      rig.conference.raiseHand(true);
      rig.lowerMyHand('guest');
      assert.deepEqual(hands(state()), []);
      rig.conference.raiseHand(true);
      rig.conference.lowerHand(null);
      assert.deepEqual(hands(state()), []);
    });

    it('tells what a host asks, until it is done', async () => {
      await rig.conference.join();
      rig.enter(guest);
      rig.askMe('guest');
      assert.deepEqual([state().asked?.medium, state().asked?.by], ['microphone', 'guest']);
      await rig.conference.setMicrophone(true);
      assert.equal(state().asked, null);
      rig.askMe('guest');
      assert.equal(state().asked, null, 'it is on already');
    });

    it('shows reactions, one’s own too, but no flood of them', async () => {
      assert.equal(rig.conference.react('like'), false);
      await rig.conference.join();
      rig.enter(guest);
      rig.react('guest', 'heart');
      assert.equal(rig.conference.react('applause'), true);
      const shown = state().reactions.map((r) => [r.participantId, r.reaction]);
      assert.deepEqual(shown, [
        ['guest', 'heart'],
        [state().selfId, 'applause'],
      ]);
      const flood = Array.from({ length: 20 }, () => rig.conference.react('like'));
      assert.equal(flood.filter(Boolean).length, reactionPace.limit - 1);
      const keys = state().reactions.map(({ key }) => key);
      assert.equal(new Set(keys).size, keys.length);
    });

    it('takes chat only while in, and shows one’s own words', async () => {
      assert.equal(rig.conference.sendChat('too early', null), false);
      await rig.conference.join();
      assert.equal(rig.conference.sendChat('  ', null), false);
      assert.equal(rig.conference.sendChat('你好 <b>', null), true);
      await rig.settle();
      assert.deepEqual(
        state().chat.map((m) => [m.text, m.mine, m.to]),
        [['你好 <b>', true, null]],
      );
    });

    it('shows one’s own private words with the names of those who read them', async () => {
      await rig.conference.join();
      rig.enter(guest);
      assert.equal(rig.conference.sendChat('nobody to read it', []), false);
      assert.equal(rig.conference.sendChat('psst', ['guest']), true);
      await rig.settle();
      assert.deepEqual(
        state().chat.map((m) => [m.text, m.mine, m.to]),
        [['psst', true, [{ id: 'guest', name: guest.name }]]],
      );
    });

    it('leaves with everything switched off, and can join again', async () => {
      await rig.conference.setMicrophone(true);
      await rig.conference.join();
      await rig.conference.leave();
      assert.equal(state().phase, 'left');
      assert.equal(kinds().at(-1), 'left');
      assert.equal(state().local.microphone.status, 'off');
      await rig.conference.leave();
      assert.equal(kinds().filter((kind) => kind === 'left').length, 1);
      await rig.conference.join();
      assert.equal(state().phase, 'joined');
    });

    it('says nothing more after dispose', async () => {
      await rig.conference.join();
      await rig.conference.dispose();
      const before = events.length;
      rig.conference.raiseHand(true);
      await rig.settle();
      assert.equal(events.length, before);
    });

    it('takes commands for what is not there without a word', async () => {
      await rig.conference.stopShare();
      rig.conference.muteParticipant('nobody', 'camera');
      rig.conference.ask('nobody', 'camera');
      rig.conference.lowerHand('nobody');
      rig.conference.setLayoutNeeds({
        stage: ['nobody'],
        stageHeight: 0,
        visible: [],
        tileHeight: 0,
      });
      assert.equal(rig.conference.streamOf('nothing'), null);
      await rig.conference.join();
      rig.conference.setLayoutNeeds({
        stage: ['nobody'],
        stageHeight: 0,
        visible: ['gone'],
        tileHeight: 180,
      });
      await rig.conference.chooseDevices({});
      assert.equal(state().phase, 'joined');
    });
  });
}

import assert from 'node:assert/strict';
import { describeConference } from '../../../test/conference-suite.ts';
import type { ConferenceEvent } from '../../conference/events.ts';
import {
  hands,
  headCount,
  isMuted,
  mediaNeedsVideobridge,
  mutedBy,
  stage,
} from '../../conference/selectors.ts';
import { apply, initialState } from '../../conference/state.ts';
import { FakeConference, createFakeConference, scripts, type ScriptName } from './index.ts';

const settle = () => Promise.resolve();

describeConference('the scripted meeting', () => {
  const conference = new FakeConference();
  return {
    conference,
    enter: (person) => conference.director.enter(person),
    leave: (id) => conference.director.leave(id),
    muteMe: (by) => {
      conference.muteSelf('microphone', by);
      return settle();
    },
    react: (id, reaction) => conference.director.react(id, reaction),
    askMe: (by) => conference.director.tell({ kind: 'asked', medium: 'microphone', by, at: 1 }),
    lowerMyHand: () => conference.raiseHand(false),
    settle,
  };
});

const play = async (name: ScriptName) => {
  const events: ConferenceEvent[] = [];
  const conference = createFakeConference(name, { now: () => 1_790_000_000_000 });
  conference.subscribe((event) => events.push(event));
  await conference.join();
  return { conference, state: () => events.reduce(apply, initialState) };
};

describe('scripts', () => {
  it('put in as many as their name says', async () => {
    const counts: Record<ScriptName, number> = {
      alone: 1,
      pair: 2,
      muted: 2,
      replaced: 2,
      seminar: 9,
      private: 9,
      weak: 9,
      class: 25,
      lecture: 40,
      'lecture-voices': 40,
      hall: 500,
      'hall-share': 500,
      shares: 9,
      sharing: 9,
      bridgeless: 3,
      deaf: 3,
      interrupted: 9,
    };
    for (const name of Object.keys(scripts) as ScriptName[]) {
      assert.equal(headCount((await play(name)).state()), counts[name], name);
    }
  });

  it('show a share on the stage, hands in order, and that a bridge is missing', async () => {
    assert.equal(stage((await play('lecture')).state())?.kind, 'share');
    assert.equal(hands((await play('seminar')).state()).length, 2);
    assert.equal(mediaNeedsVideobridge((await play('bridgeless')).state()), true);
    assert.equal((await play('interrupted')).state().phase, 'interrupted');
  });

  it('let the moderator mute and the network fail at any time', async () => {
    const { conference, state } = await play('pair');
    conference.muteParticipant('p000', 'microphone');
    assert.equal(isMuted(state(), 'p000', 'audio'), true);
    assert.equal(mutedBy(state(), 'p000', 'audio'), 'self');
    conference.director.tell({ kind: 'rejoining', attempt: 3 });
    assert.deepEqual([state().phase, state().attempt], ['interrupted', 3]);
  });
});

describe('a scripted failure', () => {
  it('ends joining as told', async () => {
    const events: ConferenceEvent[] = [];
    const conference = new FakeConference({ joinFails: 'full' });
    conference.subscribe((event) => events.push(event));
    await conference.join();
    assert.equal(events.reduce(apply, initialState).failure, 'full');
  });

  it('gives the device problem that was ordered', async () => {
    const events: ConferenceEvent[] = [];
    const conference = new FakeConference({ problems: { camera: 'busy' } });
    conference.subscribe((event) => events.push(event));
    await conference.setCamera(true);
    assert.equal(events.reduce(apply, initialState).local.camera.problem, 'busy');
  });
});

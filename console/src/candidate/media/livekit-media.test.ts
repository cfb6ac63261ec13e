import { describe, expect, it, vi } from 'vitest';
import { ApiProblem } from '../../api/problem';
import type { LiveKitTicket } from '../../api/types';
import { LiveKitMedia, type LiveKitMediaOptions } from './livekit-media';

type Listener = (...of: unknown[]) => void;

const EVENTS = {
  Disconnected: 'disconnected',
  TrackSubscribed: 'trackSubscribed',
  TrackUnsubscribed: 'trackUnsubscribed',
  Reconnecting: 'reconnecting',
  SignalReconnecting: 'signalReconnecting',
  Reconnected: 'reconnected',
};

/** A room that does what it is told, and the microphone tracks that were published in it. */
class FakeRoom {
  static all: FakeRoom[] = [];
  static refuse = 0;
  listeners = new Map<string, Listener[]>();
  published: unknown[] = [];
  muted: boolean[] = [];
  token = '';
  left = false;
  localParticipant = {
    publishTrack: async (track: unknown) => {
      this.published.push(track);
      return {
        audioTrack: { replaceTrack: async (other: unknown) => void this.published.push(other) },
        mute: async () => void this.muted.push(true),
        unmute: async () => void this.muted.push(false),
      };
    },
    unpublishTrack: async () => void this.published.push('unpublished'),
  };

  constructor() {
    FakeRoom.all.push(this);
  }

  on(event: string, listener: Listener): this {
    this.listeners.set(event, [...(this.listeners.get(event) ?? []), listener]);
    return this;
  }

  removeAllListeners(): void {
    this.listeners.clear();
  }

  async connect(_url: string, token: string): Promise<void> {
    if (FakeRoom.refuse-- > 0) throw new Error('no way through');
    this.token = token;
  }

  async disconnect(): Promise<void> {
    this.left = true;
  }

  tell(event: string, ...of: unknown[]): void {
    for (const listener of this.listeners.get(event) ?? []) listener(...of);
  }
}

const ticket = (token: string): LiveKitTicket => ({ url: 'ws://x', room_name: 'r', token, token_expires_at: '' });
const track = { id: 'microphone' } as MediaStreamTrack;
const voice = { kind: 'audio', mediaStreamTrack: { id: 'voice' } };

function call(more: Partial<LiveKitMediaOptions> = {}) {
  FakeRoom.all = [];
  FakeRoom.refuse = 0;
  const states: string[] = [];
  const options = {
    ticket: ticket('first'),
    renew: vi.fn(async () => ticket('fresh')),
    onState: (direction: string, state: string) => void states.push(`${direction} ${state}`),
    onVoice: vi.fn(),
    onRefused: vi.fn(),
    onTakenOver: vi.fn(),
    load: async () => ({ Room: FakeRoom, RoomEvent: EVENTS, Track: { Source: { Microphone: 'microphone' } } }) as never,
    ...more,
  };
  return { media: new LiveKitMedia(options), states, options };
}

async function inRoom(more: Partial<LiveKitMediaOptions> = {}) {
  const made = call(more);
  made.media.hear();
  made.media.speak(() => track);
  await vi.waitFor(() => expect(made.states).toContain('microphone connected'));
  FakeRoom.all[0]!.tell('trackSubscribed', voice);
  return { ...made, room: FakeRoom.all[0]! };
}

describe('a call over LiveKit', () => {
  it('publishes the microphone once and plays the voice', async () => {
    const { room, states, options } = await inRoom();
    expect(room.token).toBe('first');
    expect(room.published).toEqual([track]);
    expect(options.onVoice).toHaveBeenCalledWith(voice.mediaStreamTrack);
    expect(states).toEqual([
      'voice connecting',
      'microphone connecting',
      'microphone connected',
      'voice connected',
    ]);
  });

  it('shows what the library reconnects by itself', async () => {
    const { room, states } = await inRoom();
    states.length = 0;
    room.tell('reconnecting');
    room.tell('reconnected');
    expect(states).toEqual(['microphone reconnecting', 'voice reconnecting', 'microphone connected', 'voice connected']);
  });

  it('makes a new connection with a fresh ticket when the library gave up', async () => {
    const { room, states } = await inRoom();
    room.tell('disconnected', 14);
    await vi.waitFor(() => expect(FakeRoom.all[1]?.published).toEqual([track]));
    expect(FakeRoom.all[1]!.token).toBe('fresh');
    expect(room.left).toBe(true);
    FakeRoom.all[1]!.tell('trackSubscribed', voice);
    expect(states.at(-1)).toBe('voice connected');
  });

  it('plays the new agent’s voice in the same connection when the agent was replaced', async () => {
    const { media, room, states, options } = await inRoom();
    const next = { kind: 'audio', mediaStreamTrack: { id: 'voice of the next' } };
    room.tell('trackUnsubscribed', voice);
    media.agentKnowsUs();
    room.tell('trackSubscribed', next);
    expect(options.onVoice).toHaveBeenLastCalledWith(next.mediaStreamTrack);
    expect(states.slice(-2)).toEqual(['voice reconnecting', 'voice connected']);
    expect(FakeRoom.all).toHaveLength(1);
    expect(room.published).toEqual([track]);
  });

  it('tries again while there is no way to the server', async () => {
    vi.useFakeTimers();
    const { media, states } = call();
    FakeRoom.refuse = 3;
    media.speak(() => track);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(FakeRoom.all).toHaveLength(4);
    expect(states).toContain('microphone reconnecting');
    expect(FakeRoom.all[3]!.published).toEqual([track]);
    vi.useRealTimers();
  });

  it('gives way to another browser', async () => {
    const { room, options } = await inRoom();
    room.tell('disconnected', 2);
    await vi.waitFor(() => expect(options.onTakenOver).toHaveBeenCalled());
    expect(FakeRoom.all).toHaveLength(1);
  });

  it('says so when the interview gives no ticket any more', async () => {
    const over = new ApiProblem(409, 'INVALID_STATE', 'It is over.');
    const { room, options } = await inRoom({ renew: () => Promise.reject(over) });
    room.tell('disconnected', 5);
    await vi.waitFor(() => expect(options.onRefused).toHaveBeenCalledWith(over));
  });

  it('tells the room of a muted microphone, also one that was muted before', async () => {
    const { media, room } = await inRoom();
    media.setMuted(true);
    room.tell('disconnected', 14);
    await vi.waitFor(() => expect(FakeRoom.all[1]?.muted).toEqual([true]));
    media.setMuted(false);
    expect(room.muted).toEqual([true]);
    expect(FakeRoom.all[1]!.muted).toEqual([true, false]);
  });

  it('keeps the voice for who types, and speaks again', async () => {
    const { media, room, states } = await inRoom();
    media.stopSpeaking();
    await vi.waitFor(() => expect(room.published).toEqual([track, 'unpublished']));
    expect(states.at(-1)).toBe('microphone off');
    media.speak(() => track);
    await vi.waitFor(() => expect(states.at(-1)).toBe('microphone connected'));
    expect(FakeRoom.all).toHaveLength(1);
  });

  it('is silent after its close, and can begin anew', async () => {
    const { media, room, states } = await inRoom();
    media.close();
    expect(room.left).toBe(true);
    expect(states.slice(-2).sort()).toEqual(['microphone off', 'voice off']);
    media.speak(() => track);
    await vi.waitFor(() => expect(FakeRoom.all[1]?.published).toEqual([track]));
    expect(FakeRoom.all[1]!.token).toBe('fresh');
  });
});

import { describe, expect, it } from 'vitest';
import { NOT_CONNECTED, delayAfter, isTakenOver, laneOf } from './livekit-lanes';

const inRoom = { room: 'connected', speaking: true, published: true, voice: 'here' } as const;

describe('the lanes of one LiveKit connection', () => {
  it('are connected when the microphone is published and the voice arrives', () => {
    expect(laneOf('microphone', inRoom)).toBe('connected');
    expect(laneOf('voice', inRoom)).toBe('connected');
  });

  it('are connecting until then', () => {
    const entered = { ...inRoom, published: false, voice: 'none' } as const;
    expect(laneOf('microphone', entered)).toBe('connecting');
    expect(laneOf('voice', entered)).toBe('connecting');
  });

  it('both reconnect while the room is lost', () => {
    const lost = { ...inRoom, room: 'reconnecting' } as const;
    expect(laneOf('microphone', lost)).toBe('reconnecting');
    expect(laneOf('voice', lost)).toBe('reconnecting');
  });

  it('show an agent who is gone as a voice that reconnects', () => {
    expect(laneOf('voice', { ...inRoom, voice: 'gone' })).toBe('reconnecting');
  });

  it('leave the microphone off for who types', () => {
    const typing = { ...inRoom, speaking: false, published: false } as const;
    expect(laneOf('microphone', typing)).toBe('off');
    expect(laneOf('microphone', { ...typing, room: 'reconnecting' })).toBe('off');
    expect(laneOf('voice', typing)).toBe('connected');
    expect(laneOf('voice', NOT_CONNECTED)).toBe('off');
  });

  it('are given up only for another browser', () => {
    expect(isTakenOver(2)).toBe(true);
    expect([undefined, 1, 3, 4, 5, 14].some(isTakenOver)).toBe(false);
  });

  it('wait longer after each failure, and never very long', () => {
    expect(delayAfter(1)).toBe(800);
    expect(delayAfter(20)).toBe(5_000);
  });
});

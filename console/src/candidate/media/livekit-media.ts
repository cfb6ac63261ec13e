import type { LocalTrackPublication, RemoteTrack, Room } from 'livekit-client';
import { ApiProblem } from '../../api/problem';
import type { LiveKitTicket, MediaDirection } from '../../api/types';
import type { CallAudio } from './call-audio';
import type { LaneState } from './lane';
import { type Connection, NOT_CONNECTED, delayAfter, isTakenOver, laneOf } from './livekit-lanes';

type LiveKit = Pick<typeof import('livekit-client'), 'Room' | 'RoomEvent' | 'Track'>;

export interface LiveKitMediaOptions {
  ticket: LiveKitTicket;
  /** Asks for a fresh ticket: one is only good for a while, and the interview may be over. */
  renew: () => Promise<LiveKitTicket | undefined>;
  onState: (direction: MediaDirection, state: LaneState) => void;
  onVoice: (track: MediaStreamTrack) => void;
  onRefused: (problem: ApiProblem) => void;
  onTakenOver: () => void;
  /** For tests. */
  load?: () => Promise<LiveKit>;
}

const DIRECTIONS: MediaDirection[] = ['microphone', 'voice'];

/**
 * The audio of a call over a LiveKit server: one connection for both directions. LiveKit's library resumes what breaks
 * by itself; when it gives up, a new connection with a fresh ticket takes its place, until this is closed. Hearing or
 * speaking after that begins anew.
 */
export class LiveKitMedia implements CallAudio {
  private library?: LiveKit;
  private room?: Room;
  private publication?: LocalTrackPublication;
  private currentTrack: () => MediaStreamTrack | undefined = () => undefined;
  private connection = NOT_CONNECTED;
  private readonly shown = new Map<MediaDirection, LaneState>();
  /** The present run; each ends when it is not this any more. */
  private current?: object;
  private ticket?: LiveKitTicket;
  private muted = false;
  private wake?: () => void;

  constructor(private readonly options: LiveKitMediaOptions) {
    this.ticket = options.ticket;
  }

  hear(): void {
    this.start();
  }

  speak(currentTrack: () => MediaStreamTrack | undefined): void {
    this.currentTrack = currentTrack;
    this.start();
    this.set({ speaking: true });
    void this.publish();
  }

  replaceTrack(track: MediaStreamTrack): void {
    void this.publication?.audioTrack?.replaceTrack(track, true).catch(() => undefined);
  }

  setMuted(muted: boolean): void {
    this.muted = muted;
    const change = muted ? this.publication?.mute() : this.publication?.unmute();
    void change?.catch(() => undefined);
  }

  stopSpeaking(): void {
    this.set({ speaking: false });
    void this.unpublish();
  }

  retryNow(): void {
    this.wake?.();
  }

  /** The new agent comes into the same room, and its voice is played like the one before. */
  agentKnowsUs(): void {}

  close(): void {
    if (!this.current) return;
    this.current = undefined;
    this.wake?.();
    void this.drop();
    this.set(NOT_CONNECTED);
  }

  private start(): void {
    if (this.current) return;
    this.current = {};
    this.set({ room: 'connecting' });
    void this.run(this.current);
  }

  private async run(mine: object): Promise<void> {
    const over = () => this.current !== mine;
    let failures = 0;
    while (!over()) {
      try {
        const ticket = this.ticket ?? (await this.options.renew());
        this.ticket = undefined;
        if (!ticket || over()) return;
        const reason = await this.stay(ticket, over);
        if (over()) return;
        if (isTakenOver(reason)) return this.options.onTakenOver();
        failures = 0;
        this.set({ room: 'reconnecting' });
      } catch (fault) {
        if (over()) return;
        if (fault instanceof ApiProblem && !fault.transient) return this.options.onRefused(fault);
        failures++;
        this.set({ room: failures > 1 ? 'reconnecting' : this.connection.room });
        await this.pause(delayAfter(failures));
      }
      if (!over()) await this.drop();
    }
  }

  /** Is in the room until it is out of it again; the result says why. */
  private async stay(ticket: LiveKitTicket, over: () => boolean): Promise<number | undefined> {
    const { Room, RoomEvent } = (this.library ??= await (this.options.load ?? load)());
    if (over()) return undefined;
    const room = new Room({ adaptiveStream: false, dynacast: false, stopLocalTrackOnUnpublish: false });
    this.room = room;
    const gone = new Promise<number | undefined>((resolve) => {
      room.on(RoomEvent.Disconnected, (reason) => resolve(reason));
    });
    room.on(RoomEvent.TrackSubscribed, (track: RemoteTrack) => {
      if (track.kind !== 'audio') return;
      this.options.onVoice(track.mediaStreamTrack);
      this.set({ voice: 'here' });
    });
    room.on(RoomEvent.TrackUnsubscribed, (track: RemoteTrack) => {
      if (track.kind === 'audio') this.set({ voice: 'gone' });
    });
    for (const broken of [RoomEvent.Reconnecting, RoomEvent.SignalReconnecting] as const) {
      room.on(broken, () => this.set({ room: 'reconnecting' }));
    }
    room.on(RoomEvent.Reconnected, () => this.set({ room: 'connected' }));
    await room.connect(ticket.url, ticket.token);
    if (over()) return undefined;
    this.set({ room: 'connected' });
    await this.publish();
    return gone;
  }

  private async publish(): Promise<void> {
    const room = this.room;
    const track = this.currentTrack();
    if (!this.library || !room || !track || this.connection.room !== 'connected' || !this.connection.speaking) return;
    await this.unpublish();
    // LiveKit's own processing stays off: the microphone was opened, and checked, by this page.
    const publication = await room.localParticipant.publishTrack(track, {
      source: this.library.Track.Source.Microphone,
      dtx: true,
      red: true,
    });
    if (this.room !== room || !this.connection.speaking) return;
    this.publication = publication;
    if (this.muted) await publication.mute();
    this.set({ published: true });
  }

  private async unpublish(): Promise<void> {
    const track = this.publication?.audioTrack;
    this.publication = undefined;
    this.set({ published: false });
    if (track) await this.room?.localParticipant.unpublishTrack(track, false).catch(() => undefined);
  }

  private async drop(): Promise<void> {
    const room = this.room;
    this.room = undefined;
    this.publication = undefined;
    this.set({ published: false, voice: this.connection.voice === 'none' ? 'none' : 'gone' });
    room?.removeAllListeners();
    // The tracks belong to the page.
    await room?.disconnect(false).catch(() => undefined);
  }

  private set(part: Partial<Connection>): void {
    this.connection = { ...this.connection, ...part };
    for (const direction of DIRECTIONS) {
      const state = laneOf(direction, this.connection);
      if ((this.shown.get(direction) ?? 'off') === state) continue;
      this.shown.set(direction, state);
      this.options.onState(direction, state);
    }
  }

  private pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

/** A file of its own, which calls without LiveKit never load. */
function load(): Promise<LiveKit> {
  return import('livekit-client');
}

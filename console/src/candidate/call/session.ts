import type { CandidateApi } from '../../api/candidate';
import type { ApiProblem } from '../../api/problem';
import type { CandidateInterview, LiveKitTicket } from '../../api/types';
import { EventStream } from '../../live/event-stream';
import type { Store } from '../../ui/store';
import type { CallAudio } from '../media/call-audio';
import { CallMedia } from '../media/call-media';
import { LevelMeter, showLevel } from '../media/level-meter';
import { LiveKitMedia } from '../media/livekit-media';
import type { Microphone } from '../media/microphone';
import type { Speaker } from '../media/speaker';
import type { CallState, CandidateState } from '../state';
import { afterEvent } from './live';
import { isSessionLost } from './outbox';

export interface SessionOptions {
  api: CandidateApi;
  store: Store<CandidateState>;
  details: CandidateInterview;
  microphone: Microphone;
  speaker: Speaker;
  sessionId: string;
  /** The audio goes over a LiveKit server; absent when it goes to the agent directly. */
  ticket?: LiveKitTicket;
  lastEventId?: string;
  onEnded: (reason: string) => void;
  onEnding: (reason: string) => void;
  onTakenOver: () => void;
  /** Another process holds the interview: this page is to join it. */
  onMoved: (fence?: number) => void;
  /** The server does not accept this session (any more). */
  onLost: (problem: ApiProblem) => void;
  /** The server refuses this browser's audio. */
  onNoAudio: () => void;
}

const TYPING_EVERY_MS = 3_000;

/** One browser's time in the room: its event stream and its audio. After a loss a new session takes its place. */
export class CallSession {
  lastEventId?: string;
  private readonly media: CallAudio;
  private events?: EventStream;
  /** The newest stream, by a mark: it speaks before it can be kept. */
  private stream?: object;
  private meter?: LevelMeter;
  private closed = false;
  private typedAt = 0;

  constructor(private readonly options: SessionOptions) {
    this.lastEventId = options.lastEventId;
    this.media = options.ticket ? this.overLiveKit(options.ticket) : this.direct();
  }

  get id(): string {
    return this.options.sessionId;
  }

  start(): void {
    this.follow();
    if (this.options.store.state.mode === 'text') {
      this.say('text_mode');
    } else {
      this.hear();
      this.speak();
    }
  }

  /**
   * The agent knows this session (again): tells it that the page is here, and gives it the audio.
   *
   * @param moved it is another process than before
   */
  rejoined(moved: boolean): void {
    // The new stream is opened first, so that the page was never away.
    const before = this.events;
    this.follow();
    before?.close();
    if (this.options.store.state.mode === 'text') this.say('text_mode');
    else if (this.options.ticket) this.say('voice_mode');
    this.media.agentKnowsUs(moved);
  }

  private follow(): void {
    const { api, sessionId, store } = this.options;
    const mine = {};
    this.stream = mine;
    this.events = new EventStream({
      path: api.eventsPath(sessionId),
      authorization: api.http.authorization,
      lastEventId: this.lastEventId,
      onState: (events) => {
        // One that was replaced says nothing any more.
        if (this.stream === mine) this.call({ events });
      },
      onRefused: (problem) => this.lost(problem),
      onUnavailable: (problem) => this.unavailable(problem),
      onEvent: (event) => {
        if (event.id) this.lastEventId = event.id;
        const after = afterEvent(store.state.call, event, Date.now());
        this.call(after.call);
        if (after.signal?.kind === 'ended') this.options.onEnded(after.signal.reason);
        if (after.signal?.kind === 'ending') this.options.onEnding(after.signal.reason);
        if (after.signal?.kind === 'taken_over') this.options.onTakenOver();
        if (after.signal?.kind === 'moved') this.options.onMoved(after.signal.fence);
      },
    });
  }

  /** Plays the agent's voice. */
  hear(): void {
    this.media.hear();
  }

  /** Sends the microphone's sound; also the way back from typing. */
  speak(): void {
    // The agent sees no offer that tells it so.
    if (this.options.ticket) this.say('voice_mode');
    this.media.speak(() => {
      const track = this.options.microphone.track;
      if (track) track.enabled = !this.options.store.state.call.muted;
      return track;
    });
    this.measure();
  }

  /** The microphone is released; from now on the agent's words are shown and not spoken. */
  stopSpeaking(): void {
    this.say('text_mode');
    this.media.stopSpeaking();
    // A voice that does not come through must not hold up who types.
    if (this.options.store.state.call.voice !== 'connected') this.media.close(true);
    this.meter?.close();
    this.meter = undefined;
  }

  replaceTrack(track: MediaStreamTrack): void {
    track.enabled = !this.options.store.state.call.muted;
    this.media.replaceTrack(track);
    this.measure();
  }

  setMuted(muted: boolean): void {
    this.media.setMuted(muted);
  }

  typing(): void {
    const now = Date.now();
    if (now - this.typedAt < TYPING_EVERY_MS) return;
    this.typedAt = now;
    this.options.api.presence(this.id, 'typing').catch(() => undefined);
  }

  retryNow(): void {
    this.events?.retryNow();
    this.media.retryNow();
  }

  close(tellServer: boolean): void {
    this.closed = true;
    this.events?.close();
    this.media.close(tellServer);
    this.meter?.close();
    this.options.speaker.stop();
  }

  private measure(): void {
    this.meter?.close();
    const stream = this.options.microphone.media;
    this.meter = stream && new LevelMeter(stream, (level) => showLevel('microphone', level));
  }

  private direct(): CallAudio {
    const { api, sessionId, details, speaker } = this.options;
    return new CallMedia({
      api,
      sessionId,
      iceServers: details.ice_servers,
      onState: (direction, state) => this.call({ [direction]: state }),
      onVoice: (stream) => speaker.play(stream),
      onRefused: (problem) => this.refused(problem),
      onUnavailable: (problem) => this.unavailable(problem),
    });
  }

  private overLiveKit(ticket: LiveKitTicket): CallAudio {
    const { api, speaker, onTakenOver } = this.options;
    return new LiveKitMedia({
      ticket,
      renew: async () => (await api.find()).livekit,
      onState: (direction, state) => this.call({ [direction]: state }),
      onVoice: (track) => speaker.play(new MediaStream([track])),
      onRefused: (problem) => this.refused(problem),
      onTakenOver,
    });
  }

  private refused(problem: ApiProblem): void {
    if (isSessionLost(problem)) this.lost(problem);
    else if (!this.closed) this.options.onNoAudio();
  }

  /** Nobody is in the room, which a join mends; any other trouble of the server passes by itself. */
  private unavailable(problem: ApiProblem): void {
    if (problem.code === 'UNAVAILABLE') this.lost(problem);
  }

  private say(mode: 'text_mode' | 'voice_mode'): void {
    this.options.api.presence(this.id, mode).catch((problem: ApiProblem) => {
      if (!problem.transient) this.lost(problem);
    });
  }

  private lost(problem: ApiProblem): void {
    if (!this.closed) this.options.onLost(problem);
  }

  private call(part: Partial<CallState>): void {
    if (!this.closed) this.options.store.update((state) => ({ ...state, call: { ...state.call, ...part } }));
  }
}

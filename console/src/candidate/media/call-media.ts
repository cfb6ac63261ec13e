import type { CandidateApi } from '../../api/candidate';
import type { ApiProblem } from '../../api/problem';
import type { MediaDirection } from '../../api/types';
import type { CallAudio } from './call-audio';
import { Lane, type LaneState } from './lane';

export interface CallMediaOptions {
  api: CandidateApi;
  sessionId: string;
  iceServers: RTCIceServer[];
  onState: (direction: MediaDirection, state: LaneState) => void;
  onVoice: (stream: MediaStream) => void;
  onRefused: (problem: ApiProblem) => void;
  onUnavailable: (problem: ApiProblem) => void;
}

/**
 * The audio of a call: two connections, one per direction, because the agent's media engine needs an engine of its own
 * for each.
 */
export class CallMedia implements CallAudio {
  private microphone?: Lane;
  private voice?: Lane;
  private currentTrack: () => MediaStreamTrack | undefined = () => undefined;

  constructor(private readonly options: CallMediaOptions) {}

  hear(): void {
    this.voice = this.lane('voice', (connection) => {
      connection.addTransceiver('audio', { direction: 'recvonly' });
      connection.addEventListener('track', (event) => {
        this.options.onVoice(event.streams[0] ?? new MediaStream([event.track]));
      });
    });
  }

  speak(currentTrack: () => MediaStreamTrack | undefined): void {
    this.currentTrack = currentTrack;
    this.microphone?.close(true);
    this.microphone = this.lane('microphone', (connection) => {
      const track = currentTrack();
      connection.addTransceiver(track ?? 'audio', { direction: 'sendonly' });
      // Its closing is the fastest sign for the agent that this page is gone.
      connection.createDataChannel('liveness');
    });
  }

  replaceTrack(track: MediaStreamTrack): void {
    void this.microphone?.sender?.replaceTrack(track);
  }

  /** The page switches the track off, which is all there is to do. */
  setMuted(): void {}

  stopSpeaking(): void {
    this.microphone?.close(true);
    this.microphone = undefined;
  }

  retryNow(): void {
    this.microphone?.retryNow();
    this.voice?.retryNow();
  }

  agentKnowsUs(moved: boolean): void {
    if (this.microphone && (moved || !this.microphone.connected)) {
      // Its agent is gone: there is nobody to tell of the old connection.
      this.microphone.close(false);
      this.microphone = undefined;
      this.speak(this.currentTrack);
    }
    if (this.voice && (moved || !this.voice.connected)) {
      this.voice.close(false);
      this.hear();
    }
  }

  close(tellServer: boolean): void {
    this.microphone?.close(tellServer);
    this.voice?.close(tellServer);
    this.microphone = undefined;
    this.voice = undefined;
  }

  private lane(direction: MediaDirection, prepare: (connection: RTCPeerConnection) => void): Lane {
    const { api, sessionId, iceServers, onState, onRefused, onUnavailable } = this.options;
    const lane = new Lane({
      api,
      direction,
      sessionId,
      iceServers,
      prepare,
      onState: (state) => onState(direction, state),
      onRefused,
      onUnavailable,
    });
    lane.start();
    return lane;
  }
}

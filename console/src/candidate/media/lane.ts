import type { CandidateApi } from '../../api/candidate';
import { ApiProblem } from '../../api/problem';
import type { MediaDirection } from '../../api/types';

export type LaneState = 'off' | 'connecting' | 'connected' | 'reconnecting';

export interface LaneOptions {
  api: CandidateApi;
  direction: MediaDirection;
  sessionId: string;
  iceServers: RTCIceServer[];
  /** Prepares a fresh connection: adds the track to send, or the transceiver to receive. */
  prepare: (connection: RTCPeerConnection) => void;
  onState: (state: LaneState) => void;
  /** The server refused for good: the session is not the current one, or the interview is over. */
  onRefused: (problem: ApiProblem) => void;
  /** The server cannot serve now and says why; the lane tries again by itself. */
  onUnavailable?: (problem: ApiProblem) => void;
}

/** With no usable network interface a browser's gathering never ends. */
const GATHERING_MS = 2_000;
const CONNECT_MS = 10_000;
const RESTART_MS = 6_000;
/** A short `disconnected` heals by itself. */
const PATIENCE_MS = 1_500;
const MAX_DELAY_MS = 5_000;

/**
 * Keeps one direction of audio connected: offers once per connection (candidates are not trickled), restarts ICE when
 * the connection breaks, and makes a new connection when that does not help.
 */
export class Lane {
  private connection?: RTCPeerConnection;
  private location?: string;
  private closed = false;
  private wake?: () => void;

  constructor(private readonly options: LaneOptions) {}

  start(): void {
    void this.run();
  }

  /** The connection's sender, to replace its track. */
  get sender(): RTCRtpSender | undefined {
    return this.connection?.getSenders()[0];
  }

  get connected(): boolean {
    return this.connection?.connectionState === 'connected';
  }

  /** Closes at once; the server is told when `tellServer`. */
  close(tellServer: boolean): void {
    if (this.closed) return;
    this.closed = true;
    const location = this.location;
    this.drop();
    this.wake?.();
    if (tellServer && location) this.options.api.close(location).catch(() => undefined);
    this.options.onState('off');
  }

  /** Ends the wait before the next attempt. */
  retryNow(): void {
    this.wake?.();
  }

  private async run(): Promise<void> {
    let failures = 0;
    this.state('connecting');
    while (!this.closed) {
      try {
        await this.connect();
        failures = 0;
        do {
          this.state('connected');
          await this.broken();
          this.state('reconnecting');
        } while (!this.closed && (await this.restarted()));
      } catch (fault) {
        if (this.closed) return;
        failures++;
        this.state(failures > 1 ? 'reconnecting' : 'connecting');
        if (fault instanceof ApiProblem && !fault.transient) {
          this.options.onRefused(fault);
          return;
        }
        if (fault instanceof ApiProblem) this.options.onUnavailable?.(fault);
        await this.pause(Math.min(MAX_DELAY_MS, 400 * 2 ** failures));
      }
      this.drop();
    }
  }

  private async connect(): Promise<void> {
    const connection = new RTCPeerConnection({ iceServers: this.options.iceServers });
    this.connection = connection;
    this.location = undefined;
    this.options.prepare(connection);
    const offer = await this.offerOf(connection);
    const answer = await this.options.api.offer(this.options.direction, this.options.sessionId, offer);
    if (this.closed) return;
    this.location = answer.location;
    await connection.setRemoteDescription({ type: 'answer', sdp: answer.sdp });
    await this.until(connection, isConnected, CONNECT_MS);
  }

  /** True when an ICE restart on the same connection brought the audio back. */
  private async restarted(): Promise<boolean> {
    const connection = this.connection;
    if (!connection || !this.location || connection.connectionState === 'closed') return false;
    try {
      connection.restartIce();
      const answer = await this.options.api.restart(this.location, await this.offerOf(connection));
      await connection.setRemoteDescription({ type: 'answer', sdp: answer });
      await this.until(connection, isConnected, RESTART_MS);
      return !this.closed;
    } catch {
      return false;
    }
  }

  private async offerOf(connection: RTCPeerConnection): Promise<string> {
    await connection.setLocalDescription(await connection.createOffer());
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, GATHERING_MS);
      const look = () => {
        if (connection.iceGatheringState !== 'complete') return;
        clearTimeout(timer);
        resolve();
      };
      connection.addEventListener('icegatheringstatechange', look);
      look();
    });
    return connection.localDescription?.sdp ?? '';
  }

  private async broken(): Promise<void> {
    const connection = this.connection!;
    for (;;) {
      await this.until(connection, (state) => !isConnected(state));
      if (this.closed || connection.connectionState !== 'disconnected') return;
      const healed = await this.until(connection, (state) => state !== 'disconnected', PATIENCE_MS).then(
        () => isConnected(connection.connectionState),
        () => false,
      );
      if (!healed) return;
    }
  }

  /** Resolves when the connection's state is wanted or this lane is closed; rejects after `limit` or when it failed. */
  private until(
    connection: RTCPeerConnection,
    wanted: (state: RTCPeerConnectionState) => boolean,
    limit?: number,
  ): Promise<void> {
    return new Promise((resolve, reject) => {
      const done = (end: () => void) => {
        clearTimeout(timer);
        connection.removeEventListener('connectionstatechange', look);
        end();
      };
      const timer = limit === undefined ? undefined : setTimeout(() => done(() => reject(new Error('too slow'))), limit);
      const look = () => {
        if (this.closed || wanted(connection.connectionState)) done(resolve);
        else if (connection.connectionState === 'failed' || connection.connectionState === 'closed') {
          done(() => reject(new Error(connection.connectionState)));
        }
      };
      connection.addEventListener('connectionstatechange', look);
      look();
    });
  }

  private drop(): void {
    this.connection?.close();
    this.connection = undefined;
    this.location = undefined;
  }

  private state(state: LaneState): void {
    if (!this.closed) this.options.onState(state);
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

function isConnected(state: RTCPeerConnectionState): boolean {
  return state === 'connected';
}

/** The audio of a call, whatever carries it. */
export interface CallAudio {
  /** Plays the agent's voice. */
  hear(): void;
  /** Sends the microphone's sound; the track is asked for again with each new connection. */
  speak(currentTrack: () => MediaStreamTrack | undefined): void;
  replaceTrack(track: MediaStreamTrack): void;
  setMuted(muted: boolean): void;
  stopSpeaking(): void;
  /** Ends the wait before the next attempt to connect. */
  retryNow(): void;
  /**
   * The interview's agent knows this page (again).
   *
   * @param moved it is another process, so that connections that still look good lead nowhere
   */
  agentKnowsUs(moved: boolean): void;
  close(tellServer: boolean): void;
}

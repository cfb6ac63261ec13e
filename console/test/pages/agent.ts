import type { BrowserContext, Page } from 'playwright-core';
import type { MockServer } from '../mock/server';

interface Peer {
  connections: Map<string, RTCPeerConnection>;
  liveness: string;
  microphoneLevel: () => Promise<number>;
}

/**
 * Plays the agent's end of both connections in another page of the same browser: answers offers, sends a tone as its
 * voice, and measures what comes from the microphone.
 */
export class AgentPage {
  private constructor(private readonly page: Page) {}

  static async open(context: BrowserContext, server: MockServer, url: string): Promise<AgentPage> {
    const page = await context.newPage();
    await page.goto(`${url}/agent`);
    await page.evaluate(installPeer);
    server.onOffer = (direction, resource, sdp) =>
      page.evaluate(
        ([way, id, offer]) => (window as unknown as { answer: (...of: string[]) => Promise<string> }).answer(way!, id!, offer!),
        [direction, resource, sdp],
      );
    return new AgentPage(page);
  }

  liveness(): Promise<string> {
    return this.page.evaluate(() => (window as unknown as { peer: Peer }).peer.liveness);
  }

  /** Packets that came from the page's microphone. */
  packets(): Promise<number> {
    return this.page.evaluate(() => (window as unknown as { peer: Peer }).peer.microphoneLevel());
  }

  /** The agent's process is gone: its connections close without a word over HTTP. */
  async drop(): Promise<void> {
    await this.page.evaluate(() => {
      const { connections } = (window as unknown as { peer: Peer }).peer;
      for (const connection of connections.values()) connection.close();
      connections.clear();
    });
  }
}

/** Runs in the agent's page. */
function installPeer(): void {
  const peer: Peer = {
    connections: new Map(),
    liveness: 'none',
    async microphoneLevel() {
      let packets = 0;
      for (const connection of this.connections.values()) {
        for (const report of (await connection.getStats()).values()) {
          if (report.type === 'inbound-rtp') packets += report.packetsReceived;
        }
      }
      return packets;
    },
  };
  const target = window as unknown as { peer: Peer; answer: (direction: string, id: string, sdp: string) => Promise<string> };
  target.peer = peer;
  target.answer = async (direction, id, sdp) => {
    let connection = peer.connections.get(id);
    if (!connection) {
      connection = new RTCPeerConnection();
      peer.connections.set(id, connection);
      connection.ondatachannel = ({ channel }) => {
        peer.liveness = channel.label;
        channel.onclose = () => (peer.liveness = 'closed');
      };
    }
    await connection.setRemoteDescription({ type: 'offer', sdp });
    if (direction === 'voice' && connection.getSenders().every((sender) => !sender.track)) {
      const context = new AudioContext();
      const tone = context.createOscillator();
      const out = context.createMediaStreamDestination();
      tone.connect(out);
      tone.start();
      const transceiver = connection.getTransceivers()[0]!;
      transceiver.direction = 'sendonly';
      await transceiver.sender.replaceTrack(out.stream.getAudioTracks()[0]!);
    }
    await connection.setLocalDescription(await connection.createAnswer());
    while (connection.iceGatheringState !== 'complete') await new Promise((done) => setTimeout(done, 20));
    return connection.localDescription!.sdp;
  };
}

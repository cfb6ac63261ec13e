import { type ChildProcess, spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { createRequire } from 'node:module';
import { homedir, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import type { LiveKitTicket } from '../../src/api/types';

const CACHE = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
const BINARY = resolve(CACHE, 'recruiterbrain-voice/servers/livekit-server-1.13.5/server');
const CLIENT = createRequire(import.meta.url).resolve('livekit-client').replace(/[^/\\]+$/, 'livekit-client.umd.js');
const KEY = 'devkey';
const SECRET = 'secret-of-a-server-that-runs-in-tests-only';
export const ROOM = 'interview-1';

/** A real LiveKit server on loopback; it may be killed and started again on the same ports. */
export class LiveKitServer {
  private process?: ChildProcess;

  private constructor(
    private readonly port: number,
    private readonly config: string,
  ) {}

  static async start(): Promise<LiveKitServer> {
    if (!existsSync(BINARY)) throw new Error('The LiveKit server is not installed; run .ci/servers.sh livekit');
    const [port, media] = [await freePort(), await freePort()];
    const config = join(mkdtempSync(join(tmpdir(), 'livekit-')), 'livekit.yaml');
    writeFileSync(
      config,
      [
        `port: ${port}`,
        'bind_addresses: ["127.0.0.1"]',
        `rtc: {udp_port: ${media}, tcp_port: 0, use_external_ip: false, node_ip: 127.0.0.1, enable_loopback_candidate: true, interfaces: {includes: [lo]}}`,
        `keys: {${KEY}: ${SECRET}}`,
        'logging: {level: warn}',
      ].join('\n'),
    );
    const server = new LiveKitServer(port, config);
    await server.startAgain();
    return server;
  }

  async startAgain(): Promise<void> {
    this.process = spawn(BINARY, ['--config', this.config], { stdio: 'ignore' });
    for (let attempt = 0; attempt < 300; attempt++) {
      const answer = await fetch(`http://127.0.0.1:${this.port}/`).catch(() => undefined);
      if (answer?.ok) return;
      await new Promise((done) => setTimeout(done, 100));
    }
    throw new Error('The LiveKit server did not start.');
  }

  /** At once, as `kill -9` does. */
  async kill(): Promise<void> {
    const running = this.process;
    this.process = undefined;
    if (!running || running.exitCode !== null) return;
    const gone = new Promise((done) => running.once('exit', done));
    running.kill('SIGKILL');
    await gone;
  }

  ticket(identity: string): LiveKitTicket {
    const now = Math.floor(Date.now() / 1000);
    const claims = { iss: KEY, sub: identity, nbf: now - 60, exp: now + 3600, video: { roomJoin: true, room: ROOM } };
    const head = `${base64({ alg: 'HS256', typ: 'JWT' })}.${base64(claims)}`;
    return {
      url: `ws://127.0.0.1:${this.port}`,
      room_name: ROOM,
      token: `${head}.${createHmac('sha256', SECRET).update(head).digest('base64url')}`,
      token_expires_at: new Date((now + 3600) * 1000).toISOString(),
    };
  }
}

interface Agent {
  connect: (url: string, token: string) => Promise<void>;
  packets: () => Promise<number>;
  muted: () => boolean | undefined;
  candidates: () => number;
}

type AgentWindow = { agent: Agent; LivekitClient: typeof import('livekit-client') };

/** The agent in the room, in another page of the same browser: sends a tone, measures what comes from the microphone. */
export class LiveKitAgent {
  private constructor(
    private readonly page: Page,
    private readonly server: LiveKitServer,
  ) {}

  static async join(context: BrowserContext, server: LiveKitServer, url: string): Promise<LiveKitAgent> {
    const page = await context.newPage();
    await page.goto(`${url}/agent`);
    await page.addScriptTag({ path: CLIENT });
    await page.evaluate(installAgent);
    const agent = new LiveKitAgent(page, server);
    await agent.connect();
    return agent;
  }

  /** Also again, after the server lost its rooms. */
  async connect(): Promise<void> {
    const { url, token } = this.server.ticket('agent-1');
    await this.page.evaluate(([to, by]) => (window as unknown as AgentWindow).agent.connect(to!, by!), [url, token]);
  }

  packets(): Promise<number> {
    return this.page.evaluate(() => (window as unknown as AgentWindow).agent.packets());
  }

  muted(): Promise<boolean | undefined> {
    return this.page.evaluate(() => (window as unknown as AgentWindow).agent.muted());
  }

  candidates(): Promise<number> {
    return this.page.evaluate(() => (window as unknown as AgentWindow).agent.candidates());
  }
}

/** Runs in the agent's page. */
function installAgent(): void {
  const target = window as unknown as AgentWindow;
  let room: import('livekit-client').Room | undefined;
  const publications = () => [...(room?.remoteParticipants.values() ?? [])].flatMap((one) => [...one.audioTrackPublications.values()]);
  target.agent = {
    async connect(url, token) {
      await room?.disconnect();
      room = new target.LivekitClient.Room();
      await room.connect(url, token);
      const sound = new AudioContext();
      const tone = sound.createOscillator();
      const out = sound.createMediaStreamDestination();
      tone.connect(out);
      tone.start();
      await room.localParticipant.publishTrack(out.stream.getAudioTracks()[0]!, { dtx: false });
    },
    async packets() {
      let packets = 0;
      for (const { track } of publications()) {
        const stats = await track?.getRTCStatsReport();
        for (const report of stats?.values() ?? []) if (report.type === 'inbound-rtp') packets += report.packetsReceived;
      }
      return packets;
    },
    muted: () => publications()[0]?.isMuted,
    candidates: () => room?.remoteParticipants.size ?? 0,
  };
}

function base64(claims: object): string {
  return Buffer.from(JSON.stringify(claims)).toString('base64url');
}

function freePort(): Promise<number> {
  return new Promise((found) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => found(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

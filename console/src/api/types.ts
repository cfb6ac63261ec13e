/** The shapes of the REST API (`/openapi.yaml` decides), as far as the pages use them. Times are ISO 8601 in UTC. */

export type InterviewState =
  | 'scheduled'
  | 'waiting'
  | 'in_progress'
  | 'recovering'
  | 'completed'
  | 'evaluated'
  | 'cancelled'
  | 'expired'
  | 'abandoned'
  | 'failed';

export type Speaker = 'agent' | 'candidate';
export type AgentState = 'initializing' | 'listening' | 'thinking' | 'speaking' | 'closed';

export type TurnKind =
  | 'greeting'
  | 'question'
  | 'follow_up'
  | 'repeat'
  | 'nudge'
  | 'remark'
  | 'closing'
  | 'answer'
  | 'skip'
  | 'request';

export interface Turn {
  turn_no: number;
  speaker: Speaker;
  kind: TurnKind;
  text: string;
  question_no?: number;
  interrupted: boolean;
  typed: boolean;
  started_at: string;
  ended_at: string;
  /** Of the typed messages in it; in `turn.saved` only, and absent from older servers. */
  message_ids?: string[];
}

// Live updates, as in the SSE streams.

export interface CaptionUpdate {
  segment_id: string;
  speaker: Speaker;
  text: string;
  final: boolean;
  /** Of the agent that says so; absent from older servers. */
  fence?: number;
}

export interface ProgressUpdate {
  question_no: number;
  question_count: number;
  remaining_seconds: number;
}

/** A durable event in CloudEvents' words. */
export interface DurableEvent<T = Record<string, unknown>> {
  id: string;
  type: string;
  subject: string;
  time: string;
  data: T;
}

/** The data of `interview.incident`: a fault that was survived. Recruiters only. */
export interface IncidentData {
  kind: string;
  text: string;
  port?: string;
  provider?: string;
  /** Who serves instead; the same one when it was asked again. */
  next?: string;
}

// Recruiter.

export interface CandidateData {
  candidate_id?: string;
  name: string;
  email?: string;
  resume?: string;
}

export interface JobData {
  job_id?: string;
  title: string;
  company?: string;
  description: string;
}

export interface OwnQuestion {
  text: string;
  competence?: string;
  follow_ups?: string[];
  rubric?: string[];
}

export interface StartRequest {
  candidate: CandidateData;
  job: JobData;
  question_count?: number;
  minutes?: number;
  questions?: OwnQuestion[];
  link_expires_in_hours?: number;
}

export interface StartResponse {
  interview_id: string;
  state: InterviewState;
  candidate_url: string;
  link_expires_at: string;
  room_name: string;
  created_at: string;
}

export interface InterviewSummary {
  interview_id: string;
  state: InterviewState;
  candidate_name: string;
  candidate_id?: string;
  job_title: string;
  job_id?: string;
  company?: string;
  question_no: number;
  question_count: number;
  turn_count: number;
  created_at: string;
  link_expires_at: string;
  started_at?: string;
  ended_at?: string;
  end_reason?: string;
  evaluation_ready: boolean;
  decision?: Outcome;
}

export interface InterviewList {
  interviews: InterviewSummary[];
  next_cursor?: string;
}

export interface PlannedQuestion {
  question_no: number;
  question_id: string;
  text: string;
  competence: string;
  kind: 'technical' | 'behavioural';
  seconds: number;
  follow_ups: string[];
  rubric: string[];
}

export type Outcome = 'advance' | 'hold' | 'reject';

export interface Decision {
  decided_by: string;
  outcome: Outcome;
  reason: string;
  decided_at: string;
}

export interface Interview {
  /** The candidate waits for a room; 1 for who is next. */
  queue_position?: number;
  interview_id: string;
  state: InterviewState;
  candidate: CandidateData;
  job: JobData;
  question_count: number;
  max_duration_seconds: number;
  plan: PlannedQuestion[];
  consent?: { version: string; sha256: string; accepted_at: string };
  decision?: Decision;
  candidate_url?: string;
  own_questions: OwnQuestion[];
  room_name: string;
  created_at: string;
  link_expires_at: string;
  started_at?: string;
  ended_at?: string;
  end_reason?: string;
  turn_count: number;
  question_no: number;
  evaluation_ready: boolean;
}

export interface Transcript {
  interview_id: string;
  turns: Turn[];
}

export type Recommendation = 'advance' | 'consider' | 'do_not_advance' | 'not_enough_evidence';

export interface Quote {
  turn_no: number;
  text: string;
}

export interface QuestionScore {
  question_no: number;
  question_id: string;
  question: string;
  competence: string;
  level?: number;
  level_text?: string;
  reason: string;
  quotes: Quote[];
}

export interface CompetenceScore {
  competence: string;
  level: number;
  questions: number;
}

/** What the language model's provider counted for the whole interview. */
export interface Usage {
  calls: number;
  input_tokens: number;
  output_tokens: number;
  /** In the currency of the configured prices. */
  cost?: number;
}

export interface Evaluation {
  interview_id: string;
  overall?: number;
  recommendation: Recommendation;
  questions: QuestionScore[];
  competences: CompetenceScore[];
  strengths: string[];
  gaps: string[];
  source: { provider: string; model: string; prompt_hash: string; rubric_version: string; by_rules: boolean; usage?: Usage };
  created_at: string;
}

export interface SearchFilter {
  interview_id?: string;
  job_id?: string;
  candidate_id?: string;
  speaker?: Speaker;
  from?: string;
  to?: string;
}

export interface SearchHit {
  score: number;
  interview_id: string;
  candidate_name: string;
  job_title: string;
  turn: Turn;
  question?: string;
  context: Turn[];
}

export interface SearchResults {
  hits: SearchHit[];
  pending_turns: number;
}

export interface PortStatus {
  port: string;
  adapter: string;
  embedded: boolean;
  setting: string;
  problem?: string;
}

export type HealthStatus = 'up' | 'degraded' | 'down';

export interface ModuleStatus {
  module: string;
  /** Absent when it does not answer. */
  node_id?: string;
  status: HealthStatus;
  ports: PortStatus[];
  figures: Record<string, number>;
}

export interface SystemStatus {
  version: string;
  node_id: string;
  started_at: string;
  uptime_seconds: number;
  status: HealthStatus;
  modules: ModuleStatus[];
}

export interface ClusterMember {
  node_id: string;
  version?: string;
  roles: string[];
  draining: boolean;
  /** Name on its leases; members with an agent only, as the following. */
  owner?: string;
  rooms?: number;
  cap?: number;
  store?: 'reachable' | 'away' | 'unknown';
}

export interface HeldLease {
  interview_id: string;
  owner: string;
  fence: number;
}

/** What cannot be asked now is absent. */
export interface ClusterStatus {
  node_id: string;
  rooms: number;
  cap: number;
  waiting?: number;
  members: ClusterMember[];
  leases?: HeldLease[];
  outbox?: { turns?: number; oldest_seconds?: number; events?: number };
}

// Candidate.

export interface CandidateInterview {
  interview_id: string;
  state: InterviewState;
  candidate_name: string;
  job_title: string;
  company?: string;
  /** When the conversation began; absent in one that ended before it. */
  started_at?: string;
  question_count: number;
  max_duration_seconds: number;
  consent: { version: string; text: string; sha256: string; accepted_at?: string };
  ice_servers: RTCIceServer[];
  transport: string;
  /** With the transport `livekit`, from the consent on. */
  livekit?: LiveKitTicket;
  demo_hint?: string;
}

/** Every room is taken: the page asks again with the session, and keeps its place by that. */
export interface QueuedResponse {
  queued: true;
  position: number;
  retry_after_seconds: number;
  session_id: string;
}

export interface JoinResponse {
  queued?: undefined;
  session_id: string;
  transport: string;
  livekit?: LiveKitTicket;
}

/** What opens the room of a LiveKit server. */
export interface LiveKitTicket {
  url: string;
  room_name: string;
  token: string;
  token_expires_at: string;
}

export type MediaDirection = 'microphone' | 'voice';

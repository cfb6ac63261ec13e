import { KEY, SCHEDULED, TOKEN } from './fixtures';
import { MockServer } from './server';

// For a look at the pages without a server: `npm run mock`.
const url = await new MockServer().start(Number(process.env['PORT'] ?? 8001));
console.log(`Recruiter: ${url}/console/#key=${KEY}\nCandidate: ${url}/i/${SCHEDULED}#${TOKEN}`);

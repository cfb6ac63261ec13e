// An extension over the event-bus bridge: follows all events from a cursor, and masks e-mail addresses before turns are stored.
//   RBV_API_KEY=rbv_... node --experimental-websocket extension.mjs        (Node.js 20 or newer)
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';

const url = (process.env.RBV_URL ?? 'http://localhost:8000').replace(/^http/, 'ws') + '/extensions/websocket';
const cursorFile = process.env.CURSOR_FILE ?? 'extension.cursor';
if (!process.env.RBV_API_KEY || typeof WebSocket === 'undefined') {
  console.error('Set RBV_API_KEY to an API key, and start with: node --experimental-websocket extension.mjs');
  process.exit(1);
}
let cursor = existsSync(cursorFile) ? Number(readFileSync(cursorFile, 'utf8')) : 0;

function take(event) {
  // A copy of your data belongs here, in one transaction with the cursor. Turn texts are candidate data: they are not printed.
  console.log(event.sequence, event.type, event.subject);
  cursor = event.sequence;
  writeFileSync(cursorFile + '.new', String(cursor));
  renameSync(cursorFile + '.new', cursorFile);
}

function screen(turn) {
  const text = turn.text.replace(/[\w.+-]+@[\w-]+(\.[\w-]+)+/g, '[email]');
  return { interviewId: turn.interviewId, turnNo: turn.turnNo, text, flags: text === turn.text ? [] : ['email'] };
}

function connect() {
  const socket = new WebSocket(url, { headers: { Authorization: `Bearer ${process.env.RBV_API_KEY}` } });
  socket.binaryType = 'arraybuffer';
  const send = frame => socket.readyState === WebSocket.OPEN && socket.send(JSON.stringify(frame));
  let reading = false;
  let again = false;
  const read = () => {
    again = reading;
    if (!reading) {
      reading = true;
      send({ type: 'send', address: 'persistence.event.find', replyAddress: 'page', body: { afterSequence: cursor } });
    }
  };
  // Also what the bus lost comes, and the node knows that we are alive.
  const timer = setInterval(() => { send({ type: 'ping' }); read(); }, 5000);

  socket.onopen = () => {
    send({ type: 'register', address: 'interview.events' });
    send({ type: 'register', address: 'extension.screen_turn' });
    console.log('connected');
    read();
  };
  socket.onmessage = ({ data }) => {
    const frame = JSON.parse(typeof data === 'string' ? data : new TextDecoder().decode(data));
    if (frame.address === 'page') {
      reading = false;
      const events = frame.body?.events ?? []; // none when the store is away
      events.forEach(take);
      if (events.length > 0 || again) read();
    } else if (frame.address === 'interview.events') {
      read(); // a published event only says that there is something to read: so nothing is missed or taken twice
    } else if (frame.address === 'extension.screen_turn') {
      send({ type: 'send', address: frame.replyAddress, body: screen(frame.body) });
    }
  };
  socket.onerror = () => console.error(`No connection to ${url}: is a node there, and does it know this RBV_API_KEY? Trying again.`);
  socket.onclose = () => { clearInterval(timer); setTimeout(connect, 1000); };
}
connect();

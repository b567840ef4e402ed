// Tests against Liên Thông in one line: a fresh world, its clock, officers and journal. Node 18 or later, no packages.
//
//   import { connect } from './lienthong-testing.mjs';
//   await connect('http://127.0.0.1:8080').withFreshWorld(async (world) => {
//     const { persons } = await world.call('population.v1.PopulationService/ListPersons', { pageSize: 1 });
//     await world.advance({ workingDays: 2 });
//   });
//
// Requests and answers are proto3 JSON: names in lowerCamelCase, 64-bit integers as strings, enums by name.
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline';

const CONTROL = 'control.v1.ControlService';
const CHECK = 'control.v1.CheckService';
const RETRY_INFO = 'google.rpc.RetryInfo';
// A world that a killed test leaves behind goes by itself.
const WORLD_LIFE = '3600s';

// A call that did not succeed.
//   code              of Connect, such as 'invalid_argument'
//   reason, metadata  of the catalogue, such as 'PERSONAL_NUMBER_NOT_12_DIGITS' and { field: 'pin' }; else '' and {}
//   fields            what is wrong with which field, by path
//   retryAfterSeconds when waiting helps; else undefined
//   texts             the sentence for people, { vi, en }
export class Refusal extends Error {
  constructor(method, { code = 'unknown', message = '', details = [] }) {
    super(`${method}: ${code}: ${message}`);
    this.name = 'Refusal';
    this.method = method;
    this.code = code;
    const bodiesOf = (type) => details.filter((detail) => detail.type === type).map((detail) => detail.debug ?? {});
    const [info = {}] = bodiesOf('google.rpc.ErrorInfo');
    this.reason = info.reason ?? '';
    this.metadata = info.metadata ?? {};
    this.fields = Object.fromEntries(bodiesOf('google.rpc.BadRequest')
      .flatMap((body) => body.fieldViolations ?? []).map(({ field, description }) => [field, description]));
    this.retryAfterSeconds = bodiesOf(RETRY_INFO).map((body) => parseFloat(body.retryDelay))[0];
    this.texts = Object.fromEntries(bodiesOf('google.rpc.LocalizedMessage').map(({ locale, message: text }) => [locale, text]));
  }
}

// `method` as in 'population.v1.PopulationService/GetPerson', with or without 'lienthong.' before it.
const pathOf = (method) => (method.startsWith('lienthong.') ? method : `lienthong.${method}`);

async function post(http, method, message, headers) {
  const response = await fetch(`${http}/${pathOf(method)}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(message),
  });
  const body = await response.json();
  if (!response.ok) throw new Refusal(method, body);
  return body;
}

export class World {
  constructor(town, name, headers) {
    this.town = town;
    this.name = name;
    this.headers = { ...headers, 'lienthong-world': name };
  }

  // A call of any method of any agency, or of the gateway, in this world. A change wants a requestId.
  call(method, message = {}, headers = {}) {
    return post(this.town.http, method, message, { ...this.headers, ...headers });
  }

  // The same world seen by another caller: callingAs('my-shop', { 'lienthong-purpose': '037' }).
  callingAs(caller, headers = {}) {
    return new World(this.town, this.name, { ...this.headers, ...headers, 'lienthong-caller': caller });
  }

  // The messages of a stream, such as gateway.v1.GatewayService/WatchDossier, until it ends.
  async* watch(method, message = {}, { signal } = {}) {
    const query = `stream&message=${encodeURIComponent(JSON.stringify(message))}`;
    const response = await fetch(`${this.town.http}/${pathOf(method)}?${query}`, { headers: this.headers, signal });
    if (!response.ok) throw new Refusal(method, await response.json());
    for await (const { event, data } of serverSentEvents(response.body)) {
      const body = JSON.parse(data);
      if (event === 'end' && body.error) throw new Refusal(method, body.error);
      if (event === 'end') return;
      yield body;
    }
  }

  // Life.

  // A copy with everything that happened so far; what happens in it stays in it.
  async fork(name = `${this.name.slice(0, 26)}-${randomUUID()}`) {
    const { world } = await this.town.control('ForkWorld', { source: this.name, name });
    return new World(this.town, world.name, this.headers);
  }

  reset() {
    return this.town.control('ResetWorld', { world: this.name });
  }

  delete() {
    return this.town.control('DeleteWorld', { world: this.name });
  }

  // Clock.

  async now() {
    const { clock } = await this.town.call(`${CONTROL}/GetClock`, { world: this.name });
    return new Date(clock.now);
  }

  // Moves the clock and does what falls due on the way: one of { seconds }, { workingDays }, { to: Date },
  // { untilIdle: true }. The new time.
  async advance({ seconds, workingDays, to, untilIdle }) {
    const how = { world: this.name, workingDays, untilIdle, to: to?.toISOString() };
    if (seconds !== undefined) how.to = new Date((await this.now()).getTime() + seconds * 1000).toISOString();
    for (;;) {
      const { clock, complete } = await this.town.control('AdvanceClock', how);
      if (complete) return new Date(clock.now);
      if (workingDays) throw new Error(`world ${this.name}: too much fell due within ${workingDays} working days`);
    }
  }

  // Officers.

  // Replaces all policies (control.v1.OfficerPolicy); none: everybody decides at once by the rules.
  setOfficers(...officers) {
    return this.town.control('SetOfficers', { world: this.name, officers });
  }

  // Journal.

  // Every line, or those of a method (its end is enough), an agency, a caller. Bodies are base64.
  async journal({ method = '', agency = '', caller = '', canonical = false } = {}) {
    const entries = [];
    let pageToken = '';
    do {
      const page = await this.town.call(`${CONTROL}/ListJournal`,
        { world: this.name, method, agency, caller, canonical, pageSize: 1000, pageToken });
      entries.push(...page.entries);
      pageToken = page.nextPageToken;
    } while (pageToken);
    return entries;
  }

  // Coherence.

  // Where the registers of this world disagree; empty when they tell one story.
  async violations() {
    const { violations } = await this.town.call(`${CHECK}/CheckWorld`, { world: this.name });
    return violations.map(({ invariant, agency, text }) => `${invariant} at ${agency}: ${text.en}`);
  }
}

export class Town {
  #process;

  constructor(http, process) {
    this.http = http.replace(/\/$/, '');
    this.#process = process;
  }

  // A call outside any world.
  call(method, message = {}) {
    return post(this.http, method, message, {});
  }

  control(method, message) {
    return this.call(`${CONTROL}/${method}`, { ...message, requestId: randomUUID() });
  }

  // A new world: empty, on Monday 2024-08-05 08:00 in Hanoi, MANUAL; `record` has other fields of control.v1.World.
  async freshWorld({ caller = 'test', ...record } = {}) {
    const name = record.name ?? `test-${randomUUID()}`;
    await this.control('CreateWorld', { world: { ttl: WORLD_LIFE, declaredCallers: [caller], ...record, name } });
    return new World(this, name, { 'lienthong-caller': caller });
  }

  // Runs `test` in a fresh world and deletes it, whatever happens. What `test` returned.
  async withFreshWorld(test, record = {}) {
    const world = await this.freshWorld(record);
    try {
      return await test(world);
    } finally {
      await world.delete();
    }
  }

  // A world that exists.
  async world(name = 'default', caller = 'test') {
    await this.call(`${CONTROL}/GetWorld`, { world: name });
    return new World(this, name, { 'lienthong-caller': caller });
  }

  // Ends the server when it was started from here.
  async close() {
    if (!this.#process) return;
    const ended = new Promise((resolve) => { this.#process.once('exit', resolve); });
    this.#process.kill();
    await ended;
  }
}

// The simulator that serves HTTP there.
export function connect(http = 'http://127.0.0.1:8080') {
  return new Town(http);
}

// A simulator of one's own on free ports, keeping nothing; it ends with close(). `seats` are addresses of your own
// servers by agency, as --agency takes them; `options` further arguments of `lienthong up`.
export async function start(binary = 'build/lienthong', { seats = {}, options = [] } = {}) {
  const seated = Object.entries(seats).flatMap(([agency, address]) => ['--agency', `${agency}=${address}`]);
  const args = ['up', '--port', '0', '--http-port', '0', '--store', 'memory', ...seated, ...options];
  const process = spawn(binary, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines = createInterface({ input: process.stdout });
  const line = await new Promise((resolve) => {
    lines.once('line', resolve);
    process.once('error', (error) => resolve(error.message));
    process.once('exit', (code) => resolve(`it ended with ${code}`));
  });
  const ready = /^ready gateway=(\S+) http=(\S+)$/.exec(line);
  if (!ready) throw new Error(`${binary} did not start: ${line}`);
  return new Town(ready[2], process);
}

// The events of a body, comments left out.
async function* serverSentEvents(body) {
  let text = '';
  for await (const chunk of body.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const lines = text.slice(0, end).split('\n');
      text = text.slice(end + 2);
      const valuesOf = (name) => lines.filter((line) => line.startsWith(`${name}:`)).map((line) => line.slice(name.length + 1).trim());
      const data = valuesOf('data').join('\n');
      if (data) yield { event: valuesOf('event')[0] ?? 'message', data };
    }
  }
}

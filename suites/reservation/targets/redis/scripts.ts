// The protocol's transitions, each a Lua script: Redis does nothing else while it runs one, so what it looks at is still so
// when it writes. Time is the server's (TIME), which stands still within a script. All of a job's keys have its name in
// braces, so that a cluster keeps them together.
// https://redis.io/docs/latest/develop/programmability/eval-intro/

/** The keys of a job, in the order in which every script takes them. */
export function keysOf(prefix: string, name: string): readonly [job: string, lease: string, milestones: string] {
  const base = `{${prefix}/${encodeURIComponent(name)}}`;
  return [`${base}:job`, `${base}:lease`, `${base}:milestones`];
}

const clock = `
local function microseconds()
  local time = redis.call('TIME')
  return tonumber(time[1]) * 1000000 + tonumber(time[2])
end
-- All digits: a number of Lua would be written in a short form.
local function text(number) return string.format('%.0f', number) end`;

/** True where the run of the token in ARGV[1] owns the job. */
const owned = `
local function owned()
  local state, token = unpack(redis.call('HMGET', KEYS[1], 'state', 'token'))
  return state == 'running' and token == ARGV[1]
end`;

/**
 * ARGV: worker, seconds between slots, of the time to live and of the timeout, in milliseconds. Answers nothing where the
 * job is not free, else the token and the slot in milliseconds since the epoch.
 *
 * The token is the time in microseconds, or one more than the last one where that is larger. A counter would be lost with
 * the newest writes when a standby takes over, and the next owner would get the token of a living one.
 */
export const reserveScript = `${clock}
local state, token, slot = unpack(redis.call('HMGET', KEYS[1], 'state', 'token', 'slot'))
if state == 'running' then return false end
local now = microseconds()
local every, timeToLive, timeout = tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
local milliseconds = math.floor(now / 1000)
local due = milliseconds - milliseconds % every
if state == 'abandoned' then due = tonumber(slot) elseif slot and tonumber(slot) >= due then return false end
token = text(math.max(now, tonumber(token or 0) + 1))
redis.call('SET', KEYS[2], token, 'PX', timeToLive)
redis.call('HSET', KEYS[1], 'state', 'running', 'token', token, 'worker', ARGV[1], 'slot', text(due),
  'deadline', text(milliseconds + timeout))
return {token, text(due)}`;

/** ARGV: token, time to live in milliseconds. Answers 1 where the run owns the job, and is alive again for so long. */
export const heartbeatScript = `${owned}
if not owned() then return 0 end
redis.call('SET', KEYS[2], ARGV[1], 'PX', ARGV[2])
return 1`;

/** Answers the token of a run that was silent or too long, and is nobody's now; nothing where there is none. */
export const cleanScript = `${clock}
local state, token, deadline = unpack(redis.call('HMGET', KEYS[1], 'state', 'token', 'deadline'))
if state ~= 'running' then return false end
if redis.call('EXISTS', KEYS[2]) == 1 and microseconds() / 1000 < tonumber(deadline) then return false end
redis.call('DEL', KEYS[2])
redis.call('HSET', KEYS[1], 'state', 'abandoned')
return token`;

/** ARGV: token, milestone. Answers nothing where the run does not own the job, else a list with the result, if there is one. */
export const checkScript = `${owned}
if not owned() then return false end
local result = redis.call('HGET', KEYS[3], ARGV[2])
if result then return {result} end
return {}`;

/** ARGV: token, milestone, result, time to live in milliseconds. Answers 1 where the run owns the job. A sign of life too. */
export const recordScript = `${owned}
if not owned() then return 0 end
redis.call('HSET', KEYS[3], ARGV[2], ARGV[3])
redis.call('SET', KEYS[2], ARGV[1], 'PX', ARGV[4])
return 1`;

/** ARGV: token, state, outcome. Answers 1 where the run owned the job. Milestones are kept as long as the slot may run again. */
export const finishScript = `${owned}
if not owned() then return 0 end
redis.call('HSET', KEYS[1], 'state', ARGV[2], 'outcome', ARGV[3])
redis.call('DEL', KEYS[2])
if ARGV[2] == 'settled' then redis.call('DEL', KEYS[3]) end
return 1`;

/** KEYS: the set of jobs. ARGV: a name. */
export const knowScript = "return redis.call('SADD', KEYS[1], ARGV[1])";

/** KEYS: the set of jobs. Answers their names. */
export const jobsScript = "return redis.call('SMEMBERS', KEYS[1])";

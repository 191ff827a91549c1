#!/bin/sh
# A recurrent job with a single effective runner, on Redis, by curl and redis-cli.
#
# One hash holds the job. Every step is a Lua script, which Redis runs as one, on Redis's clock. Each reservation counts the
# fencing token up; who comes with an older one is refused. A replica that takes over may lack the newest writes, and
# nothing in here can mend that: this is as far as Redis goes.
set -u

key=$TERCET_DATABASE_SCHEMA:$TERCET_JOB
# redis-cli takes a missing user for one without a name.
store=$(printf '%s' "$TERCET_DATABASE_URL" | sed 's|//:|//default:|')

# --- The witness: this is all that a program needs to be verified.

# tell PATH MEMBERS: posts JSON members and prints the answer; fails where it is a refusal, or nobody answers.
tell() {
  curl --silent --fail "$TERCET_WITNESS_URL$1" --header "authorization: Bearer $TERCET_WITNESS_SECRET" \
    --data "{\"worker\":\"$TERCET_WORKER\",\"job\":\"$TERCET_JOB\",$2}"
}

# announce TYPE OPERATION [MEMBERS]: returns when the worker may go on; ends it when it is dismissed.
announce() {
  case $(tell /events "\"type\":\"$1\",\"operation\":\"$2\"${3:+,$3}") in
    *'"continue":true'*) ;;
    *) exit 0 ;;
  esac
}

# announced OPERATION MEMBERS COMMAND…: announces the command before and after. One that fails with 1 was refused; with
# anything else, nobody knows whether it was done, or will be.
announced() {
  operation=$1 members=$2
  shift 2
  announce invoke "$operation" "$members"
  "$@"
  case $? in
    0) announce ok "$operation" "$members" ;;
    1) announce fail "$operation" "$members" && return 1 ;;
    *) announce info "$operation" "$members" && return 1 ;;
  esac
}

# --- The store.

# script LUA ARGUMENT…: runs a script on the job's hash and prints what it returns; fails with 2 where no answer comes.
script() {
  text="local job, call = KEYS[1], redis.call
    local clock = call('TIME')
    local now = clock[1] + clock[2] / 1e6
    local function get(name) return call('HGET', job, name) end
    $1"
  shift
  timeout --foreground 5 redis-cli -u "$store" --no-auth-warning -e EVAL "$text" 1 "$key" "$@" || return 2
}

# as_owner LUA ARGUMENT…: does it if the run is still ours; fails with 1 where it is not.
as_owner() {
  change=$1
  shift
  answer=$(script "if get('state') ~= 'running' or get('token') ~= ARGV[1] then return 'lost' end
    $change
    return 'done'" "$token" "$@") || return 2
  test "$answer" = done
}

beat() {
  as_owner "call('HSET', job, 'aliveUntil', now + ARGV[2])" "$TERCET_JOB_TIME_TO_LIVE_SECONDS"
}

finish() {
  as_owner "call('HSET', job, 'state', 'settled', 'due', now + ARGV[2])" "$TERCET_JOB_EVERY_SECONDS"
}

# --- The job.

clean() {
  announce invoke clean
  cleaned=$(script "if get('state') ~= 'running' then return '' end
    if now < tonumber(get('aliveUntil')) and now < tonumber(get('deadline')) then return '' end
    call('HSET', job, 'state', 'abandoned')
    return get('token')") || { announce info clean && return; }
  announce ok clean "${cleaned:+\"token\":$cleaned}"
}

# A run after a crash keeps the slot, and what was reached in it.
reserve() {
  announce invoke reserve
  taken=$(script "local state = get('state') or 'settled'
    if state == 'running' or state == 'settled' and now < tonumber(get('due') or 0) then return '' end
    if state == 'settled' then call('HSET', job, 'slot', (get('slot') or 0) + 1, 'reached', ',') end
    call('HSET', job, 'state', 'running', 'aliveUntil', now + ARGV[1], 'deadline', now + ARGV[2])
    return call('HINCRBY', job, 'token', 1) .. ' ' .. get('slot') .. ' ' .. get('reached')" \
    "$TERCET_JOB_TIME_TO_LIVE_SECONDS" "$TERCET_JOB_TIMEOUT_SECONDS") || { announce info reserve && return 1; }
  test -n "$taken" || { announce fail reserve && return 1; }
  read -r token slot reached <<END
$taken
END
  number=$((number + 1))
  labels="\"run\":\"$number\",\"token\":$token,\"slot\":\"$slot\""
  announce ok reserve "$labels"
}

reach() {
  case $reached in *",$milestone,"*) return ;; esac
  beat || return
  announce ok check "$members"
  # We may have been stopped here for minutes. The token lets the resource refuse an owner of the past; the key, the same
  # in each run of the slot, lets it have the effect once.
  tell /effects "$members,\"key\":\"$TERCET_JOB/$slot/$milestone\"" >/dev/null || return 1
  as_owner "call('HSET', job, 'reached', get('reached') .. ARGV[2] .. ',')" "$milestone"
}

run() {
  for milestone in $milestones; do
    announced milestone "$labels,\"milestone\":\"$milestone\"" reach || return
  done
  announced finish "$labels" finish
}

execute() {
  while sleep "$TERCET_JOB_HEARTBEAT_SECONDS"; do announced heartbeat "$labels" beat; done &
  heart=$!
  run
  kill "$heart"
}

milestones=$(echo "$TERCET_JOB_MILESTONES" | tr , ' ')
number=0
while :; do
  clean
  reserve && execute
  sleep "$TERCET_JOB_POLL_SECONDS"
done

#!/usr/bin/env bash
# The same commands to redis-server and to `xtutor serve`, alternately, with redis-benchmark: throughput, and CPU time of
# the server per command. redis-server runs twice, so that one sees how much two runs of the same thing differ.
#
#   benches/against-redis.sh [FOLDER]        FOLDER holds redis-server, redis-benchmark, redis-cli; else those on the PATH
#
# RUNS=5 COUNT=200000 PIPELINES="1 16 64" are the defaults. Prints a table in Markdown: medians, as ratios to redis-server.
set -euo pipefail
cd "$(dirname "$0")/.."

folder=${1:-}
tool() { if [ -n "$folder" ]; then echo "$folder/$1"; else command -v "$1"; fi; }
server=$(tool redis-server) bench=$(tool redis-benchmark) cli=$(tool redis-cli)
runs=${RUNS:-5} count=${COUNT:-200000} pipelines=${PIPELINES:-1 16 64}
xtutor=${XTUTOR:-target/release/xtutor}
[ -x "$xtutor" ] || cargo build --release

ports=(21391 21392 21393)
names=(redis noise xtutor)
pids=()
# Their ports are free when this has ended.
trap 'kill "${pids[@]}" 2>/dev/null; wait' EXIT
for side in 0 1; do
  "$server" --port "${ports[$side]}" --bind 127.0.0.1 --save "" --appendonly no >/dev/null &
  pids+=($!)
done
"$xtutor" serve "127.0.0.1:${ports[2]}" >/dev/null &
pids+=($!)
for port in "${ports[@]}"; do
  for ((tries = 0; ; tries++)); do
    "$cli" -p "$port" PING 2>/dev/null | grep -q PONG && break
    ((tries < 100)) || { echo "nobody answers on port $port" >&2; exit 1; }
    sleep 0.1
  done
done
# A server that was started through another program has a number of its own.
for side in 0 1; do
  pids[$side]=$("$cli" -p "${ports[$side]}" INFO server | tr -d '\r' | awk -F: '$1 == "process_id" { print $2 }')
done

# User and system time of a process so far, in microseconds.
spent() { awk -v tick="$(getconf CLK_TCK)" '{ print int(($14 + $15) * 1000000 / tick) }' "/proc/$1/stat"; }

results=$(mktemp)
# line NAME PIPELINE COUNT COMMAND...
line() {
  local name=$1 pipeline=$2 requests=$3; shift 3
  local run side before rate
  for ((run = 0; run < runs; run++)); do
    for side in 0 2 1; do
      before=$(spent "${pids[$side]}")
      rate=$("$bench" -p "${ports[$side]}" -n "$requests" -P "$pipeline" -c 50 --csv "$@" | tail -n 1 | awk -F'","' '{ print $2 }')
      echo "$name|$pipeline|${names[$side]}|$rate|$requests|$(($(spent "${pids[$side]}") - before))" >>"$results"
    done
  done
}
everywhere() { for port in "${ports[@]}"; do "$cli" -p "$port" "$@" >/dev/null; done; }

for pipeline in $pipelines; do
  all=$count few=$((count / 4))
  [ "$pipeline" = 1 ] && all=$((count / 2))
  everywhere FLUSHALL
  line 'XADD, 1 field' "$pipeline" "$all" XADD one '*' field value
  line 'XADD, 5 fields' "$pipeline" "$all" XADD five '*' f1 v1 f2 v2 f3 v3 f4 v4 f5 v5
  line 'XADD MAXLEN ~' "$pipeline" "$all" XADD short MAXLEN '~' 1000 '*' field value
  line 'XRANGE, 10' "$pipeline" "$few" XRANGE one - + COUNT 10
  line 'XRANGE, 100' "$pipeline" "$few" XRANGE one - + COUNT 100
  line 'XREAD, 10' "$pipeline" "$few" XREAD COUNT 10 STREAMS one 0
  everywhere XGROUP CREATE one group 0
  line 'XREADGROUP' "$pipeline" "$few" XREADGROUP GROUP group consumer COUNT 1 STREAMS one '>'
  line 'XACK' "$pipeline" "$few" XACK one group 1-1
  line 'XLEN' "$pipeline" "$all" XLEN one
  line 'SET' "$pipeline" "$all" SET key value
  line 'LPUSH' "$pipeline" "$all" LPUSH list value
  line 'PUBLISH' "$pipeline" "$all" PUBLISH channel message
done

awk -F'|' '
  function median(list, n,   i, j, swap) {
    for (i = 1; i <= n; i++) for (j = i + 1; j <= n; j++) if (list[j] < list[i]) { swap = list[i]; list[i] = list[j]; list[j] = swap }
    return n % 2 ? list[(n + 1) / 2] : (list[n / 2] + list[n / 2 + 1]) / 2
  }
  { key = $1 "|" $2; if (!(key in seen)) { seen[key] = ++lines; keys[lines] = key }
    n[key, $3]++; rate[key, $3, n[key, $3]] = $4; cpu[key, $3, n[key, $3]] = $6 / $5 }
  function of(what, key, side,   i, list) {
    for (i = 1; i <= n[key, side]; i++) list[i] = what == "rate" ? rate[key, side, i] : cpu[key, side, i]
    return median(list, n[key, side])
  }
  END {
    print "| command | pipeline | redis, per s | xtutor | redis again | redis, µs CPU | xtutor | redis again |"
    print "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
    for (i = 1; i <= lines; i++) {
      key = keys[i]; split(key, part, "|")
      r = of("rate", key, "redis"); x = of("rate", key, "xtutor"); z = of("rate", key, "noise")
      c = of("cpu", key, "redis"); y = of("cpu", key, "xtutor"); w = of("cpu", key, "noise")
      printf "| %s | %s | %d | %.2f × | %.2f × | %.2f | %.2f × | %.2f × |\n", part[1], part[2], r, x / r, z / r, c, y / (c ? c : 1), w / (c ? c : 1)
      logs += log(x / r); noise += log(z / r); if (c > 0 && y > 0) { used += log(y / c); m++ } if (c > 0 && w > 0) { also += log(w / c); k++ }
    }
    printf "| **geometric mean** | | | **%.2f ×** | %.2f × | | **%.2f ×** | %.2f × |\n", exp(logs / lines), exp(noise / lines), exp(used / m), exp(also / k)
  }' "$results"
rm -f "$results"

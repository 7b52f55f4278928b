#!/bin/sh
# Installs what is missing, builds everything and runs all tests. The last line is "N passed, N failed", and
# ", N skipped" where some were. Arguments go to dotnet test, e.g. --filter Review.
set -eu

export NUGET_CERT_REVOCATION_MODE=offline # an unreachable revocation list costs a minute of restore
export MSBUILDDISABLENODEREUSE=1 # no build server outlives the run
export DOTNET_CLI_UI_LANGUAGE=en # the summary lines are read below

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
cd "$root"
sh eng/install.sh tests

# Independent implementations that verify webhooks. Without them their test fails, so that CI cannot overlook it.
verifiers=tests/webhook-verifiers
if [ ! "$verifiers/node_modules/.package-lock.json" -nt "$verifiers/package-lock.json" ]; then
    npm ci --prefix "$verifiers" --ignore-scripts --no-audit --no-fund --loglevel=error ||
        echo "The webhook verifiers could not be installed from npm; the test that needs them will fail." >&2
fi
export NUMORA_TEST_VERIFIERS=required

dotnet build Numora.sln --configuration Release --nologo --verbosity quiet --disable-build-servers

log=$(mktemp)
trap 'rm -f "$log" "$log.code"' EXIT

# One project after the other (-m:1): two at once on two cores make time limits fail.
{
    code=0
    dotnet test Numora.sln --configuration Release --no-build --nologo -m:1 "$@" || code=$?
    echo "$code" >"$log.code"
} 2>&1 | tee "$log"
code=$(cat "$log.code")

# Every project ends with e.g. "Passed!  - Failed:     0, Passed:    11, Skipped:     0, Total:    11, Duration: …".
total() {
    sed -n "s/^.*! .*[ ]$1: *\([0-9][0-9]*\),.*$/\1/p" "$log" | awk '{ sum += $1 } END { print sum + 0 }'
}
passed=$(total Passed)
failed=$(total Failed)
skipped=$(total Skipped)

if [ "$code" -ne 0 ] && [ "$failed" -eq 0 ]; then
    echo "The test run itself failed (dotnet test exit code $code): see above."
fi
if [ "$code" -eq 0 ] && [ "$passed" -eq 0 ]; then
    echo "No test ran."
    code=1
fi

summary="$passed passed, $failed failed"
[ "$skipped" -eq 0 ] || summary="$summary, $skipped skipped"
echo "$summary"
exit "$code"

#!/usr/bin/env bash
# Bring a new release up, and the one before back when it does not answer.
#
#   deploy/release.sh /srv/clinic/releases/0.3.0
#
# The folder holds the code of the release. $SITE/current (SITE=/srv/clinic) is a link to the one that runs. The
# environment is in $ENVIRONMENT (/etc/clinic/environment); OWNER_DATABASE_URL names the role that owns the tables.
# In turn: packages, backup, migrations, files, the link, a new start, and a look at what patients get. Migrations
# wait for no lock longer than five seconds, so that readers do not wait for them, and are never taken back: the
# release before runs on what they leave. Processes end what they have begun, and who comes meanwhile waits for the
# new ones (clinic-web.socket).
set -euo pipefail

{ # bash reads all of it before it begins: somebody may change this file meanwhile
new=$(realpath "$1")
SITE=${SITE:-/srv/clinic}
ENVIRONMENT=${ENVIRONMENT:-/etc/clinic/environment}
PAGES=${PAGES:-/var/lib/clinic/pages}
RESTART=${RESTART:-systemctl restart clinic-web}
SECONDS_TO_ANSWER=${SECONDS_TO_ANSWER:-60}
set -a
# shellcheck source=/dev/null
. "$ENVIRONMENT"
set +a
: "${OWNER_DATABASE_URL:?say in $ENVIRONMENT who owns the tables}" "${PUBLIC_ORIGIN:?}" "${BACKUP_FOLDER:?}"
before=$(readlink -f "$SITE/current" || true)
python=$new/.venv/bin/python

say() { printf '%s\n' "$*"; }

point_at() {
  ln -sfn "$1" "$SITE/current.new"
  mv -T "$SITE/current.new" "$SITE/current" # in one step: there is always one
}

get() {
  curl --silent --fail --max-time 10 --output /dev/null --header "Host: ${PUBLIC_ORIGIN#https://}" \
    --header "X-Forwarded-Proto: https" "http://${BIND:-127.0.0.1:8000}$1"
}

# The pages that every clinic has, from a process of this release: it alone knows the file of its name.
answers() {
  local end=$((SECONDS + SECONDS_TO_ANSWER))
  while [ "$SECONDS" -lt "$end" ]; do
    if get "/static/$1" && get /readyz && get / && get /es/ && get /doctors/ && get /contact/ && get /admin/login/; then
      return 0
    fi
    sleep 1
  done
  return 1
}

cd "$new"
if [ ! -x "$python" ]; then
  say "Packages"
  python3 -m venv .venv
  .venv/bin/pip install --quiet --require-hashes --requirement requirements.txt
fi
say "Backup"
"$python" manage.py backup
say "Migrations"
DATABASE_URL=$OWNER_DATABASE_URL PGOPTIONS="-c lock_timeout=5s -c statement_timeout=15min" \
  "$python" manage.py migrate --no-input --verbosity 1
say "Files"
"$python" manage.py collectstatic --no-input --verbosity 0
mark=release-$(date +%s%N).txt # served by no other release
say "$new" >"staticfiles/$mark"
"$python" manage.py write_proxy_pages "$PAGES"
point_at "$new"
$RESTART || say "It does not start." >&2
if answers "$mark"; then
  say "Up: $new"
  exit 0
fi
say "It does not answer." >&2
if [ -n "$before" ] && [ "$before" != "$new" ]; then
  point_at "$before"
  $RESTART || say "It does not start." >&2
  say "Back: $before. The database keeps what the migrations made, and the backup of before is in $BACKUP_FOLDER." >&2
fi
exit 1
}

namespace App.Patterns.Deployment;

/// <summary>
/// The shell script that installs and switches releases on a host. The deployer copies it to <c>bin/host</c> below the
/// root directory. Each remote step runs one of its commands: <c>sh bin/host ROOT COMMAND [ARGUMENT…]</c>.
/// </summary>
/// <remarks>
/// It is a POSIX shell script, because a new host has a shell but not the program yet. It needs GNU <c>tar</c>,
/// <c>flock</c> and <c>setsid</c>, and <c>curl</c> or <c>wget</c> for a health check by URL. <c>bootstrap</c> names the
/// programs that are missing. All code is in functions, so the shell parses the whole script before it runs a command.
/// Flask documentation: Deploying with Fabric, First Deployment.
/// </remarks>
public static class HostScript
{
    /// <summary>The text of <c>bin/host</c>.</summary>
    public const string Text = $"{Common}\n{HostScriptProcesses.Text}\n{HostScriptActivation.Text}\n{Commands}\n";

    /// <summary>
    /// A script that creates the directories and writes <c>bin/host</c> and <c>deploy.conf</c>. Files that already have
    /// the right text are not changed. Arguments: the root directory, the text of <c>bin/host</c>, the text of
    /// <c>deploy.conf</c>.
    /// </summary>
    public const string Install = """
        set -eu
        umask 022
        mkdir -p "$1/bin" "$1/releases" "$1/incoming" "$1/run" "$1/runs" "$1/hooks"
        (umask 077 && mkdir -p "$1/data" "$1/backups")
        write() {
          if printf '%s' "$3" | cmp -s - "$1"; then return; fi
          printf '%s' "$3" >"$1.new"
          chmod "$2" "$1.new"
          mv "$1.new" "$1"
          printf '%s\n' "changed: $1"
        }
        write "$1/bin/host" 755 "$2"
        write "$1/deploy.conf" 644 "$3"
        """;

    /// <summary>
    /// A script that replaces <c>bin/host</c> when its text differs. Exits with 78 when <c>bootstrap</c> has not run on
    /// the host. Arguments: the root directory, the text of <c>bin/host</c>.
    /// </summary>
    public const string Update = """
        set -eu
        umask 022
        test -f "$1/deploy.conf" || exit 78
        if ! printf '%s' "$2" | cmp -s - "$1/bin/host"; then
          printf '%s' "$2" >"$1/bin/host.$$"
          chmod 755 "$1/bin/host.$$"
          mv "$1/bin/host.$$" "$1/bin/host"
        fi
        """;

    const string Common = """
        say() { printf '%s\n' "$*"; }
        fail() { printf 'error: %s\n' "$*"; exit 1; }

        # Allows one deployment at a time on this host. The system releases the lock when the process ends, so a killed
        # deployment does not block the next one.
        lock() {
          exec 9>>"$ROOT/run/lock"
          flock -n 9 || fail "Another deployment runs on this host: $(cat "$ROOT/run/owner" 2>/dev/null)."
          printf '%s' "$1, process $$, since $(date -u +%Y-%m-%dT%H:%M:%SZ)" >"$ROOT/run/owner"
          recover
        }

        is_locked() { ! (flock -n 8) 8>>"$ROOT/run/lock"; }

        current() {
          target=$(readlink "$ROOT/current" 2>/dev/null) || return 0
          printf '%s' "${target#releases/}"
        }

        # Prints the newest release in the history that is not the active one and still exists.
        previous() {
          active=$(current)
          found=
          while read -r _ name; do
            if [ "$name" != "$active" ] && [ -d "$ROOT/releases/$name" ]; then found=$name; fi
          done 2>/dev/null <"$ROOT/run/history"
          printf '%s' "$found"
        }

        unpack() {
          archive=$1 name=$2 sum=$3
          lock "push $name"
          target="$ROOT/releases/$name"
          found=$(sha256sum <"$archive" | cut -d ' ' -f 1)
          [ "$found" = "$sum" ] || fail "The upload of $name is incomplete. Push it again."
          if [ -d "$target" ]; then
            rm -f "$archive"
            [ "$(cat "$target/.sha256" 2>/dev/null)" = "$sum" ] ||
              fail "Another release with the name $name exists here. Give the new one another version."
            say "push: $name is here already"
            return
          fi
          find "$ROOT/incoming" -mindepth 1 -maxdepth 1 -mmin +1440 -exec rm -rf {} +
          folder=$(mktemp -d "$ROOT/incoming/unpack.XXXXXX") || fail "Nothing can be written to $ROOT/incoming."
          tar -xzf "$archive" --no-same-owner -C "$folder" || { rm -rf "$folder"; fail "$name cannot be unpacked."; }
          [ -e "$folder/$PROGRAM" ] || { rm -rf "$folder"; fail "The package of $name has no file $PROGRAM."; }
          printf '%s' "$sum" >"$folder/.sha256"
          chmod 755 "$folder"
          sync -f "$folder" 2>/dev/null
          mv -T "$folder" "$target" || fail "$name cannot be moved to $target."
          rm -f "$archive"
          say "push: $name is on this host"
        }

        # Deletes old releases and backups. Keeps the active release, the last KEEP activated releases, and releases
        # pushed within the last day that were never activated.
        prune() {
          find releases -mindepth 1 -maxdepth 1 -type d | while read -r folder; do
            name=${folder##*/}
            [ "$name" != "$(current)" ] || continue
            if cut -d ' ' -f 2- "$ROOT/run/history" | tail -n "$KEEP" | grep -qxF -e "$name"; then continue; fi
            if [ -n "$(find "$folder" -maxdepth 0 -mmin -1440)" ] &&
              ! cut -d ' ' -f 2- "$ROOT/run/history" | grep -qxF -e "$name"; then continue; fi
            rm -rf "$folder"
            say "removed: $name"
          done
          find backups -maxdepth 1 -name '*.tar' | sort -r | tail -n +"$((KEEP + 1))" |
            while read -r old; do rm -f "$old"; done
          find "$ROOT/runs" -mindepth 1 -maxdepth 1 -mmin +1440 -exec rm -rf {} +
        }

        status() {
          say "active: $(current)"
          say "previous: $(previous)"
          ls -1 "$ROOT/releases" | while read -r name; do say "release: $name"; done
          for service in $SERVICES; do
            if is_alive "$service"; then say "service: $service runs $(cat "$ROOT/run/$service.release" 2>/dev/null)"
            else say "service: $service does not run"; fi
          done
          if [ -n "$(current)" ]; then
            if is_healthy public "$ROOT/current" "$PUBLIC"; then say "health: ok"; else say "health: failed"; fi
          fi
          if is_locked; then say "lock: $(cat "$ROOT/run/owner" 2>/dev/null)"; else say "lock: free"; fi
          if [ -e "$ROOT/run/journal" ]; then say "journal: an activation was interrupted or is running"; fi
        }
        """;

    const string Commands = """
        # Replaces a file when its text differs. Returns 0 when the file was replaced, otherwise 1.
        put() {
          if printf '%s' "$3" | cmp -s - "$1"; then return 1; fi
          mkdir -p "$(dirname "$1")"
          printf '%s' "$3" >"$1.new" && chmod "$2" "$1.new" && mv "$1.new" "$1" || fail "$1 cannot be written."
          say "changed: $1"
        }

        bootstrap() {
          configuration=$1
          shift
          missing=
          for tool in tar gzip sha256sum flock setsid find cmp mktemp; do
            command -v "$tool" >/dev/null || missing="$missing $tool"
          done
          if [ "$MANAGER" = process ]; then command -v perl >/dev/null || missing="$missing perl"; fi
          if [ -n "$HEALTH" ]; then
            command -v curl >/dev/null || command -v wget >/dev/null || missing="$missing curl"
          fi
          [ -z "$missing" ] || fail "Install these programs first:$missing."
          if [ ! -e "$ROOT/config.json" ] && [ ! -L "$ROOT/config.json" ]; then
            (umask 027 && printf '%s' "$configuration" >"$ROOT/config.json")
            say "changed: $ROOT/config.json"
          fi
          touch -a "$ROOT/reload" "$ROOT/run/history"
          if [ -n "$RUN_USER" ] && [ "$(id -u)" = 0 ]; then
            id "$RUN_USER" >/dev/null 2>&1 || {
              useradd --system --home-dir "$ROOT" --shell /bin/sh "$RUN_USER" || fail "$RUN_USER cannot be created."
              say "changed: user $RUN_USER"
            }
            chown -R "$RUN_USER:" "$ROOT"
          fi
          units= site=
          while [ $# -ge 3 ]; do
            if put "$1" "$2" "$3"; then
              case $1 in */systemd/?*) units=changed ;; */nginx/?* | */caddy/?*) site=$1 ;; esac
            fi
            shift 3
          done
          manager_setup "$units"
          [ -z "$site" ] || site_setup "$site"
          say "bootstrap: done"
        }

        # Runs a command in a separate session and prints its log. When the connection breaks, the command continues.
        start() {
          id=$1
          shift
          mkdir "$ROOT/runs/$id" || exit 1
          folder="$ROOT/runs/$id"
          : >"$folder/log"
          setsid sh "$ROOT/bin/host" "$ROOT" run "$id" "$@" </dev/null >"$folder/log" 2>&1 &
          process=$! shown=0
          while :; do
            ended=
            if [ -e "$folder/exit" ] || ! kill -0 "$process" 2>/dev/null; then ended=yes; fi
            size=$(wc -c <"$folder/log")
            if [ "$size" -gt "$shown" ]; then
              tail -c "+$((shown + 1))" "$folder/log" | head -c "$((size - shown))"
              shown=$size
            fi
            [ -z "$ended" ] || break
            sleep 0.1
          done
          [ -e "$folder/exit" ] || fail "The deployment was interrupted. The next step on this host undoes it."
          exit "$(cat "$folder/exit")"
        }

        run() {
          id=$1 command=$2
          shift 2
          trap 'printf %s "$?" >"$ROOT/runs/$id/exit.new"; mv "$ROOT/runs/$id/exit.new" "$ROOT/runs/$id/exit"' EXIT
          case $command in
            unpack) unpack "$@" ;;
            activate) lock "activate $1"; activate "$1" "" ;;
            rollback) lock rollback; roll_back "$@" ;;
            *) fail "There is no command $command." ;;
          esac
        }

        main() {
          . "$1/deploy.conf"
          command=$2
          if [ "$command" != bootstrap ] && [ -n "$RUN_USER" ] && [ "$(id -u)" = 0 ] && [ "$RUN_USER" != root ]; then
            exec runuser -u "$RUN_USER" -- sh "$ROOT/bin/host" "$@"
          fi
          shift 2
          cd "$ROOT" || exit 1
          case $command in
            bootstrap) bootstrap "$@" ;;
            start) start "$@" ;;
            run) run "$@" ;;
            launch) launch "$@" ;;
            supervise) supervise "$@" ;;
            recover) lock recover ;;
            status) status ;;
            *) fail "There is no command $command." ;;
          esac
          exit
        }

        main "$@"
        """;
}

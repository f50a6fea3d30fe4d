namespace App.Patterns.Deployment;

/// <summary>The part of <see cref="HostScript"/> that starts, stops and checks the services.</summary>
/// <remarks>Flask documentation: Deploying with Fabric, The WSGI File.</remarks>
static class HostScriptProcesses
{
    /// <summary>The shell functions of this part.</summary>
    public const string Text = """
        # Prints the start time of a process. A process id can be reused; the id and the start time together cannot.
        started() { sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | cut -d ' ' -f 20; }

        is_alive() {
          { read -r pid && read -r start; } 2>/dev/null <"$ROOT/run/$1.pid" || return 1
          kill -0 "$pid" 2>/dev/null && [ "$(started "$pid")" = "$start" ]
        }

        record() {
          printf '%s\n%s\n' "$2" "$(started "$2")" >"$ROOT/run/$1.pid.new"
          mv "$ROOT/run/$1.pid.new" "$ROOT/run/$1.pid"
        }

        # Starts a service of the active release. Waits until there is an active release and no file "hold". The process
        # id is written before the wait, so that "hold" also ends a service that is starting.
        launch() {
          service=$1
          record "$service" $$
          while :; do
            if [ -e "$ROOT/run/hold" ]; then
              is_locked || LAUNCHER=$$ sh "$ROOT/bin/host" "$ROOT" recover
            elif [ -e "$ROOT/current/." ]; then
              break
            fi
            sleep 0.1
          done
          release="$ROOT/releases/$(current)"
          current >"$ROOT/run/$service.release"
          if [ -n "${SUPERVISED:-}" ] && [ "$service" = serve ]; then export LISTEN_FDS=1 LISTEN_PID=$$; fi
          "run_$service"
        }

        # Restarts a service until this process receives SIGTERM. Pauses before the restart when the service ran for
        # less than two seconds.
        supervise() {
          service=$1
          export SUPERVISED=yes
          record "$service-supervisor" $$
          child=
          trap 'trap "" TERM; kill -TERM "$child" 2>/dev/null; wait "$child"; exit 0' TERM
          while :; do
            begun=$(date +%s)
            sh "$ROOT/launcher" "$service" &
            child=$!
            wait "$child"
            if [ "$(date +%s)" -lt "$((begun + 2))" ] && [ ! -e "$ROOT/run/hold" ]; then sleep 0.5; fi
          done
        }

        # A Perl program that opens the listening socket as file descriptor 3 and then runs the supervisor. The socket
        # stays open while the service restarts, as with a systemd socket unit, so new connections wait in its queue.
        HOLDER='use Socket; $^F = 10; my ($host, $port) = @ARGV[0, 1];
          socket(my $socket, PF_INET, SOCK_STREAM, 0) or die "socket: $!";
          setsockopt($socket, SOL_SOCKET, SO_REUSEADDR, 1);
          bind($socket, pack_sockaddr_in($port, inet_aton($host))) or die "cannot listen on $host:$port: $!";
          listen($socket, 1024) or die "listen: $!";
          fileno($socket) == 3 or die "descriptor";
          exec @ARGV[2 .. $#ARGV];'

        ensure_services() {
          [ "$MANAGER" = process ] || return 0
          for service in $SERVICES; do
            if is_alive "$service-supervisor"; then continue; fi
            if [ "$service" = serve ]; then
              setsid perl -e "$HOLDER" "$LISTEN_HOST" "$LISTEN_PORT" sh "$ROOT/bin/host" "$ROOT" supervise serve \
                </dev/null >>"$ROOT/run/serve.log" 2>&1 9>&- &
            else
              setsid sh "$ROOT/bin/host" "$ROOT" supervise "$service" \
                </dev/null >>"$ROOT/run/$service.log" 2>&1 9>&- &
            fi
            tries=50
            until is_alive "$service-supervisor" || [ "$tries" = 0 ]; do sleep 0.1; tries=$((tries - 1)); done
            is_alive "$service-supervisor" || fail "$service cannot start: $(tail -n 1 "$ROOT/run/$service.log")"
          done
        }

        # Ends each service. The file "hold" prevents a new start until "release_hold" removes it. Meanwhile new
        # connections wait in the queue of the listening socket.
        hold() {
          : >"$ROOT/run/hold"
          for service in $SERVICES; do
            is_alive "$service" && [ "$pid" != "${LAUNCHER:-}" ] || continue
            kill -TERM "$pid" 2>/dev/null || touch "$ROOT/reload"
            end=$(($(date +%s) + DRAIN))
            ending=$pid begun=$start
            while [ "$(started "$ending")" = "$begun" ]; do
              if [ "$(date +%s)" -ge "$end" ]; then kill -KILL "$ending" 2>/dev/null; fi
              sleep 0.05
            done
          done
        }

        release_hold() {
          rm -f "$ROOT/run/hold"
          ensure_services
        }

        request() {
          if command -v curl >/dev/null; then curl -fsS -m 5 -o /dev/null -H 'Host: localhost' "$1" 2>&1
          else wget -q -T 5 -t 1 -O /dev/null --header 'Host: localhost' "$1" 2>&1; fi
        }

        # Runs the health check. Arguments: "gate" before the switch or "public" after it; the folder of the release;
        # the URL. Sets the variable "problem" to the reason of a failure.
        is_healthy() {
          if [ -n "$HEALTH" ]; then problem=$(request "$3$HEALTH")
          else problem=$(cd "$2" && run_check "$1" 2>&1 9>&-); fi
        }

        # Starts the release on a private port, which no visitor can reach, checks its health, and ends it.
        gate() {
          release="$ROOT/releases/$1"
          if [ -z "$HEALTH" ]; then is_healthy gate "$release" ""; return; fi
          : >"$ROOT/run/gate.log"
          (exec 9>&-; run_gate) </dev/null >"$ROOT/run/gate.log" 2>&1 &
          process=$!
          record gate "$process"
          end=$(($(date +%s) + WAIT)) result=1 problem="It does not listen."
          while kill -0 "$process" 2>/dev/null; do
            url=$(sed -n 's|.*\(http://127\.0\.0\.1:[0-9][0-9]*\).*|\1|p' "$ROOT/run/gate.log" | head -n 1)
            if [ -n "$url" ] && is_healthy gate "$release" "$url"; then result=0; break; fi
            if [ "$(date +%s)" -ge "$end" ]; then break; fi
            sleep 0.1
          done
          kill -0 "$process" 2>/dev/null || problem="It ended: $(tail -n 1 "$ROOT/run/gate.log")"
          end_gate
          wait "$process" 2>/dev/null
          return "$result"
        }

        end_gate() {
          is_alive gate || { rm -f "$ROOT/run/gate.pid"; return 0; }
          kill -TERM "$pid" 2>/dev/null
          end=$(($(date +%s) + DRAIN))
          while is_alive gate && [ "$(sed 's/.*) //' "/proc/$pid/stat" 2>/dev/null | cut -c 1)" != Z ]; do
            if [ "$(date +%s)" -ge "$end" ]; then kill -KILL "$pid" 2>/dev/null; fi
            sleep 0.05
          done
          rm -f "$ROOT/run/gate.pid"
        }

        # Waits until every service runs the release and the health check of the public URL succeeds.
        wait_public() {
          end=$(($(date +%s) + WAIT)) seen= starts=0
          while :; do
            ready=yes problem="A service does not run." processes=
            for service in $SERVICES; do
              processes="$processes$(cat "$ROOT/run/$service.pid" 2>/dev/null)"
              is_alive "$service" && [ "$(cat "$ROOT/run/$service.release" 2>/dev/null)" = "$1" ] || ready=
            done
            if [ -n "$ready" ] && is_healthy public "$ROOT/releases/$1" "$PUBLIC"; then return 0; fi
            if [ "$processes" != "$seen" ]; then seen=$processes starts=$((starts + 1)); fi
            if [ "$starts" -gt 6 ]; then problem="A service ends as soon as it is started."; return 1; fi
            if [ -z "$SERVICES" ] || [ "$(date +%s)" -ge "$end" ]; then return 1; fi
            sleep 0.1
          done
        }

        manager_setup() {
          case $MANAGER in
            systemd)
              all="$NAME.socket"
              for service in $SERVICES; do
                if [ "$service" = serve ]; then all="$all $NAME.service"; else all="$all $NAME-$service.service"; fi
              done
              if [ -n "$1" ]; then
                systemctl daemon-reload || fail "systemd cannot read the new units."
                systemctl stop $all 2>/dev/null
              fi
              systemctl enable --now $all || fail "The services cannot be started." ;;
            process) ensure_services ;;
          esac
        }

        site_setup() {
          case $1 in
            */sites-available/?*)
              link="${1%/sites-available/?*}/sites-enabled/$NAME"
              mkdir -p "$(dirname "$link")"
              ln -sfn "$1" "$link"
              if ! nginx -t 2>"$ROOT/run/nginx.log"; then
                rm -f "$link"
                fail "nginx rejects $1: $(tail -n 2 "$ROOT/run/nginx.log")"
              fi
              systemctl reload nginx || nginx -s reload || fail "nginx cannot be reloaded." ;;
            */caddy/?*)
              if ! grep -q 'conf\.d/' "${1%/conf.d/?*}/Caddyfile" 2>/dev/null; then
                say "Add this line to ${1%/conf.d/?*}/Caddyfile: import conf.d/"'*.caddy'
              fi
              systemctl reload caddy || fail "Caddy cannot be reloaded." ;;
          esac
        }
        """;
}

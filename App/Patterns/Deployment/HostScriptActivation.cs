namespace App.Patterns.Deployment;

/// <summary>
/// The part of <see cref="HostScript"/> that activates a release, undoes a failed activation, and rolls back.
/// </summary>
/// <remarks>Flask documentation: Deploying with Fabric, First Deployment.</remarks>
static class HostScriptActivation
{
    /// <summary>The shell functions of this part.</summary>
    public const string Text = """
        # Makes the link "current" point to a release, or removes it for an empty name. A rename replaces the old link,
        # so "current" always points to a whole release.
        switch() {
          if [ -z "$1" ]; then rm -f "$ROOT/current"; return; fi
          ln -sfn "releases/$1" "$ROOT/run/current.new" && mv -T "$ROOT/run/current.new" "$ROOT/current"
        }

        databases() { find . -type f \( -name '*.db' -o -name '*.db-wal' -o -name '*.db-shm' \) ! -path './.restore*'; }

        # Copies the databases into a tar file. Call it only after "hold", so that no service changes them.
        make_backup() {
          (umask 077 && cd "$DATA" && databases >"$ROOT/run/databases" && tar -cf "$1.new" -T "$ROOT/run/databases") &&
            sync -f "$1.new" && mv "$1.new" "$1"
        }

        # Replaces the databases with those of a backup, and moves the old ones to backups/replaced. An interrupted call
        # can be repeated.
        restore_backup() {
          rm -rf "$DATA/.restore"
          (umask 077 && mkdir -p "$DATA/.restore" "$ROOT/backups/replaced") || return 1
          tar -xf "$1" -C "$DATA/.restore" || return 1
          (cd "$DATA" && databases | while read -r file; do
            mkdir -p "$ROOT/backups/replaced/$(dirname "$file")" && mv "$file" "$ROOT/backups/replaced/$file" || exit 1
          done) || return 1
          (cd "$DATA/.restore" && find . -type f | while read -r file; do
            mkdir -p "$DATA/$(dirname "$file")" && mv "$file" "$DATA/$file" || exit 1
          done) || return 1
          rm -rf "$DATA/.restore"
        }

        # Writes the journal, which exists only during an activation. It names the release to return to and, later, the
        # backup to restore.
        begin_journal() {
          rm -rf "$ROOT/run/journal.new"
          mkdir "$ROOT/run/journal.new" && printf '%s' "$1" >"$ROOT/run/journal.new/old" &&
            mv -T "$ROOT/run/journal.new" "$ROOT/run/journal" || fail "The journal cannot be written."
        }

        # Restores the release and the databases that the journal names, and starts the services.
        undo() {
          old=$(cat "$ROOT/run/journal/old")
          end_gate
          backup=$(cat "$ROOT/run/journal/backup" 2>/dev/null)
          if [ "$(current)" != "$old" ] || [ -n "$backup" ]; then hold; fi
          if [ -n "$backup" ]; then
            restore_backup "$backup" || fail "$backup cannot be restored. The services stay stopped."
            rm -f "$backup"
            say "restored: $backup"
          fi
          switch "$old"
          rm -rf "$ROOT/run/journal"
          release_hold
        }

        # Undoes an activation whose process was killed. Call it only with the lock, so that no activation is running.
        recover() {
          if [ -e "$ROOT/run/journal" ]; then
            say "recover: the last activation was interrupted"
            undo
            say "recover: back on ${old:-no release}"
          elif [ -e "$ROOT/run/hold" ]; then
            rm -f "$ROOT/run/hold"
          fi
          end_gate
        }

        give_up() {
          say "failed: $*"
          undo
          if [ -z "$old" ]; then say "returned: no release is active"
          elif wait_public "$old"; then say "returned: $old is active"
          else say "returned: $old is active, but its health check fails: $problem"; fi
          exit 1
        }

        # Makes a release the active one. Arguments: the release; the backup to restore before it starts, or "".
        activate() {
          new=$1 wanted=$2
          [ -d "$ROOT/releases/$new" ] || fail "There is no release $new on this host. Push it first."
          old=$(current)
          release="$ROOT/releases/$new"
          if [ -x "$ROOT/hooks/before-activate" ]; then
            say "hook: before-activate"
            (cd "$release" && "$ROOT/hooks/before-activate" "$new" 9>&-) ||
              fail "The hook before-activate failed. Nothing was changed."
          fi
          pending=
          if [ -n "$MIGRATES" ] && [ -z "$wanted" ]; then
            pending=$(run_pending 2>&1 9>&-) || fail "$new cannot use the data: $(printf '%s' "$pending" | tail -n 1)" \
              "Nothing was changed. To return to an older schema, use rollback with --restore-backup."
          fi
          ensure_services
          begin_journal "$old"
          if [ -n "$pending$wanted" ]; then
            say "hold: new requests wait"
            hold
            backup="$ROOT/backups/$(date -u +%Y%m%dT%H%M%SZ)-before-$new.tar"
            make_backup "$backup" || give_up "The data cannot be backed up."
            printf '%s' "$backup" >"$ROOT/run/journal/backup.new"
            mv "$ROOT/run/journal/backup.new" "$ROOT/run/journal/backup"
            say "backup: $backup"
            if [ -n "$wanted" ]; then restore_backup "$wanted" || give_up "$wanted cannot be restored."
            else output=$(run_migrate 2>&1 9>&-) || give_up "The migration failed: $output"; fi
            say "data: ${wanted:-migrated}"
          fi
          gate "$new" || give_up "The health check of $new failed before the switch: $problem"
          say "gate: $new is healthy"
          [ -z "$SERVICES" ] || [ -e "$ROOT/run/hold" ] || hold
          switch "$new" || give_up "The release cannot be switched."
          touch "$ROOT/reload"
          say "switch: $new"
          release_hold
          wait_public "$new" || give_up "The health check of $new failed after the switch: $problem"
          rm -rf "$ROOT/run/journal"
          printf '%s %s\n' "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$new" >>"$ROOT/run/history"
          say "active: $new"
          prune
        }

        # Returns to a release. Arguments: the release, or "" for the previous one; "restore" to restore the backup from
        # before the active release, or "".
        roll_back() {
          new=${1:-$(previous)} wanted=
          [ -n "$new" ] || fail "There is no earlier release on this host."
          if [ "$2" = restore ]; then
            wanted=$(find backups -maxdepth 1 -name '*.tar' | sort |
              while read -r file; do case $file in *-before-"$(current)".tar) say "$file" ;; esac; done | tail -n 1)
            [ -n "$wanted" ] || fail "There is no backup from before $(current)."
            wanted="$ROOT/$wanted"
          fi
          say "rollback: to $new"
          activate "$new" "$wanted"
        }
        """;
}

# Shared by the scripts; source it: prints one line per step, and how long the step took.
started_at=$(date +%s)
say() { printf '▸ %s\n' "$*"; }
done_after() { printf '✓ %s (%s s)\n' "$*" "$(($(date +%s) - started_at))"; }
refuse() {
    printf '✗ %s\n' "$1" >&2
    shift
    for hint in "$@"; do printf '  → %s\n' "$hint" >&2; done
    exit 1
}
